"""How a masked value looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["asterisks", "probe_of"]


def asterisks(value: str) -> bool:
    """Tell whether a text is masked: two asterisks in a row, or one that touches a letter or digit."""
    at = value.find("*")
    while at >= 0:
        before, after = value[at - 1 : at], value[at + 1 : at + 2]
        if after == "*" or before.isalnum() or after.isalnum():
            return True
        at = value.find("*", at + 1)
    return False


def probe_of(masked: Callable[[str], bool]) -> str:
    """Give a text that stands in every value which this detector calls masked: asking for it first is faster."""
    return "*" if masked is asterisks else ""
