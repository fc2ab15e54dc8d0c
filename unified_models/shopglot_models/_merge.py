"""Merging what was read of one order or one buyer at several times: what was once clear stays clear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from shopglot_models._merge_customer import CustomerMerge
from shopglot_models._merge_order import merge_order
from shopglot_models.customer import Customer
from shopglot_models.order import Order

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Merger", "merge", "merge_all"]

R = TypeVar("R", Order, Customer)


def merge(earlier: R, later: R) -> R:
    """Return one record out of two of the same order, or of the same buyer, as they were read at two times.

    A value that the platform hides by now, or tells no more, never takes the place of one that was known. Where both
    know a value, the later one's holds. Later is the one with the later `updated_at`; the order of the arguments
    decides where that is equal or missing: a platform may mask a record without touching its time.

    An order is the later one, with the hidden fields filled that the earlier one knew. An address is filled only where
    the two agree in all that both know; otherwise it was changed, and the later one stays as it is.

    A customer is united. Orders are there once, each in its newest state; an address that tells nothing beyond another
    one is dropped, and so is a masked copy that tells no more than country, state and areas, unless there is no other.
    `hidden_fields` then names each entry that is still masked by its new place. `name` is null once two recipients
    differ and the platform does not say the buyer's own (`name_source`). The result is partial only if both are.

    Nothing that was known is dropped: whom you have to forget, delete. Raises `TypeError` unless both are orders or
    both are customers, and `ValueError` when their ids differ.
    """
    if _kind(earlier) is not _kind(later):
        raise TypeError(
            f"can't merge {type(earlier).__name__} with {type(later).__name__}: pass two orders or two customers"
        )
    if earlier.id != later.id:
        # A buyer's id is a pseudonym: the records' repr says which ids may be shown.
        raise ValueError(f"can't merge {earlier!r} with {later!r}: their ids differ; merge records of one id")
    return merge_all((earlier, later))[0]


def merge_all(records: Iterable[R]) -> list[R]:
    """Return one record for each id, in the order of their first appearance, each as `merge` would give it.

    Takes time in proportion to what it is given, however many records are of one buyer. Raises `TypeError` for a
    record that is neither an order nor a customer.
    """
    merger: Merger[R] = Merger()
    for record in records:
        merger.add(record)
    return merger.records()


class Merger(Generic[R]):
    """Merges records as they come, earlier ones first, and keeps one for each id: for a listing of any length."""

    def __init__(self) -> None:
        # Of a buyer who came once there is nothing but the record.
        self._merged: dict[tuple[type, str], Any] = {}

    def add(self, record: R) -> None:
        """Merge a record into what is known of its id; raises `TypeError` for anything but an order or customer."""
        key = (_kind(record), record.id)
        known = self._merged.get(key)
        if known is None:
            self._merged[key] = record
        elif isinstance(record, Order):
            self._merged[key] = merge_order(known, record)
        elif isinstance(known, CustomerMerge):
            known.add(record)
        else:
            merge = self._merged[key] = CustomerMerge(known)
            merge.add(record)

    def records(self) -> list[R]:
        """Return the merged records, in the order in which their ids came first; more may be added after it."""
        return [_result(merged) for merged in self._merged.values()]

    def __len__(self) -> int:
        return len(self._merged)


def _kind(record: object) -> type[Order | Customer]:
    for kind in (Order, Customer):
        if isinstance(record, kind):
            return kind
    raise TypeError(f"can't merge {type(record).__name__}: only orders and customers have hidden fields")


def _result(merged: Any) -> Any:
    return merged.result() if isinstance(merged, CustomerMerge) else merged
