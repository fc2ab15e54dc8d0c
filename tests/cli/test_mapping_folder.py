"""The folder of a connector wherever an installed one is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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
    assert (result.code, result.out, result.err) == (0, f"{files} {noun}: 0 errors, 0 warnings\n", "")


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
    assert (result.code, json.loads(result.out)["title"]) == (0, "A mapping of shoplet's order")
    Path("one.json").write_text('{"id": "1", "currency": "EUR", "total": "5.00"}', encoding="utf-8")
    result = run("mapping", "diff", "shoplet", "shoplet/order.yaml", "--records", "one.json")
    assert (result.code, result.out.splitlines()[-1]) == (0, "verdict: patch")


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
