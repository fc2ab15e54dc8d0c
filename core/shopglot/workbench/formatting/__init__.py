"""The one layout of mapping files: the order of blocks, indentation, lines; never their meaning."""

from __future__ import annotations

from shopglot.workbench.formatting._format import Formatted, format_diff, format_mapping

__all__ = ["Formatted", "format_diff", "format_mapping"]
