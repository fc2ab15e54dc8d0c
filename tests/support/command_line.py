"""The command line as tests call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Result", "Run"]


@dataclass(frozen=True)
class Result:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Run the command line in this process."""

    def __call__(self, *arguments: str | Path, stdin: bytes = b"") -> Result: ...
