"""Canaries as credentials and as a buyer: none may show in logs, errors, tracebacks or reprs, at DEBUG."""

from __future__ import annotations

import asyncio
import logging
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from shopglot import ShopglotError
from shopglot.client import AsyncHttpRunner, CallPolicy, ClientSettings, HttpRunner, SimulatedClock, base_urls
from shopglot.connector import Credentials, MemoryTokenStore, Request, Token
from tests.support.world import LIVE, one

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARIES = ("CANARYsecret", "CANARYaccess", "CANARYrefresh", "CANARYcode", "CANARYbuyer", "CANARYcookie", "CANARYbody")
ASK = Request(
    "POST",
    "/orders/search",
    params={"code": "CANARYcode"},
    json={"buyer": "CANARYbuyer"},
    headers={"cookie": "CANARYcookie"},
    safe_to_repeat=True,
)


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            body = b'{"name": "CANARYbody"}'
            self.send_response({"/orders/search": 200}.get(self.path.split("?")[0], 503))
            self.send_header("set-cookie", "session=CANARYcookie")
            self.send_header("content-length", str(len(body) + 5 * self.path.startswith("/cut")))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("location", "https://elsewhere.example.com/?code=CANARYcode")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def run(kind: str, host: str, request: Request) -> Any:
    token = Token("CANARYaccess", "CANARYrefresh")
    settings = {"secret": "CANARYsecret"}
    engine = CallPolicy(LIVE, settings, ClientSettings().testing(SimulatedClock()), "app")
    hosts = base_urls(LIVE.hosts, {}, {"api": host, "auth": host})
    if kind == "sync":
        driver = HttpRunner(engine, hosts, MemoryTokenStore(token))
        try:
            return driver.run(one(request))
        finally:
            driver.close()

    async def main() -> Any:
        asynchronous = AsyncHttpRunner(engine, hosts, MemoryTokenStore(token))
        try:
            return await asynchronous.run(one(request))
        finally:
            await asynchronous.aclose()

    return asyncio.run(main())


def seen(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


def test_nothing_shows_when_all_is_well(server: str, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert run(kind, server, ASK) == {"name": "CANARYbody"}
    assert any(record.name == "httpx" for record in caplog.records)
    assert any(record.name.startswith("httpcore") for record in caplog.records)
    assert seen(caplog.text) == []


@pytest.mark.parametrize("path", ["/broken", "/cut", "/moved"])
def test_nothing_shows_when_it_fails(server: str, kind: str, path: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    if path == "/moved":
        request = Request("GET", path, params={"code": "CANARYcode"})
    else:
        request = Request("POST", path, params=ASK.params, json={"buyer": "CANARYbuyer"}, safe_to_repeat=True)
    with pytest.raises(ShopglotError) as caught:
        run(kind, server, request)
    trace = traceback.TracebackException.from_exception(caught.value, capture_locals=False)
    assert seen(caplog.text) == []
    assert seen("".join(trace.format())) == []
    assert seen(repr(caught.value)) == []
    assert seen(_package_locals(caught.value)) == []


def _package_locals(error: BaseException) -> str:
    """The reprs of the locals of our own frames, which crash reporters collect."""
    texts = []
    trace = error.__traceback__
    while trace is not None:
        if "shopglot" in trace.tb_frame.f_code.co_filename and "tests" not in trace.tb_frame.f_code.co_filename:
            texts += [repr(value) for value in trace.tb_frame.f_locals.values()]
        trace = trace.tb_next
    return "\n".join(texts)


def test_nothing_shows_when_nobody_answers(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ShopglotError) as caught:
        run(kind, "http://127.0.0.1:9", ASK)
    assert seen(caplog.text + str(caught.value) + _package_locals(caught.value)) == []
    assert str(caught.value) == "POST api:/orders/search: could not connect (code not_connected)"


def test_other_peoples_log_lines_stay_as_they_are(server: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with httpx.Client(trust_env=False) as theirs:
        theirs.get(f"{server}/x?their=query")
    assert "their=query" in caplog.text


def test_reprs_show_no_secret() -> None:
    token = Token("CANARYaccess", "CANARYrefresh", account_id="CANARYbuyer", account_name="CANARYbuyer")
    credentials = Credentials({"app_secret": "CANARYsecret"}, token)
    assert seen(f"{ASK!r} {token!r} {credentials!r}") == []
    assert repr(ASK) == "Request(method='POST', path='/orders/search', host='api')"
