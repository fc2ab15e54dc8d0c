"""Pages and schemas that are written from the tables of the language."""

from __future__ import annotations

from shopglot.workbench.reference._pages import code_page, is_code
from shopglot.workbench.reference._reference import codes_page, generated_files, language_page
from shopglot.workbench.reference._schema import editor_text, language_schema, mapping_schema, resource_schema

__all__ = [
    "code_page",
    "codes_page",
    "editor_text",
    "generated_files",
    "is_code",
    "language_page",
    "language_schema",
    "mapping_schema",
    "resource_schema",
]
