"""The language as it is written: YAML with positions, parsed to rules, and its table of words."""

from __future__ import annotations

from shopglot.mapping.syntax._ast import (
    Case,
    Condition,
    EnumTable,
    MappingFile,
    PathRef,
    Picked,
    Reason,
    Rule,
    Shared,
    TestCase,
    Walk,
    is_fixed,
)
from shopglot.mapping.syntax._blocks import BLOCKS, HIDDEN, LANGUAGE_VERSION
from shopglot.mapping.syntax._codes import CODES, RECORD_CODES, UNWATCHED, Code
from shopglot.mapping.syntax._conversions import CONVERSIONS
from shopglot.mapping.syntax._entries import Example, Verb
from shopglot.mapping.syntax._layers import read_layers
from shopglot.mapping.syntax._modifiers import MODIFIERS
from shopglot.mapping.syntax._nodes import Node, SourceFile, Use
from shopglot.mapping.syntax._parse_file import parse_file
from shopglot.mapping.syntax._parts import USE
from shopglot.mapping.syntax._parts_file import PARTS_FILE, is_parts_file
from shopglot.mapping.syntax._paths import Path, PathSyntaxError, parse_path
from shopglot.mapping.syntax._read_yaml import read_nodes, read_scalar
from shopglot.mapping.syntax._reporter import Reporter
from shopglot.mapping.syntax._rule_hints import BESIDE_FIELDS, hint_beside
from shopglot.mapping.syntax._shown import hint_for_boolean
from shopglot.mapping.syntax._top_words import top_words
from shopglot.mapping.syntax._types import (
    ANY,
    REST,
    Type,
    holds_person,
    leaves,
    model_type,
    raw_type,
    type_at,
    type_from_schema,
)
from shopglot.mapping.syntax._value_tests import TESTS
from shopglot.mapping.syntax._verbs import VERBS
from shopglot.mapping.syntax._words import did_you_mean, listing, nearest
from shopglot.mapping.syntax._zones import find_zone, zone_names

__all__ = [
    "ANY",
    "BESIDE_FIELDS",
    "BLOCKS",
    "CODES",
    "CONVERSIONS",
    "HIDDEN",
    "LANGUAGE_VERSION",
    "MODIFIERS",
    "PARTS_FILE",
    "RECORD_CODES",
    "REST",
    "TESTS",
    "UNWATCHED",
    "USE",
    "VERBS",
    "Case",
    "Code",
    "Condition",
    "EnumTable",
    "Example",
    "MappingFile",
    "Node",
    "Path",
    "PathRef",
    "PathSyntaxError",
    "Picked",
    "Reason",
    "Reporter",
    "Rule",
    "Shared",
    "SourceFile",
    "TestCase",
    "Type",
    "Use",
    "Verb",
    "Walk",
    "did_you_mean",
    "find_zone",
    "hint_beside",
    "hint_for_boolean",
    "holds_person",
    "is_fixed",
    "is_parts_file",
    "leaves",
    "listing",
    "model_type",
    "nearest",
    "parse_file",
    "parse_path",
    "raw_type",
    "read_layers",
    "read_nodes",
    "read_scalar",
    "top_words",
    "type_at",
    "type_from_schema",
    "zone_names",
]
