"""From our request to httpx's and from its response or failure to ours: which hosts, which URL, which error."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import httpx

from shopglot.client._transport import AddressRefused
from shopglot.connector import HostSetting, Response, read_base_url
from shopglot.errors import InvalidArgument, PermanentError, RequestError, SettingsError, TransportError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.client._settings import ClientSettings
    from shopglot.connector import Request
    from shopglot.errors import PlatformError

__all__ = ["NEVER_SENT", "base_urls", "build", "failure", "timeouts", "to_response", "too_large"]

# The one failure after which a request has surely not reached the platform.
NEVER_SENT = "not_connected"


def base_urls(
    declared: Mapping[str, str | HostSetting], settings: Mapping[str, str], overrides: Mapping[str, str] | None
) -> dict[str, str]:
    """Return the base URL of each logical host: fixed, said by a setting, or overridden for this connection.

    Raises `SettingsError` for a host that the connector does not have, for one whose setting is not given, and for a
    base URL that is not https; plain http is for this machine alone.
    """
    unknown = sorted(set(overrides or ()) - set(declared))
    if unknown:
        raise SettingsError(
            f"the connector has no host {', '.join(unknown)}", hint=f"Its hosts are {', '.join(sorted(declared))}."
        )
    return {name: _base_url(name, (overrides or {}).get(name, host), settings) for name, host in declared.items()}


def _base_url(name: str, host: str | HostSetting, settings: Mapping[str, str]) -> str:
    path = ""
    if isinstance(host, HostSetting):
        if not settings.get(host.setting):
            raise SettingsError(f"host {name}: the setting {host.setting} says where it is, and is not given")
        path, host = host.path, settings[host.setting]
    try:
        return read_base_url(host) + path
    except InvalidArgument as error:
        raise SettingsError(f"host {name}: {error.message}") from None


def build(request: Request, base: str, timeout: httpx.Timeout) -> httpx.Request:
    """Make httpx's request: parameters encoded once, the body's bytes as they were signed."""
    query = f"?{urlencode(request.params, quote_via=quote)}" if request.params else ""
    return httpx.Request(
        request.method,
        f"{base}{quote(request.path, safe='/:@-._~')}{query}",
        headers={"accept": "application/json", "accept-encoding": "gzip", "user-agent": "shopglot", **request.headers},
        content=request.body,
        extensions={"timeout": timeout.as_dict()},
    )


def timeouts(settings: ClientSettings, left: float) -> httpx.Timeout:
    """Return httpx's time-outs, none longer than what is left of the deadline."""
    left = max(left, 0.001)
    return httpx.Timeout(
        connect=min(settings.connect_timeout, left),
        read=min(settings.read_timeout, left),
        write=min(settings.write_timeout, left),
        pool=min(settings.pool_timeout, left),
    )


def to_response(response: httpx.Response, body: bytes) -> Response:
    """Make our response of httpx's, whose body was read already."""
    return Response(response.status_code, {name.lower(): value for name, value in response.headers.items()}, body)


def too_large(request: Request, limit: int) -> PermanentError:
    """Return the error for a response that is longer than `limit` bytes."""
    return PermanentError(
        f"the response is larger than {limit} bytes",
        code="too_large",
        where=request.where,
        hint="Read smaller pages, or raise ClientSettings.max_response_bytes.",
    )


_FAILURES: tuple[tuple[type[Exception], str, str], ...] = (
    (httpx.ConnectTimeout, NEVER_SENT, "timed out connecting"),
    (httpx.ConnectError, NEVER_SENT, "could not connect"),
    (httpx.PoolTimeout, NEVER_SENT, "timed out waiting for a free connection"),
    (httpx.TimeoutException, "timeout", "timed out waiting for a response"),
    (httpx.RemoteProtocolError, "truncated", "the response was cut off"),
    (httpx.DecodingError, "truncated", "the response could not be decompressed"),
    (httpx.NetworkError, "reset", "the connection was reset"),
)


def failure(request: Request, error: Exception) -> PlatformError:
    """Return our error for one of httpx's; its text is ours, since httpx's may quote the URL."""
    if isinstance(error, AddressRefused):
        return RequestError(
            f"host {request.host} has an address that is not public",
            code="address_refused",
            where=request.where,
            hint="Give the base URL of a public shop, or list its network in ClientSettings.private_networks.",
        )
    for kind, code, text in _FAILURES:
        if isinstance(error, kind):
            return TransportError(text, code=code, where=request.where)
    return TransportError(type(error).__name__, code="transport", where=request.where)
