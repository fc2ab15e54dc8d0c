"""What a rule of the contract is, and what it raises where it does not hold, or has nothing to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shopglot.testing.kit._subject import Subject

__all__ = ["Broken", "NothingToCheck", "Rule", "once", "require_none"]

_SHOWN = 10
Needs = Literal["definition", "fixtures", "cassettes", "sandbox", "webhooks"]


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


def once(_subject: Subject) -> Iterable[str]:
    """Return the one case of a rule that has no others."""
    return ("",)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the contract.

    `proves` says what holds, `todo` what an author does where it does not. `check` raises `Broken` or
    `NothingToCheck`; `cases` are the parts of a connector that it is asked of one by one, blank for all of it; where
    there are none, there is nothing to check. `needs` is what a connector has to have.
    """

    name: str
    proves: str
    todo: str
    check: Callable[[Subject, str], None]
    cases: Callable[[Subject], Iterable[str]] = once
    needs: Needs = "definition"


def require_none(found: Iterable[str], seen: str) -> None:
    """Raise `Broken` with what was found, where anything was."""
    lines = list(found)
    if lines:
        raise Broken(seen, lines)
