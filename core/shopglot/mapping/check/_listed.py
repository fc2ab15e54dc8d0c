"""Whether a conversion can read a text whose values the raw schema lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["fits_none"]

_READABLE = {
    "money": re.compile(r"-?(?:\d+\.?\d*|\.\d+)\Z"),
    "minor_units": re.compile(r"-?\d+\Z"),
    "percent": re.compile(r"-?(?:\d+\.?\d*|\.\d+)%?\Z"),
    "integer": re.compile(r"-?\d+\Z"),
    "epoch_s": re.compile(r"\d+\Z"),
    "epoch_ms": re.compile(r"\d+\Z"),
    "boolean": re.compile(r"(?:true|false)\Z"),
    "date": re.compile(r"\d{4}-\d"),
    "url": re.compile(r"https?://", re.IGNORECASE),
    "country": re.compile(r"[A-Za-z]{2}\Z"),
}


def fits_none(conversion: str, values: Iterable[str]) -> bool:
    """Check whether a conversion can read none of the texts that the raw schema lists."""
    readable = _READABLE.get(conversion)
    return readable is not None and not any(readable.match(value.strip()) for value in values)
