"""Enum tables: from a platform's tokens to unified values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax._ast import EnumTable

if TYPE_CHECKING:
    from shopglot.mapping.syntax._nodes import Node
    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["parse_enum"]


def parse_enum(node: Node, report: Reporter) -> EnumTable | None:
    """Parse one enum table; `else` is the value for tokens never seen."""
    if not isinstance(node.value, dict) or not node.value:
        report("E104", node, f"expected a mapping from the platform's tokens to unified values, got {node.kind}")
        return None
    entries = {}
    for token, value in node.value.items():
        if isinstance(value.value, (dict, list)) or value.value is None:
            report("E104", value, f"expected a single value for `{token}`, got {value.kind}")
        else:
            entries[token] = value
    return EnumTable(node, entries, entries.pop("else", None))
