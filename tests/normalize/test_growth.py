"""The platform has grown: records name the keys that its raw schema does not know, and somebody counts them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot.normalize import Normalized, Rejected, UnknownKeys

if TYPE_CHECKING:
    from pathlib import Path

ORDER: dict[str, Any] = {
    "id": "1",
    "status": "DONE",
    "currency": "USD",
    "total": "12.50",
    "placed": 1714557600,
    "buyer": {"id": "7", "name": "Ada Example"},
    "lines": [{"id": "1", "title": "Mug", "price": "12.50"}],
}
GROWN = ORDER | {"loyalty": {"Ada Example": 3}, "lines": [ORDER["lines"][0] | {"colour": "red"}] * 2}
KEYS = ("lines.colour", "loyalty")


@pytest.fixture
def acme(fake_plugins: Path) -> shopglot.Connector:
    assert fake_plugins.is_dir()
    return shopglot.load_connectors(only=["acme"])["acme"]


def test_a_unified_record_names_them(acme: shopglot.Connector) -> None:
    assert acme.normalize("order", ORDER).unknown == ()
    found = acme.normalize("order", GROWN)
    assert found.unknown == KEYS
    assert "Ada" not in repr(found)


def test_each_record_of_a_source_names_its_own_and_a_rejected_one_too(acme: shopglot.Connector) -> None:
    broken = {name: value for name, value in GROWN.items() if name != "id"}
    results = list(acme.normalize_many("order", [ORDER, GROWN, broken]))
    assert [type(result) for result in results] == [Normalized, Normalized, Rejected]
    assert [result.unknown for result in results] == [(), KEYS, KEYS]


def test_what_is_no_record_names_none(acme: shopglot.Connector) -> None:
    refused = {"code": 7, "message": "no", "data": None, "novel": 1}
    results = list(acme.normalize_many("order", [refused, "text", 5]))
    assert [(type(result), result.unknown) for result in results] == [(Rejected, ())] * 3


def test_all_resources_made_of_one_raw_record_name_the_same(acme: shopglot.Connector) -> None:
    assert acme.normalize("customer", GROWN).unknown == KEYS


def test_they_are_counted_over_records(acme: shopglot.Connector) -> None:
    seen = UnknownKeys()
    for result in acme.normalize_many("order", [GROWN, ORDER, ORDER | {"loyalty": 1}, ORDER | {"2135550142": 1}]):
        seen.add(result.unknown)
    assert list(seen.counts().items()) == [("loyalty", 2), ("(unprintable)", 1), ("lines.colour", 1)]
    assert len(seen) == 3


def test_a_place_with_too_many_names_over_all_records_forgets_them(acme: shopglot.Connector) -> None:
    names = ["".join(letters) for letters in itertools.product("abcdef", repeat=2)]
    seen = UnknownKeys()
    for result in acme.normalize_many("order", [ORDER | {"buyer": {"id": "7", name: 1}} for name in names[:32]]):
        seen.add(result.unknown)
    assert len(seen) == 32
    for name in names[32:]:
        seen.add(acme.normalize("order", GROWN | {"buyer": {"id": "7", name: 1, "aa": 2}}).unknown)
    assert seen.counts() == {"buyer.(many keys)": 36, "lines.colour": 4, "loyalty": 4}
