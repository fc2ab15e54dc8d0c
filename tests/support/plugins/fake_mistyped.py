"""Its hook's name has a typing mistake, so nobody would ever call it."""

from __future__ import annotations

from shopglot.connector import hookimpl


@hookimpl
def shopglot_conector() -> None:
    return None
