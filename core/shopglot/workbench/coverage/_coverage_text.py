"""Coverage as a text table, as JSON, and in the shape of Apideck's coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.workbench._checking import pluralize
from shopglot.workbench._layout import WIDTH, fold, table_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.workbench.coverage._coverage import Coverage, RawLeaf

__all__ = ["coverage_apideck", "coverage_json", "coverage_text"]


def coverage_text(coverage: Coverage, *, full: bool = False, width: int = WIDTH) -> str:
    """Return the totals and what needs attention; with `full` every raw value and every unified field."""
    resource = coverage.resource.name if coverage.resource else "?"
    unknown = sum(not leaf.known for leaf in coverage.raw)
    blocks = [
        "\n".join(
            [
                fold(f"{coverage.connector} {resource} to {coverage.model} ({coverage.file})", width, rest="  "),
                fold(_sums(coverage.counts("raw"), len(coverage.raw)), width, first="  raw values      "),
                *([f"  of these        {unknown} unknown to the raw schema"] if unknown else []),
                fold(_sums(coverage.counts("unified"), len(coverage.unified)), width, first="  unified fields  "),
                fold(_proof(coverage), width, first="  "),
            ]
        )
    ]
    raw = [leaf for leaf in coverage.raw if full or leaf.state == "unread" or leaf.lifted or not leaf.known]
    unified = [leaf for leaf in coverage.unified if full or leaf.state == "unfilled"]
    if raw:
        rows = [(leaf.path, leaf.state, _describe(leaf)) for leaf in raw]
        blocks.append(table_text(("RAW VALUE", "STATE", "TO, OR REASON"), rows, width))
    if unified:
        lines = [
            (
                leaf.field,
                leaf.state,
                leaf.reason or ", ".join(leaf.reads) or ("no rule" if leaf.state == "unfilled" else ""),
            )
            for leaf in unified
        ]
        blocks.append(table_text(("UNIFIED FIELD", "STATE", "FROM, OR REASON"), lines, width))
    unsupported = coverage.counts("unified").get("unsupported", 0)
    if unsupported and not full:
        text = f"{pluralize(unsupported, 'unified field')} unsupported, each with its reason in the file: see --full"
        blocks.append(fold(text, width, first="  "))
    if coverage.unproved:
        parts = [(part.kind, part.where.replace(f"{coverage.file}:", "line "), part.text) for part in coverage.unproved]
        blocks.append(table_text(("NOT USED BY RECORDS", "WHERE", "WHAT"), parts, width))
    return "\n\n".join(blocks)


def _describe(leaf: RawLeaf) -> str:
    parts = [(leaf.reason or ", ".join(leaf.to)) + (f" (not watched for masks: {leaf.lifted})" if leaf.lifted else "")]
    if not leaf.known:
        parts.append(f"unknown to the raw schema, in {pluralize(leaf.records or 0, 'record')}")
    return "; ".join(part for part in parts if part)


def _sums(counts: dict[str, int], whole: int) -> str:
    return f"{whole}: " + ", ".join(f"{number} {state}" for state, number in counts.items())


def _proof(coverage: Coverage) -> str:
    if not coverage.records:
        return "no records were run: pass some with --records"
    left = {kind: sum(part.kind == kind for part in coverage.unproved) for kind in coverage.totals}
    parts = [f"{total - left[kind]} of {total} {_PLURALS[kind]}" for kind, total in coverage.totals.items()]
    return f"used by {pluralize(coverage.records, 'record')}: {', '.join(parts)}"


_PLURALS = {"rule": "rules", "case": "cases", "enum entry": "enum entries"}


def coverage_json(coverage: Coverage) -> dict[str, Any]:
    """Return the stable JSON form."""
    return {
        "file": coverage.file,
        "connector": coverage.connector,
        "resource": coverage.resource.name if coverage.resource else None,
        "model": coverage.model,
        "records": coverage.records,
        "counts": {"raw": coverage.counts("raw"), "unified": coverage.counts("unified"), "parts": coverage.totals},
        "raw": [
            {
                "path": leaf.path,
                "type": leaf.type,
                "state": leaf.state,
                "to": list(leaf.to),
                "reason": leaf.reason or None,
                "lifted": leaf.lifted or None,
                "known": leaf.known,
                "records": leaf.records,
            }
            for leaf in coverage.raw
        ],
        "unified": [
            {
                "field": leaf.field,
                "type": leaf.type,
                "state": leaf.state,
                "reads": list(leaf.reads),
                "where": list(leaf.where),
                "reason": leaf.reason or None,
                "records": leaf.records,
            }
            for leaf in coverage.unified
        ],
        "unproved": [{"kind": part.kind, "where": part.where, "text": part.text} for part in coverage.unproved],
    }


def coverage_apideck(coverages: Iterable[Coverage], connector: str) -> list[dict[str, Any]]:
    """Return an entry per resource in the shape of Apideck's resource coverage, with the supported fields as a tree."""
    entries = []
    for item in coverages:
        name = item.resource.name if item.resource else item.model.lower()
        fields = _tree(leaf.field for leaf in item.unified if leaf.state not in {"unsupported", "unfilled"})
        entries.append(
            {
                "id": connector,
                "name": connector,
                "status": "beta",
                "coverage": [
                    {
                        "downstream_id": item.resource.mapping.rpartition(".")[0] if item.resource else name,
                        "downstream_name": f"{name}s",
                        "pagination_supported": name != "store",
                        "pagination": {
                            "mode": "native",
                            "paging_support": name != "store",
                            "limit_support": name != "store",
                        },
                        "supported_operations": ["one"] if name == "store" else ["all", "one"],
                        "supported_filters": [],
                        "supported_sort_by": [],
                        "supported_fields": fields,
                        "supported_list_fields": fields,
                    }
                ],
            }
        )
    return entries


def _tree(names: Iterable[str]) -> list[dict[str, Any]]:
    children: dict[str, list[str]] = {}
    for name in names:
        first, _, rest = name.partition(".")
        children.setdefault(first, [])
        if rest:
            children[first].append(rest)
    return [
        {"unified_property": name, "child_properties": _tree(inner)} if inner else {"unified_property": name}
        for name, inner in children.items()
    ]
