"""Deterministic draws: every invented thing is a pure function of a seed and a few integers.

The mixer is SplitMix64 (Steele, Lea, Flood 2014): fast in plain Python, and the same on every machine, which
`random.Random` promises for some methods only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_WORD = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def mix(seed: int, *parts: int) -> int:
    """Return 64 well-spread bits for a seed and any integers."""
    word = seed & _WORD
    for part in parts:
        word = ((word ^ part) + _STEP) & _WORD
        word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & _WORD
        word ^= word >> 31
    return word


class Dice:
    """A stream of draws that starts from one word."""

    __slots__ = ("_state",)

    def __init__(self, word: int) -> None:
        self._state = word

    def bits(self) -> int:
        """Return the next 64 bits."""
        self._state = word = (self._state + _STEP) & _WORD
        word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & _WORD
        return word ^ (word >> 31)

    def below(self, bound: int) -> int:
        """Return an integer from 0 up to, not including, `bound`."""
        return self.bits() % bound

    def between(self, low: int, high: int) -> int:
        """Return an integer from `low` to `high`, both included."""
        return low + self.bits() % (high - low + 1)

    def chance(self, per_mille: int) -> bool:
        """Return True this many times in a thousand."""
        return self.bits() % 1000 < per_mille

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[self.bits() % len(choices)]

    def digits(self, pattern: str) -> str:
        """Return the pattern with every `#` replaced by a digit and every `@` by a capital letter."""
        if "#" not in pattern and "@" not in pattern:
            return pattern
        letters = _BASE32[:26]
        return "".join(
            str(self.below(10)) if sign == "#" else letters[self.below(26)] if sign == "@" else sign for sign in pattern
        )


def _text(word: int, length: int, alphabet: str) -> str:
    base, letters, count = len(alphabet), [], 0
    while count < length:
        word = mix(word, length)
        bits = word
        for _ in range(min(10, length - count)):
            bits, rest = divmod(bits, base)
            letters.append(alphabet[rest])
            count += 1
    return "".join(letters)


def base32(word: int, length: int) -> str:
    """Return `length` letters and digits 2 to 7, the alphabet of relay mailboxes."""
    return _text(word, length, _BASE32)


def base62(word: int, length: int) -> str:
    """Return `length` letters and digits, as opaque tokens and ciphers carry them."""
    return _text(word, length, _BASE62)
