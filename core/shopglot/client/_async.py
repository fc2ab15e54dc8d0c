"""The runner for tasks; `_sync.py` is its twin for threads, written by hand: a change here belongs there too."""

from __future__ import annotations

import asyncio
import copy
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from shopglot.client._addresses import rule_for
from shopglot.client._engine import LoadToken, NeedToken, SaveToken, Send, Sleep
from shopglot.client._redaction import OURS, redact_logs
from shopglot.client._tokens import Abandoned, refresher_of
from shopglot.client._transport import AsyncCheckedTransport
from shopglot.client._wire import build, failure, timeouts, to_response, too_large
from shopglot.errors import PlatformError, ShopglotError, TransportError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.client._engine import CallPolicy, Effect, Flow
    from shopglot.connector import Operation, Response, Token, TokenStore

__all__ = ["AsyncHttpRunner"]

T = TypeVar("T")


class AsyncHttpRunner:
    """Runs operations over an `httpx.AsyncClient`; may be shared by the tasks of one event loop.

    Cancelling a task ends its call at once; a token refresh under way is finished and saved all the same, since its
    old token is dead by then.
    """

    def __init__(
        self,
        policy: CallPolicy,
        origins: Mapping[str, str],
        store: TokenStore,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        redact_logs()
        self.policy = policy
        self._origins = origins
        self._refresher = refresher_of(store)
        self._closed = False
        self._renewals: set[asyncio.Task[Token]] = set()
        if transport is None:
            rule = rule_for(policy.live.hosts, origins, policy.client.private_networks)
            transport = AsyncCheckedTransport(rule, policy.client.max_connections)
        self._http = httpx.AsyncClient(trust_env=False, follow_redirects=False, transport=transport)

    async def run(self, operation: Operation[T], shop_id: str = "") -> T:
        """Run an operation to its end and return its result."""
        return await self._drive(self.policy.perform(operation, shop_id))

    async def run_all(self, operations: Sequence[Operation[T]], shop_id: str = "") -> list[T]:
        """Run operations several at a time and return their results in order; the first error ends the others."""
        gate = asyncio.Semaphore(self.policy.client.max_concurrency)

        async def run(operation: Operation[T]) -> T:
            async with gate:
                return await self.run(operation, shop_id)

        tasks = [asyncio.create_task(run(operation)) for operation in operations]
        try:
            return list(await asyncio.gather(*tasks))
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise

    async def aclose(self) -> None:
        """Finish a token refresh under way, and close the connections."""
        self._closed = True
        if self._renewals:
            await asyncio.wait(self._renewals)
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
                await self.policy.clock.asleep(seconds)
                return None
            case NeedToken(stale):
                return await self._token(stale)
            case LoadToken():
                return await asyncio.to_thread(self._refresher.store.load)
            case SaveToken(token):
                return await asyncio.to_thread(self._refresher.store.save, token)

    async def _send(self, effect: Send) -> Response | PlatformError:
        if self._closed and not self._renewals:
            raise TransportError("this connection is closed", code="closed")
        mark = OURS.set(True)
        try:
            async with asyncio.timeout(effect.left):
                return await self._round_trip(effect)
        except TimeoutError:
            return failure(effect.request, httpx.ReadTimeout(""))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return failure(effect.request, error)
        finally:
            OURS.reset(mark)

    async def _round_trip(self, effect: Send) -> Response | PlatformError:
        client = self.policy.client
        sent = build(effect.request, self._origins[effect.request.host], timeouts(client, effect.left))
        response = await self._http.send(sent, stream=True)
        try:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > client.max_response_bytes:
                    return too_large(effect.request, client.max_response_bytes)
            return to_response(response, bytes(body))
        finally:
            await response.aclose()

    async def _token(self, stale: Token | None) -> Token:
        while True:
            joined = self._refresher.join(stale, self.policy)
            if not isinstance(joined, tuple):
                return joined
            pending, leads = joined
            if leads:
                task = asyncio.create_task(self._renew(stale, pending))
                self._renewals.add(task)
                task.add_done_callback(self._settled)
                return await asyncio.shield(task)
            try:
                # Shielded: a cancelled waiter must not cancel the renewal too.
                return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(pending)), self.policy.client.deadline)
            except Abandoned:
                continue
            except TimeoutError:
                raise TransportError(
                    "timed out waiting for another caller to refresh the token", code="refresh_timeout"
                ) from None
            except ShopglotError as error:
                raise copy.copy(error) from None

    def _settled(self, task: asyncio.Task[Token]) -> None:
        self._renewals.discard(task)
        if not task.cancelled():
            task.exception()

    async def _renew(self, stale: Token | None, pending: Any) -> Token:
        try:
            token = await self._drive(self._refresher.refresh(stale, self.policy))
        except ShopglotError as error:
            self._refresher.settle(pending, error)
            raise
        except BaseException:
            self._refresher.settle(pending, Abandoned())
            raise
        self._refresher.settle(pending, token)
        return token
