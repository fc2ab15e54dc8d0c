"""Text for a given width: words stay whole, and one longer than a line is parted behind `_`, `.`, `/` or `,` only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["WIDTH", "fold", "table_text"]

WIDTH = 80
_NARROW = 44
_LEAST = 38
_PIECES = re.compile(r"[^_./,:]*[_./,:]+|[^_./,:]+")


def fold(text: str, width: int = WIDTH, *, first: str = "", rest: str | None = None) -> str:
    """Return text of one paragraph in lines of at most `width`, behind `first` and then `rest` (default: as wide)."""
    if len(first) + len(text) <= width:
        return (first + text).rstrip()
    rest = " " * len(first) if rest is None else rest
    lines, line, room = [], first, width
    blank = True
    for word in text.split():
        if not blank and len(line) + 1 + len(word) <= room:
            line += f" {word}"
            continue
        if not blank:
            lines.append(line)
            line = rest
        for piece in _fitting(word, room - len(line), room - len(rest)):
            if piece is None:
                lines.append(line)
                line = rest
            else:
                line += piece
        blank = False
    return "\n".join(part.rstrip() for part in [*lines, line])


def _fitting(word: str, here: int, later: int) -> Iterator[str | None]:
    """Yield the pieces of a word, and None where a new line begins."""
    if len(word) <= here:
        yield word
        return
    if len(word) <= later and here < later:
        yield None
        yield word
        return
    used = 0
    for piece in _PIECES.findall(word):
        if used and used + len(piece) > here:
            yield None
            used, here = 0, later
        yield piece
        used += len(piece)


def table_text(titles: tuple[str, ...], rows: Sequence[tuple[str, ...]], width: int = WIDTH) -> str:
    """Return rows as text columns: the last one is folded, and what is too long for its column has its own line."""
    natural = [max(len(row[column]) for row in [titles, *rows]) for column in range(len(titles) - 1)]
    most = max(width - _LEAST - 2 - sum(size + 2 for size in natural[1:]), 12)
    sizes = [min(natural[0], _NARROW, most), *natural[1:]]
    lines: list[str] = []
    for row in [titles, *rows]:
        if len(row[0]) > sizes[0]:
            lines += fold(row[0], width, first="  ", rest="    ").split("\n")
            row = ("", *row[1:])  # noqa: PLW2901 - the rest of the row stands below
        start = "  " + "  ".join(cell.ljust(size) for cell, size in zip(row, sizes, strict=False)) + "  "
        lines += fold(row[-1], width, first=start, rest=" " * len(start)).split("\n")
    return "\n".join(lines)
