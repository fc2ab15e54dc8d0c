"""The folder of a connector wherever an installed one is named."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shopglot.cli.mapping import _watch
from tests.support.folders import ORDER_MAPPING, write_folder

if TYPE_CHECKING:
    from tests.support.command_line import Run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_folder(Path("shoplet"))


@pytest.mark.parametrize(
    ("target", "files"),
    [("shoplet", 2), ("shoplet/", 2), ("shoplet/order", 1), ("./shoplet/order.yaml", 1), (".", 2)],
)
def test_check(run: Run, target: str, files: int) -> None:
    result = run("mapping", "check", target)
    noun = "file" if files == 1 else "files"
    total = f"{files} {noun}: 0 errors, 0 warnings; {files + 1} saved records\n"
    assert (result.code, result.out, result.err) == (0, total, "")


def test_check_tells_the_place(run: Run, folder: Path) -> None:
    (folder / "order.yaml").write_text(ORDER_MAPPING.replace("currency: currency", "currency: curency"), "utf-8")
    result = run("mapping", "check", "shoplet/order", "--format", "json")
    assert result.code == 1
    (file,) = json.loads(result.out)["files"]
    first = file["diagnostics"][0]
    assert (file["file"], first["code"], first["line"]) == ("shoplet/order.yaml", "E202", 6)


def test_test_finds_what_lies_in_the_folder(run: Run) -> None:
    result = run("mapping", "test", "shoplet")
    assert (result.code, result.out) == (
        0,
        "2 files, 1 test: 1 passed, 0 failed; 0 examples: 0 passed, 0 failed\n",
    )


def test_explain(run: Run) -> None:
    result = run("mapping", "explain", "shoplet", "order", "total_amount")
    assert result.code == 0
    assert result.out == (
        "Order.total_amount: an amount\n"
        "\n"
        "  shoplet/order.yaml:7\n"
        "    {path: total, as: money}\n"
        "\n"
        "  read   total (text)\n"
    )


def test_schema_and_diff(run: Run) -> None:
    result = run("mapping", "schema", "shoplet/order")
    assert (result.code, json.loads(result.out)["$comment"]) == (0, "A mapping of shoplet's order")
    result = run("mapping", "diff", "shoplet", "shoplet/order.yaml")
    assert result.out == (
        "Order: patch (shoplet/order.yaml to shoplet/order.yaml; 0 of 2 records differ)\n\nverdict: patch\n"
    )
    assert result.code == 0


@pytest.mark.parametrize("name", ["shoplet", "./shoplet", "shoplet/"])
def test_normalize(run: Run, name: str) -> None:
    result = run("normalize", name, "order", "shoplet/fixtures/order/list.json")
    assert result.code == 0
    assert [json.loads(line)["total_amount"] for line in result.out.splitlines()] == ["5.00", "7.50"]


def test_a_record_of_any_keys_is_a_record_where_no_envelope_is_told(run: Run) -> None:
    record = b'{"id": "3", "code": "SPRING", "message": "Happy birthday", "data": []}'
    result = run("normalize", "shoplet", "order", "-", stdin=record)
    assert (result.code, json.loads(result.out)["id"]) == (0, "3")


def test_a_folder_that_is_no_connector(run: Run) -> None:
    result = run("normalize", "./shoplet/fixtures", "order", "x.json")
    assert result.code == 2
    assert result.err == (
        "error: shoplet/fixtures: no mapping in this folder\n"
        "  hint: `shopglot mapping new` writes one to start from, such as order.yaml.\n"
    )


def test_coverage_runs_the_folder_s_own_answers(run: Run) -> None:
    result = run("mapping", "coverage", "shoplet", "--format", "json")
    assert [(one["resource"], one["records"], one["unused"]) for one in json.loads(result.out)] == [
        ("order", 2, []),
        ("store", 1, []),
    ]


def test_coverage_says_what_it_could_not_use(run: Run, folder: Path) -> None:
    (folder / "fixtures" / "cut.json").write_text("{", encoding="utf-8")
    result = run("mapping", "coverage", "shoplet")
    assert (result.code, result.err) == (0, "not used: cut.json:1:2: the JSON ends in the middle\n")
    (orders, _) = json.loads(run("mapping", "coverage", "shoplet", "--format", "json").out)
    assert orders["unused"] == [{"file": "cut.json:1:2", "reason": "the JSON ends in the middle"}]


@pytest.mark.parametrize(
    "words",
    [
        ("coverage", "shoplet/order"),
        ("explain", "shoplet", "order", "id"),
        ("diff", "old/order.yaml", "shoplet/order.yaml"),
    ],
)
def test_a_named_place_without_a_record_is_an_error(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    write_folder(Path("old"))
    (folder / "order.yaml").write_text(ORDER_MAPPING.replace("  currency: currency\n", ""), encoding="utf-8")
    option = "--record" if words[0] == "explain" else "--records"
    result = run("mapping", *words, option, "shoplet/fixtures/store.json")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: no record of order to run; looked in shoplet/fixtures/store.json\n"
        "  store.json: named for store\n"
        "  hint: Name saved answers with --records, files or folders.\n"
    )


def test_diff_gives_no_verdict_where_nothing_could_show_a_difference(run: Run, folder: Path) -> None:
    write_folder(Path("old"))
    (folder / "order.yaml").write_text(ORDER_MAPPING.replace("  currency: currency\n", ""), encoding="utf-8")
    result = run("mapping", "diff", "old", "shoplet")
    assert (result.code, result.out.splitlines()[-1]) == (3, "verdict: major")
    (folder / "fixtures" / "order" / "list.json").unlink()
    result = run("mapping", "diff", "old", "shoplet")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: no record of order to run; looked in shoplet/fixtures\n"
        "  store.json: named for store\n"
        "  hint: Name saved answers with --records, files or folders.\n"
    )


def test_a_line_of_json_lines_is_given_by_its_number(run: Run, folder: Path) -> None:
    lines = '{"id": "8", "total": "1.00"}\n\n{"id": "9", "total": "5.00"}\n'
    (folder / "fixtures" / "orders.jsonl").write_text(lines, encoding="utf-8")
    text = ORDER_MAPPING.replace("fixtures/order/list.json#/0", "fixtures/orders.jsonl#/1")
    (folder / "order.yaml").write_text(text, encoding="utf-8")
    assert run("mapping", "test", "shoplet/order").code == 0


def test_new_takes_the_raw_schema_and_the_name_of_the_folder(run: Run, folder: Path) -> None:
    result = run("mapping", "new", "shoplet/", "shop@1", "--to", "Store")
    assert result.code == 0
    assert result.out.splitlines()[:4] == [
        "# yaml-language-server: $schema=store.schema.json",
        "mapping: 1",
        "from: shoplet/shop@1",
        "to: Store",
    ]
    folder.rename("other")
    assert run("mapping", "new", "other", "order").out.splitlines()[2:4] == ["from: shoplet/order@1", "to: Order"]
    result = run("mapping", "new", "other", "customer")
    assert (result.code, result.err) == (2, "error: other/customer.raw.json: No such file or directory\n")
    result = run("mapping", "new", "nowhere", "order")
    assert result.code == 2
    assert result.err == (
        "error: no raw schema to begin from\n  hint: Name it with --schema, or a folder that has it.\n"
    )


def test_a_mapping_of_nobody_s_connector_says_what_is_missing(run: Run, folder: Path) -> None:
    for file in folder.glob("*.raw.json"):
        file.unlink()
    result = run("mapping", "check", "shoplet/order.yaml")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: shoplet/order.yaml: `shoplet` is no installed connector, and no raw schema such as order.raw.json is "
        "beside this file\n"
        "  hint: `shopglot mapping infer` makes one from saved answers; with it the folder is a connector.\n"
    )


def test_the_guide_of_a_folder(run: Run, folder: Path) -> None:
    text = "guide: {masked-notes: {title: Masked notes, body: Ask for more.}}\n"
    (folder / "connector.yaml").write_text(text, encoding="utf-8")
    result = run("guide", "shoplet", "masked-notes")
    assert (result.code, result.out) == (0, "## Masked notes (masked-notes)\n\nAsk for more.\n")


_FILE = "shoplet/fixtures/order/list.json"


@pytest.fixture
def with_settings(folder: Path) -> None:
    declared = "settings: {market: {choices: [eu, us]}, with_tax: {kind: boolean}}\n"
    (folder / "connector.yaml").write_text(declared, encoding="utf-8")
    mapping = ORDER_MAPPING.replace("ignore: {note", "  note: setting.market\nignore: {note")
    (folder / "order.yaml").write_text(mapping, encoding="utf-8")


_RUNS_RECORDS = [
    ("normalize", "shoplet", "order", _FILE),
    ("mapping", "try", "shoplet/order", "--record", _FILE),
    ("mapping", "try", "shoplet/order", "--record", _FILE, "--field", "note"),
    ("mapping", "try", "shoplet/order", "--record", _FILE, "--rule", "setting.market"),
    ("mapping", "explain", "shoplet", "order", "note", "--record", _FILE),
]


@pytest.mark.usefixtures("with_settings")
@pytest.mark.parametrize("words", _RUNS_RECORDS)
def test_a_setting_of_a_folder_is_read_wherever_a_record_is_shown(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--setting", "market=us")
    assert (result.code, '"us"' in result.out) == (0, True)
    assert '"us"' not in run(*words).out


@pytest.mark.usefixtures("with_settings")
def test_coverage_and_diff_run_with_the_settings(run: Run, folder: Path) -> None:
    result = run("mapping", "coverage", "shoplet/order", "--setting", "market=us", "--format", "json")
    (order,) = json.loads(result.out)
    notes = [(one["field"], one["records"]) for one in order["unified"] if one["field"] == "note"]
    assert notes == [("note", 2)]
    later = folder / "order.yaml"
    shutil.copytree(folder, "before")
    later.write_text(later.read_text(encoding="utf-8").replace("  note: setting.market\n", ""), encoding="utf-8")
    result = run("mapping", "diff", "before", str(later), "--setting", "market=us")
    assert (result.code, '"us" -> nothing' in result.out) == (3, True)


@pytest.mark.usefixtures("with_settings")
@pytest.mark.parametrize(
    "words",
    [*_RUNS_RECORDS, ("mapping", "coverage", "shoplet"), ("mapping", "diff", "shoplet", "shoplet/order.yaml")],
)
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("market=mars", "error: shoplet: market must be one of eu, us\n"),
        ("marke=eu", "error: shoplet has no setting 'marke'\n  hint: Did you mean market?\n"),
        ("with_tax=perhaps", "error: shoplet: with_tax must be true or false\n"),
        ("market", "--setting needs a name and a value, such as timezone=Europe/Vienna\n"),
    ],
)
def test_a_wrong_setting_is_told_by_each(run: Run, words: tuple[str, ...], given: str, told: str) -> None:
    result = run(*words, "--setting", given)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(told)


@pytest.mark.usefixtures("with_settings")
def test_check_says_where_a_folder_declares_its_settings(run: Run, folder: Path) -> None:
    order = folder / "order.yaml"
    order.write_text(order.read_text(encoding="utf-8").replace("setting.market", "setting.zone"), encoding="utf-8")
    result = run("mapping", "check", "shoplet/order")
    assert (result.code, "hint: declare it under `settings` in connector.yaml\n" in result.out) == (1, True)


def test_a_save_of_any_file_of_the_folder_is_checked_again(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = json.loads((folder / "order.raw.json").read_text(encoding="utf-8"))
    del schema["properties"]["currency"]
    own = "settings: {zone: {}}\n"
    saves = iter([("order.raw.json", json.dumps(schema)), ("connector.yaml", own), ("connector.yaml", "nmae: x\n")])

    def save() -> None:
        name, text = next(saves, ("", ""))
        if not name:
            raise KeyboardInterrupt
        (folder / name).write_text(text, encoding="utf-8")

    monkeypatch.setattr(_watch, "_pause", save)
    result = run("mapping", "check", "shoplet/order", "--watch")
    first, second, third, fourth = re.split(r"\n\S+ saved\n", result.out)
    assert first == "1 file: 0 errors, 0 warnings; 2 saved records\n\n1 test, 0 failed\n"
    assert "error[E202]: the raw record has no `currency`" in second
    assert "error[E202]: the raw record has no `currency`" in third
    assert "error: shoplet/connector.yaml:1:1: unknown key `nmae`" in fourth
    assert result.code == 130


def test_watching_shows_text(run: Run) -> None:
    result = run("mapping", "check", "shoplet", "--watch", "--format", "json")
    assert (result.code, result.err.splitlines()[-1]) == (
        2,
        "Error: Invalid value: --watch shows text: leave --format out",
    )
