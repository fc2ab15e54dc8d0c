"""The terminal: one way to write to it that respects NO_COLOR and the width, and adds nothing of its own."""

from __future__ import annotations

from rich.console import Console

__all__ = ["console"]


def console() -> Console:
    """Give a console on stdout that adds no colours of its own to numbers and paths."""
    return Console(highlight=False, emoji=False, markup=False)
