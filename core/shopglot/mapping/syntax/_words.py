"""Suggestions for mistyped words."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["did_you_mean", "listing"]

SHOWN = 8


def did_you_mean(word: str, known: Iterable[str], around: str = "`{}`") -> str:
    """Return "did you mean `x`?" for the nearest known word, or an empty text when none is near."""
    words = [item for item in known if item]
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if not near:
        folded = {item.lower(): item for item in words}
        near = [folded[word.lower()]] if word.lower() in folded else []
    return f"did you mean {around.format(near[0])}?" if near else ""


def listing(words: Iterable[str]) -> str:
    """Return words as a list for a message: the first eight, and how many more."""
    items = list(words)
    more = f" and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
    return ", ".join(f"`{word}`" for word in items[:SHOWN]) + more
