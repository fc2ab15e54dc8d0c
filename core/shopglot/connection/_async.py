"""The library's face for tasks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar, overload

from shopglot.connection._core import BaseConnection, ListParams, RecordBatch, RecordPage
from shopglot.connection._customers import CustomerCore, MergedCustomers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from datetime import datetime
    from types import TracebackType

    from shopglot.client import AsyncHttpRunner
    from shopglot.connection._complete import Whole
    from shopglot.connector import Operation, Query, ShopRef
    from shopglot.normalize import Normalized, Rejected
    from shopglot_models import Customer, Order, Product, Store

__all__ = ["AsyncConnection", "AsyncCustomers", "AsyncListing", "AsyncRecords"]

T = TypeVar("T")
R = TypeVar("R")


class AsyncListing(Generic[T]):
    """A lazy listing: iterate over its records, or over `pages()`; nothing is read before.

    `cursor` says where to resume: it moves on only when a page's records have all been handed out, so it never runs
    ahead of what was delivered. `finished` says that the end was reached; `rejected_count` counts the records that
    could not be unified.
    """

    def __init__(self, read: Callable[[Query], Awaitable[RecordPage[T]]], wanted: ListParams, now: float) -> None:
        self._read = read
        self._wanted = wanted
        self._query = wanted.query(now)
        self.cursor = wanted.cursor
        self.finished = False
        self.total: int | None = None
        self.rejected_count = 0

    async def __aiter__(self) -> AsyncIterator[T]:
        left = self._wanted.limit
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
                self._passed(page)
                return

    async def pages(self) -> AsyncIterator[RecordPage[T]]:
        """Give the pages, each with the cursor that resumes after it; `limit` does not cut a page."""
        query: Query | None = self._query
        while query is not None:
            page = await self._read(query)
            self.total = page.total
            self.rejected_count += len(page.rejected)
            yield page
            self._passed(page)
            query = self._wanted.following(page.next_cursor, self._query.now)

    def _passed(self, page: RecordPage[T]) -> None:
        self.cursor = page.next_cursor
        self.finished = page.next_cursor is None


class _Accessor:
    """What `AsyncRecords` and `AsyncCustomers` share: the connection that they read through."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection


class AsyncRecords(_Accessor, Generic[R]):
    """One resource of the connected shop."""

    def __init__(self, connection: AsyncConnection, resource: str) -> None:
        super().__init__(connection)
        self._resource = resource

    @overload
    def list(self, *, with_details: Literal[True], **wanted: Any) -> AsyncListing[Normalized]: ...

    @overload
    def list(
        self,
        *,
        updated_since: datetime | None = None,
        created_since: datetime | None = None,
        status: str | Sequence[str] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
        with_details: Literal[False] = False,
    ) -> AsyncListing[R]: ...

    def list(self, *, with_details: bool = False, **wanted: Any) -> AsyncListing[Any]:
        """List records lazily.

        `updated_since` and `created_since` are aware datetimes, inclusive; `status` one or several of the platform's
        own status tokens. `cursor` resumes a listing with its filters. `limit` ends it after so many records. With
        `with_details=True` each item is a `Normalized`: the record with its warnings and its raw form.
        """
        core, resource = self._connection.core, self._resource
        ask = ListParams(with_details=with_details, **wanted)

        async def read(query: Query) -> RecordPage[Any]:
            return await self._connection.page(resource, query, with_details=with_details)

        return AsyncListing(read, ask, core.clock.now())

    @overload
    async def get(self, record_id: str, *, with_details: Literal[True]) -> Normalized: ...

    @overload
    async def get(self, record_id: str, *, with_details: Literal[False] = False) -> R: ...

    async def get(self, record_id: str, *, with_details: bool = False) -> Any:
        """Read one record; raises `NotFound`, and `RecordRejected` when it can't be unified."""
        batch = await self._connection.batch(self._resource, [record_id], with_details=with_details)
        return self._connection.core.single(self._resource, batch.records, batch.rejected)

    async def get_many(self, ids: Sequence[str], *, with_details: bool = False) -> RecordBatch[Any]:
        """Read records by id, as many at once as the platform takes; says which ids are missing."""
        return await self._connection.batch(self._resource, ids, with_details=with_details)


class AsyncCustomers(_Accessor):
    """The customers of the connected shop, derived from its orders."""

    def list(  # noqa: PLR0913 - each narrows or sizes the listing, by name
        self,
        *,
        updated_since: datetime | None = None,
        created_since: datetime | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        page_size: int = 100,
        whole: bool = False,
    ) -> AsyncListing[Customer]:
        """List customers by id, each merged out of all matching orders; these are all read before the first page.

        With `updated_since` or `created_since` those are the buyers of the orders in that window, and each record is
        `partial`: merge it into what you have (`shopglot_models.merge`). `whole=True` reads the other orders of each
        such buyer too, at a call or more a buyer, page by page. A page's `incomplete` names those still partial.
        Without a window all records are whole, but for orders that were rejected.
        """
        core, reader = self._connection.core, self._connection.customer_core
        ask = ListParams(updated_since, created_since, None, cursor, limit, page_size, whole=whole)

        found: MergedCustomers | None = None

        async def read(query: Query) -> RecordPage[Any]:
            nonlocal found
            if found is None:
                found = await self._connection.run(lambda shop: reader.merged(shop, query))
            page = reader.customer_page(found, query, whole=whole)
            return await self._connection.complete(page, query, whole=whole)

        return AsyncListing(read, ask, core.clock.now())

    async def get(self, customer_id: str) -> Customer:
        """Read one customer, merged out of all of that buyer's orders; raises `NotFound` for one who has none.

        It is `partial` only where some of the orders could not be unified.
        """
        reader = self._connection.customer_core
        return await self._connection.run(lambda shop: reader.customer(shop, customer_id))


class AsyncConnection:
    """A connector with credentials: one shop, ready to be read. Safe to share between the tasks of one loop."""

    def __init__(self, core: BaseConnection, driver: AsyncHttpRunner) -> None:
        self.core = core
        self.customer_core = CustomerCore(core)
        self._driver = driver
        self._shop: ShopRef | None = None
        self._lock = asyncio.Lock()
        self.orders: AsyncRecords[Order] = AsyncRecords(self, "order")
        self.products: AsyncRecords[Product] = AsyncRecords(self, "product")
        self.customers = AsyncCustomers(self)

    @property
    def rejected(self) -> Sequence[Rejected]:
        """The last 1,000 records that could not be unified, with their raw form."""
        return tuple(self.core.rejected)

    @property
    def rejected_count(self) -> int:
        """How many records could not be unified."""
        return self.core.rejected_count

    @overload
    async def store(self, *, with_details: Literal[True]) -> Normalized: ...

    @overload
    async def store(self, *, with_details: Literal[False] = False) -> Store: ...

    async def store(self, *, with_details: bool = False) -> Any:
        """Read the connected shop; raises `RecordRejected` when it can't be unified.

        Where the platform refuses a part of it, such as its addresses, `on_incomplete` is told, and with
        `with_details=True` its warning R119 says which.
        """
        shop = await self._chosen()
        good, bad, _ = self.core.unify_whole(
            "store", await self._whole("store", shop, [shop.raw]), with_details=with_details
        )
        if bad:
            raise bad[0].error()
        return good[0]

    async def stores(self) -> list[Store]:
        """Read every shop of this authorisation, each as `store` does; those that can't be unified are left out."""
        found: list[Store] = []
        for raw in (await self._driver.run(self.core.live.stores())).items:
            whole = await self._whole("store", self.core.live.shop_of(raw), [raw])
            found += self.core.unify_whole("store", whole, with_details=False)[0]
        return found

    async def run(self, operation: Callable[[ShopRef], Operation[T]]) -> T:
        """Run an operation on the connected shop."""
        shop = await self._chosen()
        return await self._driver.run(operation(shop), shop.id)

    async def page(self, resource: str, query: Query, *, with_details: bool) -> RecordPage[Any]:
        """Read, complete and unify one page."""
        shop = await self._chosen()
        page = await self._driver.run(self.core.page(resource, shop, query), shop.id)
        return self.core.unified(
            resource, page, await self._whole(resource, shop, page.items), with_details=with_details
        )

    async def batch(self, resource: str, ids: Sequence[str], *, with_details: bool) -> RecordBatch[Any]:
        """Read, complete and unify records by id."""
        shop = await self._chosen()
        found = await self._driver.run(self.core.read(resource, shop, ids), shop.id)
        whole = await self._whole(resource, shop, found.items, by_id=True)
        return self.core.batch(resource, found, whole, with_details=with_details)

    async def _whole(self, resource: str, shop: ShopRef, items: Sequence[Any], *, by_id: bool = False) -> Whole:
        completion = self.core.completion(resource, shop, items, by_id=by_id)
        return completion.whole(await self._driver.run_all(completion.exchanges, shop.id))

    async def complete(self, page: RecordPage[Customer], query: Query, *, whole: bool) -> RecordPage[Customer]:
        """Read the other orders of a page's customers, where whole ones were asked for."""
        shop = await self._chosen()
        exchanges = self.customer_core.wholes(shop, page, query, whole=whole)
        return (
            self.customer_core.with_wholes(page, await self._driver.run_all(exchanges, shop.id)) if exchanges else page
        )

    async def _chosen(self) -> ShopRef:
        async with self._lock:
            if self._shop is None:
                self._shop = await self._driver.run(self.core.choose_shop())
            return self._shop

    async def aclose(self) -> None:
        """Close the connection to the platform."""
        await self._driver.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<AsyncConnection {self.core.connector.id}>"
