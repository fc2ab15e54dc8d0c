"""What a connection does, without doing any I/O: choose the shop, read pages, normalize, keep rejects."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from shopglot.connection._complete import CompletedItems, Completion
from shopglot.connection._context import MappingContext
from shopglot.connection._settings import check_settings, live_of
from shopglot.connector import Batch, Operation, Page, Query
from shopglot.diagnostics import Problem
from shopglot.errors import NotFound, RequestError, SettingsError
from shopglot.mapping import RECORD_CODES
from shopglot.normalize import Normalized, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopglot.client import Clock
    from shopglot.connector import Credentials, ShopRef
    from shopglot.normalize import MaskPolicy, Normalizer
    from shopglot.registry import Connector
    from shopglot_models import Store

__all__ = ["BaseConnection", "ListParams", "RecordBatch", "RecordPage", "check_text", "check_texts"]

T = TypeVar("T")
KEPT_REJECTS = 1000
# The warning of a record that lacks a part.
LACKS = "R119"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXAMPLE = "datetime.now(UTC)"


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
class ListParams:
    """What a caller asked of a listing."""

    updated_since: datetime | None = None
    created_since: datetime | None = None
    status: str | Sequence[str] | None = None
    cursor: str | None = None
    limit: int | None = None
    page_size: int = 100
    with_details: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        _check_count("page_size", self.page_size, least=1)
        if self.limit is not None:
            _check_count("limit", self.limit, least=0)
        if self.cursor is not None:
            check_text("cursor", self.cursor)
        filters = (self.updated_since, self.created_since, self.status)
        if self.cursor is not None and (self.whole or filters != (None, None, None)):
            raise RequestError(
                "a cursor contains its own filters",
                code="bad_cursor",
                hint="Pass the cursor alone, or the filters alone.",
            )

    def query(self, now: float) -> Query:
        """Return the connector's query; `now` in Unix seconds."""
        return Query(
            updated_since=_seconds("updated_since", self.updated_since),
            created_since=_seconds("created_since", self.created_since),
            statuses=() if self.status is None else check_texts("status", self.status, one=True),
            cursor=self.cursor,
            page_size=self.page_size if self.limit is None else max(1, min(self.page_size, self.limit)),
            now=int(now),
        )

    def following(self, cursor: str | None, now: int) -> Query | None:
        """Return the query for the page at this cursor, or None at the end."""
        return (
            None if cursor is None else ListParams(cursor=cursor, limit=self.limit, page_size=self.page_size).query(now)
        )


def check_texts(name: str, given: object, *, one: bool = False) -> tuple[str, ...]:
    """Return a list of texts, each once; raises `RequestError` for anything else, a single text too unless `one`."""
    texts = (given,) if one and isinstance(given, str) else given
    # Text is a sequence too, of its characters.
    if isinstance(texts, str | bytes | Mapping) or not isinstance(texts, Iterable):
        raise _wrong_type(name, "a text or a list of texts" if one else "a list of texts", given)
    return tuple(dict.fromkeys([check_text(f"each of {name}", text) for text in texts]))


def check_text(name: str, given: object) -> str:
    """Return a text as it is; raises `RequestError` for anything else."""
    if not isinstance(given, str):
        raise _wrong_type(name, "a text", given)
    return given


def _check_count(name: str, given: object, *, least: int) -> None:
    if type(given) is not int:
        raise _wrong_type(name, "a whole number", given)
    if given < least:
        raise RequestError(
            f"{name} must be {f'at least {least}' if least else '0 or more'}",
            code="bad_size",
            hint="Leave it out to read with the usual one." if least else "Leave it out to read all.",
        )


def _seconds(name: str, when: object) -> int | None:
    if when is None:
        return None
    if not isinstance(when, datetime):
        raise _wrong_type(name, "a datetime", when, f"Use an aware datetime, such as {_EXAMPLE}.")
    if when.tzinfo is None:
        raise RequestError(
            f"{name} has no time zone", code="naive_time", hint=f"Use an aware datetime, such as {_EXAMPLE}."
        )
    return (when - _EPOCH) // timedelta(seconds=1)


def _wrong_type(name: str, wanted: str, given: object, hint: str = "") -> RequestError:
    return RequestError(
        f"{name} must be {wanted}, got {type(given).__name__}",
        code="wrong_type",
        hint=hint or f"Pass {wanted}.",
    )


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
        shops = [self.live.shop_of(raw) for raw in page.items]
        ids = ", ".join(shop.id for shop in shops)
        if not shops:
            raise SettingsError(
                "this authorization has no shop", code="no_shop", hint="The seller must authorize the app again."
            )
        if self.shop_id is None and len(shops) > 1:
            raise SettingsError(
                f"this authorization has {len(shops)} shops, and none was chosen: {ids}",
                code="shop_not_chosen",
                hint="Set shop_id to one of them.",
            )
        for shop in shops:
            if self.shop_id in {None, shop.id}:
                return shop
        raise SettingsError(
            f"the chosen shop is not one of this authorization's: {ids}",
            code="shop_unknown",
            hint="Set shop_id to one of them.",
        )

    def read_page(self, resource: str, shop: ShopRef, query: Query) -> Operation[Page]:
        """Read one raw page."""
        read = self.live.of(resource).list
        if read is None:
            raise self._unreadable(resource, "listed")
        return read(shop, query)

    def _unreadable(self, resource: str, how: str) -> RequestError:
        readable = ", ".join(self.live.operations)
        return RequestError(
            f"{self.connector.id} has no {resource} that could be {how}",
            code="no_operation",
            hint=f"It reads: {readable or 'nothing'}.",
        )

    def completion(self, resource: str, shop: ShopRef, items: Sequence[Any], *, by_id: bool = False) -> Completion:
        """Return the calls that these raw records still take; `by_id` says how they were read."""
        return Completion(self.live, resource, shop, items, by_id=by_id)

    def record_page(
        self, resource: str, page: Page, completed: CompletedItems, *, with_details: bool
    ) -> RecordPage[Any]:
        """Return a page's records, normalized."""
        records, rejected, incomplete = self.normalize_completed(resource, completed, with_details=with_details)
        return RecordPage(tuple(records), page.next_cursor, page.total, tuple(rejected), tuple(incomplete))

    def read_batch(self, resource: str, shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
        """Read raw records by id, as many at once as the platform takes."""
        read, size = self.live.of(resource).get_many, self.live.of(resource).batch_size
        if read is None:
            raise self._unreadable(resource, "read by id")
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
