"""What a connection does, without doing any I/O: choosing the shop, reading pages, unifying, keeping rejects."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from shopglot.connection._checks import checked_settings, live_of
from shopglot.errors import NotFound, RequestError, SettingsError
from shopglot.normalize import Normalized, Rejected
from shopglot.protocol import Exchange, Page, Query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shopglot._installed import InstalledConnector
    from shopglot.client import Clock
    from shopglot.live import Credentials, Shop
    from shopglot.normalize import MaskPolicy

__all__ = ["Core", "RecordBatch", "RecordPage", "Wanted"]

T = TypeVar("T")
KEPT_REJECTS = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RecordPage(Generic[T]):
    """One page of unified records.

    `next_cursor` resumes after it and is None at the end; `total` is the platform's count of matches if it says;
    `rejected` are the records that could not be unified, `incomplete` the ids of those read only in part.
    """

    records: tuple[T, ...] = field(repr=False)
    next_cursor: str | None = None
    total: int | None = None
    rejected: tuple[Rejected, ...] = ()
    incomplete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordBatch(Generic[T]):
    """Unified records read by id; `missing` are the ids that the platform does not have, or not for this shop."""

    records: tuple[T, ...] = field(repr=False)
    missing: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller asked of a listing."""

    updated_since: datetime | None = None
    created_since: datetime | None = None
    status: str | Sequence[str] | None = None
    cursor: str | None = None
    limit: int | None = None
    page_size: int = 100
    raw: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        narrowed = self.whole or any(item is not None for item in (self.updated_since, self.created_since, self.status))
        if self.cursor is not None and narrowed:
            raise RequestError(
                "a cursor holds its own filters", code="bad_cursor", hint="Pass the cursor alone, or the filters alone."
            )
        if self.page_size < 1 or (self.limit is not None and self.limit < 0):
            raise RequestError(
                "page_size or limit is out of range", code="bad_size", hint="Use 1 or more, and 0 or more."
            )

    def query(self, now: float) -> Query:
        """Give the connector's query; `now` in Unix seconds."""
        statuses = (self.status,) if isinstance(self.status, str) else tuple(self.status or ())
        return Query(
            updated_since=_seconds("updated_since", self.updated_since),
            created_since=_seconds("created_since", self.created_since),
            statuses=tuple(dict.fromkeys(statuses)),
            cursor=self.cursor,
            page_size=self.page_size if self.limit is None else max(1, min(self.page_size, self.limit)),
            now=int(now),
        )

    def following(self, cursor: str | None, now: int) -> Query | None:
        """Give the query for the page at this cursor, or None at the end."""
        return None if cursor is None else Wanted(cursor=cursor, limit=self.limit, page_size=self.page_size).query(now)


def _seconds(name: str, when: datetime | None) -> int | None:
    if when is None:
        return None
    if when.tzinfo is None:
        raise RequestError(
            f"{name} has no time zone", code="naive_time", hint="Use an aware datetime, such as datetime.now(UTC)."
        )
    return (when - _EPOCH) // timedelta(seconds=1)


class Core:
    """One connection's knowledge; both faces ask it what to do and how to read the answers. Safe between threads."""

    def __init__(  # noqa: PLR0913 - each is one choice of the caller, by name
        self,
        connector: InstalledConnector,
        credentials: Credentials,
        *,
        clock: Clock,
        shop_id: str | None = None,
        mask_policy: MaskPolicy = "hide",
        on_reject: Callable[[Rejected], None] | None = None,
        on_unknown: Callable[[str, tuple[str, ...]], None] | None = None,
    ) -> None:
        self.connector = connector
        self.live = live_of(connector)
        self.settings = checked_settings(connector, credentials.settings)
        self.clock = clock
        self.shop_id = shop_id or self.settings.get("shop_id") or None
        self.rejected: deque[Rejected] = deque(maxlen=KEPT_REJECTS)
        self.rejected_count = 0
        self._mask_policy = mask_policy
        self._on_reject = on_reject
        self._on_unknown = on_unknown
        self._lock = Lock()

    @property
    def app(self) -> str:
        """Name the app whose limits the calls count on."""
        return f"{self.connector.id}/{self.settings.get(self.live.app_setting, '')}"

    def choose_shop(self) -> Exchange[Shop]:
        """Find the shop to read: the one that was chosen, or the only one there is."""
        page = yield from self.live.stores()
        shops = [self.live.shop_of(raw) for raw in page.items]
        ids = ", ".join(shop.id for shop in shops)
        if not shops:
            raise SettingsError(
                "this authorisation holds no shop", code="no_shop", hint="The seller must authorise the app again."
            )
        if self.shop_id is None and len(shops) > 1:
            raise SettingsError(
                f"this authorisation holds {len(shops)} shops, and none was chosen: {ids}",
                code="shop_not_chosen",
                hint="Set shop_id to one of them.",
            )
        for shop in shops:
            if self.shop_id in {None, shop.id}:
                return shop
        raise SettingsError(
            f"the chosen shop is not one of this authorisation's: {ids}",
            code="shop_unknown",
            hint="Set shop_id to one of them.",
        )

    def page(self, resource: str, shop: Shop, query: Query) -> Exchange[Page]:
        """Read one raw page."""
        return self.live.lists[resource](shop, query)

    def completions(self, resource: str, shop: Shop, page: Page) -> list[Exchange[tuple[Any, bool]]]:
        """Give what is still to be run, one for each record of the page; none where the page has it all."""
        complete = self.live.completes.get(resource)
        return [] if complete is None else [complete(shop, item) for item in page.items]

    def unified(
        self, resource: str, page: Page, completed: Sequence[tuple[Any, bool]], *, raw: bool
    ) -> RecordPage[Any]:
        """Unify a page; `completed` is what its completions gave."""
        items = [item for item, _ in completed] if completed else page.items
        records, rejected = self.unify(resource, items, raw=raw)
        incomplete = tuple(str(item.get("id", "")) for item, whole in completed if not whole)
        return RecordPage(tuple(records), page.next_cursor, page.total, tuple(rejected), incomplete)

    def read(self, resource: str, shop: Shop, ids: Sequence[str], *, raw: bool) -> Exchange[RecordBatch[Any]]:
        """Read and unify records by id, as many at once as the platform takes."""
        read = self.live.gets[resource]
        size = self.live.batch_size.get(resource, 1)
        wanted = list(dict.fromkeys(ids))
        records: list[Any] = []
        rejected: list[Rejected] = []
        missing: list[str] = []
        for begin in range(0, len(wanted), size):
            batch = yield from read(shop, wanted[begin : begin + size])
            good, bad = self.unify(resource, batch.items, raw=raw)
            records += good
            rejected += bad
            missing += batch.missing
        return RecordBatch(tuple(records), tuple(missing), tuple(rejected))

    def one(self, resource: str, shop: Shop, record_id: str, *, raw: bool) -> Exchange[Any]:
        """Read one record; raises `NotFound`, or `RecordRejected` when it can't be unified."""
        batch = yield from self.read(resource, shop, [record_id], raw=raw)
        return self.single(resource, batch.records, batch.rejected)

    @staticmethod
    def single(resource: str, records: Sequence[Any], rejected: Sequence[Rejected]) -> Any:
        """Give the one record that was read; raises as `one` does."""
        if rejected:
            raise rejected[0].error()
        if not records:
            raise NotFound(
                f"this shop has no such {resource}", code="not_found", hint="Check the id, and which shop is chosen."
            )
        return records[0]

    def unify(self, resource: str, raws: Iterable[Any], *, raw: bool) -> tuple[list[Any], list[Rejected]]:
        """Turn raw records into unified ones, hand the others to `on_reject`, and unknown keys to `on_unknown`."""
        good: list[Any] = []
        bad: list[Rejected] = []
        unknown: list[tuple[str, ...]] = []
        for outcome in self.connector.normalize_many(
            resource, list(raws), mask_policy=self._mask_policy, keep_raw=raw, where=f"{resource} listing"
        ):
            if outcome.unknown:
                unknown.append(outcome.unknown)
            if isinstance(outcome, Normalized):
                good.append(outcome if raw else outcome.record)
            else:
                bad.append(outcome)
        with self._lock:
            self.rejected_count += len(bad)
            self.rejected.extend(bad)
        if self._on_reject is not None:
            for one in bad:
                self._on_reject(one)
        if self._on_unknown is not None:
            for keys in unknown:
                self._on_unknown(resource, keys)
        return good, bad
