"""Characters that look like others: Cyrillic letters, typographic quotes, full-width signs, blanks that are none."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["describe_character", "foreign_characters", "plain_letters"]

# The letters and signs that people confuse with those of a keyboard; full-width ones fold by NFKC.
_ALIKE = str.maketrans({
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "i", "ј": "j", "к": "k", "ӏ": "l", "м": "m",  # noqa: RUF001 - these are what the table is about
    "н": "h", "о": "o", "р": "p", "ѕ": "s", "т": "t", "у": "y", "х": "x", "А": "A", "В": "B", "С": "C", "Е": "E",  # noqa: RUF001 - the same
    "Н": "H", "І": "I", "К": "K", "М": "M", "О": "O", "Р": "P", "Ѕ": "S", "Т": "T", "Х": "X", "α": "a", "ο": "o",  # noqa: RUF001 - the same
    "ρ": "p", "ν": "v", "ι": "i", "ı": "i", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-",  # noqa: RUF001 - the same
    "–": "-", "—": "-", "−": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2003": " ", "\u3000": " ",  # noqa: RUF001 - the same
    "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "", "\u00ad": "", "\u200e": "", "\u200f": "",
})  # fmt: skip


def plain_letters(text: str) -> str:
    """Return the text with each character that looks like an ASCII one replaced by that one."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE)


def describe_character(char: str) -> str:
    """Return a character's code point and name, such as `U+0435 CYRILLIC SMALL LETTER IE`."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'UNNAMED CHARACTER')}"


def foreign_characters(text: str) -> Iterator[tuple[int, str]]:
    """Yield the position of each character that looks like an ASCII one, and what it looks like."""
    for position, char in enumerate(text):
        if not char.isascii() and (plain := plain_letters(char)).isascii() and plain != char:
            yield position, plain
