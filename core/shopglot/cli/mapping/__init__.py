"""The commands for mapping authors."""

from __future__ import annotations

from shopglot.cli.mapping._group import mapping

__all__ = ["mapping"]
