"""The block `unsupported`: which unified fields the platform can't give, and why."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from shopglot.mapping import SourceFile
from shopglot.workbench import MappingTarget, check_files

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition

HEAD = """\
mapping: 1
from: corner/order@1
to: Order
fields:
  id: {path: id, required: true}
  customer: {fields: {name: buyer.name}}
  line_items: {each: lines, fields: {sku: sku}}
ignore: {$: not what this test is about}
"""


def _check(connector: ConnectorDefinition, block: str) -> list[tuple[str, int, int, str, str]]:
    text = HEAD + dedent(block)
    (checked,) = check_files([MappingTarget(SourceFile("order.yaml", text.encode()), connector, Path("order.yaml"))])
    return [(item.code, item.line, item.column, item.message, item.hint) for item in checked.diagnostics]


def test_fields_of_objects_and_of_items_may_be_named(corner: ConnectorDefinition) -> None:
    block = """\
        unsupported:
          refunds: no endpoint tells them
          customer.company_name: buyers are persons
          line_items.refunded_quantity: no endpoint tells it
        """
    assert _check(corner, block) == []


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("unsupported: {refund: x}", ("E401", 9, 15, "Order has no field `refund`", "did you mean `refunds`?")),
        (
            "unsupported: {customer.nmae: x}",
            ("E401", 9, 15, "LinkedCustomer has no field `nmae`", "did you mean `name`?"),
        ),
        (
            "unsupported: {line_items.sku: x}",
            ("W903", 9, 15, "`line_items.sku` is unsupported here, but a rule fills it", "keep one of the two"),
        ),
        (
            "unsupported: {refunds: }",
            ("E106", 9, 24, "the reason why nothing fills `refunds` is missing", "add it in a few words"),
        ),
        (
            "unsupported: [refunds]",
            (
                "E104",
                9,
                14,
                "`unsupported` must be a mapping from unified fields to reasons, got a list",
                "write names with their contents in place of the list: {refunds: the reason in a few words}",
            ),
        ),
    ],
)
def test_what_is_wrong_with_it_is_said(
    corner: ConnectorDefinition, block: str, told: tuple[str, int, int, str, str]
) -> None:
    assert _check(corner, block) == [told]
