"""Rules that look unusual and are right: the checker says nothing about any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shopglot.mapping import SourceFile
from shopglot.registry import folder_connector, load_connectors
from shopglot.workbench import MappingTarget, check_files, iter_installed, read_target
from tests.support.paths import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

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
    "a rule that is the group's own": (
        "discounts: {each: line_items, group_by: [{cases: [{when: {is_gift: true}, then: {const: gift}}, "
        "{else: {const: sold}}]}], fields: {code: {cases: [{when: {is_gift: true}, then: {const: gift}}, "
        "{else: {const: sold}}]}, amount: {sum: [seller_discount]}}}"
    ),
    "a condition that is the group's own": (
        "discounts: {each: line_items, group_by: [{cases: [{when: {is_gift: true}, then: {const: gift}}]}], "
        "fields: {code: {cases: [{when: {is_gift: true}, then: {const: free}}]}, amount: {sum: [seller_discount]}}}"
    ),
    "an empty list or none": (
        "note: {cases: [{when: {any: [{packages: {count: 0}}, {packages: {is: missing}}]}, then: {const: none}}]}"
    ),
    "a list that is there and has elements": (
        "note: {cases: [{when: {packages: {is: present}, not: {packages: {count: 0}}}, then: {const: some}}]}"
    ),
    "an amount by several ways": "total_tax: {first_of: [{sum: [payment.tax]}, {path: payment.tax, as: money}]}",
    "an amount taken off and added": "total_tax: {minus: [payment.tax, {sum: [payment.item_insurance_tax]}]}",
    "items of one amount, one by a condition": (
        "fees: {list: [{when: {is_cod: true}, fields: {type: {const: cod}, amount: {path: payment.tax, as: money}}}, "
        "{fields: {type: {const: tax}, amount: {path: payment.tax, as: money}}}]}"
    ),
    "a row with a word of another field": (
        "fulfillment_status: {path: status, enum: {UNPAID: pending, ON_HOLD: pending, AWAITING_SHIPMENT: pending, "
        "PARTIALLY_SHIPPING: partial, AWAITING_COLLECTION: pending, IN_TRANSIT: shipped, DELIVERED: delivered, "
        "COMPLETED: delivered, CANCELLED: cancelled, else: unknown}}"
    ),
    "a name read where there is only one": (
        "billing_address: {fields: {name: recipient_address.name, line1: recipient_address.address_line1}}"
    ),
    "a value that begins with a sign": "note: {cases: [{when: {seller_note: '-'}, then: {const: none}}]}",
    "a value of several words": "note: {cases: [{when: {seller_note: gift or not}, then: {const: gift}}]}",
    "the first of two elements, and the second": "note: {join: ['line_items[0].sku_name', 'line_items[1].sku_name']}",
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


TOPS = {
    "a document start": ("mapping: 1\n", "%YAML 1.2\n---\nmapping: 1\n"),
    "quoted keys": ("from: tiktok/order@202507\nto: Order\n", "\"from\": 'tiktok/order@202507'\n'to': Order\n"),
    "an explicit key": ("from: tiktok/order@202507\n", "? from\n: tiktok/order@202507\n"),
    "a value in the next line": ("from: tiktok/order@202507\n", "from: >-\n  tiktok/order@202507\n"),
    "a quoted block": ("fields:\n", '"fields":\n'),
    "a comment behind": ("to: Order\n", "to: Order  # the model\n"),
}


@pytest.mark.parametrize("name", TOPS)
def test_an_unusual_top_of_a_file_is_right(name: str, connector: ConnectorDefinition, tmp_path: Path) -> None:
    text = CORRECT.replace(*TOPS[name])
    assert _said(text, connector) == []
    file = tmp_path / "order.yaml"
    file.write_text(text, encoding="utf-8")
    assert read_target(load_connectors(only=["tiktok"]), file).connector.id == "tiktok"


@pytest.mark.parametrize("name", TOPS)
def test_a_folder_knows_its_connector_by_any_top(name: str, tmp_path: Path) -> None:
    text = "mapping: 1\nfrom: tiktok/order@202507\nto: Order\nfields:\n  id: {path: id, required: true}\n"
    (tmp_path / "order.yaml").write_text(text.replace(*TOPS[name]), encoding="utf-8")
    raw = '{"type": "object", "properties": {"id": {"type": "string"}}}'
    (tmp_path / "order.raw.json").write_text(raw, encoding="utf-8")
    (checked,) = check_files(iter_installed(folder_connector(tmp_path)))
    assert (checked.diagnostics, checked.target.connector.id) == ((), "tiktok")


def test_there_are_fifty_of_them() -> None:
    assert len(FIELDS) + len(TESTS) + len(TOPS) >= 50
