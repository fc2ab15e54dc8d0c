"""Puts an object of its own in the place of `sys.stdout`, and leaves it there."""

from __future__ import annotations

import io
import sys

from hostile_base import Plugin, definition

sys.stdout = io.StringIO()

plugin = Plugin(lambda: definition("takes-stdout"))
