"""The runner for threads; `_async.py` is its twin for tasks, written by hand: a change here belongs there too."""

from __future__ import annotations

import copy
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from shopglot.client._addresses import rule_for
from shopglot.client._engine import LoadToken, NeedToken, SaveToken, Send, Sleep
from shopglot.client._redaction import OURS, redact_logs
from shopglot.client._tokens import Abandoned, refresher_of
from shopglot.client._transport import CheckedTransport
from shopglot.client._wire import build, failure, timeouts, to_response, too_large
from shopglot.errors import PlatformError, ShopglotError, TransportError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.client._engine import CallPolicy, Effect, Flow
    from shopglot.connector import Operation, Response, Token, TokenStore

__all__ = ["HttpRunner"]

T = TypeVar("T")


class HttpRunner:
    """Runs operations over an `httpx.Client`; may be shared by threads.

    `origins` are the hosts that may be called, and no other ever is. One that the connector does not itself declare is
    called at public addresses only, or at those of `ClientSettings.private_networks`. `transport` replaces the network
    and these checks, in tests.
    """

    def __init__(
        self,
        policy: CallPolicy,
        origins: Mapping[str, str],
        store: TokenStore,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        redact_logs()
        self.policy = policy
        self._origins = origins
        self._refresher = refresher_of(store)
        self._closed = threading.Event()
        if transport is None:
            rule = rule_for(policy.live.hosts, origins, policy.client.private_networks)
            transport = CheckedTransport(rule, policy.client.max_connections)
        self._http = httpx.Client(trust_env=False, follow_redirects=False, transport=transport)

    def run(self, operation: Operation[T], shop_id: str = "") -> T:
        """Run an operation to its end and return its result."""
        return self._drive(self.policy.perform(operation, shop_id))

    def run_all(self, operations: Sequence[Operation[T]], shop_id: str = "") -> list[T]:
        """Run operations several at a time and return their results in order; the first error ends the others."""
        if len(operations) <= 1:
            return [self.run(operation, shop_id) for operation in operations]
        with ThreadPoolExecutor(min(self.policy.client.max_concurrency, len(operations))) as pool:
            try:
                return list(pool.map(lambda operation: self.run(operation, shop_id), operations))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def close(self) -> None:
        """Close the connections; a call that waits for its next attempt ends with `TransportError`."""
        self._closed.set()
        self._http.close()

    def _drive(self, steps: Flow[T]) -> T:
        try:
            effect = next(steps)
            while True:
                try:
                    reply = self._do(effect)
                except (ShopglotError, Abandoned) as error:
                    effect = steps.throw(error)
                else:
                    effect = steps.send(reply)
        except StopIteration as stop:
            result: T = stop.value
            return result
        finally:
            steps.close()

    def _do(self, effect: Effect) -> Any:
        match effect:
            case Send():
                return self._send(effect)
            case Sleep(seconds):
                self.policy.clock.sleep(seconds, self._closed)
                self._check_open()
                return None
            case NeedToken(stale):
                return self._token(stale)
            case LoadToken():
                return self._refresher.store.load()
            case SaveToken(token):
                return self._refresher.store.save(token)

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise TransportError("this connection is closed", code="closed")

    def _send(self, effect: Send) -> Response | PlatformError:
        self._check_open()
        mark = OURS.set(True)
        try:
            return self._round_trip(effect)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return failure(effect.request, error)
        finally:
            OURS.reset(mark)

    def _round_trip(self, effect: Send) -> Response | PlatformError:
        clock, client = self.policy.clock, self.policy.client
        end = clock.monotonic() + effect.left
        sent = build(effect.request, self._origins[effect.request.host], timeouts(client, effect.left))
        response = self._http.send(sent, stream=True)
        try:
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > client.max_response_bytes:
                    return too_large(effect.request, client.max_response_bytes)
                if clock.monotonic() > end:
                    return failure(effect.request, httpx.ReadTimeout(""))
            return to_response(response, bytes(body))
        finally:
            response.close()

    def _token(self, stale: Token | None) -> Token:
        while True:
            joined = self._refresher.join(stale, self.policy)
            if not isinstance(joined, tuple):
                return joined
            pending, leads = joined
            if leads:
                return self._renew(stale, pending)
            try:
                return pending.result(self.policy.client.deadline)
            except Abandoned:
                continue
            except TimeoutError:
                raise TransportError(
                    "timed out waiting for another caller to refresh the token", code="refresh_timeout"
                ) from None
            except ShopglotError as error:
                raise copy.copy(error) from None

    def _renew(self, stale: Token | None, pending: Any) -> Token:
        try:
            token = self._drive(self._refresher.refresh(stale, self.policy))
        except ShopglotError as error:
            self._refresher.settle(pending, error)
            raise
        except BaseException:
            self._refresher.settle(pending, Abandoned())
            raise
        self._refresher.settle(pending, token)
        return token
