"""How far a platform has grown beyond its raw schema: unknown keys, counted over records by name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from shopglot.mapping.compile import MANY, limit_names

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["UnknownKeys"]


class UnknownKeys:
    """Counts in how many records each key stood that the raw schema does not know; holds no value of any.

    `add` takes the `unknown` of a `Normalized` or a `Rejected`. Where one place shows more than 32 names over all
    records, an object keyed by data is likelier than growth: it is counted as one `(many keys)`, and its names are
    forgotten, so that neither memory nor a report grows with foreign input. Not for several threads at once.
    """

    def __init__(self) -> None:
        self._records: Counter[str] = Counter()
        self._names: dict[str, Counter[str]] = {}

    def add(self, unknown: Iterable[str]) -> None:
        """Count one record's unknown keys."""
        places: dict[str, list[str]] = {}
        for key in unknown:
            place, dot, name = key.rpartition(".")
            places.setdefault(place + dot, []).append(name)
        self._records.update(places.keys())
        for place, names in places.items():
            counted = self._names.setdefault(place, Counter())
            if MANY not in counted:
                counted.update(names)
                if MANY in limit_names(set(counted)):
                    self._names[place] = Counter([MANY])

    def counts(self) -> dict[str, int]:
        """Return the number of records by key, as `line_items.color`; most frequent first, then by name."""
        counts = {
            place + name: self._records[place] if name == MANY else count
            for place, names in self._names.items()
            for name, count in names.items()
        }
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def __len__(self) -> int:
        return sum(map(len, self._names.values()))
