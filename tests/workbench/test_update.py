"""Writing expectations back: every kind of value, every kind of quote, and nothing else of the file."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.mapping import SourceFile
from shopglot.workbench import CheckedMapping, FixtureLoader, run_tests, update_expectations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTES = [
    "plain",
    "two words",
    "",
    "it's",
    'say "no"',
    "a: b # c",
    "- dash",
    "1.50",
    "007",
    "true",
    "null",
    "~",
    "Bó\u2028",
    "\x1b",
]


def _updated(check: Callable[..., CheckedMapping], mapping: str, expect: str, raw: str, folder: Path) -> str:
    (folder / "order.json").write_text(raw, encoding="utf-8")
    tests = f"tests:\n  - {{name: t, given: order.json, expect: {expect}}}  # kept\n"
    checked = check(dedent(mapping) + tests)
    tested = run_tests(checked, FixtureLoader([folder]))
    result = update_expectations(checked.target.source, tested)
    again = check(result.text)
    assert [one.state for one in run_tests(again, FixtureLoader([folder]))] == ["passed"], result.text
    before, after = checked.target.source.text.splitlines(), result.text.splitlines()
    assert before[:-1] == after[:-1]
    assert after[-1].endswith("  # kept")
    return after[-1]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_any_text_is_written_so_that_it_reads_the_same(
    checked: Callable[..., CheckedMapping], order_mapping: str, tmp_path: Path, note: str, quote: str
) -> None:
    raw = json.dumps({"id": "1", "note": note})
    _updated(checked, order_mapping, f"{{/extensions/corner/note: {quote}old{quote}}}", raw, tmp_path)


@pytest.mark.parametrize(
    ("expect", "written"),
    [
        ("{/status: null, /id: x}", "{/status: completed, /id: '1'}"),
        ("{/status: , /id: x}", "{/status: completed, /id: '1'}"),
        ("{/customer_hidden: true}", "{/customer_hidden: false}"),
        ("{/note: gone}", "{/note: null}"),
        ("{/line_items: []}", "{/line_items: [{sku: A, quantity: '1', sub_total: '1.50'}]}"),
        ("{/line_items/0: {sku: B, quantity: '2'}}", "{/line_items/0: {sku: A, quantity: '1', sub_total: '1.50'}}"),
    ],
)
def test_every_kind_of_value_is_written(
    checked: Callable[..., CheckedMapping], order_mapping: str, tmp_path: Path, expect: str, written: str
) -> None:
    raw = '{"id": "1", "state": "DONE", "lines": [{"sku": "A", "price": "1.50"}]}'
    assert f"expect: {written}}}" in _updated(checked, order_mapping, expect, raw, tmp_path)


def test_a_byte_order_mark_and_line_ends_are_kept() -> None:
    data = b"\xef\xbb\xbfmapping: 1\r\ntests: []\r\n"
    result: Any = update_expectations(SourceFile("a.yaml", data), [])
    assert result.text.encode() == data
