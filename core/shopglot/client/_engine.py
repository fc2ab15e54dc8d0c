"""The life of a call, without doing any I/O itself: pace, token, signature, response, decision, again.

Both runners run these generators and do what they ask for, so there is one policy, written once.
"""

from __future__ import annotations

import logging
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from shopglot.client._judge import host_error
from shopglot.client._policy import CallState, decide
from shopglot.client._retry_after import retry_after
from shopglot.client._shared import find_shared
from shopglot.connector import Credentials, Live, Operation, Request, Response, Token
from shopglot.errors import PlatformError, RateLimited, ShopglotError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.client._settings import ClientSettings

__all__ = ["CallPolicy", "Effect", "Flow", "NeedToken", "Send", "Sleep"]

T = TypeVar("T")
log = logging.getLogger("shopglot.client")
# No header may silence a shop for longer than this, whatever it says.
LONGEST_SILENCE = 3600.0


@dataclass(frozen=True, slots=True)
class Send:
    """Send this signed request within `left` seconds; the reply is a `Response`, or the error of a failure."""

    request: Request
    left: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait this many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class NeedToken:
    """Get a token to use; `stale` is the one that the platform just refused."""

    stale: Token | None


@dataclass(frozen=True, slots=True)
class LoadToken:
    """Read the caller's store."""


@dataclass(frozen=True, slots=True)
class SaveToken:
    """Write to the caller's store, and come back when it is written."""

    token: Token


Effect = Send | Sleep | NeedToken | LoadToken | SaveToken
Flow = Generator[Effect, Any, T]


class CallPolicy:
    """Runs a connector's operations for one connection; holds no state of a call, so it is safe to share."""

    def __init__(self, live: Live, settings: Mapping[str, str], client: ClientSettings, app: str) -> None:
        self.live = live
        self.settings = settings
        self.client = client
        self.clock = client.clock
        self.app = app
        shared = find_shared(client)
        self._budget = shared.budget
        self._limiter = shared.limiter(client.rate or live.rate)

    def perform(self, operation: Operation[T], shop_id: str = "") -> Flow[T]:
        """Run an operation to its end; an error that no repeat resolves is thrown into it."""
        try:
            request = next(operation)
            while True:
                try:
                    response = yield from self._call(request, f"{self.app}/{shop_id}")
                except ShopglotError as error:
                    request = operation.throw(error)
                else:
                    request = operation.send(response)
        except StopIteration as stop:
            result: T = stop.value
            return result
        finally:
            operation.close()

    def _call(self, request: Request, owner: str) -> Flow[Response]:
        started = self.clock.monotonic()
        lane = f"{owner}/{request.bucket or request.host}"
        attempts, refreshed, stale = 0, False, None
        renewable = request.authenticated and self.live.oauth is not None
        while True:
            yield from self._wait_for_a_slot(request, lane, started)
            token: Token | None = None
            if renewable:
                token = yield NeedToken(stale)
            attempts += 1
            reply: Response | PlatformError = yield Send(self._sign(request, token), self._left(started))
            if isinstance(reply, PlatformError):
                error = reply
            elif (refusal := self._error_of(request, reply)) is not None:
                error = refusal
            else:
                self._limiter.note_accepted(lane, self.clock.monotonic())
                self._budget.refill(owner)
                return reply
            asked = retry_after(_header(reply, "retry-after"), self.clock.now())
            if isinstance(error, RateLimited):
                silence = self.client.initial_wait if asked is None else min(asked, LONGEST_SILENCE)
                self._limiter.note_refused(lane, self.clock.monotonic(), silence)
            at = CallState(attempts, self._left(started), asked, self.clock.random(), refreshed or not renewable)
            decision = decide(error, request, at, self.client)
            paid = decision.what != "retry" or self._budget.spend(owner)
            log.info(
                "%s: attempt %d failed (%s, status %d): %s %s",
                request.where,
                attempts,
                error.code or type(error).__name__,
                error.status,
                decision.what if paid else "raise",
                decision.reason if paid else "budget",
            )
            if decision.what == "raise" or not paid:
                raise _finish(error, request, asked, self.clock.now())
            if decision.what == "refresh":
                refreshed, stale = True, token
            elif decision.wait:
                yield Sleep(decision.wait)

    def _wait_for_a_slot(self, request: Request, lane: str, started: float) -> Flow[None]:
        while True:
            silence = self._limiter.silence(lane, self.clock.monotonic())
            if silence > min(self._left(started), self.client.max_retry_after):
                raise _too_soon(request, silence, self.clock.now())
            wait = self._limiter.reserve(lane, self.clock.monotonic())
            if wait > self._left(started):
                raise _too_soon(request, wait, self.clock.now())
            if wait > 0:
                yield Sleep(wait)
            # Somebody else may have been told to be silent while this call waited for its slot.
            if not self._limiter.silence(lane, self.clock.monotonic()):
                return

    def _sign(self, request: Request, token: Token | None) -> Request:
        if not request.authenticated:
            return request
        return self.live.sign(request, Credentials(self.settings, token), int(self.clock.now()))

    def _error_of(self, request: Request, response: Response) -> PlatformError | None:
        seen = host_error(request, response)
        if seen is not None:
            return seen
        try:
            return self.live.error_from(request, response)
        except PlatformError as error:
            return error

    def _left(self, started: float) -> float:
        return self.client.deadline - (self.clock.monotonic() - started)


def _header(reply: Response | PlatformError, name: str) -> str | None:
    return reply.headers.get(name) if isinstance(reply, Response) else None


def _finish(error: PlatformError, request: Request, asked: float | None, now: float) -> PlatformError:
    if asked is not None and error.action == "retry":
        if not isinstance(error, RateLimited):
            error = RateLimited(error.message, code=error.code, request_id=error.request_id, status=error.status)
        error.retry_after = asked
        error.hint = _when(asked, now)
    error.where = error.where or request.where
    return error


def _too_soon(request: Request, wait: float, now: float) -> RateLimited:
    error = RateLimited(
        "not sent, the platform asked to wait",
        code="waiting",
        where=request.where,
        hint=_when(wait, now),
    )
    error.retry_after = wait
    return error


def _when(wait: float, now: float) -> str:
    return f"Try again after {datetime.fromtimestamp(now + wait, UTC):%Y-%m-%dT%H:%M:%SZ}."
