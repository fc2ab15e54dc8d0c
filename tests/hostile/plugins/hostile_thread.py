"""Begins a thread that never ends, and is right otherwise: a process waits for such a thread when it ends."""

from __future__ import annotations

import threading

from hostile_base import Plugin, definition

threading.Thread(target=threading.Event().wait).start()

plugin = Plugin(lambda: definition("thread"))
