"""The driver for tasks."""

from __future__ import annotations

import asyncio
import copy
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from shopglot.client._engine import LoadToken, NeedToken, SaveToken, Send, Sleep
from shopglot.client._redaction import OURS, quieten
from shopglot.client._tokens import Abandoned, refresher_of
from shopglot.client._wire import build, failure, timeouts, to_response, too_large
from shopglot.errors import PlatformError, ShopglotError, TransportError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.client._engine import CallPolicy, Effect, Flow
    from shopglot.connector import Operation, Response, Token, TokenStore

__all__ = ["AsyncHttpRunner"]

T = TypeVar("T")


class AsyncHttpRunner:
    """Runs exchanges over an `httpx.AsyncClient`; may be shared by the tasks of one event loop.

    Cancelling a task ends its call at once; a token renewal under way is finished and saved all the same, since its
    old token is dead by then.
    """

    def __init__(
        self,
        engine: CallPolicy,
        origins: Mapping[str, str],
        store: TokenStore,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        quieten()
        self.engine = engine
        self._origins = origins
        self._keeper = refresher_of(store)
        self._closed = False
        self._flying: set[asyncio.Task[Token]] = set()
        limits = httpx.Limits(max_connections=engine.client.max_connections)
        self._http = httpx.AsyncClient(trust_env=False, follow_redirects=False, limits=limits, transport=transport)

    async def run(self, exchange: Operation[T], shop: str = "") -> T:
        """Run an exchange to its end and return its result."""
        return await self._drive(self.engine.perform(exchange, shop))

    async def run_all(self, exchanges: Sequence[Operation[T]], shop: str = "") -> list[T]:
        """Run exchanges several at a time and return their results in order; the first error ends the others."""
        gate = asyncio.Semaphore(self.engine.client.max_concurrency)

        async def run(exchange: Operation[T]) -> T:
            async with gate:
                return await self.run(exchange, shop)

        tasks = [asyncio.create_task(run(exchange)) for exchange in exchanges]
        try:
            return list(await asyncio.gather(*tasks))
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise

    async def aclose(self) -> None:
        """Finish a renewal under way, and close the connections."""
        self._closed = True
        if self._flying:
            await asyncio.wait(self._flying)
        await self._http.aclose()

    async def _drive(self, steps: Flow[T]) -> T:
        try:
            effect = next(steps)
            while True:
                try:
                    reply = await self._do(effect)
                except (ShopglotError, Abandoned) as error:
                    effect = steps.throw(error)
                else:
                    effect = steps.send(reply)
        except StopIteration as stop:
            result: T = stop.value
            return result
        finally:
            steps.close()

    async def _do(self, effect: Effect) -> Any:
        match effect:
            case Send():
                return await self._send(effect)
            case Sleep(seconds):
                await self.engine.clock.asleep(seconds)
                return None
            case NeedToken(stale):
                return await self._token(stale)
            case LoadToken():
                return await asyncio.to_thread(self._keeper.store.load)
            case SaveToken(token):
                return await asyncio.to_thread(self._keeper.store.save, token)

    async def _send(self, effect: Send) -> Response | PlatformError:
        if self._closed and not self._flying:
            raise TransportError("this connection is closed", code="closed")
        mark = OURS.set(True)
        try:
            async with asyncio.timeout(effect.left):
                return await self._exchange(effect)
        except TimeoutError:
            return failure(effect.request, httpx.ReadTimeout(""))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return failure(effect.request, error)
        finally:
            OURS.reset(mark)

    async def _exchange(self, effect: Send) -> Response | PlatformError:
        client = self.engine.client
        sent = build(effect.request, self._origins[effect.request.host], timeouts(client, effect.left))
        answer = await self._http.send(sent, stream=True)
        try:
            body = bytearray()
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > client.max_response_bytes:
                    return too_large(effect.request, client.max_response_bytes)
            return to_response(answer, bytes(body))
        finally:
            await answer.aclose()

    async def _token(self, stale: Token | None) -> Token:
        while True:
            boarded = self._keeper.join(stale, self.engine)
            if not isinstance(boarded, tuple):
                return boarded
            flight, leads = boarded
            if leads:
                task = asyncio.create_task(self._fly(stale, flight))
                self._flying.add(task)
                task.add_done_callback(self._landed)
                return await asyncio.shield(task)
            try:
                # Shielded: a cancelled waiter must not take the flight down with it.
                return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(flight)), self.engine.client.deadline)
            except Abandoned:
                continue
            except TimeoutError:
                raise TransportError("the token was not renewed in time", code="refresh_timeout") from None
            except ShopglotError as error:
                raise copy.copy(error) from None

    def _landed(self, task: asyncio.Task[Token]) -> None:
        self._flying.discard(task)
        if not task.cancelled():
            task.exception()

    async def _fly(self, stale: Token | None, flight: Any) -> Token:
        try:
            token = await self._drive(self._keeper.refresh(stale, self.engine))
        except ShopglotError as error:
            self._keeper.settle(flight, error)
            raise
        except BaseException:
            self._keeper.settle(flight, Abandoned())
            raise
        self._keeper.settle(flight, token)
        return token
