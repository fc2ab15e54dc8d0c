"""Suggestions for mistyped words, and words as a list for a message."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from shopglot.mapping.syntax._characters import describe_character, foreign_characters, plain_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["did_you_mean", "listing", "nearest"]

SHOWN = 8
_NEGATION = re.compile(r"(?:un|non|not|dis|in|no|im)(?=[_\W]*(.+))", re.IGNORECASE)


def did_you_mean(word: str, known: Iterable[str], around: str = "`{}`") -> str:
    """Return "did you mean `x`?" for the nearest known word, or an empty text when none is near."""
    near = nearest(word, known)
    if not near:
        return ""
    # Where the two look alike, the difference has to be named.
    strange = next((word[position] for position, _ in foreign_characters(word)), "")
    shown = f" (`{strange}` is {describe_character(strange)})" if strange.isprintable() and strange else ""
    return f"did you mean {around.format(near)}?{shown or (f' ({describe_character(strange)})' if strange else '')}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word, or an empty text; never the opposite of the word (`unpaid`, `paid`)."""
    words = [item for item in known if item]
    folded = {item.lower(): item for item in reversed(words)}
    plain = plain_letters(word).strip("'\" ").lower()
    if plain in folded:
        return folded[plain]
    near = difflib.get_close_matches(word if plain == word.lower() else plain, words, n=3, cutoff=0.6)
    return next((item for item in near if not _are_opposite(plain, item.lower())), "")


def _are_opposite(one: str, other: str) -> bool:
    """Check whether one word is the other behind a prefix that negates it, each perhaps mistyped."""
    return _negates(one, other) or _negates(other, one)


def _negates(long: str, short: str) -> bool:
    prefix = _NEGATION.match(long)
    if prefix is None or _NEGATION.match(short) is not None:
        return False
    rest = difflib.SequenceMatcher(None, prefix[1], short).ratio()
    return rest >= difflib.SequenceMatcher(None, long, short).ratio()


def listing(words: Iterable[str], shown: int = SHOWN) -> str:
    """Return words as a list for a message: the first eight, or all where they are few, and how many more."""
    items = list(words)
    first = items if len(items) <= shown else items[:SHOWN]
    more = f" and {len(items) - len(first)} more" if len(items) > len(first) else ""
    return ", ".join(f"`{word}`" for word in first) + more
