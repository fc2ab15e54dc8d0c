"""Several exchanges at a time: as many as the settings say, results in order, the first error ends the others."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import httpx
import pytest

from shopglot import RequestError
from shopglot.connector import Operation, Request

if TYPE_CHECKING:
    from tests.support.world import World


def ask(number: int) -> Operation[int]:
    response = yield Request("GET", f"/products/{number}")
    found: int = response.json()["number"]
    return found


def answer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=f'{{"number": {request.url.path.rpartition("/")[2]}}}'.encode())


def test_threads_run_eight_at_a_time(world: World) -> None:
    driver = world.driver()
    eight = threading.Barrier(8)

    def max_concurrency(request: httpx.Request) -> httpx.Response:
        eight.wait(5)
        return answer(request)

    world.transport.handler = max_concurrency
    assert driver.run_all([ask(number) for number in range(24)]) == list(range(24))
    driver.close()


def test_tasks_run_eight_at_a_time(world: World) -> None:
    async def main() -> tuple[list[int], int]:
        driver = world.async_driver()
        now, most = 0, 0

        async def max_concurrency(request: httpx.Request) -> httpx.Response:
            nonlocal now, most
            now += 1
            most = max(most, now)
            for _ in range(20):
                await asyncio.sleep(0)
            now -= 1
            return answer(request)

        world.transport.handler = max_concurrency
        results = await driver.run_all([ask(number) for number in range(24)])
        await driver.aclose()
        return results, most

    assert asyncio.run(main()) == (list(range(24)), 8)


def test_the_first_error_ends_the_others_in_threads(world: World) -> None:
    world.script(httpx.Response(404, content=b"{}"))
    driver = world.driver()
    with pytest.raises(RequestError):
        driver.run_all([ask(number) for number in range(1000)])
    assert len(world.calls) < 1000
    driver.close()


def test_the_first_error_ends_the_others_in_tasks(world: World) -> None:
    world.script(httpx.Response(404, content=b"{}"))

    async def main() -> None:
        driver = world.async_driver()
        with pytest.raises(RequestError):
            await driver.run_all([ask(number) for number in range(1000)])
        await driver.aclose()

    asyncio.run(main())
    assert len(world.calls) < 1000


@pytest.mark.parametrize("count", [0, 1])
def test_few_are_no_matter(world: World, count: int) -> None:
    world.answer = answer
    driver = world.driver()
    assert driver.run_all([ask(number) for number in range(count)]) == list(range(count))
    driver.close()
