"""The library's face for tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar, overload

from shopglot.connection._acompat import AsyncLock
from shopglot.connection._base import BaseConnection, PagePlan, RecordBatch, RecordPage
from shopglot.connection._customers import CustomerReader, DerivedPlan, MergedCustomers
from shopglot.connection._params import ListParams, check_text, check_texts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime
    from types import TracebackType

    from shopglot.client import AsyncHttpRunner
    from shopglot.connection._acompat import AsyncReadPage
    from shopglot.connection._complete import CompletedItems
    from shopglot.connector import Operation, ShopRef
    from shopglot.normalize import Normalized, Rejected
    from shopglot_models import Customer, Order, Product, Store

__all__ = ["AsyncConnection", "AsyncCustomers", "AsyncListing", "AsyncRecordAccessor"]

T = TypeVar("T")
R = TypeVar("R")


class AsyncListing(Generic[T]):
    """A lazy listing: iterate over its records, or over `pages()`; nothing is read before.

    `cursor` says where to resume: it moves on only when a page's records have all been handed out, so it never runs
    ahead of what was delivered. `finished` says that the end was reached; `rejected_count` counts the records that
    could not be unified.
    """

    def __init__(self, read: AsyncReadPage[T], params: ListParams) -> None:
        self._read = read
        self._params = params
        self.cursor = params.cursor
        self.finished = False
        self.total: int | None = None
        self.rejected_count = 0

    async def __aiter__(self) -> AsyncIterator[T]:
        left = self._params.limit
        if left == 0:
            return
        async for page in self.pages():
            for record in page.records:
                if left == 0:
                    return
                yield record
                left = None if left is None else left - 1
            if left == 0:
                # Whole pages were handed out: the place after them is a right one to resume at.
                self._move_past(page)
                return

    async def pages(self) -> AsyncIterator[RecordPage[T]]:
        """Return the pages, each with the cursor that resumes after it; `limit` does not cut a page."""
        params: ListParams | None = self._params
        while params is not None:
            page = await self._read(params)
            self.total = page.total
            self.rejected_count += len(page.rejected)
            yield page
            self._move_past(page)
            params = self._params.following(page.next_cursor)

    def _move_past(self, page: RecordPage[T]) -> None:
        self.cursor = page.next_cursor
        self.finished = page.next_cursor is None


class AsyncShopReader:
    """The connected shop, chosen when it is first asked for: every call of a connection goes through here."""

    def __init__(self, base: BaseConnection, runner: AsyncHttpRunner) -> None:
        self.base = base
        self.customers = CustomerReader(base)
        self.runner = runner
        self._ref: ShopRef | None = None
        self._lock = AsyncLock()

    async def ref(self) -> ShopRef:
        """Return the shop that is read."""
        async with self._lock:
            if self._ref is None:
                self._ref = await self.runner.run(self.base.choose_shop())
            return self._ref

    async def prepared(self, resource: str) -> ShopRef:
        """Return the shop, after what the mapping of a resource needs to know of it was read."""
        shop = await self.ref()
        if self.base.context.needs_store(resource):
            async with self._lock:
                if self.base.context.needs_store(resource):
                    self.base.learn_store(await self.complete("store", shop, [shop.raw]))
        return shop

    async def run(self, operation: Callable[[ShopRef], Operation[T]]) -> T:
        """Run an operation on the shop."""
        shop = await self.ref()
        return await self.runner.run(operation(shop), shop.id)

    async def page(self, plan: PagePlan, *, with_details: bool) -> RecordPage[Any]:
        """Read, complete and normalize one page."""
        shop = await self.prepared(plan.resource)
        page = await self.runner.run(self.base.read_page(plan.resource, shop, plan.query), shop.id)
        completed = await self.complete(plan.resource, shop, page.items)
        return self.base.record_page(plan, page, completed, with_details=with_details)

    async def batch(self, resource: str, ids: Sequence[str], *, with_details: bool) -> RecordBatch[Any]:
        """Read, complete and normalize records by id."""
        shop = await self.prepared(resource)
        batch = await self.runner.run(self.base.read_batch(resource, shop, ids), shop.id)
        completed = await self.complete(resource, shop, batch.items, by_id=True)
        return self.base.record_batch(resource, batch, completed, with_details=with_details)

    async def complete(
        self, resource: str, shop: ShopRef, items: Sequence[Any], *, by_id: bool = False
    ) -> CompletedItems:
        """Return raw records with what further calls add to them."""
        completion = self.base.completion(resource, shop, items, by_id=by_id)
        return completion.complete(await self.runner.run_all(completion.operations, shop.id))

    async def whole_customers(self, page: RecordPage[Customer], plan: DerivedPlan) -> RecordPage[Customer]:
        """Read the other records of a page's customers, where whole ones were asked for."""
        shop = await self.ref()
        operations = self.customers.wholes(shop, page, plan)
        if not operations:
            return page
        return self.customers.with_wholes(page, await self.runner.run_all(operations, shop.id))


class AsyncRecordAccessor(Generic[R]):
    """One resource of the connected shop."""

    def __init__(self, shop: AsyncShopReader, resource: str) -> None:
        self._shop = shop
        self._resource = resource

    @overload
    def list(
        self,
        *,
        updated_since: datetime | None = None,
        created_since: datetime | None = None,
        status: str | Sequence[str] | None = None,
        filters: Mapping[str, str] | None = None,
        sort: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
        with_details: Literal[True],
    ) -> AsyncListing[Normalized]: ...

    @overload
    def list(
        self,
        *,
        updated_since: datetime | None = None,
        created_since: datetime | None = None,
        status: str | Sequence[str] | None = None,
        filters: Mapping[str, str] | None = None,
        sort: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
        with_details: Literal[False] = False,
    ) -> AsyncListing[R]: ...

    def list(  # noqa: PLR0913 - each narrows or sizes the listing, by name
        self,
        *,
        updated_since: datetime | None = None,
        created_since: datetime | None = None,
        status: str | Sequence[str] | None = None,
        filters: Mapping[str, str] | None = None,
        sort: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
        with_details: bool = False,
    ) -> AsyncListing[Any]:
        """List records lazily; raises `RequestError` for an argument of the wrong type or size.

        `updated_since` and `created_since` are aware datetimes, inclusive; `status` is one or several of the model's
        words, or of the platform's own, written `tiktok:UNPAID`. What the platform can't select by is selected here,
        exactly, or refused by name. `filters` are further ones that the platform has, `sort` is `created_at` or
        `updated_at`, with a minus for the newest first; the connector declares both. `cursor` resumes a listing with
        its filters. `limit` ends it after so many records. With `with_details=True` each item is a `Normalized`: the
        record with its warnings and its raw form.
        """
        params = ListParams(
            updated_since, created_since, status, None, filters, sort, cursor, limit=limit, page_size=page_size
        )
        shop, resource = self._shop, self._resource
        shop.base.plan(resource, params)

        async def read(params: ListParams) -> RecordPage[Any]:
            return await shop.page(shop.base.plan(resource, params), with_details=with_details)

        return AsyncListing(read, params)

    @overload
    async def get(self, record_id: str, *, with_details: Literal[True]) -> Normalized: ...

    @overload
    async def get(self, record_id: str, *, with_details: Literal[False] = False) -> R: ...

    async def get(self, record_id: str, *, with_details: bool = False) -> Any:
        """Read one record; raises `NotFound`, and `RecordRejected` when it can't be unified."""
        ids = [check_text("record_id", record_id)]
        batch = await self._shop.batch(self._resource, ids, with_details=with_details)
        return self._shop.base.single(self._resource, batch.records, batch.rejected)

    @overload
    async def get_many(self, ids: Sequence[str], *, with_details: Literal[True]) -> RecordBatch[Normalized]: ...

    @overload
    async def get_many(self, ids: Sequence[str], *, with_details: Literal[False] = False) -> RecordBatch[R]: ...

    async def get_many(self, ids: Sequence[str], *, with_details: bool = False) -> RecordBatch[Any]:
        """Read records by id, as many at once as the platform takes; says which ids are missing."""
        return await self._shop.batch(self._resource, check_texts("ids", ids), with_details=with_details)


class AsyncCustomers:
    """The customers of the connected shop: the platform's own, and those made from its orders."""

    def __init__(self, shop: AsyncShopReader) -> None:
        self._shop = shop

    def list(  # noqa: PLR0913 - each narrows or sizes the listing, by name
        self,
        *,
        updated_since: datetime | None = None,
        created_since: datetime | None = None,
        status: str | Sequence[str] | None = None,
        email: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
        whole: bool = False,
    ) -> AsyncListing[Customer]:
        """List customers; raises `RequestError` for what can't be selected, by name.

        Those that the platform lists itself come page by page. Then come those made from orders, by id, each merged
        out of all matching orders, which are all read before the first of them: with `updated_since` or
        `created_since` those are the buyers of the orders in that window, and each record is `partial`: merge it into
        what you have (`shopglot_models.merge`). `whole=True` reads the other orders of each such buyer too, at a call
        or more a buyer, page by page. A page's `incomplete` names those still partial. Without a window all records
        are whole, but for orders that were rejected. `email` selects by mailbox, whatever its case.
        """
        params = ListParams(
            updated_since, created_since, status, email, cursor=cursor, limit=limit, page_size=page_size, whole=whole
        )
        shop = self._shop
        shop.customers.plan(params)
        merged: MergedCustomers | None = None

        async def read(params: ListParams) -> RecordPage[Any]:
            nonlocal merged
            plan = shop.customers.plan(params)
            if isinstance(plan, PagePlan):
                return await shop.page(plan, with_details=False)
            if merged is None:
                await shop.prepared(shop.customers.derived.resource)
                merged = await shop.run(lambda ref: shop.customers.merge(ref, plan))
            return await shop.whole_customers(shop.customers.customer_page(merged, plan), plan)

        return AsyncListing(read, params)

    async def get(self, customer_id: str) -> Customer:
        """Read one customer; raises `NotFound` for one whom the shop does not have.

        One made from orders is merged out of all of that buyer's, and `partial` only where some of them could not be
        unified.
        """
        wanted, reader = check_text("customer_id", customer_id), self._shop.customers
        if reader.may_be_own(wanted):
            batch = await self._shop.batch("customer", [wanted], with_details=False)
            if batch.records or batch.rejected or not reader.may_be_derived(wanted):
                own: Customer = self._shop.base.single("customer", batch.records, batch.rejected)
                return own
        await self._shop.prepared(reader.derived.resource)
        return await self._shop.run(lambda ref: reader.customer(ref, wanted))


class AsyncConnection:
    """A connector with credentials: one shop, ready to be read. Safe to share between the tasks of one loop."""

    def __init__(self, base: BaseConnection, runner: AsyncHttpRunner) -> None:
        self._shop = AsyncShopReader(base, runner)
        self.orders: AsyncRecordAccessor[Order] = AsyncRecordAccessor(self._shop, "order")
        self.products: AsyncRecordAccessor[Product] = AsyncRecordAccessor(self._shop, "product")
        self.customers = AsyncCustomers(self._shop)

    @property
    def rejected(self) -> Sequence[Rejected]:
        """The last 1,000 records that could not be unified, with their raw form."""
        return tuple(self._shop.base.rejected)

    @property
    def rejected_count(self) -> int:
        """How many records could not be unified."""
        return self._shop.base.rejected_count

    @overload
    async def store(self, *, with_details: Literal[True]) -> Normalized: ...

    @overload
    async def store(self, *, with_details: Literal[False] = False) -> Store: ...

    async def store(self, *, with_details: bool = False) -> Any:
        """Read the connected shop; raises `RecordRejected` when it can't be unified.

        Where the platform refuses a part of it, such as its addresses, `on_incomplete` is told, and with
        `with_details=True` its warning R119 says which.
        """
        shop = await self._shop.ref()
        completed = await self._shop.complete("store", shop, [shop.raw])
        good, bad, _ = self._shop.base.normalize_completed("store", completed, with_details=with_details)
        return self._shop.base.single("store", good, bad)

    async def stores(self) -> list[Store]:
        """Read every shop of this authorization, each as `store` does; those that can't be unified are left out."""
        base = self._shop.base
        stores: list[Store] = []
        page = await self._shop.runner.run(base.live.stores())
        for raw in page.items:
            completed = await self._shop.complete("store", base.shop_of(raw), [raw])
            stores += base.normalize_completed("store", completed, with_details=False)[0]
        return stores

    async def aclose(self) -> None:
        """Close the connection to the platform."""
        await self._shop.runner.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._shop.base.connector.id}>"
