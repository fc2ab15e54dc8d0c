"""`shopglot mapping infer`, and the way from saved answers to a mapping that runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.command_line import Run

PAGE = {"orders": [{"id": "1", "total": "5.00", "currency": "EUR"}, {"id": "2", "total": "7.50", "currency": "EUR"}]}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("saved").mkdir()
    Path("saved/page.json").write_text(json.dumps(PAGE), encoding="utf-8")
    Path("saved/cut.json").write_text("{", encoding="utf-8")


def test_the_schema_is_printed_and_the_rest_is_said_beside_it(run: Run) -> None:
    result = run("mapping", "infer", "saved", "--records", "orders")
    assert (result.code, list(json.loads(result.out)["properties"])) == (0, ["currency", "id", "total"])
    assert result.err == "not used: cut.json:1:2: the JSON ends in the middle\n2 records of 1 file\n"


def test_a_page_that_was_taken_for_a_record_is_said(run: Run) -> None:
    result = run("mapping", "infer", "saved/page.json")
    assert (result.code, result.err) == (
        0,
        "1 record of 1 file\nperhaps the records stand inside: --records orders\n",
    )


def test_from_saved_answers_to_records_without_python(run: Run) -> None:
    Path("shoplet").mkdir()
    done = run("mapping", "infer", "saved", "--records", "orders", "--output", "shoplet/order.raw.json")
    assert (done.code, done.out) == (0, "")
    Path("shoplet/connector.yaml").write_text("records: {order: orders}\n", encoding="utf-8")
    started = run("mapping", "new", "shoplet", "order")
    assert (started.code, started.out.splitlines()[1:4]) == (0, ["mapping: 1", "from: shoplet/order@1", "to: Order"])
    Path("shoplet/order.yaml").write_text(
        "mapping: 1\n"
        "from: shoplet/order@1\n"
        "to: Order\n"
        "fields:\n"
        "  id: {path: id, required: true}\n"
        "  currency: currency\n"
        "  total_amount: {path: total, as: money}\n",
        encoding="utf-8",
    )
    assert run("mapping", "check", "shoplet", "--strict").out == "1 file: 0 errors, 0 warnings; no saved records\n"
    result = run("normalize", "shoplet", "order", "saved/page.json")
    assert [json.loads(line)["total_amount"] for line in result.out.splitlines()] == ["5.00", "7.50"]


def test_what_cannot_be_done_is_an_error(run: Run) -> None:
    result = run("mapping", "infer", "nowhere")
    assert (result.code, result.err) == (2, "error: nowhere: there is no such file or folder\n")
    result = run("mapping", "infer", "saved/page.json", "--output", "no/such/place.json")
    assert (result.code, result.err) == (2, "error: no/such/place.json: No such file or directory\n")
