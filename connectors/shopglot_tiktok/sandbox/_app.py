"""The thin HTTP shell: an ASGI app that hands calls to the sandbox and sends its answers, well or badly."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from shopglot_tiktok.sandbox._answers import Call

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from shopglot_tiktok.sandbox._answers import Answer
    from shopglot_tiktok.sandbox._sandbox import Sandbox

__all__ = ["create_app"]

_RST = struct.pack("ii", 1, 0)


def _transport(send: Send) -> Any:
    """Return the connection under uvicorn's `send`, or None in process: ASGI itself can't break a connection."""
    return getattr(getattr(send, "__self__", None), "transport", None)


def _break(send: Send, *, reset: bool) -> None:
    transport = _transport(send)
    if transport is None:
        raise ConnectionResetError("the simulated connection was broken")
    if reset:
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
        transport.abort()
    else:
        transport.close()


async def _send_truncated(answer: Answer, send: Send) -> None:
    headers = [(name.encode(), value.encode()) for name, value in answer.headers]
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    half = answer.body[: len(answer.body) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    _break(send, reset=False)


def create_app(sandbox: Sandbox) -> ASGIApp:
    """Return the sandbox as an ASGI app, for uvicorn or for `httpx.ASGITransport`.

    API, token host and authorize page share one origin: their paths do not meet.
    """

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        body = await request.body()
        call = Call(
            request.method, request.url.path, tuple(request.query_params.multi_items()), dict(request.headers), body
        )
        answer = sandbox.handle(call)
        if answer.delay:
            await asyncio.sleep(answer.delay)
        if answer.drop in {"reset", "hang"}:
            _break(send, reset=answer.drop == "reset")
        elif answer.drop == "truncate":
            await _send_truncated(answer, send)
        else:
            await Response(answer.body, answer.status, dict(answer.headers))(scope, receive, send)

    return app
