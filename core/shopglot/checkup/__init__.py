"""Checking whether a connection is set up correctly: each step that a set-up needs, in order."""

from __future__ import annotations

from shopglot.checkup._checkup import checkup
from shopglot.checkup._setup import Setup
from shopglot.checkup._step import CheckResult

__all__ = ["CheckResult", "Setup", "checkup"]
