"""One finding of `shopglot check`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

__all__ = ["CheckResult", "State"]

State = Literal["ok", "failed", "todo", "unknown"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing that was looked at.

    `failed` keeps the connection from working; `todo` lets it work, and something should be done; `unknown` could not
    be looked at, for the reason that `detail` gives. `fix` says in a sentence what to do, `guide` is the key of the
    guide's section that says how.
    """

    key: str
    title: str
    state: State
    detail: str
    fix: str = ""
    guide: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Give the step as plain JSON data, every key always there."""
        return asdict(self) | {"fix": self.fix or None}
