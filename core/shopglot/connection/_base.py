"""What a connection does, without doing any I/O: choose the shop, read pages, normalize, keep rejects."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from shopglot.connection._complete import CompletedItems, Completion
from shopglot.connection._context import MappingContext
from shopglot.connection._cursor import ListCursor
from shopglot.connection._filters import HostFilters, divide
from shopglot.connection._settings import check_settings, live_of
from shopglot.connector import Batch, OAuth2, Operation, Page, Query
from shopglot.diagnostics import Problem
from shopglot.errors import NotFound, PermanentError, RequestError, SettingsError
from shopglot.mapping import RECORD_CODES
from shopglot.normalize import Normalized, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from shopglot.client import Clock
    from shopglot.connection._params import ListParams
    from shopglot.connector import Credentials, ShopRef
    from shopglot.normalize import MaskPolicy, Normalizer
    from shopglot.registry import Connector
    from shopglot_models import Store

__all__ = ["BaseConnection", "PagePlan", "RecordBatch", "RecordPage"]

T = TypeVar("T")
KEPT_REJECTS = 1000
# The warning of a record that lacks a part.
LACKS = "R119"


@dataclass(frozen=True, slots=True)
class RecordPage(Generic[T]):
    """One page of unified records.

    `next_cursor` resumes after it and is None at the end; `total` is the platform's count of matches if it says;
    `rejected` are the records that could not be unified, `incomplete` the ids of those read only in part, because the
    platform refused what a call of their own adds; with `with_details=True` their warning R119 says which part.
    """

    records: tuple[T, ...] = field(repr=False)
    next_cursor: str | None = None
    total: int | None = None
    rejected: tuple[Rejected, ...] = ()
    incomplete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordBatch(Generic[T]):
    """Unified records read by id; `missing` are the ids that the platform does not have, or not for this shop.

    `rejected` and `incomplete` are as in `RecordPage`.
    """

    records: tuple[T, ...] = field(repr=False)
    missing: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    incomplete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PagePlan:
    """How one page of a listing is read: what the platform is asked for, and what the host filters.

    `then` is the cursor at which another listing goes on after this one; blank: none does.
    """

    resource: str
    query: Query
    host: HostFilters
    then: str = ""


class BaseConnection:
    """One connection's knowledge; both faces ask it what to do and how to read the responses. Safe between threads."""

    def __init__(  # noqa: PLR0913 - each is one choice of the caller, by name
        self,
        connector: Connector,
        credentials: Credentials,
        *,
        clock: Clock,
        shop_id: str | None = None,
        mask_policy: MaskPolicy = "hide",
        on_reject: Callable[[Rejected], None] | None = None,
        on_unknown: Callable[[str, tuple[str, ...]], None] | None = None,
        on_incomplete: Callable[[str, str, tuple[str, ...]], None] | None = None,
    ) -> None:
        self.connector = connector
        self.live = live_of(connector)
        self.settings = check_settings(connector, credentials.settings)
        self.context = MappingContext(connector, credentials.settings)
        self.clock = clock
        self.shop_id = shop_id or self.settings.get("shop_id") or None
        self.rejected: deque[Rejected] = deque(maxlen=KEPT_REJECTS)
        self.rejected_count = 0
        self._mask_policy = mask_policy
        self._on_reject = on_reject
        self._on_unknown = on_unknown
        self._on_incomplete = on_incomplete
        self._lock = Lock()

    @property
    def app(self) -> str:
        """The app whose limits the calls count on."""
        return f"{self.connector.id}/{self.settings.get(self.live.app_setting, '')}"

    def choose_shop(self) -> Operation[ShopRef]:
        """Find the shop to read: the one that was chosen, or the only one there is."""
        page = yield from self.live.stores()
        shops = [self.shop_of(raw) for raw in page.items]
        ids = ", ".join(shop.id for shop in shops)
        authorized = isinstance(self.live.oauth, OAuth2)
        whose = "authorization" if authorized else "connection"
        if not shops:
            again = "The seller must authorize the app again."
            hint = again if authorized else "Compare the settings with what the platform shows."
            raise SettingsError(f"this {whose} has no shop", code="no_shop", hint=hint)
        if self.shop_id is None and len(shops) > 1:
            raise SettingsError(
                f"this {whose} has {len(shops)} shops, and none was chosen: {ids}",
                code="shop_not_chosen",
                hint="Set shop_id to one of them.",
            )
        for shop in shops:
            if self.shop_id in {None, shop.id}:
                return shop
        raise SettingsError(
            f"the chosen shop is not one of this {whose}'s: {ids}",
            code="shop_unknown",
            hint="Set shop_id to one of them.",
        )

    def shop_of(self, raw: Any) -> ShopRef:
        """Return the handle of a shop, with the settings that operations may read."""
        secret = {setting.name for setting in self.connector.definition.settings if setting.secret}
        readable = {name: value for name, value in self.settings.items() if name not in secret}
        return replace(self.live.shop_of(raw), settings=readable)

    def plan(self, resource: str, params: ListParams, *, then: str = "") -> PagePlan:
        """Return how the page that was asked for is read; `then` as in `PagePlan`.

        Raises `RequestError` for a filter or a sort that nobody can do, and for a cursor of another listing.
        """
        operations = self.live.of(resource)
        if operations.list is None:
            raise self.unreadable(resource, "listed")
        asked: dict[str, Any]
        if params.cursor is None:
            asked, host = divide(self.connector, resource, params, operations)
        else:
            cursor = ListCursor.decode(params.cursor, self.connector.id, (resource,))
            asked, host, then = {"cursor": cursor.place}, cursor.host, cursor.then
        # Where the host leaves records out, a small limit is no reason for small pages.
        size = params.page_size if params.limit is None or host else max(1, min(params.page_size, params.limit))
        query = Query(**asked, page_size=min(size, operations.page_size), now=int(self.clock.now()))
        return PagePlan(resource, query, host, then)

    def read_page(self, resource: str, shop: ShopRef, query: Query) -> Operation[Page]:
        """Read one raw page."""
        read = self.live.of(resource).list
        if read is None:
            raise self.unreadable(resource, "listed")
        page = yield from read(shop, query)
        if query.cursor is not None and page.next_cursor == query.cursor:
            # Else the same page would come for ever.
            raise PermanentError(
                f"the page of {resource}s after this one is this one again",
                code="same_cursor",
                hint=f"It is a defect of the platform, or of the connector {self.connector.id}.",
            )
        return page

    def unreadable(self, resource: str, how: str) -> RequestError:
        """Return the error for a resource that the connector can't read in this way."""
        readable = ", ".join(self.live.operations)
        return RequestError(
            f"{self.connector.id} has no {resource} that could be {how}",
            code="no_operation",
            hint=f"It reads: {readable or 'nothing'}.",
        )

    def completion(self, resource: str, shop: ShopRef, items: Sequence[Any], *, by_id: bool = False) -> Completion:
        """Return the calls that these raw records still take; `by_id` says how they were read."""
        mapping, schemas = self.connector.mappings[resource], self.connector.definition.raw_schemas
        parts = next((tuple(key for key, _, _ in one.parts) for one in schemas if one.name == mapping.file.raw), ())
        return Completion(self.live, resource, shop, items, parts=parts, by_id=by_id)

    def record_page(
        self, plan: PagePlan, page: Page, completed: CompletedItems, *, with_details: bool
    ) -> RecordPage[Any]:
        """Return a page's records, normalized and filtered."""
        records, rejected, incomplete = self.normalize_completed(plan.resource, completed, with_details=with_details)
        total = page.total
        if plan.host:
            records = [one for one in records if plan.host.keeps(one.record if with_details else one)]
            kept = {(one.record if with_details else one).id for one in records}
            incomplete, total = [one for one in incomplete if one in kept], None
        following = plan.then or None
        if page.next_cursor is not None:
            following = ListCursor(self.connector.id, plan.resource, plan.host, page.next_cursor, plan.then).encode()
        return RecordPage(tuple(records), following, total, tuple(rejected), tuple(incomplete))

    def read_batch(self, resource: str, shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
        """Read raw records by id, as many at once as the platform takes."""
        read, size = self.live.of(resource).get_many, self.live.of(resource).batch_size
        if read is None:
            raise self.unreadable(resource, "read by id")
        items: list[Any] = []
        missing: list[str] = []
        for begin in range(0, len(ids), size):
            batch = yield from read(shop, ids[begin : begin + size])
            items += batch.items
            missing += batch.missing
        return Batch(tuple(items), tuple(missing))

    def record_batch(
        self, resource: str, batch: Batch, completed: CompletedItems, *, with_details: bool
    ) -> RecordBatch[Any]:
        """Return the records that were read by id, normalized."""
        records, rejected, incomplete = self.normalize_completed(resource, completed, with_details=with_details)
        return RecordBatch(tuple(records), batch.missing, tuple(rejected), tuple(incomplete))

    @staticmethod
    def single(resource: str, records: Sequence[Any], rejected: Sequence[Rejected]) -> Any:
        """Return the one record that was read; raises `NotFound`, or `RecordRejected` when it can't be unified."""
        if rejected:
            raise rejected[0].error()
        if not records:
            raise NotFound(
                f"this shop has no such {resource}", code="not_found", hint="Check the id, and which shop is chosen."
            )
        return records[0]

    def normalize_items(
        self, resource: str, items: Iterable[Any], *, with_details: bool
    ) -> tuple[list[Any], list[Rejected]]:
        """Normalize raw records as they are; otherwise as `normalize_completed`."""
        good, bad, _ = self.normalize_completed(resource, CompletedItems(tuple(items)), with_details=with_details)
        return good, bad

    def normalize_completed(
        self, resource: str, completed: CompletedItems, *, with_details: bool
    ) -> tuple[list[Any], list[Rejected], list[str]]:
        """Turn raw records into unified ones; the others come second, the ids of those that lack a part third.

        Rejected records are handed to `on_reject`, unknown keys to `on_unknown`, lacking parts to `on_incomplete`.
        """
        # Records that a connector has cut out of a response: none of them is looked into for further records.
        normalize = self._normalizer(resource, keep_raw=with_details).record
        where = f"{resource} listing"
        good: list[Normalized] = []
        bad: list[Rejected] = []
        unknown: list[tuple[str, ...]] = []
        incomplete: dict[str, tuple[str, ...]] = {}
        for index, raw in enumerate(completed.items):
            outcome = normalize(raw, index=index, where=where)
            if outcome.unknown:
                unknown.append(outcome.unknown)
            if isinstance(outcome, Rejected):
                bad.append(outcome)
                continue
            if lacks := completed.lacks.get(index):
                outcome = self._with_warnings(resource, outcome, lacks)
                incomplete[outcome.record.id] = lacks
            good.append(outcome)
        self._report(resource, bad, unknown, incomplete)
        return (list(good) if with_details else [one.record for one in good]), bad, list(incomplete)

    def learn_store(self, completed: CompletedItems) -> None:
        """Keep what mappings need to know of the store; a rejected one tells them nothing."""
        outcome = self._normalizer("store", keep_raw=False).record(completed.items[0])
        self.context.learn(None if isinstance(outcome, Rejected) else cast("Store", outcome.record))

    def _normalizer(self, resource: str, *, keep_raw: bool) -> Normalizer:
        settings = self.context.settings
        return self.connector.normalizer(resource, mask_policy=self._mask_policy, keep_raw=keep_raw, settings=settings)

    def _report(
        self,
        resource: str,
        bad: Sequence[Rejected],
        unknown: Iterable[tuple[str, ...]],
        incomplete: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Keep the rejected records, and tell the caller's functions what each asked to be told."""
        with self._lock:
            self.rejected_count += len(bad)
            self.rejected.extend(bad)
        if self._on_reject is not None:
            for one in bad:
                self._on_reject(one)
        if self._on_unknown is not None:
            for keys in unknown:
                self._on_unknown(resource, keys)
        if self._on_incomplete is not None:
            for record_id, lacks in incomplete.items():
                self._on_incomplete(resource, record_id, lacks)

    def _with_warnings(self, resource: str, outcome: Normalized, lacks: tuple[str, ...]) -> Normalized:
        """Return the outcome with a warning for each part that its raw record lacks."""
        where = self.connector.definition.resource(resource).mapping
        added = (Problem("", LACKS, RECORD_CODES[LACKS], where, part) for part in lacks)
        return replace(outcome, warnings=(*outcome.warnings, *added))
