"""A connector at work on its simulated platform, shown step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot._lazy import lazy_face
from shopglot.cli.demo._command import demo

if TYPE_CHECKING:
    from shopglot.cli.demo._simulated import authorize, open_sandbox, with_sandbox

__all__ = ["authorize", "demo", "open_sandbox", "with_sandbox"]

# What opens a simulated platform needs the client; `--help` does not.
_LATE = {"shopglot.cli.demo._simulated": ("authorize", "open_sandbox", "with_sandbox")}
__getattr__, __dir__ = lazy_face(__name__, _LATE, globals())
