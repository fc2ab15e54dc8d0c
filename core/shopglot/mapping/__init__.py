"""The mapping language: read YAML with positions, check it against both ends, compile it, run it."""

from __future__ import annotations

from shopglot.mapping._codes import CODES, RECORD_CODES, Code
from shopglot.mapping._diagnostic import Diagnostic, Problem
from shopglot.mapping._load import check_mapping, load_mapping, load_mappings
from shopglot.mapping._paths import Path, PathSyntaxError, parse_path
from shopglot.mapping._run import CompiledMapping, Outcome
from shopglot.mapping._source import Source
from shopglot.mapping._verbs import CONVERSIONS, MODIFIERS, TESTS, VERBS

__all__ = [
    "CODES",
    "CONVERSIONS",
    "MODIFIERS",
    "RECORD_CODES",
    "TESTS",
    "VERBS",
    "Code",
    "CompiledMapping",
    "Diagnostic",
    "Outcome",
    "Path",
    "PathSyntaxError",
    "Problem",
    "Source",
    "check_mapping",
    "load_mapping",
    "load_mappings",
    "parse_path",
]
