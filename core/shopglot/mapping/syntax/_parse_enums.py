"""Enum tables: from a platform's tokens to unified values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax._ast import EnumTable
from shopglot.mapping.syntax._shown import hint_for_names, in_flow
from shopglot.mapping.syntax._words import listing

if TYPE_CHECKING:
    from shopglot.mapping.syntax._nodes import Node
    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["parse_enum", "parse_enums"]


def parse_enum(node: Node, report: Reporter) -> EnumTable | None:
    """Parse one enum table; `else` is the value for tokens never seen."""
    if not isinstance(node.value, dict) or not node.value:
        hint = hint_for_names(node, "TOKEN: value")
        report.shape(node, "expected a mapping from the platform's tokens to unified values", hint=hint)
        return None
    entries = {}
    for token, value in node.value.items():
        if isinstance(value.value, (dict, list)) or value.value is None:
            hint = ""
            if isinstance(value.value, list) and value.value:
                first = in_flow(value.value[0])
                hint = f"each token has a row of its own, and the value stands behind it: {first}: {token}"
            report.shape(value, f"expected a single value for `{token}`", hint=hint)
        else:
            entries[token] = value
    return EnumTable(node, entries, entries.pop("else", None))


def parse_enums(node: Node, report: Reporter) -> tuple[dict[str, EnumTable], bool]:
    """Parse the block `enums`; the second is whether rows stand in it that belong to a table which is not known."""
    if not isinstance(node.value, dict):
        report.shape(node, "`enums` must be a mapping of tables", hint=hint_for_names(node, "name: {TOKEN: value}"))
        return {}, True
    tables, above = {}, ""
    rows = [name for name, table in node.value.items() if not isinstance(table.value, (dict, list))]
    for name, table in node.value.items():
        if name in rows:
            if name == "else" and above:
                hint = f"indent it, to stand among the rows of `{above}`; each table has its own `else`"
                report(
                    "E104", node.keys[name], "`else` stands beside the tables, where it is the name of one", hint=hint
                )
            continue
        parsed, above = parse_enum(table, report), name
        if parsed is not None:
            parsed.name = name
            parsed.node = node.keys[name]
            tables[name] = parsed
    loose = [name for name in rows if name != "else" or not tables]
    if loose:
        first = node.value[loose[0]]
        text = f"{listing(loose)} {'is a row' if len(loose) == 1 else 'are rows'}, and here stand tables by their names"
        hint = f"name the table before, and indent below it: `order_status: {{{loose[0]}: {in_flow(first)}}}`"
        report("E104", node.keys[loose[0]], text, hint=hint)
    return tables, bool(loose)
