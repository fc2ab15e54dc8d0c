"""An invented platform that answers as a test says, and both drivers on a simulated clock."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

import httpx

from shopglot import PermanentError, PlatformError, RateLimited, RequestError, TemporaryError, TokenExpired
from shopglot.client import AsyncHttpRunner, CallPolicy, ClientSettings, HttpRunner, SimulatedClock, base_urls
from shopglot.connector import Credentials, Live, MemoryTokenStore, OAuth2, Operation, Request, Response, ShopRef, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["LIVE", "Answer", "World", "ok", "one"]

ERRORS: dict[int, type[PlatformError]] = {401: TokenExpired, 404: RequestError, 429: RateLimited}


def sign(request: Request, credentials: Credentials, now: int) -> Request:
    digest = hashlib.sha256((request.body or b"") + credentials.settings["secret"].encode()).hexdigest()
    token = credentials.token.access_token if credentials.token else ""
    return replace(
        request,
        params={**request.params, "sign": digest, "at": str(now)},
        headers={**request.headers, "x-token": token},
    )


def error_from(_request: Request, response: Response) -> PlatformError | None:
    if response.status == 200:
        response.json()
        return None
    kind = ERRORS.get(response.status, TemporaryError if response.status >= 500 else PermanentError)
    return kind("refused", code=str(response.status), status=response.status)


def refresh(_settings: Mapping[str, str], token: Token, now: int) -> Operation[Token]:
    response = yield Request(
        "GET", "/refresh", host="auth", params={"refresh_token": token.refresh_token}, safe_to_repeat=False,
        authenticated=False,
    )  # fmt: skip
    return Token(**response.json(), obtained_at=now)


def nothing(*_: Any) -> Operation[Any]:
    yield Request("GET", "/nothing")
    return None


LIVE = Live(
    hosts={"api": "https://api.example.com", "auth": "https://auth.example.com"},
    sign=sign,
    error_from=error_from,
    oauth=OAuth2(lambda _s, state: state, lambda _p, _s: "code", nothing, refresh),
    stores=nothing,
    shop_of=lambda raw: ShopRef("1", raw),
    operations={},
    rate=1_000_000.0,
)

Answer = httpx.Response | Exception


@dataclass
class World:
    """A platform, its clock, and what was sent to it: `(simulated time, request)` in order."""

    clock: SimulatedClock = field(default_factory=SimulatedClock)
    answer: Callable[[httpx.Request], Answer] = lambda _request: ok({})
    calls: list[tuple[float, httpx.Request]] = field(default_factory=list)
    store: Any = field(default_factory=lambda: MemoryTokenStore(Token("access-0", "refresh-0")))
    settings: ClientSettings = field(default_factory=ClientSettings)
    live: Live = LIVE

    def __post_init__(self) -> None:
        self._lock = Lock()
        # One for all drivers of this world; a test that needs more than an answer sets its `handler`.
        self.transport = httpx.MockTransport(self.handle)

    def handle(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            self.calls.append((self.clock.monotonic(), request))
            answer = self.answer(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def engine(self) -> CallPolicy:
        return CallPolicy(self.live, {"secret": "s3cret"}, self.settings.testing(self.clock), "app")

    def driver(self) -> HttpRunner:
        return HttpRunner(self.engine(), base_urls(self.live.hosts, {}, None), self.store, self.transport)

    def async_driver(self) -> AsyncHttpRunner:
        return AsyncHttpRunner(self.engine(), base_urls(self.live.hosts, {}, None), self.store, self.transport)

    def script(self, *answers: Answer) -> None:
        """Answer these in order, the last one for ever."""
        left = list(answers)

        def answer(_request: httpx.Request) -> Answer:
            return left.pop(0) if len(left) > 1 else left[0]

        self.answer = answer

    def run(self, kind: str, exchange: Operation[Any]) -> Any:
        """Run an exchange with the driver of this kind."""
        if kind == "sync":
            driver = self.driver()
            try:
                return driver.run(exchange)
            finally:
                driver.close()

        async def run() -> Any:
            driver = self.async_driver()
            try:
                return await driver.run(exchange)
            finally:
                await driver.aclose()

        return asyncio.run(run())


def ok(data: Any, **more: Any) -> httpx.Response:
    return httpx.Response(200, content=json.dumps(data).encode(), **more)


def one(request: Request) -> Operation[Any]:
    response = yield request
    return response.json()
