"""Keys that no raw schema knows: told by name where the name is a field's, never by value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from shopglot.mapping import SourceFile, load_mapping
from shopglot.mapping.compile import KnownKeys, known_keys
from shopglot.mapping.syntax import Type
from shopglot.registry import load_connectors

if TYPE_CHECKING:
    from pathlib import Path

TEXT = Type("text")
PART = Type("object", fields={"sku": TEXT})
ORDER = Type(
    "object",
    fields={
        "id": TEXT,
        "buyer": Type("object", fields={"name": TEXT}),
        "lines": Type("list", item=Type("object", fields={"sku": TEXT, "parts": Type("list", item=PART)})),
        "anything": Type("any"),
        "labels": Type("list", item=TEXT),
    },
)


@pytest.fixture(scope="module")
def known() -> KnownKeys:
    found = known_keys(ORDER)
    assert found is not None
    return found


def test_a_record_of_known_keys_has_none(known: KnownKeys) -> None:
    record = {"id": "1", "buyer": {"name": "Ada"}, "lines": [{"sku": "A", "parts": [{"sku": "B"}]}]}
    assert known.unknown(record) == ()
    assert known.unknown({}) == ()


def test_each_is_named_once_with_its_place(known: KnownKeys) -> None:
    record = {
        "id": "1",
        "colour": "red",
        "buyer": {"name": "Ada", "tier": 3},
        "lines": [{"sku": "A", "room": "1"}, {"sku": "B", "room": "2", "parts": [{"sku": "C", "weight": "3"}]}],
    }
    assert known.unknown(record) == ("buyer.tier", "colour", "lines.parts.weight", "lines.room")


def test_nothing_is_told_of_what_lies_below_an_unknown_key_or_one_without_a_promise(known: KnownKeys) -> None:
    record = {"people": {"dana_example": 1}, "anything": {"dana_example": 1}}
    assert known.unknown(record) == ("people",)


@pytest.mark.parametrize(
    "key",
    [
        "Dana Example", "dana@example.com", "dana.example", "2135550142", "x123456", "id_576900000000002701", "a" * 65,
        "", "colour\n", "\x1b[2J", "färbe", "+1 213", 7, None, ("a",),
    ],
)  # fmt: skip
def test_a_key_that_is_no_fields_name_is_counted_and_not_told(known: KnownKeys, key: object) -> None:
    assert known.unknown({key: 1, "buyer": {key: 2}}) == ("(unprintable)", "buyer.(unprintable)")


@pytest.mark.parametrize(
    "key", ["room_id", "AmazonOrderId", "utf-8", "_links", "address_line5", "iso_3166_2", "a" * 64]
)
def test_a_fields_name_is_told(known: KnownKeys, key: str) -> None:
    assert known.unknown({key: 1}) == (key,)


def test_an_object_that_becomes_a_table_keyed_by_data_tells_none_of_its_keys(known: KnownKeys) -> None:
    names = [f"person_{letter}{other}" for letter in "abcdef" for other in "abcdef"]
    assert known.unknown({"buyer": dict.fromkeys(names[:32])}) == tuple(f"buyer.{name}" for name in names[:32])
    assert known.unknown({"buyer": dict.fromkeys(names[:33]), "colour": 1}) == ("buyer.(many keys)", "colour")


@pytest.mark.parametrize(
    "record",
    [
        {"buyer": None, "lines": None},
        {"buyer": ["no"], "lines": {"sku": "A"}},
        {"buyer": "text", "lines": ["text", 1, None, [[]]]},
        {"labels": [{"no": "text"}]},
    ],
)
def test_a_value_of_another_shape_is_no_matter(known: KnownKeys, record: dict[str, Any]) -> None:
    assert known.unknown(record) == ()


def test_a_list_in_place_of_an_object_and_the_other_way_round_are_looked_into(known: KnownKeys) -> None:
    assert known.unknown({"buyer": [{"tier": 1}], "lines": {"room": 1}}) == ("buyer.tier", "lines.room")


def test_a_type_that_promises_no_keys_knows_nothing() -> None:
    assert known_keys(Type("any")) is None
    assert known_keys(Type("object")) is None


def test_a_compiled_mapping_tells_them_and_a_layer_over_it_too(tmp_path: Path) -> None:
    definition = load_connectors(only=["tiktok"])["tiktok"].definition
    own = SourceFile("tiktok/order.yaml", definition.mappings.joinpath("order.yaml").read_bytes())
    layer = SourceFile(
        str(tmp_path / "order.yaml"), b"mapping: 1\nextends: tiktok/order\nfields: {note: seller_note}\n"
    )
    record = {"id": "1", "new_key": 1, "line_items": [{"newer": 1}]}
    for mapping in (load_mapping(own, definition), load_mapping(layer, definition, below=[own])):
        assert mapping.unknown_keys(record) == ("line_items.newer", "new_key")
        assert mapping.unknown_keys(["no record"]) == ()
