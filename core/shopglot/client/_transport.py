"""The way to the network: names are resolved once, their addresses checked, and connections made to checked ones.

httpx has no public way to say how its transport connects, so its pool is replaced by one of httpcore, which has. It
stays httpx's own transport, which is what tools that record or replay HTTP know. The name stays what the certificate
is checked against.
"""

from __future__ import annotations

import asyncio
import socket
import time
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from shopglot.errors import ShopglotError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.client._addresses import AddressRule

__all__ = ["AddressRefused", "AsyncCheckedTransport", "CheckedTransport"]

# Where nobody says how long to wait; the runners always do.
_PATIENCE = 60.0


class AddressRefused(httpx.TransportError):
    """A host has an address that it may not have; no connection was made."""


class CheckedTransport(httpx.HTTPTransport):
    """Sends requests to hosts whose addresses the rule allows."""

    def __init__(self, rule: AddressRule, max_connections: int) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context, trust_env=False)
        _check_seam(self, httpcore.ConnectionPool)
        self._pool = httpcore.ConnectionPool(context, network_backend=_Network(rule), **_limits(max_connections))


class AsyncCheckedTransport(httpx.AsyncHTTPTransport):
    """Does what `CheckedTransport` does, for tasks."""

    def __init__(self, rule: AddressRule, max_connections: int) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context, trust_env=False)
        _check_seam(self, httpcore.AsyncConnectionPool)
        self._pool = httpcore.AsyncConnectionPool(
            context, network_backend=_AsyncNetwork(rule), **_limits(max_connections)
        )


def _check_seam(transport: object, pool: type) -> None:
    """Make sure that what is replaced is what httpx sends by: unchecked, nothing may be sent."""
    if type(getattr(transport, "_pool", None)) is not pool:
        raise ShopglotError(
            "the installed httpx has another way to the network than the one that addresses are checked on",
            code="httpx",
            hint="Install a version of httpx that this release of shopglot was tested with.",
        )


def _limits(max_connections: int) -> dict[str, Any]:
    return {"max_connections": max_connections, "keepalive_expiry": httpx.Limits().keepalive_expiry}


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
