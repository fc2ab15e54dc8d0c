"""Keys of a raw record that its raw schema does not know: how a platform's growth is seen, by name and never by value.

A key is foreign input, and could be data itself where a platform keys an object by name, id or code. So only a name
that looks like a field's is shown, nothing below an unknown key is read, and an object with more unknown keys than a
release adds fields is taken for such a table: none of its keys is shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from shopglot.mapping.syntax import REST

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from shopglot.mapping.syntax import Type

__all__ = ["MANY", "UNPRINTABLE", "KnownKeys", "known_keys"]

# Replaces a key that may not be shown, and for the keys of an object that has too many unknown ones.
UNPRINTABLE = "(unprintable)"
MANY = "(many keys)"
_MOST = 32
# Field names have few digits; ids, phone numbers and tax numbers are made of them.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}\Z")
_MOST_DIGITS = 5


class KnownKeys:
    """What a raw schema knows of one object in a record: its keys, and the objects below them by key.

    Of an object whose keys it does not name (`opened`) all are known; `rest` is what it knows of the objects below.
    """

    __slots__ = ("below", "names", "opened", "place", "rest")

    def __init__(
        self,
        place: str,
        names: frozenset[str],
        below: tuple[tuple[str, KnownKeys], ...],
        rest: KnownKeys | None = None,
        *,
        opened: bool = False,
    ) -> None:
        self.place = place
        self.names = names
        self.below = below
        self.rest = rest
        self.opened = opened

    def unknown(self, record: dict[Any, Any]) -> tuple[str, ...]:
        """Return the unknown keys of a record, each once and sorted, such as `line_items.colour`; () for none.

        A key that does not look like a field's name comes as `(unprintable)`, more than 32 in one place as one
        `(many keys)`.
        """
        unknown: dict[str, set[str]] = {}
        _look(self, record, unknown)
        if not unknown:
            return ()
        return tuple(sorted(place + name for place, names in unknown.items() for name in limit_names(names)))


def _look(known: KnownKeys, holder: dict[Any, Any], unknown: dict[str, set[str]]) -> None:
    names = known.names
    if not known.opened and not names.issuperset(holder):
        unknown.setdefault(known.place, set()).update(_name_to_show(key) for key in holder if key not in names)
    for name, inner in known.below:
        _look_inside(inner, holder.get(name), unknown)
    if known.rest is not None:
        for key, part in holder.items():
            if key not in names:
                _look_inside(known.rest, part, unknown)


def _look_inside(known: KnownKeys, part: Any, unknown: dict[str, set[str]]) -> None:
    if type(part) is dict:
        _look(known, part, unknown)
    elif type(part) is list:
        for item in part:
            if type(item) is dict:
                _look(known, item, unknown)


def _name_to_show(key: object) -> str:
    """Return a key in the form that may be shown."""
    shown = isinstance(key, str) and _NAME.match(key) and sum(map(str.isdigit, key)) <= _MOST_DIGITS
    return str(key) if shown else UNPRINTABLE


def limit_names(names: set[str]) -> set[str]:
    """Return the names of one place, or `MANY` alone for more than a platform adds to an object in a release."""
    return names if len(names) <= _MOST else {MANY}


def known_keys(
    of: Type, rests: AbstractSet[tuple[str, ...]] = frozenset(), at: tuple[str, ...] = ()
) -> KnownKeys | None:
    """Return what a raw type knows of keys, or None where it promises none.

    Below the places of `rests` no key is looked at: the mapping ignores whatever comes there.
    """
    if at in rests:
        return None
    while of.kind == "list" and of.item is not None:
        of = of.item
    if of.kind != "object" or not (of.fields or of.item):
        return None
    inner = ((name, known_keys(item, rests, (*at, name))) for name, item in of.fields.items())
    below = tuple((name, known) for name, known in inner if known is not None)
    place = "".join(f"{name}." for name in at)
    rest = known_keys(of.item, rests, (*at, REST)) if of.item is not None else None
    return KnownKeys(place, frozenset(of.fields), below, rest, opened=of.item is not None)
