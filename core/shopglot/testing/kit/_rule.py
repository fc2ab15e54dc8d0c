"""What a rule of the contract is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shopglot.testing.kit._subject import Subject

__all__ = ["Needs", "Rule", "once"]

Needs = Literal["definition", "fixtures", "cassettes", "sandbox", "webhooks"]


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
