"""Cursors: where a listing has got to, as opaque text that contains all it takes to go on.

A listing is cut into legs (one status, one window of creation time); a cursor is the legs that are left, the
platform's page token inside the first one, and the filters. It contains no secret and no shop, so it outlives tokens.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from shopglot.errors import RequestError

if TYPE_CHECKING:
    from shopglot.connector import Query

__all__ = ["CursorPlace", "Leg", "start"]

_VERSION = 2
_LONGEST = 16_384


@dataclass(frozen=True, slots=True)
class Leg:
    """One search: a status (None: all), and creation times from `low` to `high`, both ends included, None open."""

    status: str | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class CursorPlace:
    """Where a listing has got to; `token` is the platform's, None at the beginning of the first leg."""

    resource: str
    legs: tuple[Leg, ...]
    updated_since: int | None = None
    created_since: int | None = None
    filters: tuple[tuple[str, str], ...] = ()
    token: str | None = None
    cut: bool = False
    sort: str = ""

    def after(self, token: str | None) -> CursorPlace | None:
        """Return the place after a page: further in the same leg, at the next one, or None at the end."""
        if token:
            return replace(self, token=token)
        return replace(self, token=None, legs=self.legs[1:]) if len(self.legs) > 1 else None

    def encode(self) -> str:
        """Return the cursor."""
        data = {
            "v": _VERSION,
            "r": self.resource,
            "l": [[leg.status, leg.low, leg.high] for leg in self.legs],
            "u": self.updated_since,
            "c": self.created_since,
            "f": self.filters,
            "t": self.token,
            "x": self.cut,
            "s": self.sort,
        }
        text = json.dumps(data, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def start(resource: str, query: Query) -> CursorPlace:
    """Return the place at which to go on: the cursor's, or the beginning of what the query asks for.

    Raises `RequestError` (code `bad_cursor`) for a cursor that is not one of ours, or another resource's.
    """
    if query.cursor is not None:
        return _decode(query.cursor, resource)
    statuses = query.statuses or (None,)
    return CursorPlace(
        resource,
        tuple(Leg(status, query.created_since) for status in statuses),
        query.updated_since,
        query.created_since,
        query.filters,
        sort=query.sort,
    )


def _decode(cursor: str, resource: str) -> CursorPlace:
    try:
        if len(cursor) > _LONGEST:
            raise ValueError  # noqa: TRY301 - one way out for all that is wrong with a cursor
        data = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        legs = tuple(Leg(_text(status), _number(low), _number(high)) for status, low, high in data["l"])
        filters = tuple((str(name), str(value)) for name, value in data["f"])
        if data["v"] != _VERSION or data["r"] != resource or not legs:
            raise ValueError  # noqa: TRY301 - the same
        times = (_number(data["u"]), _number(data["c"]))
        sort = _text(data["s"]) or ""
        return CursorPlace(resource, legs, *times, filters, _text(data["t"]), data["x"] is True, sort)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RequestError(
            f"not a cursor for listing {resource}s, or made by another version",
            code="bad_cursor",
            hint="Start again without a cursor.",
        ) from None


def _number(value: Any) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise TypeError
    return value


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError
    return value
