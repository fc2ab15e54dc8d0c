"""Text that strangers wrote, made safe to show."""

from __future__ import annotations

__all__ = ["printable"]


def printable(text: str) -> str:
    """Replace what a terminal would obey instead of showing: escape sequences, line breaks, direction marks."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
