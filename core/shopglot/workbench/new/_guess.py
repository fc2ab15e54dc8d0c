"""Guess which raw value fills a unified field: by known names first, then by how near the names are."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from shopglot.mapping.check import OWN_FIELDS
from shopglot.workbench.new._names import HOLDERS, KNOWN
from shopglot.workbench.new._raw import Place, at_place, beside, places_in, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopglot.mapping.syntax import Type

__all__ = ["SURE", "Suggestion", "quoted", "rank", "rule_of", "suggestions"]

SURE = 0.75
_PERHAPS = 0.5
_NO_WORDS = frozenset({"set", "money"})
_DATES = {"rfc2822": "rfc2822", "date-time-local": "date"}
_SINGLE = frozenset({"text", "money", "quantity", "integer", "boolean", "datetime", "enum"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One unified field with the raw path that may fill it: how sure it is (0 to 1), and the rule."""

    field: str
    path: str
    nearness: float
    rule: str


def suggestions(
    raw: Type, target: Type, formats: Mapping[tuple[str, ...], str] | None = None, *, connector: str = ""
) -> Iterator[Suggestion]:
    """Yield the best raw path for each unified field that has one, the surest first.

    A raw path is suggested for one field only, but for the platform's own status token, which `source_status` keeps.
    """
    rated = [
        Suggestion(name, place.path, nearness, rule)
        for name, of in target.fields.items()
        if name not in OWN_FIELDS and of.kind in _SINGLE
        for place in _candidates(raw)
        if (nearness := rank(target.name, name, place, raw, connector)) >= _PERHAPS
        and (rule := rule_of(place, of, raw, formats or {}, name))
    ]
    fields, paths = set(), set()
    for guess in sorted(rated, key=lambda guess: (-guess.nearness, guess.path)):
        shared = guess.field in {"status", "source_status"} and guess.nearness >= SURE
        if guess.field not in fields and (guess.path not in paths or shared):
            fields.add(guess.field)
            paths.add(guess.path)
            yield guess


def _candidates(raw: Type) -> Iterator[Place]:
    for place in places_in(raw):
        yield place
        if place.currency:  # an order's currency is that of its total, where it has none of its own
            steps = tuple(place.currency.split("."))
            yield Place(steps, (*place.names, "currency"), at_place(raw, steps))


def rank(model: str, field: str, place: Place, raw: Type, connector: str = "") -> float:
    """Rate from 0 to 1 how surely a raw value is a unified field: 1 is its known name at the top of the record."""
    known = KNOWN.get(model, {}).get(field, "").split()
    own = _name(place.names[-1:])
    whole = _name(place.names)
    brand = _name((connector,))
    if len(place.names) == 1 and brand and own == f"{brand}_{known[0] if known else field}":
        return 0.99
    if len(place.names) == 1 and brand and own.startswith(f"{brand}_") and own.removeprefix(f"{brand}_") in known:
        return 0.98
    if len(place.names) == 1 and own in known:
        return round(1 - known.index(own) / 100, 2) - _doubt(field, place, raw)
    if whole in known:
        return round(0.95 - known.index(whole) / 100, 2)
    if field == "currency" and len(place.names) > 1 and own in known and _held(place.names[:-1]):
        return 0.88
    if field == "currency" and len(place.names) > 1:
        totals = KNOWN["Order"]["total_amount"].split()
        name = _name(place.names[-2:-1])
        return round(0.85 - totals.index(name) / 100, 2) if name in totals and _held(place.names[:-2]) else 0.3
    if _held(place.names[:-1]) and own in known:
        return round(0.9 - known.index(own) / 100, 2) - _doubt(field, place, raw)
    if own in known and own not in {"id", "name", "status", "state", "number", "note", "total", "tax", "title"}:
        return 0.6
    return min(0.7, _nearness(field, place))


def _held(names: tuple[str, ...]) -> bool:
    """Check whether objects only group values of the record that holds them."""
    return all(word in HOLDERS for name in names for word in words(name))


def _name(names: tuple[str, ...]) -> str:
    return "_".join(word for name in names for word in words(name) if word not in _NO_WORDS)


def _doubt(field: str, place: Place, raw: Type) -> float:
    """Return how much a price is doubted that has its own discount beside it: what is left is another value."""
    if field not in {"sub_total", "shipping_cost"}:
        return 0.0
    first = words(place.names[-1])[0]
    near = [other for other in places_in(raw) if other.names[:-1] == place.names[:-1] and other is not place]
    return 0.3 if any(words(other.names[-1])[:2] == [first, "discount"] for other in near) else 0.0


def _nearness(field: str, place: Place) -> float:
    """Rate two names from 0 to 1: the words that they share count most; a deep place counts a little less."""
    one = set(field.split("_"))
    nearness = 0.0
    for names in (place.names[-1:], place.names):
        name = _name(names)
        other = set(name.split("_"))
        shared = len(one & other) / len(one | other)
        nearness = max(nearness, 0.7 * shared + 0.3 * SequenceMatcher(None, field, name).ratio())
    return round(nearness - 0.02 * (len(place.names) - 1), 2)


def rule_of(place: Place, of: Type, raw: Type, formats: Mapping[tuple[str, ...], str], field: str) -> str:
    """Return the rule that reads a raw value into a unified field; blank where its type can't."""
    path, kind = quoted(place.path), place.type.kind
    if of.kind == "enum":
        return f"{{path: {path}, enum: {field}}}" if kind in {"text", "integer"} else ""
    if kind == "list":
        item = place.type.item
        return (
            f"{{join: [{path}], with: ', '}}" if item is not None and (item.kind, of.kind) == ("text", "text") else ""
        )
    if of.form == "fraction":  # only a name that says so tells 20 percent from 0.2
        percent = {"percent", "percentage"} & set(words(place.names[-1]))
        return f"{{path: {path}, as: percent}}" if percent and kind in {"text", "integer", "number"} else ""
    if of.form in {"country", "url"} and kind == "text":
        return f"{{path: {path}, as: {of.form}}}"
    if kind == of.kind or (kind, of.kind, of.form) == ("integer", "quantity", ""):
        return path
    if of.kind == "datetime":
        return _moment(place, path, formats)
    if (kind, of.kind) == ("integer", "money"):
        currency = place.currency or beside(raw, place.steps)
        return f"{{path: {path}, as: minor_units, of: {quoted(currency)}}}" if currency else ""
    conversions = {
        ("text", "money"): "money", ("number", "money"): "money", ("integer", "quantity"): "percent",
        ("text", "quantity"): "money", ("number", "quantity"): "money",
        ("text", "integer"): "integer", ("text", "boolean"): "boolean",
        ("integer", "text"): "text", ("boolean", "text"): "text",
    }  # fmt: skip
    word = conversions.get((kind, of.kind))
    return f"{{path: {path}, as: {word}}}" if word else ""


def _moment(place: Place, path: str, formats: Mapping[tuple[str, ...], str]) -> str:
    if place.type.unit:
        return path
    if place.type.kind == "integer":
        return f"{{path: {path}, as: epoch_s}}"
    if place.type.kind != "text":
        return ""
    form = formats.get(place.steps, "")
    zone = ""
    if form == "date-time-local":
        if not {"gmt", "utc"} & set(words(place.names[-1])):
            return ""  # by a clock that the schema does not name
        zone = ", zone: UTC"
    return f"{{path: {path}, as: {_DATES.get(form, 'date')}{zone}}}"


def quoted(path: str) -> str:
    """Return a path as it stands in braces: in quotes where it has an index."""
    return f"'{path}'" if "[" in path else path
