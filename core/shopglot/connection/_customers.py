"""The customers of a shop: the platform's own, and those who are made from records that mention them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shopglot.connection._base import BaseConnection, PagePlan, RecordPage
from shopglot.connection._cursor import ListCursor
from shopglot.connection._filters import HostFilters, divide
from shopglot.connector import DerivedCustomers, Operation, Operations, Query
from shopglot.errors import RequestError
from shopglot_models import Customer, Merger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.connection._params import ListParams
    from shopglot.connector import ShopRef
    from shopglot.normalize import Rejected

__all__ = ["CustomerReader", "DerivedPlan", "MergedCustomers"]

OWN = "customer"


@dataclass(frozen=True, slots=True)
class DerivedPlan:
    """Where a listing of derived customers is: after which id, of which records, and whether each is read as a whole.

    `host` is what the host filters: times before records are merged, the rest after it. `page_size` is the caller's.
    """

    updated_since: int | None = None
    created_since: int | None = None
    whole: bool = False
    after: str | None = None
    host: HostFilters = field(default_factory=HostFilters)
    page_size: int = 100

    @property
    def windowed(self) -> bool:
        """Whether only some records are read, so that a buyer may have others."""
        return self.updated_since is not None or self.created_since is not None

    def place(self) -> str:
        """Return what a cursor holds of it."""
        return json.dumps([self.updated_since, self.created_since, self.whole, self.after], separators=(",", ":"))

    @classmethod
    def of(cls, cursor: ListCursor, page_size: int) -> DerivedPlan:
        """Read it from a cursor; raises `RequestError` for one that was changed."""
        try:
            updated, created, whole, after = json.loads(cursor.place)
            if type(whole) is not bool or not (after is None or isinstance(after, str)):
                raise ValueError  # noqa: TRY301 - one way out for all that is wrong with a cursor
            times = [None if bound is None else int(bound) for bound in (updated, created)]
        except (ValueError, TypeError, RecursionError):
            raise RequestError(
                "not a cursor for listing customers, or made by another version",
                code="bad_cursor",
                hint="Start again without a cursor.",
            ) from None
        return cls(times[0], times[1], whole, after, cursor.host, page_size)


@dataclass(frozen=True, slots=True)
class MergedCustomers:
    """The buyers of some records by id, and the records whose buyer could not be unified."""

    customers: Mapping[str, Customer] = field(repr=False)
    rejected: tuple[Rejected, ...] = ()


class CustomerReader:
    """What a connection does for customers; like `BaseConnection`, without any I/O."""

    def __init__(self, base: BaseConnection) -> None:
        self._base = base

    @property
    def derived(self) -> DerivedCustomers:
        """The customers whom the platform does not list; raises `RequestError` where there are none at all."""
        derived = self._base.live.derived_customers
        if derived is None:
            raise self._base.unreadable(OWN, "read by id")
        return derived

    @property
    def _own(self) -> bool:
        return self._base.live.of(OWN).list is not None

    def plan(self, params: ListParams) -> PagePlan | DerivedPlan:
        """Return how the page that was asked for is read: the platform's own first, and then the derived ones.

        Raises `RequestError` as `BaseConnection.plan` does.
        """
        derived = self._base.live.derived_customers
        if derived is None:
            return self._base.plan(OWN, params)
        if params.cursor is None:
            start = self._start(derived, params)
            return self._base.plan(OWN, params, then=self._encode(start)) if self._own else start
        listed = (OWN, derived.resource) if self._own else (derived.resource,)
        cursor = ListCursor.decode(params.cursor, self._base.connector.id, listed)
        if cursor.resource == derived.resource:
            return DerivedPlan.of(cursor, params.page_size)
        return self._base.plan(OWN, params)

    def _start(self, derived: DerivedCustomers, params: ListParams) -> DerivedPlan:
        source = self._base.live.of(derived.source)
        # What else the source filters is about its own records, not about their buyers.
        bounds = tuple(name for name in source.filters if name in params.times)
        _, host = divide(self._base.connector, derived.resource, params, Operations(source.list, filters=bounds))
        times = params.times
        return DerivedPlan(
            times.get("updated_since"), times.get("created_since"), params.whole, None, host, params.page_size
        )

    def _encode(self, plan: DerivedPlan) -> str:
        return ListCursor(self._base.connector.id, self.derived.resource, plan.host, plan.place()).encode()

    def merge(self, shop: ShopRef, plan: DerivedPlan) -> Operation[MergedCustomers]:
        """Read all records that a plan asks for, and merge their buyers."""
        listed = self._base.live.of(self.derived.source).filters
        query = Query(
            updated_since=plan.updated_since if "updated_since" in listed else None,
            created_since=plan.created_since if "created_since" in listed else None,
        )
        return self._merge(shop, query, plan.host.times(), whole=not plan.windowed)

    def customer_page(self, merged: MergedCustomers, plan: DerivedPlan) -> RecordPage[Customer]:
        """Return one page of merged customers, sorted by id, so that a cursor says after whom to go on."""
        wanted = replace(plan.host, updated_since=None, created_since=None)
        known = merged.customers
        ids = sorted(one for one in known if (plan.after is None or one > plan.after) and wanted.keeps(known[one]))
        chosen = ids[: plan.page_size]
        following = self._encode(replace(plan, after=chosen[-1])) if len(chosen) < len(ids) else None
        records = tuple(known[one] for one in chosen)
        # Rejects belong to the records read, not to a page: the first one carries them.
        rejected = merged.rejected if plan.after is None else ()
        incomplete = tuple(record.id for record in records if record.partial)
        total = None if self._own or wanted else len(known)
        return RecordPage(records, following, total, rejected, incomplete)

    def wholes(
        self, shop: ShopRef, page: RecordPage[Customer], plan: DerivedPlan
    ) -> list[Operation[tuple[Customer, tuple[Rejected, ...]]]]:
        """Return what is still to be run, one for each customer of the page: none unless whole ones were asked for."""
        if not plan.whole:
            return []
        return [self._whole(shop, customer) for customer in page.records if customer.partial]

    @staticmethod
    def with_wholes(
        page: RecordPage[Customer], completed: Sequence[tuple[Customer, tuple[Rejected, ...]]]
    ) -> RecordPage[Customer]:
        """Put whole customers in their places; `completed` is what `wholes` gave."""
        whole = {customer.id: customer for customer, _ in completed}
        # A record of the window is read again with its buyer's others.
        rejected = list(page.rejected)
        known = [reject.raw for reject in rejected]
        rejected += [reject for _, rejects in completed for reject in rejects if reject.raw not in known]
        records = tuple(whole.get(customer.id, customer) for customer in page.records)
        incomplete = tuple(customer.id for customer in records if customer.partial)
        return replace(page, records=records, rejected=tuple(rejected), incomplete=incomplete)

    def may_be_own(self, customer_id: str) -> bool:
        """Check whether an id can be that of a customer whom the platform has itself."""
        derived = self._base.live.derived_customers
        prefix = derived.id_prefix if derived is not None else ""
        return self._base.live.of(OWN).get_many is not None and not (prefix and customer_id.startswith(prefix))

    def may_be_derived(self, customer_id: str) -> bool:
        """Check whether an id can be that of a derived customer."""
        derived = self._base.live.derived_customers
        return derived is not None and customer_id.startswith(derived.id_prefix)

    def customer(self, shop: ShopRef, customer_id: str) -> Operation[Customer]:
        """Read one derived customer out of all of that buyer's records."""
        merged = yield from self._records_of(shop, customer_id)
        known = merged.customers.get(customer_id)
        one: Customer = self._base.single(OWN, [] if known is None else [known], () if known else merged.rejected)
        return one

    def _whole(self, shop: ShopRef, customer: Customer) -> Operation[tuple[Customer, tuple[Rejected, ...]]]:
        merged = yield from self._records_of(shop, customer.id)
        # A record may have gone between the two calls: what was read is kept.
        return merged.customers.get(customer.id, customer), merged.rejected

    def _records_of(self, shop: ShopRef, customer_id: str) -> Operation[MergedCustomers]:
        select = self.derived.select
        asked = Query(filters=((select, customer_id),) if select else ())
        merged = yield from self._merge(shop, asked, HostFilters(), whole=True)
        if merged.rejected:
            # These may be this buyer's, and then not all of them could be read.
            return replace(merged, customers={one: _finish(got, whole=False) for one, got in merged.customers.items()})
        return merged

    def _merge(self, shop: ShopRef, query: Query, host: HostFilters, *, whole: bool) -> Operation[MergedCustomers]:
        derived = self.derived
        size = self._base.live.of(derived.source).page_size
        now = int(self._base.clock.now())
        merger: Merger[Customer] = Merger()
        rejected: list[Rejected] = []
        ask: Query | None = replace(query, now=now, page_size=size)
        while ask is not None:
            page = yield from self._base.read_page(derived.source, shop, ask)
            records, bad = self._base.normalize_items(derived.resource, page.items, with_details=False)
            rejected += bad
            for record in records:
                if host.keeps(record):
                    merger.add(record)
            ask = None if page.next_cursor is None else Query(cursor=page.next_cursor, now=now, page_size=size)
        customers = {record.id: _finish(record, whole=whole) for record in merger.records()}
        return MergedCustomers(customers, tuple(rejected))


def _finish(customer: Customer, *, whole: bool) -> Customer:
    """Mark a merged customer as partial or whole; only of a whole one is the first order the buyer's first."""
    created = customer.created_at
    if whole and created is None:
        created = min((order.created_at for order in customer.orders if order.created_at is not None), default=None)
    return customer.model_copy(update={"partial": not whole, "created_at": created if whole else None})
