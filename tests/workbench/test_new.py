"""A starting file: sure guesses are rules, all else a comment, and it passes the checker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.errors import ShopglotError
from shopglot.mapping import SourceFile
from shopglot.workbench import MappingTarget, check_files, formats_of, new_mapping, raw_type_of

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition

TEXT = {"type": "string"}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


RAW = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "state": {"type": "string", "enum": ["OPEN", "DONE", "LOST"]},
        "total_amount": {"type": "string"},
        "create_time": {"type": "integer"},
        "buyer": {"$ref": "#/$defs/buyer"},
        "lines": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}},
    },
    "$defs": {"buyer": {"type": "object", "properties": {"note": {"type": "string"}}}},
}


def test_guesses_are_rules_and_the_rest_is_a_comment() -> None:
    lines = new_mapping("corner", "order@1", "Order", raw_type_of(RAW)).splitlines()
    assert lines[:8] == [
        "# yaml-language-server: $schema=order.schema.json",
        "mapping: 1",
        "from: corner/order@1",
        "to: Order",
        "",
        "# Guesses by name and type are marked; check each, then delete its mark.",
        "fields:",
        "  id: {path: id, required: true}  # guess",
    ]
    assert "  order_number: id  # guess" in lines
    assert "  total_amount: {path: total_amount, as: money}  # guess" in lines
    assert "  created_at: {path: create_time, as: epoch_s}  # guess" in lines
    assert "  note: buyer.note  # guess" in lines
    assert "  # currency: (expects a currency)" in lines
    assert "#   currency: never sent" in lines


def test_a_list_is_walked_and_a_table_begun() -> None:
    text = new_mapping("corner", "order@1", "Order", raw_type_of(RAW))
    assert "  line_items:\n    each: lines\n    fields:\n      # id: (expects text)\n" in text
    assert "      sku: sku  # guess\n" in text
    assert "  status: {path: state, enum: status}  # guess\n  source_status: state  # guess\n" in text
    assert "enums:\n  status:\n    OPEN: active\n    DONE: unknown\n    LOST: unknown\n    else: unknown\n" in text


def test_an_address_is_found_wherever_it_stands() -> None:
    parts = {"street": TEXT, "zipCode": TEXT, "town": TEXT, "countryCode": TEXT, "fullName": TEXT}
    parcel = {"type": "array", "items": {"type": "object", "properties": {"shipTo": _object(parts)}}}
    raw = raw_type_of(_object({"id": TEXT, "parcels": parcel}))
    text = new_mapping("a", "order@1", "Order", raw)
    assert "    fields:\n      name: 'parcels[0].shipTo.fullName'  # guess\n" in text


def test_an_amount_is_known_by_its_currency_and_an_order_s_currency_is_that_of_its_total() -> None:
    amount = _object({"amount": {"type": "integer"}, "currency": TEXT})
    raw = raw_type_of(_object({"id": TEXT, "discount_money": amount, "total_money": amount}))
    text = new_mapping("a", "order@1", "Order", raw)
    assert "  currency: total_money.currency  # guess\n" in text
    assert "  total_amount: {path: total_money.amount, as: minor_units, of: total_money.currency}  # guess\n" in text


def test_a_price_that_has_its_discount_beside_it_is_doubted() -> None:
    document = _object({"id": TEXT, "delivery_cost": TEXT, "delivery_discount": TEXT})
    text = new_mapping("a", "order@1", "Order", raw_type_of(document))
    assert "  # shipping_cost: {path: delivery_cost, as: money}  # perhaps; expects an amount\n" in text


def test_a_format_says_how_a_time_is_read() -> None:
    document = _object(
        {
            "id": TEXT,
            "date_created": {"type": "string", "format": "rfc2822"},
            "date_modified_gmt": {"type": "string", "format": "date-time-local"},
            "date_paid": {"type": "string", "format": "date-time-local"},
        }
    )
    text = new_mapping("a", "order@1", "Order", raw_type_of(document), formats_of(document))
    assert "  created_at: {path: date_created, as: rfc2822}  # guess\n" in text
    assert "  updated_at: {path: date_modified_gmt, as: date, zone: UTC}  # guess\n" in text
    assert "  # paid_at: (expects a timestamp)\n" in text


def test_names_in_camel_case_are_the_same_names() -> None:
    raw = raw_type_of(_object({"OrderId": TEXT, "GrandTotal": TEXT, "buyerMessage": TEXT}))
    text = new_mapping("a", "order@1", "Order", raw)
    assert "  id: {path: OrderId, required: true}  # guess\n" in text
    assert "  total_amount: {path: GrandTotal, as: money}  # guess\n" in text
    assert "  note: buyerMessage  # guess\n" in text


def test_it_passes_the_checker(corner: ConnectorDefinition) -> None:
    raw = raw_type_of({"type": "object", "properties": {"id": {"type": "string"}, "total": {"type": "string"}}})
    text = new_mapping("corner", "order@1", "Order", raw)
    (checked,) = check_files([MappingTarget(SourceFile("new.yaml", text.encode()), corner, Path("new.yaml"))])
    assert [item.code for item in checked.diagnostics] == ["W902"]


def test_the_schema_may_stand_inside_a_document() -> None:
    document = {"$defs": {"order": RAW} | RAW["$defs"]}  # type: ignore[operator]
    assert raw_type_of(document, "/$defs/order").fields.keys() == RAW["properties"].keys()  # type: ignore[attr-defined]


@pytest.mark.parametrize("document", [{}, [], {"type": "array"}, {"type": "object"}, None])
def test_what_is_no_schema_of_a_record_says_so(document: object) -> None:
    with pytest.raises(ShopglotError, match="expected a JSON Schema of an object with properties"):
        raw_type_of(document)


def test_an_unknown_model_gets_a_hint() -> None:
    with pytest.raises(ShopglotError) as raised:
        new_mapping("corner", "order@1", "Oder", raw_type_of(RAW))
    assert str(raised.value) == "unknown unified model 'Oder'\n  hint: did you mean `Order`?"


def test_a_whole_number_is_suggested_as_minor_units_where_a_currency_is_known() -> None:
    cents = {"type": "object", "properties": {"total_amount": {"type": "integer"}, "currency": {"type": "string"}}}
    lines = new_mapping(
        "corner", "order@1", "Order", raw_type_of({"type": "object", "properties": {"money": cents}})
    ).splitlines()
    assert "  total_amount: {path: money.total_amount, as: minor_units, of: money.currency}  # guess" in lines
    alone = {"type": "object", "properties": {"total_amount": {"type": "integer"}}}
    lines = new_mapping("corner", "order@1", "Order", raw_type_of(alone)).splitlines()
    assert "  # total_amount: (expects an amount)" in lines
