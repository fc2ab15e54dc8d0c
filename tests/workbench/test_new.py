"""A starting file: sure guesses are rules, all else a comment, and it passes the checker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shopglot.errors import ShopglotError
from shopglot.mapping import SourceFile
from shopglot.workbench import MappingTarget, check_files, new_mapping, raw_type_of

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition

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
    text = new_mapping("corner", "order@1", "Order", raw_type_of(RAW))
    lines = text.splitlines()
    assert lines[:7] == [
        "mapping: 1",
        "from: corner/order@1",
        "to: Order",
        "",
        "# Guesses by name and type are marked; check each, then delete its mark.",
        "fields:",
        "  id: {path: id, required: true}  # guess",
    ]
    assert "  total_amount: {path: total_amount, as: money}  # guess" in lines
    assert "  created_at: {path: create_time, as: epoch_s}  # guess" in lines
    assert "  note: buyer.note  # guess" in lines
    assert "  # line_items: (expects a list of objects)" in lines
    assert lines[-3:] == [
        "# extensions:",
        "#   state: state  # text",
        "#   sku: lines.sku  # text; inside a list: walk it with each",
    ]


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
