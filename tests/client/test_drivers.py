"""What both drivers do alike: repeat, pace, give up in time, and never go where they were not sent."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from shopglot import PermanentError, RateLimited, RequestError, SettingsError, TemporaryError, TransportError
from shopglot.client import ClientSettings, base_urls
from shopglot.connector import Operation, Request
from tests.support.world import LIVE, ok, one

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.world import World

GET = Request("GET", "/orders")
SEARCH = Request("POST", "/orders/search", json={"since": 1}, safe_to_repeat=True)
CREATE = Request("POST", "/orders", json={"note": "x"})


def status(code: int, **headers: str) -> httpx.Response:
    return httpx.Response(code, headers=headers, content=b"{}")


@pytest.mark.parametrize("request_", [GET, SEARCH])
@pytest.mark.parametrize(
    "failure",
    [
        lambda: status(503),
        lambda: status(429),
        lambda: httpx.ReadTimeout("x"),
        lambda: httpx.ReadError("x"),
        lambda: httpx.RemoteProtocolError("x"),
        lambda: httpx.Response(200, content=b'{"orders": [{"id": "57646'),
    ],
)
def test_what_is_safe_is_repeated(world: World, kind: str, request_: Request, failure: Callable[[], Any]) -> None:
    world.script(failure(), failure(), ok({"fine": True}))
    assert world.run(kind, one(request_)) == {"fine": True}
    assert len(world.calls) == 3


@pytest.mark.parametrize("failure", [lambda: status(503), lambda: status(429), lambda: httpx.ReadTimeout("x")])
def test_what_is_not_safe_is_sent_once(world: World, kind: str, failure: Callable[[], Any]) -> None:
    world.script(failure())
    with pytest.raises(TemporaryError):
        world.run(kind, one(CREATE))
    assert len(world.calls) == 1


def test_what_never_left_is_sent_again_even_if_not_safe(world: World, kind: str) -> None:
    world.script(httpx.ConnectError("x"), ok({}))
    assert world.run(kind, one(CREATE)) == {}
    assert len(world.calls) == 2


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_redirects_are_not_followed(world: World, kind: str, code: int) -> None:
    world.script(status(code, location="https://elsewhere.example.com/"))
    with pytest.raises(RequestError):
        world.run(kind, one(GET))
    assert [request.url.host for _, request in world.calls] == ["api.example.com"]


def test_the_bytes_that_are_signed_are_the_bytes_that_are_sent(world: World, kind: str) -> None:
    request = Request("POST", "/orders/search", json={"name": "Ngọc", "b": 1, "a": [1]}, safe_to_repeat=True)
    world.run(kind, one(request))
    sent = world.calls[0][1]
    assert sent.content == '{"name":"Ngọc","b":1,"a":[1]}'.encode()
    assert sent.url.params["sign"] == hashlib.sha256(sent.content + b"s3cret").hexdigest()


def test_parameters_arrive_as_they_were(world: World, kind: str) -> None:
    token = "aDU2+dHIz/K== &?#%2B é"
    world.run(kind, one(Request("GET", "/orders", params={"page_token": token})))
    assert world.calls[0][1].url.params["page_token"] == token


def test_each_attempt_is_signed_anew(world: World, kind: str) -> None:
    world.script(status(503), ok({}))
    world.settings = replace(world.settings, initial_wait=20.0, max_wait=20.0)
    world.run(kind, one(GET))
    first, second = (int(request.url.params["at"]) for _, request in world.calls)
    assert second > first


def test_an_outage_within_one_call_ends_before_the_deadline(world: World, kind: str) -> None:
    def slow(_request: httpx.Request) -> Exception:
        world.clock.advance(25.0)
        return httpx.ReadTimeout("x")

    world.answer = slow
    with pytest.raises(TransportError) as caught:
        world.run(kind, one(GET))
    assert len(world.calls) == 3
    assert str(caught.value) == "GET api:/orders: timed out waiting for a response (code timeout)"
    world.calls.clear()
    world.settings = replace(world.settings, deadline=40.0)
    with pytest.raises(TransportError):
        world.run(kind, one(GET))
    assert len(world.calls) == 2


def test_a_long_retry_after_is_handed_back_with_its_end(world: World, kind: str) -> None:
    world.script(status(429, **{"retry-after": "Thu, 01 Jan 2026 02:00:00 GMT"}))
    with pytest.raises(RateLimited) as caught:
        world.run(kind, one(GET))
    assert caught.value.retry_after == 7200.0
    assert str(caught.value) == "GET api:/orders: refused (code 429)\n  hint: Try again after 2026-01-01T02:00:00Z."
    with pytest.raises(RateLimited) as caught:
        world.run(kind, one(GET))
    assert str(caught.value) == (
        "GET api:/orders: not sent, the platform asked to wait (code waiting)\n"
        "  hint: Try again after 2026-01-01T01:00:00Z."
    )
    assert len(world.calls) == 1


def test_a_503_that_names_a_long_wait_says_when_too(world: World, kind: str) -> None:
    world.script(status(503, **{"retry-after": "3600"}))
    with pytest.raises(RateLimited) as caught:
        world.run(kind, one(GET))
    assert (caught.value.retry_after, caught.value.status, len(world.calls)) == (3600.0, 503, 1)


@pytest.mark.parametrize("text", ["-1", "garbage", "Wed, 31 Dec 2025 23:00:00 GMT", ""])
def test_an_absurd_retry_after_does_no_harm(world: World, kind: str, text: str) -> None:
    world.script(status(429, **{"retry-after": text}), ok({"fine": True}))
    assert world.run(kind, one(GET)) == {"fine": True}
    assert world.clock.monotonic() < 2.0


def test_an_operation_may_know_a_way_around_an_error(world: World, kind: str) -> None:
    def operation() -> Operation[str]:
        try:
            yield GET
        except RequestError as error:
            yield Request("GET", "/other")
            return error.code
        return "nothing went wrong"

    world.script(status(404), ok({}))
    assert world.run(kind, operation()) == "404"
    assert [request.url.path for _, request in world.calls] == ["/orders", "/other"]


def test_an_answer_that_never_ends_is_cut_off(world: World, kind: str) -> None:
    world.settings = ClientSettings(max_response_bytes=1000)
    world.answer = lambda _request: httpx.Response(200, content=b" " * 1001)
    with pytest.raises(PermanentError) as caught:
        world.run(kind, one(GET))
    assert str(caught.value) == (
        "GET api:/orders: the response is larger than 1000 bytes (code too_large)\n"
        "  hint: Read smaller pages, or raise ClientSettings.max_response_bytes."
    )


def test_closing_ends_a_wait(world: World) -> None:
    driver = world.driver()

    def close(_request: httpx.Request) -> httpx.Response:
        driver.close()
        return status(503)

    world.answer = close
    with pytest.raises(TransportError) as caught:
        driver.run(one(GET))
    assert str(caught.value) == "this connection is closed (code closed)"
    assert world.clock.slept == []


def test_cancelling_a_task_ends_its_call_and_leaves_the_driver_whole(world: World) -> None:
    ended = []

    def operation() -> Operation[None]:
        try:
            yield GET
        finally:
            ended.append("operation")

    async def main() -> Any:
        driver = world.async_driver()
        started = asyncio.Event()

        async def hang(_request: httpx.Request) -> httpx.Response:
            started.set()
            await asyncio.Event().wait()
            raise AssertionError

        world.transport.handler = hang
        task = asyncio.create_task(driver.run(operation()))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        world.transport.handler = world.handle
        result = await driver.run(one(GET))
        await driver.aclose()
        return result

    assert asyncio.run(main()) == {}
    assert ended == ["operation"]


@pytest.mark.parametrize(
    "origin",
    [
        "http://api.example.com",
        "http://169.254.169.254",
        "http://127.0.0.1.example.com",
        "http://2130706433",
        "ftp://127.0.0.1",
        "https://user:password@api.example.com",
        "https://api.example.com/a/../b",
        "https://api.example.com//b",
        "https://api.example.com/%2e%2e",
        "https://api.example.com\\@evil.example",
        "https://api.example.com/a b",
        "https://api.example.com?query",
        "https://api.example.com:port",
        "https://",
        "",
    ],
)
def test_a_host_is_an_https_origin_or_this_machine(origin: str) -> None:
    with pytest.raises(SettingsError, match=r"^host api: "):
        base_urls(LIVE.hosts, {}, {"api": origin})


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost:1/", "https://m.example/shop/"]
)
def test_a_simulated_shop_may_stand_in(origin: str) -> None:
    assert base_urls(LIVE.hosts, {}, {"api": origin})["api"] == origin.rstrip("/")


def test_an_unknown_host_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        base_urls(LIVE.hosts, {}, {"apl": "https://api.example.com"})
    assert str(caught.value) == "the connector has no host apl\n  hint: Its hosts are api, auth."


@pytest.mark.parametrize("path", ["orders", "//elsewhere.example.com/", "/orders?x=1", "/orders#x", "/orders\\x"])
def test_a_path_stays_a_path(path: str) -> None:
    with pytest.raises(ValueError, match="must start with one slash"):
        Request("GET", path)
