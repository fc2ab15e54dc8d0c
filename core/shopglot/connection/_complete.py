"""Raw records that take a call of their own to be whole: which calls, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot.connector import Completed
from shopglot.errors import ClockError, MissingScope, PlatformError, SignatureError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.connector import Live, Operation, ShopRef

__all__ = ["CompletedItems", "Completion"]

# What a record lacks that was to be completed by a call whose parts the connector does not name.
DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class CompletedItems:
    """Raw records with everything that could be read of them; `lacks` names by position the parts that were refused."""

    items: tuple[Any, ...] = field(repr=False)
    lacks: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


class Completion:
    """The calls that some raw records still take.

    Run `operations`, several at a time, and hand their results to `complete`; there are none where every record is
    whole. `parts` are the keys that they add. An error that is about one record leaves it as it is, without them.
    """

    def __init__(  # noqa: PLR0913 - what is read, and how
        self,
        live: Live,
        resource: str,
        shop: ShopRef,
        items: Sequence[Any],
        *,
        parts: tuple[str, ...] = (),
        by_id: bool = False,
    ) -> None:
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
                self.operations.append(_spared(operation, raw, parts))

    def complete(self, results: Sequence[Completed]) -> CompletedItems:
        """Return the records in their order, with what the operations gave."""
        items, lacks = list(self._items), {}
        for place, result in zip(self._places, results, strict=True):
            items[place] = result.record
            if result.lacks:
                lacks[place] = result.lacks
        return CompletedItems(tuple(items), lacks)


def _spared(operation: Operation[Completed], raw: Any, parts: tuple[str, ...]) -> Operation[Completed]:
    try:
        return (yield from operation)
    except PlatformError as error:
        if not _is_about_one_record(error):
            raise
        lacks = tuple(part for part in parts if not (isinstance(raw, dict) and part in raw))
        return Completed(raw, lacks or (DETAIL,))


def _is_about_one_record(error: PlatformError) -> bool:
    """Check whether the rest can be read without it; a clock, a limit, a dead authorization ends everything."""
    if error.one_record is not None:
        return error.one_record
    if isinstance(error, ClockError | SignatureError):
        return False
    return isinstance(error, MissingScope) or error.action in {"fix", "give_up"}
