"""Writes to file descriptor 1 while it is imported, past `sys.stdout`, and is right otherwise."""

from __future__ import annotations

import os

from hostile_base import Plugin, definition

os.write(1, b"past\n")

plugin = Plugin(lambda: definition("writes"))
