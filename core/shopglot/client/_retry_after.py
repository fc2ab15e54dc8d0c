"""`Retry-After`, as servers really send it."""

from __future__ import annotations

import math
from email.utils import parsedate_to_datetime

__all__ = ["retry_after"]

_LONGEST_TEXT = 64
_LONGEST = 10 * 365 * 86400.0


def retry_after(text: str | None, now: float) -> float | None:
    """Return the wait in seconds, or None when the header is absent or garbage.

    Takes seconds (also with decimals, as some gateways send) and HTTP dates; a time that has passed gives 0, and
    anything beyond ten years is cut to that.
    """
    if text is None or len(text) > _LONGEST_TEXT or not (text := text.strip()):
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = _from_date(text, now)
    if math.isnan(seconds):
        return None
    return min(max(seconds, 0.0), _LONGEST)


def _from_date(text: str, now: float) -> float:
    try:
        return parsedate_to_datetime(text).timestamp() - now
    except (TypeError, ValueError, OverflowError, IndexError):
        return math.nan
