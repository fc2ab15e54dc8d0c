"""Whatever a connector's live functions do, the caller gets an error that names the connector, and no foreign one."""

from __future__ import annotations

import asyncio
import re
import traceback
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import shopglot
from shopglot.client import ClientSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("hostile_plugins")

SECRET = "s3cret-of-a-shop"
# Which plugin, and what its error says behind the phase.
WRONG = {
    "live-endless": "list asked for more than 1000 requests: it may never end",
    "live-deaf": "list asked for a value of type int, not for a Request",
    "live-rubbish": "list asked for a value of type str, not for a Request",
    "live-host": "list asked for host 'other', and has api",
    "live-path": "list: a request's path must start with one slash and contain no query",
    "live-raises": "list raised KeyError at hostile_live:LINE",
    "live-exits": "list raised SystemExit at hostile_live:LINE",
    "live-stops": "list raised StopIteration at hostile_live:LINE",
    "live-nothing": "list returned a value of type NoneType, not Page",
    "live-page": "list returned a value of type Page, not an operation",
    "live-sign": "sign returned a value of type NoneType, not Request",
    "live-sign-raises": "sign raised LookupError at hostile_live:LINE",
    "live-judge": "error_from raised ValueError at hostile_live:LINE",
    "live-judge-odd": "error_from returned a value of type str, not PlatformError or None",
    "live-shop": "shop_of raised LookupError at hostile_live:LINE",
    "live-stores": "stores returned a value of type NoneType, not an operation",
}


def _read(kind: str, name: str, question: Callable[[Any], Any]) -> Any:
    connector = shopglot.load_connectors(only=[name])[name]
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, json={}))
    client = ClientSettings().testing()
    if kind == "sync":
        with shopglot.connect(connector, {}, client=client, transport=transport) as shop:
            return list(question(shop))

    async def main() -> Any:
        async with shopglot.aconnect(connector, {}, client=client, transport=transport) as shop:
            return [one async for one in question(shop)]

    return asyncio.run(main())


@pytest.mark.parametrize("name", WRONG)
def test_the_error_names_the_connector_and_phase_and_quotes_nobody(kind: str, name: str) -> None:
    with pytest.raises(shopglot.PluginBroken) as caught:
        _read(kind, name, lambda shop: shop.orders.list())
    assert re.sub(r"(?<=:)\d+", "LINE", str(caught.value)) == (
        f"connector {name} (hostile-{name} 0.1) failed in phase operation: {WRONG[name]}\n"
        f"  hint: It is a defect of the connector: tell who maintains hostile-{name}."
    )
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_a_good_one_beside_them_works(kind: str) -> None:
    assert [order.id for order in _read(kind, "live-good", lambda shop: shop.orders.list())] == ["1"]


def test_edited_mappings_leave_it_contained(tmp_path: Path) -> None:
    connector = shopglot.load_connectors(only=["live-raises"])["live-raises"].with_mappings(tmp_path)
    transport = httpx.MockTransport(lambda _request: httpx.Response(200, json={}))
    with (
        shopglot.connect(connector, {}, client=ClientSettings().testing(), transport=transport) as shop,
        pytest.raises(shopglot.PluginBroken, match=r"failed in phase operation: list raised KeyError at hostile_live:"),
    ):
        list(shop.orders.list())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("live-unverified", "verify returned a value of type bool, not None"),
        ("live-events", "events returned an element of type str, not WebhookEvent"),
    ],
)
def test_a_delivery_that_is_read_otherwise_than_it_must_be_is_not_taken(name: str, reason: str) -> None:
    connector = shopglot.load_connectors(only=[name])[name]
    with pytest.raises(shopglot.PluginBroken, match=f"failed in phase operation: {reason}\n"):
        connector.read_webhook({}, b"{}", {})
