"""The effect of a changed mapping on records."""

from __future__ import annotations

from shopglot.workbench.compare._diff import Change, FieldDiff, MappingDiff, compare_mappings
from shopglot.workbench.compare._diff_text import diff_json, diff_text, max_severity
from shopglot.workbench.compare._versions import pair_mappings

__all__ = [
    "Change",
    "FieldDiff",
    "MappingDiff",
    "compare_mappings",
    "diff_json",
    "diff_text",
    "max_severity",
    "pair_mappings",
]
