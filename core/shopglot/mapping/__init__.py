"""The mapping language: read YAML with positions, check it against both ends, compile it, run it."""

from __future__ import annotations

from shopglot.mapping._load import RawTypes, check_mapping, load_mapping, load_mappings, mapping_files
from shopglot.mapping.compile import CompiledMapping, Outcome
from shopglot.mapping.syntax import (
    CODES,
    CONVERSIONS,
    MODIFIERS,
    RECORD_CODES,
    TESTS,
    VERBS,
    Code,
    Path,
    PathSyntaxError,
    SourceFile,
    parse_path,
)

__all__ = [
    "CODES",
    "CONVERSIONS",
    "MODIFIERS",
    "RECORD_CODES",
    "TESTS",
    "VERBS",
    "Code",
    "CompiledMapping",
    "Outcome",
    "Path",
    "PathSyntaxError",
    "RawTypes",
    "SourceFile",
    "check_mapping",
    "load_mapping",
    "load_mappings",
    "mapping_files",
    "parse_path",
]
