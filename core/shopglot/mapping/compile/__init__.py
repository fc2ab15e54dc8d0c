"""A checked mapping as plain closures, and the result of running it over a record."""

from __future__ import annotations

from shopglot.mapping.compile._convert import CONVERTERS, ConversionError
from shopglot.mapping.compile._file import Compiler, compile_file
from shopglot.mapping.compile._joins import key_of
from shopglot.mapping.compile._masks import Masks, find_masks
from shopglot.mapping.compile._moments import make_date
from shopglot.mapping.compile._read import ABSENT, WRONG, compile_path
from shopglot.mapping.compile._run import CompiledMapping, Outcome, Run
from shopglot.mapping.compile._unknown import MANY, KnownKeys, known_keys, limit_names
from shopglot.mapping.compile._walks import compile_walk

__all__ = [
    "ABSENT",
    "CONVERTERS",
    "MANY",
    "WRONG",
    "CompiledMapping",
    "Compiler",
    "ConversionError",
    "KnownKeys",
    "Masks",
    "Outcome",
    "Run",
    "compile_file",
    "compile_path",
    "compile_walk",
    "find_masks",
    "key_of",
    "known_keys",
    "limit_names",
    "make_date",
]
