"""The figures that are promised: retries in an outage, silence and use under a limiter. On a simulated clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from shopglot import PlatformError
from shopglot.connector import Request
from tests.support.world import ok, one

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.world import World

GET = Request("GET", "/orders")


def test_a_total_outage_costs_at_most_a_tenth_more_requests(world: World) -> None:
    world.script(httpx.Response(503, content=b"{}"))
    driver = world.driver()

    def calls(times: int) -> int:
        before = len(world.calls)
        for _ in range(times):
            with pytest.raises(PlatformError):
                driver.run(one(GET))
        return len(world.calls) - before

    assert calls(5_000) <= 5_000 * 1.1
    assert calls(100) == 100
    driver.close()


def test_one_shops_outage_leaves_the_others_their_retries(world: World) -> None:
    world.script(httpx.Response(503, content=b"{}"))
    driver = world.driver()
    for _ in range(100):
        with pytest.raises(PlatformError):
            driver.run(one(GET), "broken")
    world.calls.clear()
    with pytest.raises(PlatformError):
        driver.run(one(GET), "other")
    assert len(world.calls) == 3
    driver.close()


def test_good_answers_earn_retries_back(world: World) -> None:
    world.script(httpx.Response(503, content=b"{}"))
    driver = world.driver()
    for _ in range(100):
        with pytest.raises(PlatformError):
            driver.run(one(GET))
    world.answer = lambda _request: ok({})
    for _ in range(20):
        driver.run(one(GET))
    world.script(httpx.Response(503, content=b"{}"))
    world.calls.clear()
    with pytest.raises(PlatformError):
        driver.run(one(GET))
    assert len(world.calls) == 3
    driver.close()


class FixedWindow:
    """So many calls in each whole second; refuses the others until the next, and counts who came too early."""

    def __init__(self, world: World, allowed: int, wait: int) -> None:
        self.world, self.allowed, self.wait = world, allowed, wait
        self.window, self.used, self.good, self.refused, self.early = -1, 0, 0, 0, 0
        self.closed_until = -1.0

    def __call__(self, _request: httpx.Request) -> httpx.Response:
        now = self.world.clock.monotonic()
        self.early += now < self.closed_until - 1e-6
        if int(now) != self.window:
            self.window, self.used = int(now), 0
        self.used += 1
        if self.used > self.allowed:
            self.refused += 1
            self.closed_until = now + self.wait
            return httpx.Response(429, headers={"retry-after": str(self.wait)} if self.wait else {}, content=b"{}")
        self.good += 1
        return httpx.Response(200, content=b"{}")


class Bucket(FixedWindow):
    """A token bucket of one second's calls."""

    left = 1000.0
    seen = 0.0

    def __call__(self, _request: httpx.Request) -> httpx.Response:
        now = self.world.clock.monotonic()
        self.early += now < self.closed_until - 1e-6
        self.left = min(self.allowed, self.left + (now - self.seen) * self.allowed)
        self.seen = now
        if self.left < 1:
            self.refused += 1
            self.closed_until = now + self.wait
            return httpx.Response(429, headers={"retry-after": str(self.wait)}, content=b"{}")
        self.left -= 1
        self.good += 1
        return httpx.Response(200, content=b"{}")


@pytest.mark.parametrize("make", [FixedWindow, Bucket])
@pytest.mark.parametrize(("allowed", "seconds"), [(50, 60), (35, 120), (20, 120), (5, 240)])
def test_the_allowed_rate_is_used_and_retry_after_is_kept(
    world: World, make: Callable[..., FixedWindow], allowed: int, seconds: int
) -> None:
    world.live = replace(world.live, rate=50.0)
    limiter = world.answer = make(world, allowed, 1)
    driver = world.driver()
    while world.clock.monotonic() < seconds:
        driver.run(one(GET))
    driver.close()
    assert limiter.early == 0
    assert limiter.good >= 0.9 * allowed * world.clock.monotonic()
    assert limiter.refused <= seconds / 10


def test_a_limit_without_a_header_is_kept_too(world: World) -> None:
    world.live = replace(world.live, rate=50.0)
    limiter = world.answer = FixedWindow(world, 20, 0)
    driver = world.driver()
    while world.clock.monotonic() < 120:
        driver.run(one(GET))
    driver.close()
    assert limiter.good >= 0.9 * 20 * world.clock.monotonic()


def test_each_shop_and_each_bucket_has_a_pace_of_its_own(world: World) -> None:
    world.live = replace(world.live, rate=1.0)
    driver = world.driver()
    for shop in ("1", "2"):
        for bucket in ("orders", "products"):
            driver.run(one(replace(GET, bucket=bucket)), shop)
    assert world.clock.slept == []
    driver.run(one(replace(GET, bucket="orders")), "1")
    assert len(world.clock.slept) == 1
    driver.close()


def test_two_connections_to_one_shop_share_its_pace(world: World) -> None:
    world.live = replace(world.live, rate=1.0)
    for driver in (world.driver(), world.driver()):
        driver.run(one(GET), "1")
        driver.close()
    assert len(world.clock.slept) == 1
