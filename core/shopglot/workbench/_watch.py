"""Watching files: what was saved since the last look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["Watch", "iter_changes"]

_Seen = dict["Path", tuple[int, int]]


class Watch:
    """Remembers when files were last written; `changed` returns which were written, created or removed since."""

    def __init__(self, paths: Callable[[], Iterable[Path]]) -> None:
        self._paths = paths
        self._seen = self._look()

    def changed(self) -> list[Path]:
        """Return the files that changed since the last call, sorted."""
        before, self._seen = self._seen, self._look()
        return sorted(path for path in {*before, *self._seen} if before.get(path) != self._seen.get(path))

    def _look(self) -> _Seen:
        seen = {}
        for path in self._paths():
            try:
                stat = path.stat()
            except OSError:
                continue  # saved by being replaced: it is there again in a moment
            seen[path] = (stat.st_mtime_ns, stat.st_size)
        return seen


def iter_changes(watch: Watch, wait: Callable[[], None]) -> Iterator[list[Path]]:
    """Yield the changed files each time there are any; `wait` is called in between, and may raise to end it."""
    while True:
        wait()
        changed = watch.changed()
        if changed:
            yield changed
