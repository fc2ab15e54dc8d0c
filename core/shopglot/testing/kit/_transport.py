"""A transport of the kit between the driver and a simulated platform: it passes calls on, or answers as a broken way.

Faults become the errors that httpx raises for the real thing; what answers them needs no help from the platform.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import httpx

from shopglot.errors import PlatformError, RateLimited, RequestError, TemporaryError, TransportError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FAULTS", "Fault", "FaultTransport"]

_PAGE = b"<!DOCTYPE html><title>Something on the way</title>"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong on the way, and the error that a caller must get where it lasts.

    `status`, `headers` and `body` make the answer; with `cut` it is the platform's own, ended in the middle; `raises`
    is what httpx raises in place of one. `passes` says whether the host repeats a call after it.
    """

    name: str
    error: type[PlatformError]
    code: str = ""
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    cut: bool = False
    raises: type[httpx.TransportError] | None = None
    passes: bool = True
    retry_after: float | None = None


_HTML = (("content-type", "text/html; charset=utf-8"),)
FAULTS = (
    Fault("429", RateLimited, status=429),
    Fault("429-with-a-wait", RateLimited, status=429, headers=(("retry-after", "2"),), retry_after=2.0),
    Fault("500", TemporaryError, status=500, headers=_HTML, body=_PAGE),
    Fault("502", TemporaryError, status=502, headers=_HTML, body=_PAGE),
    Fault("503", TemporaryError, status=503),
    Fault(
        "redirect", RequestError, "http_301", status=301, headers=(("location", "https://elsewhere.invalid/"),),
        passes=False,
    ),
    Fault("html-with-200", TransportError, "web_page", status=200, headers=_HTML, body=_PAGE),
    Fault("empty-body", TransportError, "truncated", status=200, headers=(("content-type", "application/json"),)),
    Fault("cut-body", TransportError, "truncated", cut=True),
    Fault("cut-connection", TransportError, "truncated", raises=httpx.RemoteProtocolError),
    Fault("reset", TransportError, "reset", raises=httpx.ReadError),
    Fault("timeout", TransportError, "timeout", raises=httpx.ReadTimeout),
)  # fmt: skip
"""Everything that has been seen to go wrong between a client and a platform."""


class FaultTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Passes calls on to the platform; `fault` says by a call's number, from 0, what goes wrong with it.

    `calls` counts them. One is good for one client, of threads or of tasks.
    """

    def __init__(self, fault: Callable[[int], Fault | None] = lambda _number: None) -> None:
        self.calls = 0
        self._fault = fault
        self._lock = Lock()
        # On loopback nothing is encrypted: reading the authorities' certificates would cost more than the calls.
        plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._sync = httpx.HTTPTransport(verify=plain)
        self._async = httpx.AsyncHTTPTransport(verify=plain)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a call of a client for threads."""
        fault = self._next()
        if fault is not None and not fault.cut:
            return _answer(fault, request)
        response = self._sync.handle_request(request)
        if fault is None:
            return response
        response.read()
        response.close()
        return _cut(response, request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a call of a client for tasks."""
        fault = self._next()
        if fault is not None and not fault.cut:
            return _answer(fault, request)
        response = await self._async.handle_async_request(request)
        if fault is None:
            return response
        await response.aread()
        await response.aclose()
        return _cut(response, request)

    def close(self) -> None:
        """Close the connections of a client for threads."""
        self._sync.close()

    async def aclose(self) -> None:
        """Close the connections of a client for tasks."""
        await self._async.aclose()

    def _next(self) -> Fault | None:
        with self._lock:
            number, self.calls = self.calls, self.calls + 1
        return self._fault(number)


def _answer(fault: Fault, request: httpx.Request) -> httpx.Response:
    if fault.raises is not None:
        raise fault.raises("a fault of the contract kit", request=request)
    return httpx.Response(fault.status, headers=list(fault.headers), content=fault.body, request=request)


def _cut(response: httpx.Response, request: httpx.Request) -> httpx.Response:
    whole = response.content
    headers = [("content-type", response.headers.get("content-type", "application/json"))]
    return httpx.Response(response.status_code, headers=headers, content=whole[: len(whole) // 2], request=request)
