"""One element of a list out of a trace: `line_items[1].quantity` is about the second line, and only its calls count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot.workbench._json import MISSING, at_pointer, pointer_step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.workbench.explain._trace import RuleCall

__all__ = ["Elements", "Place"]

_STEP = re.compile(r"[./\[\]]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A field as it was asked for: its steps, and for each the index behind it (None: none was written)."""

    steps: tuple[str, ...]
    indexes: tuple[int | None, ...]

    @classmethod
    def of(cls, name: str) -> Place:
        """Read `line_items[1].quantity` or `/line_items/1/quantity`."""
        steps: list[str] = []
        indexes: list[int | None] = []
        for part in _STEP.split(name):
            if part.isdigit() and steps:
                indexes[-1] = int(part)
            elif part:
                steps.append(part)
                indexes.append(None)
        return cls(tuple(steps), tuple(indexes))


@dataclass(slots=True)
class Elements:
    """Chooses one element of each list on the way to a field: the one that was asked for, or the first.

    `shown` says which one of how many, such as `line_items[0] of 3`; it is empty where there was nothing to choose.
    """

    place: Place
    shown: list[str] = field(default_factory=list)

    def value(self, record: Any) -> Any:
        """Return the value in a unified record; None where there is none."""
        name = ""
        for step, index in zip(self.place.steps, self.place.indexes, strict=True):
            if isinstance(record, list):
                return None
            name += f".{step}" if name else step
            record = at_pointer(record, pointer_step(step))
            last = name == ".".join(self.place.steps)
            if isinstance(record, list) and (index is not None or not last):
                number = index or 0
                if index is not None or len(record) > 1:
                    self.shown.append(f"{name}[{number}] of {len(record)}")
                record = record[number] if number < len(record) else None
            if record is MISSING or record is None:
                return None
        return record

    def calls(self, calls: Iterable[RuleCall], wanted: set[int]) -> list[RuleCall]:
        """Return the calls of the wanted rules for that element."""
        return _calls(calls, wanted, [index for index in self.place.indexes if index is not None])


def _calls(calls: Iterable[RuleCall], wanted: set[int], indexes: list[int]) -> list[RuleCall]:
    found = []
    for call in calls:
        if id(call.rule) in wanted:
            found.append(call)
        elif any(id(inner.rule) in wanted for inner in call.all()):
            inner, rest = call.calls, indexes
            if call.rule.verb in {"each", "list"}:
                elements = _elements(call)
                number = indexes[0] if indexes else 0
                inner, rest = elements[number] if number < len(elements) else [], indexes[1:]
            found += _calls(inner, wanted, rest)
    return found


def _elements(call: RuleCall) -> list[list[RuleCall]]:
    """Part the calls inside a list's rule by element: each rule runs once for each."""
    elements: list[list[RuleCall]] = []
    times: dict[int, int] = {}
    for inner in call.calls:
        number = len(elements) if call.rule.verb == "list" else times.get(id(inner.rule), 0)
        times[id(inner.rule)] = number + 1
        while number >= len(elements):
            elements.append([])
        elements[number].append(inner)
    return elements
