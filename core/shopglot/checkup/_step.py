"""One result of `shopglot check`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

__all__ = ["CheckResult", "State"]

State = Literal["ok", "failed", "todo", "unknown"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one step.

    `failed`: the connection does not work; `todo`: it works, and something should be done; `unknown`: not checked, for
    the reason in `detail`. `fix` tells in a sentence what to do, `guide` is the key of the guide's section on it.
    """

    key: str
    title: str
    state: State
    detail: str
    fix: str = ""
    guide: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON data; every key is always present."""
        return asdict(self) | {"fix": self.fix or None}
