"""Moments: raw times to aware ones in UTC, from 2000 to 2200."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._numbers import ConversionError, integer

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["date", "epoch_ms", "epoch_s", "make_date", "read_iso", "rfc2822"]

_LONGEST = 40
_DATE = 10
_HOUR = 60
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
# RFC 2822, section 3.3, without comments; the names of zones are those of its section 4.3.
_RFC2822 = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun),\s+)?(\d{1,2})\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s+(\d{4})"
    r"\s+(\d{2}):(\d{2})(?::(\d{2}))?(?:\s+([+-]\d{4}|[a-z]{1,4}))?\Z",
    re.ASCII | re.IGNORECASE,
)
_ZONES = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420,
          "MDT": -360, "PST": -480, "PDT": -420}  # fmt: skip

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
    """Return the time of an ISO 8601 date (its midnight in UTC), or of a date and time with an offset."""
    return read_iso(value, None)


@lru_cache(maxsize=64)
def make_date(zone: tzinfo) -> Callable[[Any], datetime]:
    """Return a converter that reads text without an offset as the zone's clock showed it."""
    return lambda value: read_iso(value, zone)


def read_iso(value: Any, zone: tzinfo | None) -> datetime:
    """Return the time of an ISO 8601 text; `zone` is the one whose clock it shows where it has no offset."""
    if type(value) is not str or len(value) > _LONGEST:
        raise ConversionError("R104")
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            if zone is None and len(value) > _DATE:  # a time without an offset could be anywhere
                raise ConversionError("R122")
            # Where a clock is put back, the first of the two moments; where it is put forward, as if it had not been.
            moment = moment.replace(tzinfo=zone or UTC, fold=0)
        return _in_range(moment.astimezone(UTC))
    except (ValueError, OverflowError):
        raise ConversionError("R104") from None


def rfc2822(value: Any) -> datetime:
    """Return the time of a date as e-mail and HTTP headers write it."""
    found = _RFC2822.match(value) if type(value) is str and len(value) <= _LONGEST else None
    if found is None:
        raise ConversionError("R104")
    day, month, year, hour, minute, second, zone = found.groups()
    if zone is None:
        raise ConversionError("R122")
    minutes = _ZONES.get(zone.upper())
    if minutes is None:
        if not zone[1:].isdigit() or int(zone[3:]) >= _HOUR:
            raise ConversionError("R122" if zone.isalpha() else "R104")
        minutes = (int(zone[1:3]) * _HOUR + int(zone[3:])) * (-1 if zone[0] == "-" else 1)
    try:
        number = _MONTHS.index(month.lower()) // 3 + 1
        moment = datetime(int(year), number, int(day), int(hour), int(minute), int(second or 0), tzinfo=UTC)
        return _in_range(moment - timedelta(minutes=minutes))
    except (ValueError, OverflowError):
        raise ConversionError("R104") from None


def _in_range(moment: datetime) -> datetime:
    if not _FIRST <= moment.timestamp() < _LAST:
        raise ConversionError("R104")
    return moment
