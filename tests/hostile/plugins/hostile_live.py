"""Operations, and the functions around them, that do what a connector must not do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from hostile_base import Plugin, definition

from shopglot.connector import Live, Operations, Page, Request, ShopRef, Webhooks

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import Credentials, Operation, Query, Response

SECRET = "s3cret-of-a-shop"


def _sign(request: Request, _credentials: Credentials, _now: int) -> Request:
    return request


def _stores() -> Operation[Page]:
    yield Request("GET", "/shops")
    return Page(items=({"id": "1"},))


def _good(_shop: ShopRef, _query: Query) -> Operation[Page]:
    yield Request("GET", "/orders")
    return Page(items=({"id": "1"},))


LIVE = Live(
    hosts={"api": "https://api.example.com"},
    sign=_sign,
    error_from=lambda _request, _response: None,
    stores=_stores,
    shop_of=lambda raw: ShopRef("1", raw),
    operations={"order": Operations(list=_good)},
    rate=1_000_000.0,
)


def _plugin(name: str, listing: Any = _good, **changes: Any) -> Plugin:
    operations = {"order": Operations(list=listing)}
    return Plugin(lambda: definition(name, live=replace(LIVE, **{"operations": operations, **changes})))


def _endless(_shop: ShopRef, _query: Query) -> Operation[Page]:
    while True:
        yield Request("GET", "/orders")


def _deaf(_shop: ShopRef, _query: Query) -> Any:
    """Goes on when it is told to end."""
    while True:
        try:
            yield 42
        except BaseException:  # noqa: BLE001 - what it is here for
            yield 42


def _rubbish(_shop: ShopRef, _query: Query) -> Any:
    yield "GET /orders"


def _host(_shop: ShopRef, _query: Query) -> Operation[Page]:
    yield Request("GET", "/orders", host="other")
    return Page(())


def _path(_shop: ShopRef, _query: Query) -> Operation[Page]:
    yield Request("GET", f"/orders?secret={SECRET}")
    return Page(())


def _raises(_shop: ShopRef, _query: Query) -> Operation[Page]:
    response = yield Request("GET", "/orders")
    raise KeyError(SECRET, response)


def _exits(_shop: ShopRef, _query: Query) -> Operation[Page]:
    yield Request("GET", "/orders")
    raise SystemExit(SECRET)


def _stops(_shop: ShopRef, _query: Query) -> NoReturn:
    raise StopIteration(SECRET)


def _nothing(_shop: ShopRef, _query: Query) -> Any:
    yield Request("GET", "/orders")


def _page(_shop: ShopRef, _query: Query) -> Page:
    return Page(())


def _raise(*_: object) -> NoReturn:
    raise LookupError(SECRET)


def _give(value: object) -> Callable[..., Any]:
    return lambda *_: value


def _judge(_request: Request, response: Response) -> None:
    raise ValueError(SECRET, response)


good = _plugin("live-good")
endless = _plugin("live-endless", _endless)
deaf = _plugin("live-deaf", _deaf)
rubbish = _plugin("live-rubbish", _rubbish)
host = _plugin("live-host", _host)
path = _plugin("live-path", _path)
raises = _plugin("live-raises", _raises)
exits = _plugin("live-exits", _exits)
stops = _plugin("live-stops", _stops)
nothing = _plugin("live-nothing", _nothing)
page = _plugin("live-page", _page)
sign = _plugin("live-sign", sign=_give(None))
sign_raises = _plugin("live-sign-raises", sign=_raise)
judge = _plugin("live-judge", error_from=_judge)
judge_odd = _plugin("live-judge-odd", error_from=_give("bad"))
shop = _plugin("live-shop", shop_of=_raise)
stores = _plugin("live-stores", stores=_give(None))
unverified = _plugin("live-unverified", webhooks=Webhooks(_give(False), _give(())))  # noqa: FBT003 - no raising is consent
events = _plugin("live-events", webhooks=Webhooks(_give(None), _give(("order",))))
status = _plugin(
    "live-status", operations={"order": Operations(list=_good, filters=("status",), statuses={"actve": ("ON",)})}
)
