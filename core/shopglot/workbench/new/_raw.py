"""What a raw schema holds for a guess: its places, their types, formats and the amounts that have a currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot.errors import ShopglotError
from shopglot.mapping.syntax import ANY, Type, type_from_schema
from shopglot.normalize import read_json
from shopglot.workbench._json import at_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Place",
    "at_place",
    "beside",
    "elements_of",
    "formats_of",
    "places_in",
    "raw_type_of",
    "schema_from",
    "words",
]

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SAME = {"canceled": "cancelled", "cancel": "cancelled", "cancellation": "cancelled"}
_AMOUNT = ("amount", "value")
_CURRENCY = ("currency", "currency_code")
# Of an amount in two currencies, the shop's own.
_OWN = ("shop", "shop_money")


@dataclass(frozen=True, slots=True)
class Place:
    """A raw value that a path reaches: the names on the way to it, those that name it, and where its currency stands.

    `names` are `steps` without what only holds an amount: that of `total_price_set.shop_money.amount` is
    `total_price_set`.
    """

    steps: tuple[str, ...]
    names: tuple[str, ...]
    type: Type
    currency: str = ""

    @property
    def path(self) -> str:
        return ".".join(self.steps)


def raw_type_of(document: Any, pointer: str = "") -> Type:
    """Return the type of a raw record from its JSON Schema, at `pointer` in a document.

    Raises `ShopglotError` for anything but the schema of an object.
    """
    schema = at_pointer(document, pointer)
    type_ = type_from_schema(schema, document) if isinstance(schema, dict) else ANY
    if type_.kind != "object":
        where = f" at {pointer}" if pointer else ""
        raise ShopglotError(
            f"expected a JSON Schema of an object with properties{where}",
            hint="Point to the schema of one record: raw.json#/$defs/order",
        )
    return type_


def formats_of(document: Any, pointer: str = "") -> dict[tuple[str, ...], str]:
    """Return the `format` of each raw text that has one, by its place, without the indexes of lists."""
    return dict(_formats(at_pointer(document, pointer), document, (), frozenset()))


def _formats(
    schema: Any, document: Any, steps: tuple[str, ...], inside: frozenset[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    if not isinstance(schema, dict):
        return
    place = str(schema.get("$ref", ""))
    if place.startswith("#/") and place not in inside:
        yield from _formats(at_pointer(document, place[1:]), document, steps, inside | {place})
        return
    if isinstance(schema.get("format"), str):
        yield steps, schema["format"]
    for name, of in (schema.get("properties") or {}).items():
        yield from _formats(of, document, (*steps, name), inside)
    yield from _formats(schema.get("items"), document, steps, inside)


def schema_from(text: str, where: str) -> Any:
    """Read a JSON Schema; raises `ResponseError`, which names the place in `where`, for text that is not JSON."""
    return read_json(text, where=where)


def words(name: str) -> list[str]:
    """Return the words of a name, in lower case: of `totalPriceSet` and `total_price_set` they are the same."""
    return [_SAME.get(word, word) for word in (found.lower() for found in _WORD.findall(name))]


def places_in(of: Type, steps: tuple[str, ...] = ()) -> Iterator[Place]:
    """Yield the values that a path reaches without walking a list; an amount with its currency is one of them."""
    for name, type_ in of.fields.items():
        if not re.fullmatch(r"[A-Za-z_]\w*", name):
            continue
        here = (*steps, name)
        amount = _amount_in(type_)
        if amount is not None:
            inner, currency = amount
            yield Place((*here, *inner), here, at_place(type_, inner), ".".join((*here, *inner[:-1], currency)))
        elif type_.kind == "object":
            yield from places_in(type_, here)
        elif type_.kind != "any":
            yield Place(here, here, type_)


def _amount_in(of: Type) -> tuple[tuple[str, ...], str] | None:
    """Return where an object of an amount and its currency holds both; None for any other object."""
    known = {"_".join(words(name)): name for name in of.fields}
    for amount in _AMOUNT:
        for currency in _CURRENCY:
            if amount in known and currency in known:
                return (known[amount],), known[currency]
    for own in _OWN:
        found = _amount_in(of.fields[known[own]]) if own in known else None
        if found is not None:
            return (known[own], *found[0]), found[1]
    return None


def at_place(of: Type, steps: tuple[str, ...]) -> Type:
    """Return the type at a place, through lists; anything where the schema has no such place."""
    for step in steps:
        while of.kind == "list" and of.item is not None:
            of = of.item
        of = of.fields.get(step, ANY)
    return of


def beside(record: Type, steps: tuple[str, ...]) -> str:
    """Return the path of the currency that stands beside a place, or at the top of the record; blank for none."""
    for holder in (steps[:-1], ()):
        fields = at_place(record, holder).fields
        names = [name for name, of in fields.items() if "_".join(words(name)) in _CURRENCY and of.kind == "text"]
        if names:
            return ".".join((*holder, min(names, key=len)))
    return ""


def elements_of(of: Type) -> tuple[tuple[str, ...], tuple[str, ...], Type] | None:
    """Return how a list is walked: what leads to it, what leads into an element, and the element's type.

    Of a connection, as GraphQL's are, the list is `edges` and each element is the `node` in it. None for no list.
    """
    if of.kind == "list" and of.item is not None:
        return (), (), of.item
    edges = of.fields.get("edges", ANY)
    if edges.kind == "list" and edges.item is not None and "node" in edges.item.fields:
        return ("edges",), ("node",), edges.item.fields["node"]
    return None
