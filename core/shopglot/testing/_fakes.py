"""Stable fakes: the same value always gives the same fake, of the same shape, and no way leads back."""

from __future__ import annotations

import hashlib
import hmac
import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["fake_mark", "fake_number", "fake_text"]

# What platforms write in place of what they hide: a masked value must stay masked.
_MASKS = frozenset("*\N{BULLET}\N{FULLWIDTH ASTERISK}\N{BLACK CIRCLE}")


def fake_text(text: str, key: bytes = b"") -> str:
    """Return a text of the same shape: letter for letter, digit for digit; signs, blanks and mask glyphs stay.

    Whole e-mail and web addresses become ones at example.com. `key` should be random and thrown away where the values
    are so few that somebody could try them all, such as telephone numbers.
    """
    if "://" in text:
        return f"https://example.com/{_digest(text, key).hex()[:16]}"
    if "@" in text and not _MASKS & set(text):
        return f"{_digest(text, key).hex()[:12]}@example.com"
    stream = _stream(text, key)
    return "".join(_sign(sign, place, next(stream)) for place, sign in enumerate(text))


def fake_number(number: int, key: bytes = b"") -> int:
    """Return a whole number with as many digits and the same sign."""
    fake = int(fake_text(str(abs(number)), key))
    return -fake if number < 0 else fake


def fake_mark(text: str, key: bytes = b"") -> str:
    """Return eight signs that tell one secret from another and say nothing of it."""
    return _digest(text, key).hex()[:8]


def _digest(text: str, key: bytes) -> bytes:
    return hmac.new(b"shopglot" + key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


def _stream(text: str, key: bytes) -> Iterator[int]:
    block = _digest(text, key)
    while True:
        yield from block
        block = hashlib.sha256(block).digest()


def _sign(sign: str, place: int, chance: int) -> str:
    if sign in _MASKS or (sign.isascii() and not sign.isalnum()):
        return sign
    if sign.isdigit():
        # A number must not begin to begin with a zero.
        return "123456789"[chance % 9] if place == 0 and sign != "0" else string.digits[chance % 10]
    letter = string.ascii_lowercase[chance % 26]
    return letter.upper() if sign.isupper() else letter
