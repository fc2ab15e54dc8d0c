"""Raw records that take a call of their own to be whole: which calls, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.connector import Completed, Live, Operation, ShopRef

__all__ = ["CompletedItems", "Completion"]


@dataclass(frozen=True, slots=True)
class CompletedItems:
    """Raw records with everything that could be read of them; `lacks` names by position the parts that were refused."""

    items: tuple[Any, ...] = field(repr=False)
    lacks: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


class Completion:
    """The calls that some raw records still take.

    Run `operations`, several at a time, and hand their results to `complete`; there are none where every record is
    whole.
    """

    def __init__(self, live: Live, resource: str, shop: ShopRef, items: Sequence[Any], *, by_id: bool = False) -> None:
        self._items = tuple(items)
        self._places: list[int] = []
        self.operations: list[Operation[Completed]] = []
        operations = live.of(resource)
        if operations.complete is None or (by_id and operations.whole_by_id):
            return
        for place, raw in enumerate(items):
            operation = operations.complete(shop, raw)
            if operation is not None:
                self._places.append(place)
                self.operations.append(operation)

    def complete(self, results: Sequence[Completed]) -> CompletedItems:
        """Return the records in their order, with what the operations gave."""
        items, lacks = list(self._items), {}
        for place, result in zip(self._places, results, strict=True):
            items[place] = result.record
            if result.lacks:
                lacks[place] = result.lacks
        return CompletedItems(tuple(items), lacks)
