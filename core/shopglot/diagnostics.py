"""What is wrong with a mapping file (`Diagnostic`) or with a record (`Problem`), as data and as text safe to print."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Diagnostic", "Label", "Problem", "Severity", "join_alike", "printable"]

_LABELS = 4  # so many other places are shown
_WIDEST = 160  # characters of a line that are shown, where no width is given
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Label:
    """Another place that a diagnostic is about, such as where a part is used: `message` says what stands there."""

    file: str
    line: int
    column: int
    message: str
    width: int = 1
    text: str = ""

    @property
    def where(self) -> str:
        """File, line and column in the form that editors understand."""
        return f"{self.file}:{self.line}:{self.column}"

    def as_dict(self) -> dict[str, Any]:
        """Return the stable JSON form."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "end_column": self.column + self.width,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong in a mapping file.

    `line` and `column` count from 1; `width` is how many characters the caret underlines; `facts` are pairs such as
    `("raw", "text")` of what the checker knows, `title` is the code's, `labels` are other places that it is about.
    Never contains a value of a record.
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
    labels: tuple[Label, ...] = ()

    @property
    def severity(self) -> Severity:
        """`error` makes the mapping unusable; `warning` does not."""
        return "warning" if self.code.startswith("W") else "error"

    @property
    def where(self) -> str:
        """File, line and column in the form that editors understand."""
        return f"{self.file}:{self.line}:{self.column}"

    def is_at(self, other: Diagnostic) -> bool:
        """Check whether another one has the same code and stands at the same place."""
        return (self.code, self.file, self.line, self.column) == (other.code, other.file, other.line, other.column)

    def with_labels(self, labels: Iterable[Label]) -> Diagnostic:
        """Return it with further labels, each once."""
        return replace(self, labels=tuple(dict.fromkeys((*self.labels, *labels))))

    def render(self, columns: int | None = None) -> str:
        """Return it as text for a person: message, place, the offending line with a caret, labels, facts, hint.

        With `columns` long sentences are folded, and of a long line the part around the caret is shown; of many labels
        the first few.
        """
        size = len(str(max([self.line, *(label.line for label in self.labels)])))
        gutter = " " * size
        lines = [*_folded(f"{self.severity}[{self.code}]: {self.message}", columns, 4), f"  --> {self.where}"]
        lines += _excerpt(self, size, "^", columns)
        shown = self.labels if len(self.labels) <= _LABELS else self.labels[: _LABELS - 1]
        for label in shown:
            lines += [f"  ::: {label.where}", *(_excerpt(label, size, "-", columns, label.message))]
            if not label.text:
                lines += _folded(f" {gutter} = {label.message}", columns, size + 4)
        if len(shown) < len(self.labels):
            lines.append(f" {gutter} = and {len(self.labels) - len(shown)} more such places")
        for name, value in [*self.facts, *([("hint", self.hint)] if self.hint else [])]:
            lines += _folded(f" {gutter} = {name}: {value}", columns, size + 6 + len(name))
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
            "labels": [label.as_dict() for label in self.labels],
        }


def join_alike(files: Iterable[Sequence[Diagnostic]]) -> list[list[Diagnostic]]:
    """Join what several files say of one place that they share: the first says it, with the labels of all."""
    joined: list[list[Diagnostic]] = []
    first: dict[tuple[str, str, int, int, str], tuple[int, int]] = {}
    for number, diagnostics in enumerate(files):
        joined.append([])
        for item in diagnostics:
            bare = (item.code, item.file, item.line, item.column, item.message)
            if first.get(bare, (number,))[0] != number:
                place, index = first[bare]
                joined[place][index] = joined[place][index].with_labels(item.labels)
                continue
            first.setdefault(bare, (number, len(joined[number])))
            joined[number].append(item)
    return joined


def _folded(text: str, columns: int | None, indent: int) -> list[str]:
    if columns is None or len(text) <= columns:
        return [text]
    start = len(text) - len(text.lstrip())
    return textwrap.wrap(
        text[start:], columns, initial_indent=" " * start, subsequent_indent=" " * indent, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _excerpt(place: Diagnostic | Label, size: int, mark: str, columns: int | None, message: str = "") -> list[str]:
    """Return the line of a place with marks below it, or nothing where the line is unknown."""
    if not place.text:
        return []
    room = _WIDEST if columns is None else columns - size - 4
    text, before, width = _cropped(place.text, place.column - 1, place.width, room)
    gutter = " " * size
    marks = " " * before + mark * width
    beside = message if columns is None or size + 5 + len(marks) + len(message) <= columns else ""
    lines = [f" {gutter} |", f" {place.line:>{size}} | {text}", f" {gutter} | {marks} {beside}".rstrip()]
    return lines if beside == message else [*lines, *_folded(f" {gutter} = {message}", columns, size + 4)]


def _cropped(text: str, before: int, width: int, room: int) -> tuple[str, int, int]:
    """Return the part of a line that has its marked characters, what stands before them, and how many are marked."""
    if len(text) <= room:
        return text, before, max(1, min(width, len(text) - before))
    before = min(before, len(text))
    start = max(0, min(before - room // 3, len(text) - room))
    shown = text[start : start + room]
    shown = f"…{shown[1:]}" if start else shown
    shown = f"{shown[:-1]}…" if start + room < len(text) else shown
    return shown, before - start, max(1, min(width, len(shown) - (before - start)))


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
