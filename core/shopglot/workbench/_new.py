"""A starting file: every raw value as a suggestion, best guesses by name and type first."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from shopglot.errors import ShopglotError
from shopglot.mapping.check import OWN_FIELDS, target_types
from shopglot.mapping.syntax import ANY, Type, did_you_mean, leaves, listing, type_from_schema
from shopglot.normalize import read_json
from shopglot.workbench._json import at_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Suggestion", "new_mapping", "raw_type_of", "schema_from", "suggestions"]

_SURE = 0.75
_PERHAPS = 0.5
_SAME_WORDS = {
    "title": "name", "create": "created", "update": "updated", "cancel": "cancelled", "delivery": "delivered",
    "time": "at", "region": "country", "zipcode": "postal_code", "zip": "postal_code", "buyer": "customer",
    "fee": "cost", "number": "number", "no": "number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One unified field with the raw path that may fill it: how similar the names are (0 to 1), and the rule."""

    field: str
    path: str
    nearness: float
    rule: str


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


def new_mapping(connector: str, raw_name: str, model: str, raw: Type) -> str:
    """Return a starter file: the required fields and likely guesses as rules, all else as comments.

    It passes the checker except for required fields without a guess; a warning lists the raw values that it does not
    read. Raises `ShopglotError` for an unknown model.
    """
    if model not in target_types():
        raise ShopglotError(
            f"unknown unified model {model!r}",
            hint=did_you_mean(model, target_types()) or f"The models are {listing(target_types())}.",
        )
    target = target_types()[model]
    guesses = {guess.field: guess for guess in suggestions(raw, target)}
    lines = [
        "mapping: 1",
        f"from: {connector}/{raw_name}",
        f"to: {model}",
        "",
        "# Guesses by name and type are marked; check each, then delete its mark.",
        "fields:",
    ]
    used = set()
    for name, of in target.fields.items():
        if name in OWN_FIELDS:
            continue
        guess = guesses.get(name)
        rule = _require(guess.rule, needed=name in target.required) if guess is not None else ""
        needed = " REQUIRED" if name in target.required else ""
        if guess is not None and guess.nearness >= _SURE:
            used.add(guess.path)
            lines.append(f"  {name}: {rule}  # guess")
        elif guess is not None:
            lines.append(f"  # {name}: {rule}  # perhaps; expects {of}{needed}")
        else:
            lines.append(f"  # {name}: (expects {of}){needed}")
    if not used:
        lines.append("  {}")
    lines += [
        "",
        "# Unread raw values: map them, keep them under `extensions`, or list them under `ignore` with a reason.",
        "# extensions:",
    ]
    reachable = set(_reachable(raw))
    for place in leaves(raw):
        path = ".".join(place)
        if path not in used:
            inside = "" if place in reachable else "; inside a list: walk it with each"
            lines.append(f"#   {place[-1]}: {path}  # {_at(raw, place)}{inside}")
    return "\n".join(lines) + "\n"


def suggestions(raw: Type, target: Type) -> Iterator[Suggestion]:
    """Yield the best raw path for each unified field that has one, by name and type, the most similar first.

    A raw path is suggested for one field only.
    """
    rated = [
        Suggestion(name, ".".join(place), nearness, rule)
        for name, of in target.fields.items()
        if name not in OWN_FIELDS and _single(of)
        for place in _reachable(raw)
        if (nearness := _nearness(name, place)) >= _PERHAPS and (rule := _rule(raw, place, of))
    ]
    fields, paths = set(), set()
    for guess in sorted(rated, key=lambda guess: (-guess.nearness, guess.path)):
        if guess.field not in fields and guess.path not in paths:
            fields.add(guess.field)
            paths.add(guess.path)
            yield guess


def _single(of: Type) -> bool:
    return of.kind in {"text", "money", "quantity", "integer", "boolean", "datetime"}


def _require(rule: str, *, needed: bool) -> str:
    if not needed:
        return rule
    return f"{{{rule[1:-1]}, required: true}}" if rule.startswith("{") else f"{{path: {rule}, required: true}}"


def _rule(record: Type, place: tuple[str, ...], of: Type) -> str:
    path, raw = ".".join(place), _at(record, place)
    if raw.kind == of.kind or (raw.kind, of.kind, of.form) == ("integer", "quantity", ""):
        return path
    if of.kind == "datetime" and raw.unit:
        return path
    if (raw.kind, of.kind) == ("integer", "money"):
        currency = _currency_beside(record, place)
        return f"{{path: {path}, as: minor_units, of: {currency}}}" if currency else ""
    conversions = {
        ("text", "money"): "money", ("number", "money"): "money", ("integer", "quantity"): "percent",
        ("text", "quantity"): "money", ("number", "quantity"): "money",
        ("text", "integer"): "integer", ("text", "boolean"): "boolean", ("integer", "datetime"): "epoch_s",
        ("text", "datetime"): "date", ("integer", "text"): "text", ("boolean", "text"): "text",
    }  # fmt: skip
    word = conversions.get((raw.kind, of.kind))
    return f"{{path: {path}, as: {word}}}" if word else ""


def _currency_beside(record: Type, place: tuple[str, ...]) -> str:
    """Return the path of the currency that stands beside a place, or at the top of the record; blank for none."""
    for holder in (place[:-1], ()):
        names = [name for name, of in _at(record, holder).fields.items() if "currency" in name and of.kind == "text"]
        if names:
            return ".".join((*holder, min(names, key=len)))
    return ""


def _nearness(field: str, place: tuple[str, ...]) -> float:
    """Rate two names from 0 to 1: the words that they share count most; a deep place counts a little less."""
    one = set(field.split("_"))
    nearness = 0.0
    for name in (place[-1], "_".join(place)):
        other = {part for word in name.lower().split("_") for part in _SAME_WORDS.get(word, word).split("_")}
        shared = len(one & other) / len(one | other)
        nearness = max(nearness, 0.7 * shared + 0.3 * SequenceMatcher(None, field, name).ratio())
    if place[-1] == field:
        nearness = 1.0
    return round(nearness - 0.02 * (len(place) - 1), 2)


def _reachable(of: Type, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the places of values that a path reaches without walking a list."""
    for name, type_ in of.fields.items():
        if type_.kind == "object":
            yield from _reachable(type_, (*place, name))
        elif type_.kind not in {"list", "any"} and name.replace("_", "a").isalnum() and not name[0].isdigit():
            yield (*place, name)


def _at(of: Type, place: tuple[str, ...]) -> Type:
    for step in place:
        while of.kind == "list" and of.item is not None:
            of = of.item
        of = of.fields.get(step, ANY)
    return of


def schema_from(text: str, where: str) -> Any:
    """Read a JSON Schema; raises `ResponseError`, which names the place in `where`, for text that is not JSON."""
    return read_json(text, where=where)
