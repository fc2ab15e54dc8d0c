"""Searching a shop's orders: arrays of integers, kept up to date as time passes.

A key is `moment << 24 | order number`, so that orders sort by moment and then by age, and ties never move. Only
these keys and one state byte an order are held.
"""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from shopglot_tiktok.sandbox._timeline import CANCELLED, STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot_tiktok.sandbox._book import Book

__all__ = ["Hits", "OrderFilter", "OrderIndex"]

SortField = Literal["create_time", "update_time"]

_SHIFT = 24
_NUMBER = (1 << _SHIFT) - 1
_FOREVER = 1 << 38
_REMEMBERED = 4
_REBUILD_ABOVE = 2_000


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a search asks for; lower ends are included, upper ends are not. None: no such condition."""

    status: str | None = None
    created: tuple[int, int] = (0, _FOREVER)
    updated: tuple[int, int] = (0, _FOREVER)
    shipping: str | None = None
    buyer: int | None = None
    asking: bool | None = None
    sort: SortField = "create_time"

    @property
    def plain(self) -> bool:
        """Whether the sort field's own window is the only condition."""
        other = self.updated if self.sort == "create_time" else self.created
        conditions = (self.status, self.shipping, self.buyer, self.asking)
        return conditions == (None,) * len(conditions) and other == (0, _FOREVER)


@dataclass(frozen=True, slots=True)
class Hits:
    """One page: order numbers, the key of the last one, how many match in all, and whether more follow."""

    numbers: tuple[int, ...]
    last: int
    total: int
    more: bool


@dataclass(slots=True)
class OrderIndex:
    """The keys of one shop's orders by creation and by last change, at the latest moment asked for."""

    book: Book
    _created: array[int] = field(default_factory=lambda: array("q"))
    _changed: array[int] = field(default_factory=lambda: array("q"))
    _moment: array[int] = field(default_factory=lambda: array("q"))
    _status: bytearray = field(default_factory=bytearray)
    _due: list[int] = field(default_factory=list)
    _now: int = 0
    _version: int = 0
    _remembered: dict[tuple[OrderFilter, int], array[int]] = field(default_factory=dict)

    def search(self, wanted: OrderFilter, now: int, *, size: int, after: int | None, descending: bool) -> Hits:
        """Return the page that follows key `after` (None: the first page) as of `now`."""
        self._refresh(now)
        keys, low, high = self._candidates(wanted)
        total = high - low
        if descending:
            stop = high if after is None else max(bisect_left(keys, after, low, high), low)
            start = max(stop - size, low)
            page = list(reversed(keys[start:stop]))
            more = start > low
        else:
            start = low if after is None else bisect_left(keys, after + 1, low, high)
            page = list(keys[start : min(high, start + size)])
            more = start + len(page) < high
        return Hits(tuple(key & _NUMBER for key in page), page[-1] if page else 0, total, more)

    def _candidates(self, wanted: OrderFilter) -> tuple[Sequence[int], int, int]:
        keys, window = (
            (self._created, wanted.created) if wanted.sort == "create_time" else (self._changed, wanted.updated)
        )
        low = bisect_left(keys, window[0] << _SHIFT)
        high = max(bisect_left(keys, window[1] << _SHIFT), low)
        if wanted.plain:
            return keys, low, high
        remembered = self._remembered.get((wanted, self._version))
        if remembered is None:
            remembered = array("q", (key for key in keys[low:high] if self._fits(key & _NUMBER, wanted)))
            while len(self._remembered) >= _REMEMBERED:
                self._remembered.pop(next(iter(self._remembered)))
            self._remembered[wanted, self._version] = remembered
        return remembered, 0, len(remembered)

    def _fits(self, number: int, wanted: OrderFilter) -> bool:
        if wanted.status is not None and STATUSES[self._status[number]] != wanted.status:
            return False
        if not wanted.updated[0] <= self._moment[number] < wanted.updated[1]:
            return False
        if not wanted.created[0] <= self._created[number] >> _SHIFT < wanted.created[1]:
            return False
        if wanted.shipping is not None and self.book.shipping(number) != wanted.shipping:
            return False
        if wanted.asking is not None and self.book.life(number).asking(self._now) != wanted.asking:
            return False
        return wanted.buyer is None or self.book.buyer(number) == wanted.buyer

    def _refresh(self, now: int) -> None:
        self._now = now
        moved = self._learn(now)
        late: list[int] = []
        while self._due and self._due[0] >> _SHIFT <= now:
            late.append(heapq.heappop(self._due) & _NUMBER)
        small = moved + len(late) <= _REBUILD_ABOVE
        for number in late:
            before = self._moment[number] << _SHIFT | number
            self._note(number, now)
            if small:
                del self._changed[bisect_left(self._changed, before)]
                key = self._moment[number] << _SHIFT | number
                self._changed.insert(bisect_left(self._changed, key), key)
        if moved or late:
            self._version += 1
            self._remembered.clear()
            if moved or not small:
                keys = sorted(moment << _SHIFT | number for number, moment in enumerate(self._moment))
                self._changed = array("q", keys)

    def _learn(self, now: int) -> int:
        known, book = len(self._status), self.book
        for number in range(known, book.count):
            self._status.append(0)
            self._moment.append(0)
            self._created.append(self._note(number, now) << _SHIFT | number)
        return book.count - known

    def _note(self, number: int, now: int) -> int:
        """Note an order's state at `now` and its next change, and return its creation."""
        life = self.book.life(number)
        status, since = life.at(now)
        self._status[number], self._moment[number] = status, since
        if status != CANCELLED:
            due = life.next_after(now)
            if due:
                heapq.heappush(self._due, due << _SHIFT | number)
        return life.steps[0][1]
