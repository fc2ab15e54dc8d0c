"""Returns something that is no connector."""

from __future__ import annotations

from shopglot.connector import hookimpl


@hookimpl
def shopglot_connector() -> int:
    return 42
