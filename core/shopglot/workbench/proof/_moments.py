"""Whether the moments of unified records follow each other: one that is before its own cause was exchanged with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

__all__ = ["SeenMoments"]

# Of each pair the second is never before the first.
_PAIRS = (
    ("created_at", "updated_at"),
    ("created_at", "cancelled_at"),
    ("created_at", "shipped_at"),
    ("created_at", "delivered_at"),
    ("shipped_at", "delivered_at"),
)


class SeenMoments:
    """In which records a moment is before the one that it follows, and in how many it is not."""

    def __init__(self) -> None:
        self._wrong: dict[tuple[str, str], set[int]] = {}
        self._right: dict[tuple[str, str], int] = {}

    def note(self, record: BaseModel, number: int) -> None:
        """Take note of one unified record."""
        for pair in _PAIRS:
            earlier, later = (getattr(record, name, None) for name in pair)
            if isinstance(earlier, datetime) and isinstance(later, datetime):
                if later < earlier:
                    self._wrong.setdefault(pair, set()).add(number)
                else:
                    self._right[pair] = self._right.get(pair, 0) + (later > earlier)

    def wrong(self) -> Iterator[tuple[str, str, set[int]]]:
        """Yield the earlier and the later one of each pair that is turned in most records; each moment once."""
        told: set[str] = set()
        for pair, records in self._wrong.items():
            if len(records) > self._right.get(pair, 0) and told.isdisjoint(pair):
                told.update(pair)
                yield *pair, records
