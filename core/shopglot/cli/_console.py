"""The terminal: one way to write to it that respects NO_COLOR, the width, and text that strangers wrote."""

from __future__ import annotations

from rich.console import Console

__all__ = ["console", "printable"]


def console() -> Console:
    """Give a console on stdout that adds no colours of its own to numbers and paths."""
    return Console(highlight=False, emoji=False, markup=False)


def printable(text: str) -> str:
    """Replace what a terminal would obey instead of showing: escape sequences, line breaks, direction marks."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
