"""What is installed, and whether each plugin is right: every one examined in a process of its own."""

from __future__ import annotations

from shopglot._lazy import publish
from shopglot.doctor._environment import Environment, read_environment
from shopglot.doctor._examine import TIME_LIMIT, examine_plugins
from shopglot.doctor._report import Finding, PluginReport

__all__ = ["TIME_LIMIT", "Environment", "Finding", "PluginReport", "examine_plugins", "read_environment"]

publish(__name__, globals(), __all__)
