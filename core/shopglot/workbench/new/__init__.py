"""A starting file for a mapping: guesses from the names, types and values of a raw schema, all else as comments."""

from __future__ import annotations

from shopglot.workbench.new._guess import Suggestion, suggestions
from shopglot.workbench.new._raw import formats_of, raw_type_of, schema_from
from shopglot.workbench.new._text import new_mapping

__all__ = ["Suggestion", "formats_of", "new_mapping", "raw_type_of", "schema_from", "suggestions"]
