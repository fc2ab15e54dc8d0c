"""A connector to start from: a whole distribution, begun from saved answers."""

from __future__ import annotations

from shopglot.workbench.scaffold._choices import AUTHS, PAGINGS, Choices
from shopglot.workbench.scaffold._files import connector_files, write_files

__all__ = ["AUTHS", "PAGINGS", "Choices", "connector_files", "write_files"]
