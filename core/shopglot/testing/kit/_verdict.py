"""What a rule raises where it does not hold, or has nothing to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Broken", "NothingToCheck", "require_none"]

_SHOWN = 10


class Broken(Exception):
    """A rule does not hold: `seen` is what was seen, with its places in `lines`; no value of a record is in either.

    `case` is the name of the test, and `todo` what the author does about it.
    """

    def __init__(self, seen: str, lines: Iterable[str] = ()) -> None:
        self.seen = seen
        self.lines = tuple(lines)
        self.case = ""
        self.todo = ""
        super().__init__(seen)

    def __str__(self) -> str:
        shown = [f"  {line}" for line in self.lines[:_SHOWN]]
        if len(self.lines) > _SHOWN:
            shown.append(f"  and {len(self.lines) - _SHOWN} more")
        head = f"{self.case}: {self.seen}" if self.case else self.seen
        return "\n".join([head, *shown, *([f"what to do: {self.todo}"] if self.todo else [])])


class NothingToCheck(Exception):
    """A rule has nothing to look at, for a reason that is no fault."""


def require_none(found: Iterable[str], seen: str) -> None:
    """Raise `Broken` with what was found, where anything was."""
    lines = list(found)
    if lines:
        raise Broken(seen, lines)
