"""Faults on request: in process, and over a real loopback socket."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from shopglot_tiktok.sandbox import Fault, Sandbox, SandboxClock, SandboxSwitches, create_app, serve
from tests.support.caller import Caller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.caller import MakeCaller

SEARCH = "/order/202309/orders/search"
NOW = 1_767_225_600


@pytest.fixture
def live() -> Iterator[Caller]:
    """Give a caller of a shop behind a socket."""
    sandbox = Sandbox(3, 30, regions=("BR",), clock=SandboxClock(NOW), options=SandboxSwitches(rate_limit=None))
    with serve(sandbox) as running, httpx.Client(base_url=running.api_url, timeout=5, trust_env=False) as http:
        yield Caller(sandbox, http).enter()


def ask(caller: Caller) -> httpx.Response:
    answer: httpx.Response = caller.send("POST", SEARCH, {"page_size": 10})
    return answer


def test_all_is_well_over_a_socket(live: Caller) -> None:
    assert len(live.orders({"page_size": 7})) == 30
    page = live.http.get("/open/authorize", params={"service_id": live.sandbox.service_id})
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_too_many_requests(live: Caller) -> None:
    live.sandbox.inject(Fault("429", on="/order/", times=2, retry_after=3))
    assert [(one.status_code, one.headers.get("retry-after")) for one in (ask(live), ask(live), ask(live))] == [
        (429, "3"), (429, "3"), (200, None),
    ]  # fmt: skip
    live.sandbox.inject(Fault("429"))
    assert "retry-after" not in ask(live).headers


def test_overload_and_a_page_instead_of_json(live: Caller) -> None:
    live.sandbox.inject(Fault("503", after=1))
    live.sandbox.inject(Fault("html", after=1))
    answers = [ask(live) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 503, 200, 200]
    assert [one.headers["content-type"] for one in answers] == [
        "application/json", "text/html", "text/html", "application/json",
    ]  # fmt: skip


def test_a_connection_that_is_reset(live: Caller) -> None:
    live.sandbox.inject(Fault("reset"))
    with pytest.raises(httpx.ReadError):
        ask(live)
    assert ask(live).status_code == 200


def test_half_a_body(live: Caller) -> None:
    live.sandbox.inject(Fault("truncate"))
    with pytest.raises(httpx.RemoteProtocolError):
        ask(live)
    assert ask(live).status_code == 200


def test_no_answer_and_a_slow_one(live: Caller) -> None:
    live.sandbox.inject(Fault("hang", seconds=0.6))
    live.http.timeout = 0.2
    with pytest.raises(httpx.ReadTimeout):
        ask(live)
    live.http.timeout = 5
    live.sandbox.inject(Fault("slow", seconds=0.1))
    start = time.monotonic()
    assert ask(live).status_code == 200
    assert time.monotonic() - start >= 0.1


@pytest.mark.parametrize("code", [36009003, 36009007, 10002014, 105002, 36009033, 45101004])
def test_any_error_code(live: Caller, code: int) -> None:
    live.sandbox.inject(Fault("code", code=code))
    answer = ask(live).json()
    assert (answer["code"], answer["data"], len(answer["request_id"])) == (code, None, 34)
    assert ask(live).json()["code"] == 0


def test_stripped_brazilian_orders(live: Caller) -> None:
    live.sandbox.inject(Fault("stripped"))
    rows = ask(live).json()["data"]["orders"]
    assert rows == [{"has_updated_recipient_address": False, "packages": []}] * 10
    assert "id" in ask(live).json()["data"]["orders"][0]


def test_faults_strike_only_where_they_were_asked_for(live: Caller) -> None:
    live.sandbox.inject(Fault("503", on="/product/", times=0))
    assert ask(live).status_code == 200
    assert [live.send("POST", "/product/202502/products/search", {"page_size": 1}).status_code for _ in range(3)] == [
        503
    ] * 3
    live.sandbox.clear_faults()
    assert live.send("POST", "/product/202502/products/search", {"page_size": 1}).status_code == 200


def test_the_port_is_free_again_afterwards() -> None:
    sandbox = Sandbox(3, 5, clock=SandboxClock(NOW))
    with serve(sandbox) as running:
        assert running.api_url == running.auth_url == f"http://127.0.0.1:{running.port}"
        assert running.authorize_url == f"{running.api_url}/open/authorize"
        with pytest.raises(OSError, match="Address already in use"), serve(sandbox, port=running.port):
            pass
    with pytest.raises(httpx.ConnectError), httpx.Client(trust_env=False) as http:
        http.get(running.api_url)
    with serve(sandbox, port=running.port) as again, httpx.Client(base_url=again.api_url, trust_env=False) as http:
        assert Caller(sandbox, http).enter().token.startswith("TTP_")


@pytest.mark.parametrize(
    ("kind", "error"),
    [("reset", httpx.ReadError), ("hang", httpx.ReadTimeout), ("truncate", httpx.RemoteProtocolError)],
)
def test_the_transport_raises_what_a_socket_would(caller: Caller, kind: Any, error: type[Exception]) -> None:
    caller.sandbox.inject(Fault(kind, seconds=3600))
    with pytest.raises(error):
        ask(caller)
    assert ask(caller).status_code == 200


def test_the_app_in_process_answers_too(caller: Caller) -> None:
    import asyncio  # noqa: PLC0415 - only this test is async

    async def ask_app() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(caller.sandbox))
        async with httpx.AsyncClient(transport=transport, base_url="http://sandbox.test") as http:
            return await http.get("/nothing")

    answer = asyncio.run(ask_app())
    assert (answer.status_code, answer.json()["code"]) == (404, 36009009)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"kind": "flood"},
            "fault kind 'flood' is not one of 429, 503, code, hang, html, reset, slow, stripped, truncate",
        ),
        ({"kind": "code"}, "a fault of kind 'code' needs the platform's error code, e.g. code=36009003"),
    ],
)
def test_a_fault_that_can_t_be(given: Any, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        Fault(**given)
    assert str(caught.value) == message


def test_faults_given_at_the_start(make_caller: MakeCaller) -> None:
    caller = make_caller(5, faults=(Fault("code", on="/order/", code=36009003),))
    text = (
        "Internal error. Please try again. "
        "If the issue persists after multiple attempts, please contact platform support."
    )
    assert json.loads(ask(caller).content)["message"] == text
    assert ask(caller).json()["code"] == 0
