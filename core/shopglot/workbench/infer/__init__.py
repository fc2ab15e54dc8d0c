"""A raw JSON Schema out of saved answers: types, what may be missing or null, closed sets, formats; with counts."""

from __future__ import annotations

from shopglot.workbench.infer._answers import Inferred, infer_schema
from shopglot.workbench.infer._schema import schema_text

__all__ = ["Inferred", "infer_schema", "schema_text"]
