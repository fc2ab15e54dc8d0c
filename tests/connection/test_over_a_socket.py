"""Over a real loopback socket, at DEBUG: the whole way works, and no log line shows a secret or a buyer."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot_tiktok.sandbox import Fault, Sandbox, SandboxSwitches, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot import Connector
    from shopglot_tiktok.sandbox import SandboxServer


@pytest.fixture
def running() -> Iterator[SandboxServer]:
    sandbox = Sandbox(3, 60, 5, ("TH",), options=SandboxSwitches(shipping="SELLER"))
    with serve(sandbox) as server:
        yield server


def test_the_whole_way_leaves_no_secret_in_the_log(
    tiktok: Connector, running: SandboxServer, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sandbox = running.sandbox
    hosts = {"api": running.api_url, "auth": running.auth_url}
    settings = {
        "app_key": sandbox.app_key,
        "app_secret": sandbox.app_secret,
        "service_id": sandbox.service_id,
        "authorize_host": running.api_url,
    }
    authorization = shopglot.Authorization(tiktok, settings, hosts=hosts)
    assert authorization.url("s").startswith(running.authorize_url)
    code = sandbox.authorize()
    credentials = authorization.finish({"code": code, "state": "s"}, "s")
    store = shopglot.MemoryTokenStore(credentials.token)
    sandbox.inject(Fault("truncate", on="/orders/search"))
    sandbox.expire_tokens()

    def sync() -> list[Any]:
        with shopglot.connect(tiktok, credentials, tokens=store, hosts=hosts) as shop:
            return [*shop.orders.list(page_size=30), *shop.products.list(), *shop.customers.list()]

    async def asynchronous() -> list[Any]:
        async with shopglot.aconnect(tiktok, credentials, tokens=store, hosts=hosts) as shop:
            orders = [one async for one in shop.orders.list(page_size=30)]
            products = [one async for one in shop.products.list()]
            return [*orders, *products, *[one async for one in shop.customers.list()]]

    records = sync() if kind == "sync" else asyncio.run(asynchronous())
    assert len(records) > 65
    # The platform's own log is not ours: it shares this process in the test alone.
    text = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn"))
    assert "POST api:/order/202309/orders/search: attempt 1 failed (truncated" in text
    assert "HTTP Request: POST" in text
    token, renewed = credentials.token, store.load()
    assert token is not None
    assert renewed is not None
    assert renewed.access_token != token.access_token
    secrets = {sandbox.app_secret, code, "sign="}
    secrets |= {pair for one in (token, renewed) for pair in (one.access_token, one.refresh_token)}
    buyers = {record.name for record in records if isinstance(record.id, str) and hasattr(record, "emails")}
    phones = {phone.number for record in records for phone in getattr(record, "phone_numbers", ())}
    assert len(buyers - {None}) > 5
    assert len(phones) > 5
    assert [secret for secret in secrets | (buyers - {None}) | phones if secret in text] == []
