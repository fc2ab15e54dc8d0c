"""Ways to break the corner shop's live side, each a connector that somebody could have written."""

from __future__ import annotations

import itertools
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopglot.connector import Operations, Page, Webhooks
from shopglot.errors import PermanentError, RequestError
from tests.support.corner._definition import definition
from tests.support.corner._live import LIVE, events, getter, lister, sign, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from shopglot.connector import (
        Batch,
        ConnectorDefinition,
        Credentials,
        Operation,
        Query,
        Request,
        Response,
        ShopRef,
        WebhookEvent,
    )
    from shopglot.errors import PlatformError

    _List = Callable[[ShopRef, Query], Operation[Page]]

__all__ = ["BROKEN_LIVE"]


def _changed(read: _List, change: Callable[[Any], Any]) -> _List:
    """Let a listing change each raw record."""

    def changed(shop: ShopRef, query: Query) -> Operation[Page]:
        page = yield from read(shop, query)
        return replace(page, items=tuple(map(change, page.items)))

    return changed


def _without_postage(shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
    batch = yield from getter("orders")(shop, ids)
    return replace(batch, items=tuple({**raw, "postage": None} for raw in batch.items))


def _counted() -> _List:
    """Keep a count outside the operation."""
    calls = itertools.count()
    return _changed(lister("products"), lambda raw: {**raw, "title": f"mug {next(calls)}"})


def _overlapping(shop: ShopRef, query: Query) -> Operation[Page]:
    page = yield from lister("orders")(shop, query)
    if page.next_cursor is None:
        return page
    *rest, at = page.next_cursor.split("|")
    return replace(page, next_cursor="|".join([*rest, str(int(at) - 1)]))


def _no_small_pages(shop: ShopRef, query: Query) -> Operation[Page]:
    page = yield from lister("orders")(shop, query)
    return Page(()) if query.page_size == 1 else page


def _exclusive(shop: ShopRef, query: Query) -> Operation[Page]:
    since = None if query.updated_since is None else query.updated_since + 1
    return (yield from lister("orders")(shop, replace(query, updated_since=since)))


def _unsorted(shop: ShopRef, query: Query) -> Operation[Page]:
    return (yield from lister("orders")(shop, replace(query, sort="")))


def _raising(shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
    reading = getter("orders")(shop, ids)
    request = next(reading)
    response = yield request
    try:
        reading.send(response)
    except StopIteration as stop:
        found: Batch = stop.value
        return found
    raise AssertionError("it asks once")


def _not_repeated(shop: ShopRef, query: Query) -> Operation[Page]:
    reading = lister("products")(shop, query)
    response = yield replace(next(reading), safe_to_repeat=False)
    try:
        reading.send(response)
    except StopIteration as stop:
        found: Page = stop.value
        return found
    raise AssertionError("it asks once")


def _all_requests(request: Request, response: Response) -> PlatformError | None:
    error = LIVE.error_from(request, response)
    return None if error is None else RequestError("it did not work", code=error.code)


def _all_permanent(_request: Request, response: Response) -> PlatformError | None:
    return None if response.status == 200 else PermanentError("it did not work", status=response.status)


def _telling(request: Request, credentials: Credentials, now: int) -> Request:
    logging.getLogger("corner").debug("signing with %s", credentials.settings["key"])
    return sign(request, credentials, now)


def _believing(_headers: Mapping[str, str], _body: bytes, _settings: Mapping[str, str], _now: int) -> None:
    return


def _nothing(_headers: Mapping[str, str], _body: bytes) -> tuple[WebhookEvent, ...]:
    return ()


def _live(**changes: Any) -> Callable[[Path], ConnectorDefinition]:
    return lambda home: replace(definition(home), live=replace(LIVE, **changes))


def _one(resource: str, **changes: Any) -> Callable[[Path], ConnectorDefinition]:
    operations: dict[str, Operations] = {**LIVE.operations, resource: replace(LIVE.of(resource), **changes)}
    return _live(operations=operations)


BROKEN_LIVE: dict[str, Callable[[Path], ConnectorDefinition]] = {
    "webhook-changes-are-refused[order_changed.json]": _live(webhooks=Webhooks(_believing, events)),
    "webhook-events-are-expected[order_changed.json]": _live(webhooks=Webhooks(verify, _nothing)),
    "live-records-are-good[product]": _one(
        "product", list=_changed(lister("products"), lambda raw: {**raw, "colour": "red"})
    ),
    "get-equals-list[order]": _one("order", get_many=_without_postage),
    "threads-equal-tasks[product]": _one("product", list=_counted()),
    "listing-resumes[order]": _one("order", list=_overlapping),
    "limits-hold[order]": _one("order", list=_no_small_pages),
    "bounds-are-inclusive[order-updated_since]": _one("order", list=_exclusive),
    "statuses-are-exact[order]": _one("order", statuses={"active": ("SENT",)}),
    "mailbox-selects": _one("customer", filters=("email",)),
    "sorts-hold[order--created_at]": _one("order", list=_unsorted),
    "unknown-id-is-not-found[order]": _one("order", get_many=_raising),
    "wrong-secret-is-refused[key]": _live(error_from=_all_requests),
    "fault-is-the-right-error[429]": _live(error_from=_all_permanent),
    "passing-fault-costs-nothing[reset-product]": _one("product", list=_not_repeated),
    "secrets-stay-secret": _live(sign=_telling),
}
