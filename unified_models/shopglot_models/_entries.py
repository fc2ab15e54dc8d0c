"""Uniting lists whose entries have no fixed place: addresses, mailboxes, phone numbers, orders.

An entry that says nothing beyond another one is dropped. Who covers whom is found by hashing, never by comparing each
entry with each other one: the time grows with the number of entries, times the few sets of fields that they fill.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot_models._blocks import Block, below, by_step, fill_gaps, join_blocks, values_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot_models._base import Model
    from shopglot_models._blocks import Hidden

__all__ = ["Entries"]

_VAGUE = frozenset({"type", "country", "state"})
"""What a masked copy of an address still tells when it tells no place; its areas say the same."""

Facts = dict[Any, Any]
Shape = frozenset[Any]
Key = frozenset[tuple[Any, Any]]


@dataclass(slots=True)
class _Index:
    """The entries without an id, by all their facts, and by those that others have asked for."""

    _facts: dict[int, Facts] = field(default_factory=dict)
    _exact: dict[Key, int] = field(default_factory=dict)
    _shapes: Counter[Shape] = field(default_factory=Counter)
    _asked: dict[Shape, dict[Key, int]] = field(default_factory=dict)

    def add(self, at: int, facts: Facts) -> None:
        self._facts[at] = facts
        self._exact[frozenset(facts.items())] = at
        self._shapes[frozenset(facts)] += 1
        for shape, places in self._asked.items():
            if shape <= facts.keys():
                places[_some(facts, shape)] = at

    def covering(self, facts: Facts) -> int | None:
        """Return an entry that tells all these facts, an equal one first."""
        key = frozenset(facts.items())
        if key in self._exact:
            return self._exact[key]
        shape = frozenset(facts)
        if shape not in self._asked:
            self._asked[shape] = {_some(known, shape): at for at, known in self._facts.items() if shape <= known.keys()}
        return self._asked[shape].get(key)

    def find_covered(self, facts: Facts) -> list[int]:
        """Take out the entries that tell only a part of these facts, and return them."""
        places = []
        for shape in [shape for shape in self._shapes if shape < facts.keys()]:
            key = _some(facts, shape)
            at = self._exact.get(key)
            if at is None:
                continue
            places.append(at)
            del self._exact[key], self._facts[at]
            self._shapes -= Counter([shape])
        return places


@dataclass(slots=True)
class Entries:
    """The entries of one list, united as they come; `together`: the values of an entry belong together."""

    together: bool = False
    _blocks: dict[int, Block] = field(default_factory=dict)
    _kinds: dict[int, type[Model]] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _whole: Hidden = field(default_factory=dict)
    _index: _Index = field(default_factory=_Index)
    _next: int = 0

    def unite(self, items: Iterable[Model], hidden: Hidden, *, later: bool = True) -> None:
        """Add one record's list; `hidden` has paths below the list, and `""` for the list as a whole.

        `later` says whether that record is the later one: then its values hold where an id is there already.
        """
        inside = by_step(hidden)
        for position, item in enumerate(items):
            self._add(Block(values_of(item), inside.pop(str(position), {})), type(item), later=later)
        # A path to an entry that is not there tells of the list.
        told = whole(hidden) | {"": one for hidden_there in inside.values() for one in hidden_there.values()}  # noqa: B035 - any of them
        self._whole = self._whole | told if later else told | self._whole

    def result(self) -> tuple[tuple[Model, ...], Hidden]:
        """Return the entries, and what is hidden below the list, by the entries' places in it."""
        places = sorted(self._blocks)
        kept = [at for at in places if not _vague(self._blocks[at])] or places
        items = tuple(self._kinds[at].model_construct(**self._blocks[at].values) for at in kept)
        hidden: Hidden = {}
        for place, at in enumerate(kept):
            hidden |= below(str(place), self._blocks[at].hidden)
        return items, hidden if items else dict(self._whole)

    def _add(self, entry: Block, kind: type[Model], *, later: bool) -> None:
        own: str | None = entry.values.get("id")
        if own:
            at = self._ids.get(own)
            if at is not None:
                self._blocks[at] = self._same(self._blocks[at], entry, later=later)
                return
            at = self._ids[own] = self._place()
        else:
            facts = entry.facts()
            if not facts and not entry.hidden:
                return
            covered = self._index.find_covered(facts)
            if not covered and self._covers(facts, entry, later=later):
                return
            at = min(covered) if covered else self._place()
            for one in covered:
                del self._blocks[one]
            self._index.add(at, facts)
        self._blocks[at] = entry
        self._kinds[at] = kind

    def _covers(self, facts: Facts, entry: Block, *, later: bool) -> bool:
        """Return whether an entry that is there tells all this; an equal one shares what is hidden in it."""
        at = self._index.covering(facts)
        if at is None:
            return False
        known = self._blocks[at]
        if len(known.facts()) == len(facts):
            both = bool(known.hidden and entry.hidden)
            pair = (known.hidden, entry.hidden) if later else (entry.hidden, known.hidden)
            known.hidden = pair[0] | pair[1] if both else {}
        return True

    def _same(self, known: Block, entry: Block, *, later: bool) -> Block:
        old, new = (known, entry) if later else (entry, known)
        moments = (old.values.get("updated_at"), new.values.get("updated_at"))
        if moments[0] is not None and moments[1] is not None and moments[1] < moments[0]:
            old, new = new, old
        if not self.together:
            return fill_gaps(old, new)
        return join_blocks(old, new) if new.hidden else new

    def _place(self) -> int:
        self._next += 1
        return self._next - 1


def _some(facts: Facts, shape: Shape) -> Key:
    return frozenset((name, facts[name]) for name in shape)


def _vague(block: Block) -> bool:
    names = {name for name in block.facts() if not isinstance(name, tuple)}
    return bool(block.hidden) and names <= _VAGUE
