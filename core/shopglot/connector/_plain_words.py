"""What may be quoted of a platform's own error text."""

from __future__ import annotations

from typing import Any

__all__ = ["plain_words"]

_LONGEST_TEXT = 300
_LONGEST_WORD = 24


def plain_words(text: str) -> str:
    """Return the plain words of a platform's text; what could be a value (digits, signs, long) becomes `…`."""
    words: list[Any] = [word if _is_plain(word) else "…" for word in text[:_LONGEST_TEXT].split()]
    return " ".join(words) or "nothing"


def _is_plain(word: str) -> bool:
    return len(word) <= _LONGEST_WORD and all(
        sign.isascii() and (sign.isalpha() or sign in ".,;:'_-()") for sign in word
    )
