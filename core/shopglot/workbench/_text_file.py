"""Reading a text that a person named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.errors import ShopglotError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_text"]


def read_text(file: Path) -> str:
    """Return a file's text; raises `ShopglotError`, which names the file, where it can't be read."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise ShopglotError(reason or "cannot be read", where=str(file)) from None
