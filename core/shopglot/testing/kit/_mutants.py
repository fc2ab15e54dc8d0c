"""Raw records with something else at some places: each place in turn, or a few at random, always the same ones."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["BLANKS", "HOSTILE", "Blank", "Place", "blanked", "changed", "mutants", "places_of"]

Place = tuple[str | int, ...]


class _Dropped:
    def __repr__(self) -> str:
        return "DROPPED"


DROPPED: Any = _Dropped()
"""Stands for a value that is left out."""


class Blank(NamedTuple):
    """One way in which a platform says that there is nothing."""

    name: str
    value: Any


BLANKS = (
    Blank("absent", DROPPED),
    Blank("null", None),
    Blank('""', ""),
    Blank('" "', " "),
    Blank("[]", []),
    Blank("{}", {}),
)


def _deep() -> Any:
    value: Any = "bottom"
    for _ in range(150):
        value = {"a": [value]}
    return value


HOSTILE: tuple[Any, ...] = (
    *(blank.value for blank in BLANKS),
    "text", "A***", "0", "-1", "-0", "1e400000000", "NaN", "9" * 40, "\ud83d", "\x00\u202e", "x" * 5_000,
    f"&#{'9' * 5000};", "<a '>'" * 1_000, "2024-05-01T24:61:61+99:99", "0001-01-01", "9999-12-31T23:59:59-23:59",
    "Wed, 31 Feb 2024 25:00:00 +9999",
    0, 1, -1, 2**63, 10**18, 10**40, -(10**40), 0.1, 1e300, float("nan"), float("inf"),
    Decimal("1e400000000"), Decimal("0e400000000"), Decimal("sNaN"), Decimal("0.10"), Decimal("-0.00"),
    True, False, [None], ["text"], [1, "2", None, {}], [[[]]], {"a": 1}, [{}], [{"id": "1"}], {"key": {"key": _deep()}},
    [True, 1, Decimal("1.0"), "1", 1.0], _deep(),
)  # fmt: skip
"""What a platform should never send, and may."""


def places_of(value: Any, place: Place = ()) -> list[Place]:
    """Return the places of everything in a record, the outer ones first in each part."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return ([place] if place else []) + [found for key, item in items for found in places_of(item, (*place, key))]


def changed(value: Any, place: Place, new: Any) -> Any:
    """Return a record with another value at one place; a place that is no more changes nothing.

    What lies off the way to the place is shared with the record that was given.
    """
    step, *rest = place
    if isinstance(value, dict) and step in value:
        copied: Any = dict(value)
    elif isinstance(value, list) and isinstance(step, int) and step < len(value):
        copied = list(value)
    else:
        return value
    if rest:
        copied[step] = changed(copied[step], tuple(rest), new)
    elif new is DROPPED:
        del copied[step]
    else:
        copied[step] = new
    return copied


def blanked(value: Any, places: Sequence[Place], new: Any) -> Any:
    """Return a record with another value at several places, none of which is inside another."""
    # From the back, so that what is left out moves nothing that is still to be changed.
    for place in reversed(places):
        value = changed(value, place, new)
    return value


def mutants(records: Sequence[Any], count: int, seed: int = 0) -> Iterator[Any]:
    """Yield so many mutants of some records, each of the next record: one to three places of it changed at random."""
    chance = random.Random(seed)  # noqa: S311 - chooses places, guards nothing
    known = [(record, places) for record in records if (places := places_of(record))]
    for number in range(count if known else 0):
        record, places = known[number % len(known)]
        for _ in range(chance.choice((1, 1, 2, 3))):
            record = changed(record, chance.choice(places), chance.choice(HOSTILE))
        yield record
