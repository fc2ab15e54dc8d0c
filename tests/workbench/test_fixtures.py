"""Which records saved answers have: every form that `normalize` reads, each counted for its own resource alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shopglot.errors import ShopglotError
from shopglot.registry import read_folder
from shopglot.workbench import Samples, fixtures_beside, samples_in
from shopglot.workbench._belonging import Belonging
from tests.support.folders import write_folder

ORDER = '{"id": "1", "currency": "EUR", "total": "5.00"}'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_folder(Path("shoplet"))


def _read(place: Path, resource: str = "order") -> Samples:
    definition = read_folder(Path("shoplet"))
    return samples_in([place], definition, definition.resource(resource))


def _names(samples: Samples) -> list[str]:
    return [sample.name for sample in samples]


@pytest.mark.parametrize(
    ("file", "text", "names"),
    [
        ("one.json", ORDER, ["one.json#0"]),
        ("list.json", f"[{ORDER}, {ORDER}]", ["list.json#0", "list.json#1"]),
        ("many.jsonl", f"{ORDER}\n\n{ORDER}\n", ["many.jsonl#0", "many.jsonl#1"]),
        ("lines.json", f"{ORDER}\n{ORDER}\n", ["lines.json#0", "lines.json#1"]),
    ],
)
def test_every_form_that_normalize_reads(file: str, text: str, names: list[str]) -> None:
    Path(file).write_text(text, encoding="utf-8")
    samples = _read(Path(file))
    assert (_names(samples), samples.unused) == (names, ())


def test_a_folder_or_file_that_is_named_for_a_resource_has_its_records_alone(folder: Path) -> None:
    fixtures = folder / "fixtures"
    (fixtures / "orders-2.jsonl").write_text(f"{ORDER}\n", encoding="utf-8")
    (fixtures / "order" / "empty.json").write_text("[]", encoding="utf-8")
    assert _names(_read(fixtures)) == ["order/list.json#0", "order/list.json#1", "orders-2.jsonl#0"]
    assert _names(_read(fixtures, "store")) == ["store.json#0"]
    assert _names(_read(fixtures / "order", "store")) == []


@pytest.mark.parametrize(
    ("name", "resource"),
    [
        ("orders.json", "order"),
        ("Order-17.json", "order"),
        ("all_orders.jsonl", "order"),
        ("answers/order/one.json", "order"),
        ("order/store_of_it.json", "store"),
        ("order/by-store.json", "order"),
        ("store_orders.json", ""),
        ("answers/one.json", ""),
        ("reorder.json", ""),
    ],
)
def test_a_name_says_whose_a_file_is(folder: Path, name: str, resource: str) -> None:
    definition = read_folder(folder)
    assert Belonging(definition, definition.resource("order")).named(name) == resource


def test_the_raw_schema_that_knows_more_keys_takes_a_file_without_a_name() -> None:
    Path("a.json").write_text('{"id": "S1", "name": "Mug House"}', encoding="utf-8")
    Path("b.json").write_text(ORDER, encoding="utf-8")
    orders, stores = _read(Path()), _read(Path(), "store")
    assert (_names(orders), _names(stores)) == (
        ["b.json#0", "shoplet/fixtures/order/list.json#0", "shoplet/fixtures/order/list.json#1"],
        ["a.json#0", "shoplet/fixtures/store.json#0"],
    )
    assert (orders.faults, stores.faults) == ((), ())
    assert [(item.file, item.reason) for item in orders.unused] == [
        ("a.json", "its keys are those of store"),
        ("shoplet/fixtures/store.json", "named for store"),
    ]


def test_resources_that_read_one_raw_record_share_it(folder: Path) -> None:
    mapping = "mapping: 1\nfrom: shoplet/order@1\nto: Customer\nfields: {id: id}\n"
    (folder / "customer.yaml").write_text(mapping, encoding="utf-8")
    assert len(_read(folder / "fixtures", "customer")) == 2


def test_an_index_says_whose_a_file_is(folder: Path) -> None:
    (folder / "fixtures" / "x").mkdir()
    (folder / "fixtures" / "x" / "order.json").write_text(json.dumps({"id": "S9"}), encoding="utf-8")
    index = {"fixtures": [{"file": "x/order.json", "resource": "store"}]}
    (folder / "fixtures" / "index.json").write_text(json.dumps(index), encoding="utf-8")
    assert _names(_read(folder / "fixtures", "store")) == ["x/order.json#0"]
    assert _names(_read(folder / "fixtures")) == []


def test_what_could_not_be_used_is_told_with_its_reason() -> None:
    answers = Path("answers")
    answers.mkdir()
    (answers / "cut.json").write_text('{"id": ', encoding="utf-8")
    (answers / "lines.jsonl").write_text(f"{ORDER}\nnot json\n{ORDER}\n", encoding="utf-8")
    (answers / "list.json").write_text(f"[{ORDER}, 7]", encoding="utf-8")
    (answers / "page.json").write_text(json.dumps({"orders": [], "next": None}), encoding="utf-8")
    samples = _read(answers)
    assert _names(samples) == ["lines.jsonl#0", "lines.jsonl#2", "list.json#0"]
    assert [(item.file, item.reason) for item in samples.faults] == [
        ("cut.json:1:8", "the JSON ends in the middle"),
        ("lines.jsonl:2", "this is not JSON: expecting value"),
        ("list.json", "expected a response or a record (a JSON object), got a number"),
        ("page.json", "its raw schema knows less than half of the keys"),
    ]


def test_no_record_at_all_says_where_was_looked_and_why_nothing_fits() -> None:
    answers = Path("answers")
    answers.mkdir()
    for number in range(7):
        (answers / f"store-{number}.json").write_text("{}", encoding="utf-8")
    assert str(_read(answers).error()) == (
        "no record of order to run; looked in answers\n"
        "  store-0.json: named for store\n"
        "  store-1.json: named for store\n"
        "  store-2.json: named for store\n"
        "  store-3.json: named for store\n"
        "  store-4.json: named for store\n"
        "  and 2 more files\n"
        "  hint: Name saved answers with --records, files or folders."
    )
    with pytest.raises(ShopglotError) as told:
        _read(Path("nowhere"))
    assert str(told.value) == "nowhere: there is no such file or folder"


def test_saved_answers_are_here_or_where_the_connector_says(folder: Path) -> None:
    definition = read_folder(folder)
    assert fixtures_beside(definition, None) == folder / "fixtures"
    Path("fixtures/shoplet").mkdir(parents=True)
    assert fixtures_beside(definition, None) == Path.cwd() / "fixtures" / "shoplet"
