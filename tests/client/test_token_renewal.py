"""Renewing a token: once per expiry, saved before use, whoever asks at the same time."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from shopglot import AuthorizationError, TokenExpired, TransportError
from shopglot.connector import MemoryTokenStore, Request, Token
from tests.support.world import one

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.world import Answer, World

GET = Request("GET", "/orders")
MANY = 50


class Provider:
    """A platform whose refresh tokens work once: a second use kills the chain, and nothing works any more."""

    def __init__(self, *, rotates: bool = True, life: int | None = None) -> None:
        self.good = "access-1"
        self.refresh = "refresh-0"
        self.count = 0
        self.dead = False
        self.rotates = rotates
        self.life = life
        self.now: Callable[[], float] = float

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/refresh":
            good = request.headers["x-token"] == self.good and self.count > 0
            return httpx.Response(200 if good and not self.dead else 401, content=b"{}")
        self.count += 1
        if request.url.params["refresh_token"] != self.refresh or self.dead:
            self.dead = True
            return httpx.Response(403, content=b"{}")
        self.good = f"access-{self.count}"
        self.refresh = f"refresh-{self.count}" if self.rotates else self.refresh
        data: dict[str, Any] = {"access_token": self.good}
        if self.rotates:
            data["refresh_token"] = self.refresh
        if self.life is not None:
            data["access_expires_at"] = int(self.now()) + self.life
        return httpx.Response(200, content=json.dumps(data).encode())


class Store(MemoryTokenStore):
    """Counts what is saved, and can fail."""

    def __init__(self, token: Token | None) -> None:
        super().__init__(token)
        self.saved: list[str] = []
        self.broken = 0

    def save(self, token: Token) -> None:
        if self.broken:
            self.broken -= 1
            raise OSError("disk full")
        self.saved.append(token.access_token)
        super().save(token)


@pytest.fixture
def provider(world: World) -> Provider:
    made = Provider()
    made.now = world.clock.now
    world.answer = made
    world.store = Store(Token("access-0", "refresh-0"))
    return made


def test_fifty_threads_refresh_once(world: World, provider: Provider) -> None:
    drivers = [world.driver(), world.driver()]
    barrier = threading.Barrier(MANY)

    def call(number: int) -> Any:
        barrier.wait()
        return drivers[number % 2].run(one(GET))

    with ThreadPoolExecutor(MANY) as pool:
        results = list(pool.map(call, range(MANY)))
    assert results == [{}] * MANY
    assert provider.count == 1
    assert world.store.saved == ["access-1"]


def test_fifty_tasks_refresh_once(world: World, provider: Provider) -> None:
    async def main() -> list[Any]:
        drivers = [world.async_driver(), world.async_driver()]
        results = await asyncio.gather(*(drivers[number % 2].run(one(GET)) for number in range(MANY)))
        for driver in drivers:
            await driver.aclose()
        return results

    assert asyncio.run(main()) == [{}] * MANY
    assert provider.count == 1
    assert world.store.saved == ["access-1"]


def test_threads_and_tasks_together_refresh_once(world: World, provider: Provider) -> None:
    driver = world.driver()
    barrier = threading.Barrier(11)

    def sync_call(_number: int) -> Any:
        barrier.wait()
        return driver.run(one(GET))

    async def tasks() -> list[Any]:
        asynchronous = world.async_driver()
        results = await asyncio.gather(*(asynchronous.run(one(GET)) for _ in range(10)))
        await asynchronous.aclose()
        return results

    def async_calls() -> list[Any]:
        barrier.wait()
        return asyncio.run(tasks())

    with ThreadPoolExecutor(11) as pool:
        waiting = pool.submit(async_calls)
        results = list(pool.map(sync_call, range(10)))
        results += waiting.result()
    assert results == [{}] * 20
    assert provider.count == 1
    driver.close()


def test_a_new_token_is_saved_before_it_is_used(world: World, kind: str, provider: Provider) -> None:
    order: list[str] = []
    answer = world.answer

    def watch(request: httpx.Request) -> Answer:
        order.append(f"{request.url.path} {request.headers.get('x-token', '')}".strip())
        return answer(request)

    world.answer = watch
    save = world.store.save

    def watched_save(token: Token) -> None:
        order.append(f"save {token.access_token}")
        save(token)

    world.store.save = watched_save
    world.run(kind, one(GET))
    assert order == ["/orders access-0", "/refresh", "save access-1", "/orders access-1"]
    assert provider.count == 1


def test_a_store_that_failed_gets_the_same_token_again(world: World, provider: Provider) -> None:
    world.store.broken = 1
    driver = world.driver()
    with pytest.raises(OSError, match="disk full"):
        driver.run(one(GET))
    assert driver.run(one(GET)) == {}
    assert provider.count == 1
    assert world.store.saved == ["access-1"]
    driver.close()


def test_another_processs_token_is_taken_instead_of_a_refresh(world: World, kind: str, provider: Provider) -> None:
    provider.count = 1
    driver_token = Token("access-0", "refresh-0")
    world.store = MemoryTokenStore(driver_token)
    answer = world.answer

    def other_process(request: httpx.Request) -> Answer:
        if request.headers.get("x-token") == "access-0":
            world.store.save(Token("access-1", "refresh-1"))
        return answer(request)

    world.answer = other_process
    assert world.run(kind, one(GET)) == {}
    assert provider.count == 1


def test_a_provider_that_does_not_rotate_keeps_its_refresh_token(world: World, provider: Provider) -> None:
    provider.rotates = False
    driver = world.driver()
    driver.run(one(GET))
    provider.good = "gone"
    driver.run(one(GET))
    assert provider.count == 2
    assert world.store.load().refresh_token == "refresh-0"
    driver.close()


def test_a_token_is_renewed_a_little_before_it_is_over(world: World, kind: str, provider: Provider) -> None:
    provider.count, provider.good = 1, "access-0"
    now = int(world.clock.now())
    world.store = Store(Token("access-0", "refresh-0", access_expires_at=now + 301))
    world.run(kind, one(GET))
    assert provider.count == 1
    world.clock.advance(2)
    world.run(kind, one(GET))
    assert provider.count == 2
    assert [request.url.path for _, request in world.calls] == ["/orders", "/refresh", "/orders"]


def test_a_renewal_that_fails_early_leaves_the_good_token_in_use(world: World, kind: str) -> None:
    world.store = Store(Token("access-0", "refresh-0", access_expires_at=int(world.clock.now()) + 60))
    world.answer = lambda request: (
        httpx.ReadTimeout("x") if request.url.path == "/refresh" else httpx.Response(200, content=b"{}")
    )
    assert world.run(kind, one(GET)) == {}


def test_a_refresh_that_may_have_arrived_is_not_sent_twice(world: World, kind: str) -> None:
    world.answer = lambda request: (
        httpx.ReadTimeout("x") if request.url.path == "/refresh" else httpx.Response(401, content=b"{}")
    )
    with pytest.raises(TransportError):
        world.run(kind, one(GET))
    assert [request.url.path for _, request in world.calls] == ["/orders", "/refresh"]


def test_a_token_that_is_refused_right_after_a_refresh_is_not_refreshed_for_ever(
    world: World, kind: str, provider: Provider
) -> None:
    answer = provider.__call__
    world.answer = lambda request: (
        answer(request) if request.url.path == "/refresh" else httpx.Response(401, content=b"{}")
    )
    with pytest.raises(TokenExpired):
        world.run(kind, one(GET))
    assert provider.count == 1


@pytest.mark.parametrize(
    ("token", "message"),
    [
        (None, "this connection is not authorized yet\n  hint: Authorize the app once."),
        (
            Token("access-0"),
            "the authorization has expired and cannot be refreshed\n  hint: The seller must authorize the app again.",
        ),
        (
            Token("access-0", "refresh-0", refresh_expires_at=1),
            "the authorization has expired and cannot be refreshed\n  hint: The seller must authorize the app again.",
        ),
    ],
)
def test_what_can_not_be_renewed_says_so(world: World, kind: str, token: Token | None, message: str) -> None:
    world.store = MemoryTokenStore(token)
    world.script(httpx.Response(401, content=b"{}"))
    with pytest.raises(AuthorizationError) as caught:
        world.run(kind, one(GET))
    assert f"{caught.value.message}\n  hint: {caught.value.hint}" == message


def test_a_cancelled_caller_does_not_lose_the_new_token(world: World, provider: Provider) -> None:
    async def main() -> None:
        driver = world.async_driver()
        asked, waits, go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def slow(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/refresh":
                asked.set()
                await go_on.wait()
            elif asked.is_set():
                waits.set()
            return world.handle(request)

        world.transport.handler = slow
        leader = asyncio.create_task(driver.run(one(GET)))
        await asked.wait()
        waiter = asyncio.create_task(driver.run(one(GET)))
        await waits.wait()
        leader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leader
        go_on.set()
        assert await waiter == {}
        await driver.aclose()

    asyncio.run(main())
    assert provider.count == 1
    assert world.store.saved == ["access-1"]
