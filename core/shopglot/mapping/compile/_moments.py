"""Moments: raw times to aware ones in UTC, from 2000 to 2200."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from shopglot.mapping.compile._numbers import ConversionError, integer

__all__ = ["date", "epoch_ms", "epoch_s"]

_FIRST = 946_684_800  # 2000-01-01
_LAST = 7_258_118_400  # 2200-01-01


def epoch_s(value: Any) -> datetime | None:
    """Return the time of Unix seconds; 0 means not set."""
    if type(value) is int and _FIRST <= value < _LAST:
        return datetime.fromtimestamp(value, UTC)
    return _moment(value, 1)


def epoch_ms(value: Any) -> datetime | None:
    """Return the time of Unix milliseconds; 0 means not set."""
    return _moment(value, 1000)


def _moment(value: Any, parts: int) -> datetime | None:
    if type(value) is not int:
        try:
            value = integer(value)
        except ConversionError:
            raise ConversionError("R104") from None
    if value == 0:
        return None
    if not _FIRST * parts <= value < _LAST * parts:
        raise ConversionError("R104")
    if parts == 1:
        return datetime.fromtimestamp(value, UTC)
    return datetime.fromtimestamp(value // parts, UTC).replace(microsecond=value % parts * 1000)


def date(value: Any) -> datetime:
    """Return the time of an ISO 8601 date, or of a date and time with an offset."""
    if type(value) is not str or len(value) > 40:  # noqa: PLR2004
        raise ConversionError("R104")
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            if len(value) > 10:  # noqa: PLR2004 - longer than a date: a time without an offset could be anywhere
                raise ConversionError("R104")
            moment = moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConversionError("R104") from None
    if not _FIRST <= moment.timestamp() < _LAST:
        raise ConversionError("R104")
    return moment
