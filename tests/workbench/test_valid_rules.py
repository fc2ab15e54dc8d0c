"""Rules that look unusual and are right: the checker says nothing about any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopglot.mapping import SourceFile
from shopglot.registry import load_connectors
from shopglot.workbench import MappingTarget, check_files
from tests.support.paths import FIXTURES

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition

CORRECT = (FIXTURES / "mapping" / "mistakes" / "correct.yaml").read_text(encoding="utf-8")
GIVEN = "given: fixtures/tiktok/raw/order/detail.us.unpaid.json#/data/orders/0"

FIELDS = {
    "a path in double quotes": 'note: "buyer_message"',
    "a quoted name": "note: '\"buyer_message\"'",
    "a path from the record": "note: $.buyer_message",
    "a name in brackets": "note: \"$['buyer_message']\"",
    "an index in quotes": "note: {path: 'line_items[0].product_name'}",
    "an index from the end": "note: {path: 'line_items[-1].product_name'}",
    "an index in block style": "note: line_items[0].product_name",
    "a note that says what it is": "note: {path: buyer_message, note: 'it''s the buyer''s: as typed'}",
    "typographic quotes inside text": "note: {const: “thank you”}",
    "Cyrillic text": "note: {const: спасибо}",
    "a fixed text that a test is called": "note: {const: present}",
    "a fall-back of a fall-back": "note: {first_of: [{first_of: [buyer_message, seller_note]}, {const: none}]}",
    "a join of one": "note: {join: [buyer_message]}",
    "a join without a separator": "note: {join: [buyer_message, seller_note], with: ''}",
    "a sum of one": "total_tax: {sum: [payment.tax]}",
    "a sum over a list": "sub_total: {sum: {each: line_items, path: sale_price}}",
    "a negated amount": "total_discount: {minus: payment.seller_discount}",
    "cases without an else": "note: {cases: [{when: {is_cod: true}, then: {const: cash}}]}",
    "a fuller case before the simpler": (
        "note: {cases: [{when: {is_cod: true, status: UNPAID}, then: {const: a}}, "
        "{when: {is_cod: true}, then: {const: b}}]}"
    ),
    "a case that shares a value": (
        "note: {cases: [{when: {status: [UNPAID, ON_HOLD]}, then: {const: a}}, "
        "{when: {status: [ON_HOLD, COMPLETED]}, then: {const: b}}]}"
    ),
    "a case below its opposite": (
        "note: {cases: [{when: {not: {status: UNPAID}}, then: {const: a}}, "
        "{when: {status: UNPAID, is_cod: true}, then: {const: b}}]}"
    ),
    "any of which one was seen": (
        "note: {cases: [{when: {status: UNPAID}, then: {const: a}}, "
        "{when: {any: [{status: UNPAID}, {is_cod: true}]}, then: {const: b}}]}"
    ),
    "two lists with one walk": (
        "note: {cases: [{when: {any: line_items, where: {sku_id: a}}, then: {const: a}}, "
        "{when: {all: line_items, where: {sku_id: a}}, then: {const: b}}]}"
    ),
    "both missing and blank": (
        "note: {cases: [{when: {buyer_message: {is: blank}}, then: {const: a}}, "
        "{when: {buyer_message: {is: missing}}, then: {const: b}}]}"
    ),
    "a table in the rule": "note: {path: shipping_type, enum: {TIKTOK: a, SELLER: b, TIKTOK_DIGITAL: c}}",
    "a table to one value": "note: {path: shipping_type, enum: {TIKTOK: a, SELLER: a, TIKTOK_DIGITAL: a, else: a}}",
    "a default of a path": "note: {path: buyer_message, default: none}",
    "a list of paths walked": "note: {join: [{each: line_items, value: product_name, unique: true}]}",
}  # fmt: skip
TESTS = {
    "null for a real field": "/note: null",
    "a whole object": "/customer: {id: '1', name: null}",
    "an empty list": "/line_items: []",
    "an amount as text": "/total_amount: '34.54'",
    "a moment": "/created_at: '2024-05-01T10:00:00Z'",
    "an item far behind": "/line_items/11/quantity: '1'",
    "an extension that stays out": "/extensions/tiktok/secret: null",
    "a place in what is hidden": "/hidden_fields/0/reason: unknown",
}


@pytest.fixture(scope="module")
def connector() -> ConnectorDefinition:
    return load_connectors(only=["tiktok"])["tiktok"].definition


def _said(text: str, connector: ConnectorDefinition) -> list[str]:
    target = MappingTarget(SourceFile("order.yaml", text.encode()), connector, None)
    return [item.render() for item in check_files([target])[0].diagnostics]


@pytest.mark.parametrize("name", FIELDS)
def test_an_unusual_rule_is_right(name: str, connector: ConnectorDefinition) -> None:
    text = CORRECT.replace("  tax_inclusive:", f"  {FIELDS[name]}\n  tax_inclusive:")
    assert _said(text, connector) == []


@pytest.mark.parametrize("name", TESTS)
def test_an_unusual_expectation_is_right(name: str, connector: ConnectorDefinition) -> None:
    text = f"{CORRECT}tests:\n  - {{name: it, {GIVEN}, expect: {{{TESTS[name]}}}}}\n"
    assert _said(text, connector) == []


def test_there_are_thirty_of_them() -> None:
    assert len(FIELDS) + len(TESTS) >= 30
