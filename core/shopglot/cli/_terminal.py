"""The terminal: a console for stdout that respects NO_COLOR and the width, and progress on stderr."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console
    from rich.progress import Progress, TaskID

__all__ = ["Reading", "console", "fold_width", "terminal_width"]

_LEAST = 60


def console() -> Console:
    """Return a console on stdout that adds no colors of its own to numbers and paths."""
    from rich.console import Console  # noqa: PLC0415 - what shows progress in a pipe needs no rich

    return Console(highlight=False, emoji=False, markup=False)


class Reading(AbstractContextManager["Reading"]):
    """Shows on stderr how many records of each kind were read, and clears it at the end; silent in a pipe."""

    def __init__(self) -> None:
        self._shown: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - the same

            columns = (TextColumn("reading {task.description:<10}"), BarColumn(), MofNCompleteColumn())
            self._shown = Progress(*columns, console=Console(stderr=True), transient=True)
            self._shown.start()
        return self

    def begin(self, what: str) -> None:
        """Turn to the next kind of record."""
        if self._shown is not None:
            self._task = self._shown.add_task(what, total=None)

    def add(self, count: int, total: int | None) -> None:
        """Count records; `total` is how many there will be, if the platform reports it."""
        if self._shown is not None and self._task is not None:
            self._shown.update(self._task, advance=count, total=total)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown is not None:
            self._shown.stop()


def terminal_width() -> int:
    """Return the columns of the terminal (`COLUMNS` comes first); 80 where there is none."""
    return max(_LEAST, shutil.get_terminal_size().columns)


def fold_width() -> int | None:
    """Return the columns in which sentences are folded: the terminal's, None in a pipe, where lines stay whole."""
    return terminal_width() if sys.stdout.isatty() or "COLUMNS" in os.environ else None
