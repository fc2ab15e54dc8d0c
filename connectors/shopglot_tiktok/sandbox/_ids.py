"""Reading numbers that callers send, without trusting them."""

from __future__ import annotations

__all__ = ["whole_number"]

_MOST_DIGITS = 20


def whole_number(text: str) -> int | None:
    """Return the number that ASCII digits write, or None; ids have 18 or 19, so longer texts are nobody's."""
    fits = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if fits else None
