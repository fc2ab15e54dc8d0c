"""The way to the network: names are resolved once, their addresses checked, and connections made to checked ones.

Between httpx and httpcore, by the public interface of both. The name stays what the certificate is checked against.
"""

from __future__ import annotations

import asyncio
import socket
import time
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import httpcore
import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from shopglot.client._addresses import AddressRule

__all__ = ["AddressRefused", "AsyncCheckedTransport", "CheckedTransport"]

# Where nobody says how long to wait; the runners always do.
_PATIENCE = 60.0


class AddressRefused(httpx.TransportError):
    """A host has an address that it may not have; no connection was made."""


class CheckedTransport(httpx.BaseTransport):
    """Sends requests to hosts whose addresses the rule allows."""

    def __init__(self, rule: AddressRule, max_connections: int) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=max_connections,
            keepalive_expiry=httpx.Limits().keepalive_expiry,
            network_backend=_Network(rule),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return the response with its body unread."""
        with _httpx_errors():
            response = self._pool.handle_request(_to_core(request))
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class AsyncCheckedTransport(httpx.AsyncBaseTransport):
    """Does what `CheckedTransport` does, for tasks."""

    def __init__(self, rule: AddressRule, max_connections: int) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=max_connections,
            keepalive_expiry=httpx.Limits().keepalive_expiry,
            network_backend=_AsyncNetwork(rule),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return the response with its body unread."""
        with _httpx_errors():
            response = await self._pool.handle_async_request(_to_core(request))
        return httpx.Response(
            response.status, headers=response.headers, stream=_AsyncBody(response), extensions=response.extensions
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()


def _to_core(request: httpx.Request) -> httpcore.Request:
    url = request.url
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    return httpcore.Request(
        request.method, target, headers=request.headers.raw, content=request.stream, extensions=request.extensions
    )


@contextmanager
def _httpx_errors() -> Iterator[None]:
    """Turn an error of httpcore into httpx's, which has the same name there."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise getattr(httpx, type(error).__name__, httpx.TransportError)("") from error


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with _httpx_errors():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _AsyncBody(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _httpx_errors():
            async for chunk in self._response.aiter_stream():
                yield chunk

    async def aclose(self) -> None:
        await self._response.aclose()


class _Network(httpcore.NetworkBackend):
    """Connects to checked addresses in the resolver's order, until one takes the connection."""

    def __init__(self, rule: AddressRule) -> None:
        self._rule = rule
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        end = time.monotonic() + (timeout or _PATIENCE)
        with _resolver_errors():
            addresses = _resolve(host, port).result(timeout)
        failed: Exception = httpcore.ConnectError()
        for address, left in _turns(self._rule, host, addresses, end):
            try:
                return self._plain.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class _AsyncNetwork(httpcore.AsyncNetworkBackend):
    """Does what `_Network` does, for tasks."""

    def __init__(self, rule: AddressRule) -> None:
        self._rule = rule
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        end = time.monotonic() + (timeout or _PATIENCE)
        with _resolver_errors():
            async with asyncio.timeout(timeout):
                addresses = await asyncio.wrap_future(_resolve(host, port))
        failed: Exception = httpcore.ConnectError()
        for address, left in _turns(self._rule, host, addresses, end):
            try:
                return await self._plain.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


def _resolve(host: str, port: int) -> Future[list[str]]:
    """Return the addresses of a host, when they are known.

    In a thread of its own, which nobody waits for at the end: a resolver may hang, and can't be interrupted.
    """
    found: Future[list[str]] = Future()
    # From now on it can't be cancelled, so that the thread may always say what it found.
    found.set_running_or_notify_cancel()

    def ask() -> None:
        try:
            known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, ValueError) as error:  # of a name that is too long, ValueError
            found.set_exception(error)
        else:
            found.set_result([str(address[0]) for *_, address in known])

    Thread(target=ask, name="shopglot-resolver", daemon=True).start()
    return found


@contextmanager
def _resolver_errors() -> Iterator[None]:
    """Tell a failure to resolve as what it is to a caller: no connection."""
    try:
        yield
    except TimeoutError:
        raise httpcore.ConnectTimeout from None
    except (OSError, ValueError):
        raise httpcore.ConnectError from None


def _turns(rule: AddressRule, host: str, addresses: list[str], end: float) -> Iterator[tuple[str, float]]:
    """Yield each address with its share of the time that is left; raises `AddressRefused` if any is not allowed.

    One that is not allowed refuses all: who answers so for a name is not to be believed in the rest.
    """
    if not all(rule.allows(host, address) for address in addresses):
        raise AddressRefused("")
    for place, address in enumerate(addresses):
        yield address, max(end - time.monotonic(), 0.001) / (len(addresses) - place)
