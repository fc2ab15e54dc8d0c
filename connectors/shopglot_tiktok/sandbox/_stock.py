"""Stock that moves: what the orders placed while the sandbox runs have taken, and what they still hold.

A product's stock at the opening is what the orders before it left. From then on every unit ordered is taken out of
what can be sold, and is committed until the carrier has it; a cancelled one comes back, a lost one does not. Held is
one entry for each placed order, brought up to date when stock is asked for.
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from shopglot_tiktok.sandbox._timeline import CANCELLED, IN_TRANSIT, unit_status
from shopglot_tiktok.sandbox._units import order_units

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._book import Book
    from shopglot_tiktok.sandbox._catalogue import Catalogue, Sku

__all__ = ["Level", "Stock"]


class Level(NamedTuple):
    """How many units of one SKU can be sold, and how many are kept for orders that no carrier has yet."""

    available: int
    committed: int


@dataclass(slots=True)
class Stock:
    """The stock of one shop, at the latest moment asked for."""

    book: Book
    catalogue: Catalogue
    _known: int
    _taken: Counter[str] = field(default_factory=Counter)
    _committed: Counter[str] = field(default_factory=Counter)
    _noted: dict[int, tuple[list[str], list[str]]] = field(default_factory=dict)
    _due: list[tuple[int, int]] = field(default_factory=list)

    def refresh(self, now: int) -> Stock:
        """Bring it to `now`, and return itself."""
        for number in range(self._known, self.book.count):
            self._note(number, now)
        self._known = self.book.count
        while self._due and self._due[0][0] <= now:
            self._note(heapq.heappop(self._due)[1], now)
        return self

    def level(self, sku: Sku) -> Level:
        """Return what there is of a SKU; what was sold beyond the stock is not owed."""
        return Level(max(sku.stock - self._taken[sku.id], 0), self._committed[sku.id])

    def _note(self, number: int, now: int) -> None:
        taken, committed = self._noted.pop(number, ([], []))
        self._taken.subtract(taken)
        self._committed.subtract(committed)
        life = self.book.life(number)
        units = order_units(self.book, self.catalogue, number, self.book.kind(number))
        taken, committed = [], []
        lost = bool(life.initiator and life.journeys and life.journeys[0].collected <= now)
        for place, unit in enumerate(units):
            status = unit_status(life, place, len(units), now)
            if status == CANCELLED and not lost:
                continue
            taken.append(unit.sku.id)
            if status < IN_TRANSIT:
                committed.append(unit.sku.id)
        self._taken.update(taken)
        self._committed.update(committed)
        due = life.next_after(now)
        if due:
            self._noted[number] = (taken, committed)
            heapq.heappush(self._due, (due, number))
