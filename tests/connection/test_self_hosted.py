"""A platform that its sellers host, with a key for each: the base URL comes from a setting, and there is no token."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import shopglot
from shopglot import ClientSettings
from shopglot.checkup import Setup, checkup
from shopglot.connector import HostSetting, Live, Operations, Page, Request, Response, Setting, ShopRef
from shopglot.errors import PlatformError, SettingsError
from shopglot.registry import Connector, folder_connector
from tests.support.folders import SHOPS, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shopglot.connector import Credentials, Operation, Query

ORDERS = [{"id": str(number), "currency": "EUR", "total": "5.00"} for number in (1, 2)]
GIVEN = {"store_url": "https://mugs.example:8443/shop/", "key": "ck_1", "secret": "cs_hunter2"}


def _sign(request: Request, credentials: Credentials, _now: int) -> Request:
    assert credentials.token is None
    pair = f"{credentials.settings['key']}:{credentials.settings['secret']}"
    basic = base64.b64encode(pair.encode()).decode()
    return replace(request, headers={**request.headers, "authorization": f"Basic {basic}"})


def _error_from(_request: Request, response: Response) -> PlatformError | None:
    if response.status == 401:
        # A connector that asks for a renewal where there is no token gets its error handed to the caller.
        return shopglot.TokenExpired("the key is refused", code="401", status=401)
    return None


def _stores() -> Operation[Page]:
    response = yield Request("GET", "/shop")
    return Page(tuple(response.json()))


def _orders(_shop: ShopRef, _query: Query) -> Operation[Page]:
    response = yield Request("GET", "/orders")
    return Page(tuple(response.json()))


LIVE = Live(
    hosts={"api": HostSetting("store_url", "/wp-json")},
    sign=_sign,
    error_from=_error_from,
    stores=_stores,
    shop_of=lambda raw: ShopRef(raw["id"], raw),
    operations={"order": Operations(list=_orders)},
    app_setting="store_url",
)
SETTINGS = (
    Setting("store_url", "Store URL", "Where the shop is.", kind="url"),
    Setting("key", "Key", "The consumer key.", pattern="ck_[0-9a-f]+", group="REST API"),
    Setting("secret", "Secret", "Its secret.", secret=True, group="REST API"),
)


_NO_ADDRESS = "not a web address: write it as https://host[:port], with a path at most"
_NO_HTTPS = "only https is allowed; plain http is for a simulated shop on 127.0.0.1"


@pytest.fixture
def shoplet(tmp_path: Path) -> Connector:
    definition = folder_connector(write_folder(tmp_path / "shoplet")).definition
    return Connector(replace(definition, live=LIVE, settings=SETTINGS), "shoplet", "1")


class _Shop:
    """Answers as the shop; `asked` are the URLs that were called."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.instead: httpx.Response | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        if self.instead is not None:
            return httpx.Response(self.instead.status_code, headers=self.instead.headers, content=self.instead.content)
        if request.headers["authorization"] != "Basic " + base64.b64encode(b"ck_1:cs_hunter2").decode():
            return httpx.Response(401, json={"code": "refused"})
        return httpx.Response(200, json=SHOPS if request.url.path.endswith("/shop") else ORDERS)


def _read(connector: Connector, given: dict[str, str], shop: _Shop, driver: str, **more: Any) -> list[str]:
    transport, client = httpx.MockTransport(shop), ClientSettings().testing()
    if driver == "sync":
        with shopglot.connect(connector, given, client=client, transport=transport, **more) as connection:
            return [order.id for order in connection.orders.list()]

    async def read() -> list[str]:
        async with shopglot.aconnect(connector, given, client=client, transport=transport, **more) as connection:
            return [order.id async for order in connection.orders.list()]

    return asyncio.run(read())


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_the_shop_is_where_the_setting_says_and_needs_no_token(shoplet: Connector, driver: str) -> None:
    shop = _Shop()
    assert _read(shoplet, GIVEN, shop, driver) == ["1", "2"]
    base = "https://mugs.example:8443/shop/wp-json"
    assert shop.asked == [f"{base}/shop", f"{base}/orders"]


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_a_host_may_still_be_overridden(shoplet: Connector, driver: str) -> None:
    shop = _Shop()
    assert _read(shoplet, GIVEN, shop, driver, hosts={"api": "http://127.0.0.1:9"}) == ["1", "2"]
    assert shop.asked[0] == "http://127.0.0.1:9/shop"


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_a_wrong_key_is_told_once_and_without_the_secret(shoplet: Connector, driver: str) -> None:
    shop = _Shop()
    with pytest.raises(PlatformError) as caught:
        _read(shoplet, GIVEN | {"secret": "cs_other"}, shop, driver)
    assert (caught.value.message, len(shop.asked)) == ("the key is refused", 1)
    assert "cs_" not in f"{caught.value!r} {caught.value}"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"store_url": "mugs.example"}, f"store_url: {_NO_ADDRESS}"),
        ({"store_url": "https://u:p4ss@mugs.example"}, f"store_url: {_NO_ADDRESS}"),
        ({"store_url": "http://mugs.example"}, f"store_url: {_NO_HTTPS}"),
        ({"store_url": ""}, "store_url is missing"),
        ({"key": "hunter2"}, "key has another form than ck_[0-9a-f]+"),
    ],
)
def test_a_wrong_setting_is_told_without_its_value(shoplet: Connector, given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        shopglot.connect(shoplet, GIVEN | given)
    assert caught.value.message == f"shoplet: {told}"


@pytest.mark.parametrize("driver", ["sync", "async"])
@pytest.mark.parametrize(
    ("answer", "calls", "told"),
    [
        (
            httpx.Response(301, headers={"location": "https://www.mugs.example/?key=ck_1"}),
            1,
            "redirected to another address (code http_301)",
        ),
        (
            httpx.Response(200, html="<h1>Down for maintenance</h1>"),
            3,
            "the response is a web page, not data (code web_page)",
        ),
    ],
)
def test_what_is_no_answer_of_the_platform_is_told_by_the_host(
    shoplet: Connector, driver: str, answer: httpx.Response, calls: int, told: str
) -> None:
    shop = _Shop()
    shop.instead = answer
    with pytest.raises(PlatformError) as caught:
        _read(shoplet, GIVEN, shop, driver)
    first, hint = str(caught.value).splitlines()
    assert (first, len(shop.asked)) == (f"GET api:/shop: {told}", calls)
    assert "the base URL" in hint


def test_nobody_can_authorize_what_has_no_authorization(shoplet: Connector) -> None:
    with pytest.raises(SettingsError) as caught:
        shopglot.Authorization(shoplet, GIVEN)
    assert str(caught.value) == (
        "shoplet has no authorization by a seller\n  hint: Its settings are all that a connection needs."
    )


def test_the_settings_schema_says_the_forms(shoplet: Connector) -> None:
    properties = shoplet.definition.settings_schema()["properties"]
    assert (properties["store_url"]["format"], properties["key"]["pattern"]) == ("uri", "^(?:ck_[0-9a-f]+)$")
    assert {name: (one["x-owner"], one.get("x-group")) for name, one in properties.items()} == {
        "store_url": ("connection", None),
        "key": ("connection", "REST API"),
        "secret": ("connection", "REST API"),
    }


@pytest.fixture
def served() -> Iterator[str]:
    """Serve the shop on this machine, and give its base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = _Shop()(httpx.Request("GET", f"http://shop{self.path}", headers=dict(self.headers)))
            self.send_response(answer.status_code)
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_checkup_of_it_speaks_of_no_token(shoplet: Connector, served: str) -> None:
    steps = list(checkup(shoplet, Setup(GIVEN | {"store_url": served})))
    assert [(step.key, step.state, step.detail) for step in steps] == [
        ("settings", "ok", "store_url, key, secret are set"),
        ("platform", "ok", "responds, and accepts the settings"),
        ("shop", "ok", "Mug House (S1)"),
        ("customers", "unknown", "none of 2 orders has a buyer or an address"),
    ]
    refused = list(checkup(shoplet, Setup(GIVEN | {"store_url": served, "secret": "cs_other"})))[-1]
    assert (refused.key, refused.state, refused.detail) == ("platform", "failed", "the key is refused (code 401)")
    assert refused.fix == "Compare the settings with what the platform shows."
    assert "cs_" not in repr([*steps, refused])
