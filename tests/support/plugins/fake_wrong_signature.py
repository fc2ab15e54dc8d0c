"""Its hook asks for an argument that the specification does not have."""

from __future__ import annotations

from shopglot.connector import hookimpl


@hookimpl
def shopglot_connector(settings: object) -> object:
    return settings
