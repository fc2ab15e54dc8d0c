"""Saved responses to unified records: reading, writing, counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot._lazy import lazy_face
from shopglot.cli.normalize._command import normalize

if TYPE_CHECKING:
    from shopglot.cli.normalize._hidden import Footnotes
    from shopglot.cli.normalize._table import print_rows

__all__ = ["Footnotes", "normalize", "print_rows"]

# Tables need rich and the models; `--help` does not.
_LATE = {
    "shopglot.cli.normalize._hidden": ("Footnotes",),
    "shopglot.cli.normalize._table": ("print_rows",),
}
__getattr__, __dir__ = lazy_face(__name__, _LATE, globals())
