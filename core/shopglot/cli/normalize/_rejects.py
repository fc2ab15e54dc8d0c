"""Where rejected records go: a file that only its owner can read, because it holds raw records."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from typing import IO, TYPE_CHECKING

from shopglot.cli.normalize._json import reject_json

if TYPE_CHECKING:
    from pathlib import Path

    from shopglot.normalize import Rejected

__all__ = ["Rejects"]


class Rejects(AbstractContextManager["Rejects"]):
    """Writes rejected records as JSON Lines to `path`, or nowhere when it is None; raises OSError at once."""

    def __init__(self, path: Path | None) -> None:
        self._file: IO[bytes] | None = None
        if path is not None:
            self._file = os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb")
            if hasattr(os, "fchmod"):
                # The file may have been there before, and open to others.
                os.fchmod(self._file.fileno(), 0o600)

    def add(self, source: str, result: Rejected) -> None:
        """Keep one rejected record."""
        if self._file is not None:
            self._file.write(reject_json(source, result).encode() + b"\n")

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
