"""The cursor that a caller keeps: whose listing it is of, what the host filters, and the connector's own cursor."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from shopglot.connection._filters import HostFilters
from shopglot.errors import RequestError

__all__ = ["ListCursor"]

_VERSION = 3
_LONGEST = 32_768


@dataclass(frozen=True, slots=True)
class ListCursor:
    """Where a listing of one connector's resource has got to; `place` is the connector's, or the host's for customers.

    `then` is the cursor at which another listing goes on after its end; blank: none does. It holds no secret and no
    shop, so it outlives tokens.
    """

    connector: str
    resource: str
    host: HostFilters
    place: str
    then: str = ""

    def encode(self) -> str:
        """Return it as opaque text."""
        data = [_VERSION, self.connector, self.resource, self.host.encode() if self.host else 0, self.place, self.then]
        text = json.dumps(data, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, connector: str, resources: tuple[str, ...]) -> ListCursor:
        """Read what `encode` returned; raises `RequestError` (code `bad_cursor`) for one of another listing."""
        try:
            if len(text) > _LONGEST:
                raise ValueError  # noqa: TRY301 - one way out for all that is wrong with a cursor
            data = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
            version, owner, resource, host, place, then = data
            if version != _VERSION or owner != connector or resource not in resources:
                raise ValueError  # noqa: TRY301 - the same
            if not (isinstance(place, str) and isinstance(then, str)):
                raise TypeError  # noqa: TRY301 - the same
            return cls(owner, resource, HostFilters.decode(host) if host else HostFilters(), place, then)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise RequestError(
                f"not a cursor for listing {resources[0]}s, or made by another version",
                code="bad_cursor",
                hint="Start again without a cursor.",
            ) from None
