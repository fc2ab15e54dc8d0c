"""The library's face for threads."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar, overload

from shopglot.connection._core import BaseConnection, ListParams, RecordBatch, RecordPage
from shopglot.connection._customers import CustomerCore, MergedCustomers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from types import TracebackType

    from shopglot.client import HttpRunner
    from shopglot.connection._complete import Whole
    from shopglot.connector import Operation, Query, ShopRef
    from shopglot.normalize import Normalized, Rejected
    from shopglot_models import Customer, Order, Product, Store

__all__ = ["Connection", "Customers", "Listing", "RecordAccessor"]

T = TypeVar("T")
R = TypeVar("R")


class Listing(Generic[T]):
    """A lazy listing: iterate over its records, or over `pages()`; nothing is read before.

    `cursor` says where to resume: it moves on only when a page's records have all been handed out, so it never runs
    ahead of what was delivered. `finished` says that the end was reached; `rejected_count` counts the records that
    could not be unified.
    """

    def __init__(self, read: Callable[[Query], RecordPage[T]], wanted: ListParams, now: float) -> None:
        self._read = read
        self._wanted = wanted
        self._query = wanted.query(now)
        self.cursor = wanted.cursor
        self.finished = False
        self.total: int | None = None
        self.rejected_count = 0

    def __iter__(self) -> Iterator[T]:
        left = self._wanted.limit
        if left == 0:
            return
        for page in self.pages():
            for record in page.records:
                if left == 0:
                    return
                yield record
                left = None if left is None else left - 1
            if left == 0:
                # Whole pages were handed out: the place after them is a right one to resume at.
                self._passed(page)
                return

    def pages(self) -> Iterator[RecordPage[T]]:
        """Give the pages, each with the cursor that resumes after it; `limit` does not cut a page."""
        query: Query | None = self._query
        while query is not None:
            page = self._read(query)
            self.total = page.total
            self.rejected_count += len(page.rejected)
            yield page
            self._passed(page)
            query = self._wanted.following(page.next_cursor, self._query.now)

    def _passed(self, page: RecordPage[T]) -> None:
        self.cursor = page.next_cursor
        self.finished = page.next_cursor is None


class _Accessor:
    """What `RecordAccessor` and `Customers` share: the connection that they read through."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection


class RecordAccessor(_Accessor, Generic[R]):
    """One resource of the connected shop."""

    def __init__(self, connection: Connection, resource: str) -> None:
        super().__init__(connection)
        self._resource = resource

    @overload
    def list(self, *, with_details: Literal[True], **wanted: Any) -> Listing[Normalized]: ...

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
    ) -> Listing[R]: ...

    def list(self, *, with_details: bool = False, **wanted: Any) -> Listing[Any]:
        """List records lazily.

        `updated_since` and `created_since` are aware datetimes, inclusive; `status` one or several of the platform's
        own status tokens. `cursor` resumes a listing with its filters. `limit` ends it after so many records. With
        `with_details=True` each item is a `Normalized`: the record with its warnings and its raw form.
        """
        core, resource = self._connection.core, self._resource
        ask = ListParams(with_details=with_details, **wanted)

        def read(query: Query) -> RecordPage[Any]:
            return self._connection.page(resource, query, with_details=with_details)

        return Listing(read, ask, core.clock.now())

    @overload
    def get(self, record_id: str, *, with_details: Literal[True]) -> Normalized: ...

    @overload
    def get(self, record_id: str, *, with_details: Literal[False] = False) -> R: ...

    def get(self, record_id: str, *, with_details: bool = False) -> Any:
        """Read one record; raises `NotFound`, and `RecordRejected` when it can't be unified."""
        batch = self._connection.batch(self._resource, [record_id], with_details=with_details)
        return self._connection.core.single(self._resource, batch.records, batch.rejected)

    def get_many(self, ids: Sequence[str], *, with_details: bool = False) -> RecordBatch[Any]:
        """Read records by id, as many at once as the platform takes; says which ids are missing."""
        return self._connection.batch(self._resource, ids, with_details=with_details)


class Customers(_Accessor):
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
    ) -> Listing[Customer]:
        """List customers by id, each merged out of all matching orders; these are all read before the first page.

        With `updated_since` or `created_since` those are the buyers of the orders in that window, and each record is
        `partial`: merge it into what you have (`shopglot_models.merge`). `whole=True` reads the other orders of each
        such buyer too, at a call or more a buyer, page by page. A page's `incomplete` names those still partial.
        Without a window all records are whole, but for orders that were rejected.
        """
        core, reader = self._connection.core, self._connection.customer_core
        ask = ListParams(updated_since, created_since, None, cursor, limit, page_size, whole=whole)

        found: MergedCustomers | None = None

        def read(query: Query) -> RecordPage[Any]:
            nonlocal found
            if found is None:
                found = self._connection.run(lambda shop: reader.merged(shop, query))
            page = reader.customer_page(found, query, whole=whole)
            return self._connection.complete(page, query, whole=whole)

        return Listing(read, ask, core.clock.now())

    def get(self, customer_id: str) -> Customer:
        """Read one customer, merged out of all of that buyer's orders; raises `NotFound` for one who has none.

        It is `partial` only where some of the orders could not be unified.
        """
        reader = self._connection.customer_core
        return self._connection.run(lambda shop: reader.customer(shop, customer_id))


class Connection:
    """A connector with credentials: one shop, ready to be read. Safe to share between threads; close it after use."""

    def __init__(self, core: BaseConnection, driver: HttpRunner) -> None:
        self.core = core
        self.customer_core = CustomerCore(core)
        self._driver = driver
        self._shop: ShopRef | None = None
        self._lock = Lock()
        self.orders: RecordAccessor[Order] = RecordAccessor(self, "order")
        self.products: RecordAccessor[Product] = RecordAccessor(self, "product")
        self.customers = Customers(self)

    @property
    def rejected(self) -> Sequence[Rejected]:
        """The last 1,000 records that could not be unified, with their raw form."""
        return tuple(self.core.rejected)

    @property
    def rejected_count(self) -> int:
        """How many records could not be unified."""
        return self.core.rejected_count

    @overload
    def store(self, *, with_details: Literal[True]) -> Normalized: ...

    @overload
    def store(self, *, with_details: Literal[False] = False) -> Store: ...

    def store(self, *, with_details: bool = False) -> Any:
        """Read the connected shop; raises `RecordRejected` when it can't be unified.

        Where the platform refuses a part of it, such as its addresses, `on_incomplete` is told, and with
        `with_details=True` its warning R119 says which.
        """
        shop = self._chosen()
        good, bad, _ = self.core.unify_whole("store", self._whole("store", shop, [shop.raw]), with_details=with_details)
        if bad:
            raise bad[0].error()
        return good[0]

    def stores(self) -> list[Store]:
        """Read every shop of this authorisation, each as `store` does; those that can't be unified are left out."""
        found: list[Store] = []
        for raw in self._driver.run(self.core.live.stores()).items:
            whole = self._whole("store", self.core.live.shop_of(raw), [raw])
            found += self.core.unify_whole("store", whole, with_details=False)[0]
        return found

    def run(self, operation: Callable[[ShopRef], Operation[T]]) -> T:
        """Run an operation on the connected shop."""
        shop = self._chosen()
        return self._driver.run(operation(shop), shop.id)

    def page(self, resource: str, query: Query, *, with_details: bool) -> RecordPage[Any]:
        """Read, complete and unify one page."""
        shop = self._chosen()
        page = self._driver.run(self.core.page(resource, shop, query), shop.id)
        return self.core.unified(resource, page, self._whole(resource, shop, page.items), with_details=with_details)

    def batch(self, resource: str, ids: Sequence[str], *, with_details: bool) -> RecordBatch[Any]:
        """Read, complete and unify records by id."""
        shop = self._chosen()
        found = self._driver.run(self.core.read(resource, shop, ids), shop.id)
        whole = self._whole(resource, shop, found.items, by_id=True)
        return self.core.batch(resource, found, whole, with_details=with_details)

    def _whole(self, resource: str, shop: ShopRef, items: Sequence[Any], *, by_id: bool = False) -> Whole:
        completion = self.core.completion(resource, shop, items, by_id=by_id)
        return completion.whole(self._driver.run_all(completion.exchanges, shop.id))

    def complete(self, page: RecordPage[Customer], query: Query, *, whole: bool) -> RecordPage[Customer]:
        """Read the other orders of a page's customers, where whole ones were asked for."""
        shop = self._chosen()
        exchanges = self.customer_core.wholes(shop, page, query, whole=whole)
        if not exchanges:
            return page
        return self.customer_core.with_wholes(page, self._driver.run_all(exchanges, shop.id))

    def _chosen(self) -> ShopRef:
        with self._lock:
            if self._shop is None:
                self._shop = self._driver.run(self.core.choose_shop())
            return self._shop

    def close(self) -> None:
        """Close the connection to the platform."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Connection {self.core.connector.id}>"
