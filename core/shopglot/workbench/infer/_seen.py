"""What was seen at one place of all records: kinds of values, fields and items, texts up to a limit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from shopglot.workbench.infer._formats import EPOCHS, FORMATS, epoch_units

__all__ = ["MOST_TEXTS", "Seen"]

MOST_TEXTS = 32


@dataclass(slots=True)
class Seen:
    """All values at one place; `add` takes one more.

    `kinds` counts them by JSON type, `fields` are those of the objects among them, `item` all items of the lists.
    `texts` counts the distinct texts until there are more than 32, then it is None; `formats` and `units` are those
    that every text that is not blank, and every whole number that is not 0, has had so far.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    fields: dict[str, Seen] = field(default_factory=dict)
    item: Seen | None = None
    texts: Counter[str] | None = field(default_factory=Counter)
    filled: int = 0
    formats: frozenset[str] = frozenset(FORMATS)
    units: frozenset[str] = frozenset(EPOCHS)
    numbers: int = 0

    @property
    def count(self) -> int:
        """How many values there were, null included."""
        return sum(self.kinds.values())

    def add(self, value: Any) -> None:
        """Take one more value."""
        kind = _kind(value)
        self.kinds[kind] += 1
        if kind == "object":
            for name, inner in value.items():
                self.fields.setdefault(name, Seen()).add(inner)
        elif kind == "array":
            self.item = self.item or Seen()
            for inner in value:
                self.item.add(inner)
        elif kind == "string":
            self._text(value)
        elif kind == "integer" and value:
            self.numbers += 1
            self.units &= epoch_units(value)

    def merge(self, other: Seen) -> None:
        """Take everything that another place has seen."""
        self.kinds += other.kinds
        for name, inner in other.fields.items():
            self.fields.setdefault(name, Seen()).merge(inner)
        if other.item is not None:
            self.item = self.item or Seen()
            self.item.merge(other.item)
        self.texts = None if self.texts is None or other.texts is None else self.texts + other.texts
        if self.texts is not None and len(self.texts) > MOST_TEXTS:
            self.texts = None
        self.filled += other.filled
        self.numbers += other.numbers
        self.formats &= other.formats
        self.units &= other.units

    def _text(self, value: str) -> None:
        if self.texts is not None:
            self.texts[value] += 1
            if len(self.texts) > MOST_TEXTS:
                self.texts = None
        if value.strip():
            self.filled += 1
            self.formats = frozenset(name for name in self.formats if FORMATS[name](value))


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, Decimal | float):
        return "number"
    return "string" if isinstance(value, str) else "object" if isinstance(value, dict) else "array"
