"""The sandbox as an httpx transport, sync and async: no server, no socket, no waiting.

Faults become the errors that httpx raises for the real thing: a reset is a ReadError, a hang a ReadTimeout (at once),
a truncated body a RemoteProtocolError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from shopglot_tiktok.sandbox._answers import Call

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._sandbox import Sandbox

__all__ = ["SandboxTransport"]


class SandboxTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers every request of a client from a sandbox, whatever host it was meant for."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response to a request of a sync client."""
        return self._answer(request, request.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response to a request of an async client."""
        return self._answer(request, await request.aread())

    def _answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        url = request.url
        call = Call(request.method, url.path, tuple(url.params.multi_items()), dict(request.headers), body)
        answer = self._sandbox.handle(call)
        if answer.drop == "reset":
            raise httpx.ReadError("the simulated connection was reset", request=request)
        if answer.drop == "hang":
            raise httpx.ReadTimeout("the simulated shop does not answer", request=request)
        if answer.drop == "truncate":
            raise httpx.RemoteProtocolError("the simulated answer ended early", request=request)
        return httpx.Response(answer.status, headers=list(answer.headers), content=answer.body, request=request)
