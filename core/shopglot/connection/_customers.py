"""Customers out of orders: one record per buyer, and whether all of the buyer's orders are in it."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shopglot.connection._base import BaseConnection, RecordPage
from shopglot.connector import Operation, Query
from shopglot.errors import RequestError
from shopglot_models import Customer, Merger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.connector import ShopRef
    from shopglot.normalize import Rejected

__all__ = ["CustomerPlace", "CustomerReader", "MergedCustomers"]

_VERSION = 2


@dataclass(frozen=True, slots=True)
class CustomerPlace:
    """Where a listing of customers is: after which id, of which orders, and whether each is read as a whole."""

    updated_since: int | None = None
    created_since: int | None = None
    whole: bool = False
    after: str | None = None

    @classmethod
    def of(cls, query: Query, *, whole: bool = False) -> CustomerPlace:
        """Return the place at which to go on; raises `RequestError` for a cursor that is not one of these."""
        if query.cursor is None:
            return cls(query.updated_since, query.created_since, whole)
        try:
            data = json.loads(base64.b64decode(query.cursor + "=" * (-len(query.cursor) % 4), b"-_", validate=True))
            if data["v"] != _VERSION or data["r"] != "customer" or not isinstance(data["a"], str):
                raise ValueError  # noqa: TRY301 - one way out for all that is wrong with a cursor
            updated, created = (None if data[key] is None else int(data[key]) for key in "uc")
            if type(data["w"]) is not bool:
                raise ValueError  # noqa: TRY301 - as above
            return cls(updated, created, data["w"], data["a"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise RequestError(
                "not a cursor for listing customers, or made by another version",
                code="bad_cursor",
                hint="Start again without a cursor.",
            ) from None

    @property
    def windowed(self) -> bool:
        """Whether only some orders are read, so that a buyer may have others."""
        return self.updated_since is not None or self.created_since is not None

    def then(self, after: str) -> CustomerPlace:
        """Return the place after this customer."""
        return replace(self, after=after)

    def encode(self) -> str:
        """Return the cursor."""
        data = {
            "v": _VERSION, "r": "customer", "u": self.updated_since, "c": self.created_since,
            "w": self.whole, "a": self.after,
        }  # fmt: skip
        return base64.urlsafe_b64encode(json.dumps(data, separators=(",", ":")).encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class MergedCustomers:
    """The buyers of some orders by id, and the orders whose buyer could not be unified."""

    customers: Mapping[str, Customer] = field(repr=False)
    rejected: tuple[Rejected, ...] = ()


class CustomerReader:
    """What a connection does for customers where they are made from orders; like `BaseConnection`, without any I/O."""

    def __init__(self, base: BaseConnection) -> None:
        self._base = base

    def merge_orders(self, shop: ShopRef, query: Query) -> Operation[MergedCustomers]:
        """Read all orders that a query for customers matches, and merge their buyers."""
        place = CustomerPlace.of(query)
        asked = Query(updated_since=place.updated_since, created_since=place.created_since)
        return self._merge_orders(shop, asked, whole=not place.windowed)

    @staticmethod
    def customer_page(merged: MergedCustomers, query: Query, *, whole: bool = False) -> RecordPage[Customer]:
        """Return one page of merged customers, sorted by id, so that a cursor says after whom to go on."""
        place = CustomerPlace.of(query, whole=whole)
        ids = sorted(one for one in merged.customers if place.after is None or one > place.after)
        chosen = ids[: query.page_size]
        following = place.then(chosen[-1]).encode() if len(chosen) < len(ids) else None
        records = tuple(merged.customers[one] for one in chosen)
        # Rejects belong to the orders, not to a page: the first one carries them.
        rejected = merged.rejected if place.after is None else ()
        incomplete = tuple(record.id for record in records if record.partial)
        return RecordPage(records, following, len(merged.customers), rejected, incomplete)

    def wholes(
        self, shop: ShopRef, page: RecordPage[Customer], query: Query, *, whole: bool
    ) -> list[Operation[tuple[Customer, tuple[Rejected, ...]]]]:
        """Return what is still to be run, one for each customer of the page: none unless whole ones were asked for."""
        if not CustomerPlace.of(query, whole=whole).whole:
            return []
        return [self._whole(shop, customer) for customer in page.records if customer.partial]

    @staticmethod
    def with_wholes(
        page: RecordPage[Customer], completed: Sequence[tuple[Customer, tuple[Rejected, ...]]]
    ) -> RecordPage[Customer]:
        """Put whole customers in their places; `completed` is what `wholes` gave."""
        whole = {customer.id: customer for customer, _ in completed}
        # An order of the window is read again with its buyer's others.
        rejected = list(page.rejected)
        known = [reject.raw for reject in rejected]
        rejected += [reject for _, rejects in completed for reject in rejects if reject.raw not in known]
        records = tuple(whole.get(customer.id, customer) for customer in page.records)
        incomplete = tuple(customer.id for customer in records if customer.partial)
        return replace(page, records=records, rejected=tuple(rejected), incomplete=incomplete)

    def customer(self, shop: ShopRef, customer_id: str) -> Operation[Customer]:
        """Read one customer out of all of that buyer's orders."""
        merged = yield from self._orders_of(shop, customer_id)
        known = merged.customers.get(customer_id)
        one: Customer = self._base.single(
            "customer", [] if known is None else [known], () if known else merged.rejected
        )
        return one

    def _whole(self, shop: ShopRef, customer: Customer) -> Operation[tuple[Customer, tuple[Rejected, ...]]]:
        merged = yield from self._orders_of(shop, customer.id)
        # An order may have gone between the two calls: what was read is kept.
        return merged.customers.get(customer.id, customer), merged.rejected

    def _orders_of(self, shop: ShopRef, customer_id: str) -> Operation[MergedCustomers]:
        asked = Query(filters=((self._base.live.customer_filter, customer_id),))
        merged = yield from self._merge_orders(shop, asked, whole=True)
        if merged.rejected:
            # These are this buyer's orders, and not all of them could be read.
            return replace(merged, customers={one: _finish(got, whole=False) for one, got in merged.customers.items()})
        return merged

    def _merge_orders(self, shop: ShopRef, query: Query, *, whole: bool) -> Operation[MergedCustomers]:
        source = self._base.live.customers_from
        now = int(self._base.clock.now())
        merger: Merger[Customer] = Merger()
        rejected: list[Rejected] = []
        ask: Query | None = replace(query, now=now)
        while ask is not None:
            page = yield from self._base.read_page(source, shop, ask)
            records, bad = self._base.normalize_items("customer", page.items, with_details=False)
            rejected += bad
            for record in records:
                merger.add(record)
            ask = None if page.next_cursor is None else Query(cursor=page.next_cursor, now=now)
        customers = {record.id: _finish(record, whole=whole) for record in merger.records()}
        return MergedCustomers(customers, tuple(rejected))


def _finish(customer: Customer, *, whole: bool) -> Customer:
    """Mark a merged customer as partial or whole; only of a whole one is the first order the buyer's first."""
    created = customer.created_at
    if whole and created is None:
        created = min((order.created_at for order in customer.orders if order.created_at is not None), default=None)
    return customer.model_copy(update={"partial": not whole, "created_at": created if whole else None})
