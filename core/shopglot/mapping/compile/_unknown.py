"""Keys of a raw record that its raw schema does not know: how a platform's growth is seen, by name and never by value.

A key is foreign input, and could be data itself where a platform keys an object by name, id or code. So only a name
that looks like a field's is told, nothing below an unknown key is looked at, and an object with more unknown keys than
fields grow in a release is taken for such a table: none of its keys is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shopglot.mapping.syntax import Type

__all__ = ["MANY", "UNPRINTABLE", "KnownKeys", "known_keys"]

# Stands for a key that may not be shown, and for the keys of an object that has too many unknown ones.
UNPRINTABLE = "(unprintable)"
MANY = "(many keys)"
_MOST = 32
# Field names have few digits; ids, phone numbers and tax numbers are made of them.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}\Z")
_MOST_DIGITS = 5


class KnownKeys:
    """What a raw schema knows of one object in a record: its keys, and the objects below them by key."""

    __slots__ = ("below", "names", "place")

    def __init__(self, place: str, names: frozenset[str], below: tuple[tuple[str, KnownKeys], ...]) -> None:
        self.place = place
        self.names = names
        self.below = below

    def unknown(self, record: dict[Any, Any]) -> tuple[str, ...]:
        """Name the unknown keys of a record, each once and sorted, as `line_items.colour`; () for none.

        A key that does not look like a field's name comes as `(unprintable)`, more than 32 in one place as one
        `(many keys)`.
        """
        found: dict[str, set[str]] = {}
        _look(self, record, found)
        if not found:
            return ()
        return tuple(sorted(place + name for place, names in found.items() for name in few(names)))


def _look(known: KnownKeys, value: dict[Any, Any], found: dict[str, set[str]]) -> None:
    names = known.names
    if not names.issuperset(value):
        found.setdefault(known.place, set()).update(_told(key) for key in value if key not in names)
    for name, inner in known.below:
        part = value.get(name)
        if type(part) is dict:
            _look(inner, part, found)
        elif type(part) is list:
            for item in part:
                if type(item) is dict:
                    _look(inner, item, found)


def _told(key: object) -> str:
    """Give a key as it may be shown."""
    shown = isinstance(key, str) and _NAME.match(key) and sum(map(str.isdigit, key)) <= _MOST_DIGITS
    return str(key) if shown else UNPRINTABLE


def few(names: set[str]) -> set[str]:
    """Give the names of one place, or a single word for more than a platform adds to an object."""
    return names if len(names) <= _MOST else {MANY}


def known_keys(of: Type, place: str = "") -> KnownKeys | None:
    """Give what a raw type knows of keys; None where it promises none."""
    while of.kind == "list" and of.item is not None:
        of = of.item
    if of.kind != "object" or not of.fields:
        return None
    inner = ((name, known_keys(item, f"{place}{name}.")) for name, item in of.fields.items())
    below = tuple((name, known) for name, known in inner if known is not None)
    return KnownKeys(place, frozenset(of.fields), below)
