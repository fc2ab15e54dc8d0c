"""Prints while it is imported and while it is described, and is right otherwise."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hostile_base import Plugin, definition

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition

print("importing")  # noqa: T201 - what it is here for
sys.stdout.buffer.write(b"bytes\n")
sys.stdout.close()


def _make() -> ConnectorDefinition:
    print("describing")  # noqa: T201 - what it is here for
    return definition("prints")


plugin = Plugin(_make)
