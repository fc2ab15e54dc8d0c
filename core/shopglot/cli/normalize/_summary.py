"""The counts of a run, for stderr: paths, codes and file names, never a value of a record."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shopglot.diagnostics import printable
from shopglot.normalize import UnknownKeys

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shopglot.diagnostics import Problem
    from shopglot.normalize import Normalized, Rejected

__all__ = ["Summary"]

_INDEX = re.compile(r"/[0-9]+(?=/|\Z)")
# More would hide what matters; the counts stay exact.
_MOST_LINES = 20


@dataclass(slots=True)
class Summary:
    """Counts results, and writes a few lines for a person."""

    records: int = 0
    hidden: int = 0
    warned: int = 0
    rejected: int = 0
    unbalanced: int = 0
    warnings: Counter[str] = field(default_factory=Counter)
    rejects: list[str] = field(default_factory=list)
    unknown: UnknownKeys = field(default_factory=UnknownKeys)

    def add(self, result: Normalized, lost: Sequence[str] = ()) -> None:
        """Count a record; `lost` names what the requested shape cannot express."""
        self.records += 1
        self.unknown.add(result.unknown)
        self.hidden += bool(getattr(result.record, "customer_hidden", False))
        self.warned += bool(result.warnings or lost)
        self.unbalanced += any(problem.code == "R117" for problem in result.warnings)
        self.warnings.update({*lost, *map(_line, result.warnings)})

    def reject(self, result: Rejected) -> None:
        """Count a rejected record."""
        self.rejected += 1
        self.unknown.add(result.unknown)
        if len(self.rejects) < _MOST_LINES:
            self.rejects.append(f"rejected: {result.where}, record {result.index}")
            self.rejects += [f"  {printable(str(problem))}" for problem in result.errors[:_MOST_LINES]]

    def lines(self, rejects: Path | None) -> list[str]:
        """Return the lines: warnings by kind, unknown keys, rejected records, and the counts last."""
        lines = [
            f"warning: {text} ({_pluralize(count, 'record')})" for text, count in self.warnings.most_common(_MOST_LINES)
        ]
        if len(self.warnings) > _MOST_LINES:
            lines.append(f"warning: and {len(self.warnings) - _MOST_LINES} further kinds")
        lines += self._unknown()
        lines += self.rejects
        parts = [_pluralize(self.records, "record")]
        if self.hidden:
            parts.append(f"{self.hidden} with hidden customer fields")
        if self.warned:
            parts.append(f"{self.warned} with warnings")
        if self.unbalanced:
            parts.append(f"{self.unbalanced} that {'does' if self.unbalanced == 1 else 'do'} not add up")
        if self.rejected:
            kept = f"in {rejects}" if rejects else "--rejects FILE keeps them"
            parts.append(f"{self.rejected} rejected ({kept})")
        return [*lines, ", ".join(parts)]

    def as_dict(self) -> dict[str, Any]:
        """Return JSON data, complete: the counts, and the number of records by kind of warning and by unknown key."""
        return {
            "records": self.records,
            "hidden": self.hidden,
            "warned": self.warned,
            "unbalanced": self.unbalanced,
            "rejected": self.rejected,
            "warnings": dict(self.warnings.most_common()),
            "unknown": self.unknown.counts(),
        }

    def _unknown(self) -> list[str]:
        keys = [f"{key} ({_pluralize(count, 'record')})" for key, count in self.unknown.counts().items()]
        if len(keys) > _MOST_LINES:
            keys = [*keys[:_MOST_LINES], f"and {len(keys) - _MOST_LINES} further keys"]
        return [f"unknown to the raw schema: {', '.join(keys)}"] if keys else []


def _line(problem: Problem) -> str:
    # The same rule on another list item is the same kind of warning.
    path = _INDEX.sub("/*", problem.path)
    return printable(str(replace(problem, path=path)))


def _pluralize(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
