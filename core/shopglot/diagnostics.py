"""What is wrong with a mapping file (`Diagnostic`) or with a record (`Problem`), as data and as text safe to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Diagnostic", "Problem", "Severity", "printable"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong in a mapping file.

    `line` and `column` count from 1; `width` is how many characters the caret underlines; `facts` are pairs such as
    `("raw", "text")` of what the checker knows, `title` is the code's. Never contains a value of a record.
    """

    code: str
    file: str
    line: int
    column: int
    message: str
    width: int = 1
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    title: str = ""

    @property
    def severity(self) -> Severity:
        """`error` makes the mapping unusable; `warning` does not."""
        return "warning" if self.code.startswith("W") else "error"

    @property
    def where(self) -> str:
        """File, line and column in the form that editors understand."""
        return f"{self.file}:{self.line}:{self.column}"

    def render(self) -> str:
        """Return it as text for a person: message, place, the offending line with a caret, facts, hint."""
        lines = [f"{self.severity}[{self.code}]: {self.message}", f"  --> {self.where}"]
        gutter = " " * len(str(self.line))
        if self.text:
            caret = " " * (self.column - 1) + "^" * max(1, min(self.width, len(self.text) - self.column + 1))
            lines += [f" {gutter} |", f" {self.line} | {self.text}", f" {gutter} | {caret}"]
        lines += [f" {gutter} = {name}: {value}" for name, value in self.facts]
        if self.hint:
            lines.append(f" {gutter} = hint: {self.hint}")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "code": self.code,
            "severity": self.severity,
            "title": self.title,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "end_column": self.column + self.width,
            "message": self.message,
            "facts": dict(self.facts),
            "hint": self.hint or None,
        }


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a record.

    `path` is a JSON Pointer into the unified record, `code` one of the record codes (`R1xx`), `where` the rule's file
    and line, `token` a platform's enum token that no table knows, or a size class (never another value of the record).
    """

    path: str
    code: str
    message: str
    where: str
    token: str | None = None

    def __str__(self) -> str:
        token = f" ({self.token})" if self.token else ""
        return f"{self.path or '(record)'}: {self.message}{token} [{self.code}, {self.where}]"

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "path": self.path,
            "code": self.code,
            "message": self.message,
            "where": self.where,
            "token": self.token,
        }


def printable(text: str) -> str:
    """Replace what a terminal would obey instead of showing: escape sequences, line breaks, direction marks."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
