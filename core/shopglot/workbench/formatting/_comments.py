"""The comments of a YAML text: which stand on lines of their own, and which behind something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Comment", "find_comments"]

Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: its line and column (from 0), its text from `#` on, and whether it has the line for itself."""

    line: int
    column: int
    text: str
    alone: bool


def find_comments(lines: list[str], scalars: Iterable[Span]) -> Iterator[Comment]:
    """Find the comments of a text; `scalars` are the places of its texts, in which a `#` is no comment."""
    inside: dict[int, list[tuple[int, int]]] = {}
    for first, start, last, end in scalars:
        for number in range(first, last + 1):
            begin = start if number == first else 0
            stop = end if number == last else len(lines[number]) if number < len(lines) else 0
            if stop > begin or number not in {first, last}:
                inside.setdefault(number, []).append((begin, max(stop, 1)))
    for number, line in enumerate(lines):
        column = line.find("#")
        while column >= 0:
            free = not any(start <= column < end for start, end in inside.get(number, ()))
            if free and (column == 0 or line[column - 1] in " \t"):
                yield Comment(number, column, line[column:].rstrip(), not line[:column].strip())
                break
            column = line.find("#", column + 1)
