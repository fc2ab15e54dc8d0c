"""What the host itself sees in a response, whatever the connector: redirects, and web pages where data belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.errors import RequestError, TransportError

if TYPE_CHECKING:
    from shopglot.connector import Request, Response
    from shopglot.errors import PlatformError

__all__ = ["host_error"]

_REDIRECTS = range(300, 400)
_GOOD = range(200, 300)


def host_error(request: Request, response: Response) -> PlatformError | None:
    """Return the error of a response that no connector is asked about, or None.

    A redirect is not followed: the signature is for the address that was asked, and a secret goes nowhere else.
    """
    if response.status in _REDIRECTS:
        return RequestError(
            "redirected to another address",
            code=f"http_{response.status}",
            status=response.status,
            where=request.where,
            hint="Give the address that it leads to as the base URL, https and without a redirect.",
        )
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.status in _GOOD and media_type in {"text/html", "application/xhtml+xml"}:
        return TransportError(
            "the response is a web page, not data",
            code="web_page",
            status=response.status,
            where=request.where,
            hint="Repeat it; if it stays, compare the base URL, and look for a proxy before the platform.",
        )
    return None
