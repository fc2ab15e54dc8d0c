"""The whole way of a connector on its simulated platform, told step by step."""

from __future__ import annotations

from shopglot.cli.demo._command import demo
from shopglot.cli.demo._simulated import authorised, opened, with_sandbox

__all__ = ["authorised", "demo", "opened", "with_sandbox"]
