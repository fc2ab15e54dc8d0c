"""What no test would notice: each part of a mapping is changed by itself, and only the tests that look there count."""

from __future__ import annotations

import json
import time
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from shopglot.mapping import SourceFile
from shopglot.workbench import (
    CheckedMapping,
    FixtureLoader,
    MappingTarget,
    check_files,
    find_unnoticed,
    unnoticed_json,
    unnoticed_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopglot.connector import ConnectorDefinition
    from shopglot.workbench import NoticeReport

ORDERS = [
    {
        "id": "1",
        "state": "DONE",
        "paid": 1,
        "total": "2.00",
        "buyer": {"name": "B"},
        "lines": [{"sku": "A", "price": "2"}],
    },
    {"id": "2", "state": "OPEN", "buyer": {"name": "##"}},
]


@pytest.fixture
def report(checked: Callable[..., CheckedMapping], order_mapping: str, tmp_path: Path) -> Callable[..., NoticeReport]:
    (tmp_path / "orders.json").write_text(json.dumps(ORDERS), encoding="utf-8")

    def made(*expects: str, of: str = order_mapping) -> NoticeReport:
        tests = "".join(
            f"  - {{name: t{number}, given: orders.json#/{number}, expect: {expect}}}\n"
            for number, expect in enumerate(expects)
        )
        text = dedent(of) + (f"tests:\n{tests}" if tests else "")
        before = checked(text)
        found = find_unnoticed(before, FixtureLoader([tmp_path]))
        assert before.file is not None
        assert [*before.file.fields] == [*checked(text).file.fields], "every change was taken back"  # type: ignore[union-attr]
        return found

    return made


def test_without_a_test_nothing_is_noticed(report: Callable[..., NoticeReport]) -> None:
    found = report()
    assert (found.noticed, found.percent) == (0, 0)
    assert found.parts == 18


def test_a_part_is_noticed_where_a_test_looks_at_its_effect(report: Callable[..., NoticeReport]) -> None:
    found = report(
        "{/status: completed, /payment_status: paid}", "{/customer_hidden: true, /hidden_fields/0/reason: unknown}"
    )
    assert unnoticed_text([found]) == (
        "order.yaml: of 18 parts the tests notice 7; no test would notice if these\n"
        "  changed:\n"
        "  FIELD            WHERE    WHAT\n"
        "  total_amount     line 6   rule\n"
        "  payment_status   line 12  case else\n"
        "  line_items       line 17  rule, with 3 parts in it\n"
        "  extensions.note  line 28  rule\n"
        "  status           line 34  enum entry order_status: OPEN\n"
        "  status           line 34  enum entry order_status: LOST\n"
        "  status           line 34  enum entry order_status: else\n"
        "  hidden_fields    line 26  hidden unknown"
    )


def test_a_test_that_fails_or_cannot_run_notices_nothing(report: Callable[..., NoticeReport]) -> None:
    assert report("{/status: active}").noticed == 0
    assert (
        report("{/status: completed}").noticed == 3
    )  # the rule, its entry, and the id without which there is no record


def test_a_condition_is_noticed_part_by_part(report: Callable[..., NoticeReport], order_mapping: str) -> None:
    mapping = order_mapping.replace("{paid: {is: present}}", "{paid: {is: present}, state: [DONE, LOST]}")
    found = report("{/payment_status: paid}", "{/payment_status: pending}", of=mapping)
    rows = [(one.kind, one.text) for one in found.unnoticed if one.field == "payment_status"]
    # The second order is neither paid nor done: either part alone keeps it out.
    assert rows == [("condition", "paid"), ("condition", "state")]  # with the value LOST in it


def test_what_a_layer_takes_over_is_not_its_own(corner: ConnectorDefinition, order_mapping: str) -> None:
    base = SourceFile("order.yaml", dedent(order_mapping).encode())
    text = "mapping: 1\nextends: corner/order\nfields:\n  note: note\n"
    target = MappingTarget(SourceFile("layer.yaml", text.encode()), corner, None, (base,))
    found = find_unnoticed(check_files([target])[0], FixtureLoader())
    assert [(one.field, one.where) for one in found.unnoticed] == [("note", "layer.yaml:4")]


def test_json_is_stable(report: Callable[..., NoticeReport]) -> None:
    (found,) = unnoticed_json([report()])
    assert (found["file"], found["parts"], found["noticed"]) == ("order.yaml", 18, 0)
    assert found["unnoticed"][0] == {
        "kind": "rule",
        "where": "order.yaml:5",
        "field": "id",
        "text": None,
        "inside": 0,
    }


def test_the_largest_mapping_takes_seconds(tiktok: list[CheckedMapping]) -> None:
    order = next(item for item in tiktok if item.name.endswith("order.yaml"))
    began = time.process_time()
    found = find_unnoticed(order, FixtureLoader())
    assert time.process_time() - began < 10
    assert found.parts > 500
    assert 0 < found.noticed < found.parts
