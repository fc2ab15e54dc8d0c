"""Moments: aware, in UTC, written with `Z`."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = ["Moment", "moment", "moment_text"]

# RFC 3339. Finer than a microsecond can't be held, and is refused where it could only be cut off.
_RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII)


def moment(value: Any) -> datetime:
    """Return the moment in UTC for an aware `datetime` or an RFC 3339 text with its offset.

    Raises `PydanticCustomError` for a time without an offset, a number (seconds or milliseconds?), a bare date, and a
    moment that leaves the years 1 to 9999 when it is turned to UTC.
    """
    parsed = _read(value) if isinstance(value, str) else value
    if not isinstance(parsed, datetime):
        raise PydanticCustomError("moment_type", "a moment is an aware datetime or text like 2024-05-01T10:00:00Z")
    if parsed.tzinfo is UTC:
        return parsed
    if parsed.utcoffset() is None:
        raise PydanticCustomError("moment_naive", "a moment needs its offset from UTC")
    try:
        return parsed.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("moment_range", "a moment outside the years 1 to 9999") from None


def moment_text(value: datetime) -> str:
    """Write a UTC moment: `2024-05-01T10:00:00Z`, with milliseconds or microseconds only where there are any."""
    if not value.microsecond:
        return f"{value.isoformat(timespec='seconds')[:-6]}Z"
    return f"{value.isoformat(timespec='microseconds' if value.microsecond % 1000 else 'milliseconds')[:-6]}Z"


def _read(value: str) -> datetime:
    if _RFC3339.fullmatch(value) is None:
        raise PydanticCustomError("moment_text", "not a moment with its offset such as 2024-05-01T10:00:00Z")
    try:
        return datetime.fromisoformat(value.upper())
    except ValueError:
        raise PydanticCustomError("moment_calendar", "a moment that no calendar has") from None


Moment = Annotated[
    datetime,
    PlainValidator(moment),
    PlainSerializer(moment_text, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": "Z$"}),
]
"""A moment: aware, in UTC; in JSON `2024-05-01T10:00:00Z`."""
