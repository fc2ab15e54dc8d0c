"""What belongs together in a merge: values that are filled, kept or replaced as one, with what is hidden in them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot_models._people import Area

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shopglot_models._base import Model
    from shopglot_models._people import HiddenField

__all__ = [
    "NAMES",
    "Block",
    "Hidden",
    "below",
    "by_step",
    "fill_gaps",
    "is_known",
    "join_blocks",
    "list_hidden",
    "same_name",
    "values_of",
    "whole",
]

NAMES = ("name", "first_name", "last_name")
"""A person's name and its parts: those of two people never make one."""
_EMPTY: tuple[Any, ...] = ("", (), [], {})

Hidden = dict[str, "HiddenField"]


@dataclass(slots=True)
class Block:
    """Values by field, and the hidden fields by their JSON Pointer below this block; `""` is the block as a whole.

    A value that stands at a hidden path is a masked text that the caller chose to keep: it counts as not known.
    """

    values: dict[str, Any] = field(default_factory=dict)
    hidden: Hidden = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether any value is there."""
        return any(self.tells(name) for name in self.values)

    def tells(self, name: str) -> bool:
        """Return whether a field's value is known; a block of a single value has it under no name."""
        return is_known(self.values.get(name)) and (f"/{name}" if name else "") not in self.hidden

    def facts(self) -> dict[Any, Any]:
        """Return what is known, flat and hashable; an area counts by its level, and only for its name and code."""
        facts: dict[Any, Any] = {}
        for name, value in self.values.items():
            if not self.tells(name):
                continue
            if type(value) is tuple and isinstance(value[0], Area):
                facts.update(_area_facts(name, value))
            else:
                facts[name] = value
        return facts


def is_known(value: Any) -> bool:
    """Return whether a value tells anything; false and zero do."""
    return value is not None and value not in _EMPTY


def values_of(part: Model | None, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the values of a part by field, all of them or those named."""
    if part is None:
        return {}
    return dict(part) if names is None else {name: getattr(part, name) for name in names}


def by_step(hidden: Hidden) -> dict[str, Hidden]:
    """Sort hidden fields by the first step of their path; each then has its path below that step.

    The whole itself, whose path has no step, is left out: see `whole`.
    """
    steps: dict[str, Hidden] = {}
    for path, one in hidden.items():
        if path:
            _, first, *rest = path.split("/", 2)
            steps.setdefault(first, {})["/" + rest[0] if rest else ""] = one
    return steps


def whole(hidden: Hidden) -> Hidden:
    """Return what says that the whole is hidden."""
    return {"": hidden[""]} if "" in hidden else {}


def below(step: str, hidden: Hidden) -> Hidden:
    """Put a step in front of the paths again."""
    return {f"/{step}{path}": one for path, one in hidden.items()}


def list_hidden(hidden: Hidden) -> tuple[HiddenField, ...]:
    """Return the hidden fields with their paths, sorted; the tenth entry of a list comes after its second."""

    def place(path: str) -> list[str]:
        return [step.zfill(9) if step.isdigit() else step for step in path.split("/")]

    return tuple(hidden[path].model_copy(update={"path": path}) for path in sorted(hidden, key=place))


def same_name(name: str) -> str:
    """Return the form in which two spellings of one name are equal: width, case and spaces don't count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def join_blocks(earlier: Block, later: Block) -> Block:
    """Join two accounts of one thing: the later one holds, and is filled from the earlier one where the two agree.

    Where they contradict each other they are accounts of two things, and the later one holds alone: a street of one
    town is never put into another. One that tells nothing takes nothing away.
    """
    if not later.known:
        return earlier if earlier.known else Block(earlier.values | later.values, earlier.hidden | later.hidden)
    if not earlier.known or not _agree(earlier, later):
        return later
    return fill_gaps(earlier, later)


def fill_gaps(earlier: Block, later: Block) -> Block:
    """Fill the later block's gaps; what neither knew stays hidden, for the later one's reason."""
    values: dict[str, Any] = {}
    hidden: Hidden = {}
    before, now = by_step(earlier.hidden), by_step(later.hidden)
    for name in earlier.values | later.values:
        old, new = earlier.values.get(name), later.values.get(name)
        if not earlier.tells(name) and not later.tells(name):
            values[name] = new if is_known(new) else old
            hidden |= below(name, before.get(name, {}) | now.get(name, {}))
            continue
        holds = later.tells(name) and not _tells_more(old, new)
        values[name] = new if holds or not earlier.tells(name) else old
        # A list is taken whole, with what is hidden in its own entries.
        inside = (now if values[name] is new else before).get(name, {})
        hidden |= below(name, {path: one for path, one in inside.items() if path})
    return Block(values, hidden)


def _agree(one: Block, other: Block) -> bool:
    mine, theirs = one.facts(), other.facts()
    return all(_equal(name, mine[name], theirs[name]) for name in mine.keys() & theirs.keys())


def _equal(name: Any, one: Any, other: Any) -> bool:
    if name in NAMES and isinstance(one, str) and isinstance(other, str):
        return same_name(one) == same_name(other)
    return bool(one == other)


def _tells_more(old: Any, new: Any) -> bool:
    if type(new) is tuple and new and isinstance(new[0], Area):
        return len(_area_facts("", old)) > len(_area_facts("", new))
    return False


def _area_facts(name: str, areas: Iterable[Area]) -> Mapping[Any, Any]:
    seen: Counter[str | None] = Counter()
    facts: dict[Any, Any] = {}
    for area in areas:
        seen[area.level] += 1
        for part in ("name", "code"):
            value = getattr(area, part)
            if is_known(value):
                facts[name, area.level, seen[area.level], part] = value
    return facts
