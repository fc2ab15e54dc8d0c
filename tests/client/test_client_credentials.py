"""A platform that gives a token for the settings: obtained when one is needed, once, and again when it has expired."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import shopglot
from shopglot.checkup import Setup, checkup
from shopglot.connector import ClientCredentials, MemoryTokenStore, Request, Token
from tests.support.mugs import MugShop, mugs
from tests.support.world import LIVE, World, ok, one

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shopglot.connector import Operation

GET = Request("GET", "/things")


def obtain(settings: Mapping[str, str], now: int, host: str = "auth") -> Operation[Token]:
    response = yield Request(
        "GET",
        "/token",
        host=host,
        params={"secret": settings.get("secret", "")},
        safe_to_repeat=False,
        authenticated=False,
    )
    return Token(response.json()["token"], access_expires_at=now + 600, obtained_at=now)


@pytest.fixture
def world() -> World:
    made = World(live=replace(LIVE, oauth=ClientCredentials(obtain)), store=MemoryTokenStore())
    given: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "auth.example.com":
            given.append(f"access-{len(given)}")
            return ok({"token": given[-1]})
        return ok({"token": request.headers["x-token"]})

    made.answer = answer
    return made


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def paths(world: World) -> list[str]:
    return [request.url.path for _, request in world.calls]


def test_the_first_call_obtains_a_token_and_the_next_ones_use_it(world: World, kind: str) -> None:
    assert [world.run(kind, one(GET)) for _ in range(3)] == [{"token": "access-0"}] * 3
    assert paths(world) == ["/token", "/things", "/things", "/things"]
    assert world.store.load().access_token == "access-0"


def test_an_expired_one_is_replaced_before_it_is_sent(world: World, kind: str) -> None:
    world.run(kind, one(GET))
    world.clock.advance(600)
    assert world.run(kind, one(GET)) == {"token": "access-1"}


def test_many_threads_obtain_one(world: World) -> None:
    driver = world.driver()
    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(lambda _: driver.run(one(GET)), range(20))) == [{"token": "access-0"}] * 20
    assert paths(world).count("/token") == 1


def test_wrong_settings_are_told_as_the_platform_says_it(world: World, kind: str) -> None:
    world.answer = lambda _request: httpx.Response(404, json={})
    with pytest.raises(shopglot.RequestError, match="refused"):
        world.run(kind, one(GET))
    assert paths(world) == ["/token"]


def test_nobody_authorizes_it_and_a_checkup_speaks_of_no_token(tmp_path: Path) -> None:
    connector = mugs(tmp_path / "mugs")
    definition = connector.definition
    assert definition.live is not None
    live = replace(definition.live, oauth=ClientCredentials(lambda _, now: obtain({}, now, host="api")))
    made = shopglot.Connector(replace(definition, live=live), "mugs", "1")
    with pytest.raises(shopglot.SettingsError) as caught:
        shopglot.Authorization(made, {})
    assert str(caught.value) == (
        "mugs has no authorization by a seller\n  hint: Its settings are all that a connection needs."
    )
    steps = list(checkup(made, Setup({}, hosts={"api": "http://127.0.0.1:9"})))
    assert [(step.key, step.state) for step in steps] == [("settings", "ok"), ("platform", "failed")]
    assert MugShop().asked == []


def test_a_token_is_obtained_for_a_whole_listing(tmp_path: Path) -> None:
    connector = mugs(tmp_path / "mugs")
    definition = connector.definition
    assert definition.live is not None
    sent: list[Any] = []

    def taken(_settings: Mapping[str, str], now: int) -> Operation[Token]:
        sent.append(now)
        yield Request("GET", "/shop", authenticated=False)
        return Token("t", access_expires_at=now + 3600, obtained_at=now)

    live = replace(definition.live, oauth=ClientCredentials(taken))
    made = shopglot.Connector(replace(definition, live=live), "mugs", "1")
    orders = [{"id": str(place), "state": "NEW", "buyer": ""} for place in range(5)]
    client = shopglot.ClientSettings().testing()
    with shopglot.connect(made, {}, client=client, transport=httpx.MockTransport(MugShop(orders))) as connection:
        assert [order.id for order in connection.orders.list()] == ["0", "1", "2", "3", "4"]
    assert len(sent) == 1
