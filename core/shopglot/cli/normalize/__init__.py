"""Saved answers to unified records: reading, writing, counting."""

from __future__ import annotations

from shopglot.cli.normalize._command import normalize
from shopglot.cli.normalize._hidden import Footnotes
from shopglot.cli.normalize._table import print_rows

__all__ = ["Footnotes", "normalize", "print_rows"]
