"""Takes its time to be imported, and is right otherwise."""

from __future__ import annotations

import time

from hostile_base import Plugin, definition

_END = time.perf_counter() + 0.05
while time.perf_counter() < _END:
    pass

plugin = Plugin(lambda: definition("slow"))
