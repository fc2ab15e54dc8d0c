"""What a mapping reads, fills and leaves out, and which of its parts are used by records."""

from __future__ import annotations

from shopglot.workbench.coverage._coverage import Coverage, RawLeaf, UnifiedLeaf, measure_coverage
from shopglot.workbench.coverage._coverage_text import coverage_apideck, coverage_json, coverage_text
from shopglot.workbench.coverage._exercise import Exercise, Uncovered, run_coverage

__all__ = [
    "Coverage",
    "Exercise",
    "RawLeaf",
    "Uncovered",
    "UnifiedLeaf",
    "coverage_apideck",
    "coverage_json",
    "coverage_text",
    "measure_coverage",
    "run_coverage",
]
