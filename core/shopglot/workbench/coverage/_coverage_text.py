"""Coverage as a text table, as JSON, and in the shape of Apideck's coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.workbench._checking import pluralize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shopglot.workbench.coverage._coverage import Coverage, RawLeaf

__all__ = ["coverage_apideck", "coverage_json", "coverage_text", "table_text"]

_NARROW = 44


def coverage_text(found: Coverage, *, full: bool = False) -> str:
    """Return the totals and what needs attention; with `full` every raw value and every unified field."""
    resource = found.resource.name if found.resource else "?"
    unknown = sum(not leaf.known for leaf in found.raw)
    blocks = [
        "\n".join(
            [
                f"{found.connector} {resource} to {found.model}  ({found.file})",
                f"  raw values      {_sums(found.counts('raw'), len(found.raw))}",
                *([f"  of these        {unknown} unknown to the raw schema"] if unknown else []),
                f"  unified fields  {_sums(found.counts('unified'), len(found.unified))}",
                f"  {_proof(found)}",
            ]
        )
    ]
    raw = [leaf for leaf in found.raw if full or leaf.state == "unread" or leaf.lifted or not leaf.known]
    unified = [leaf for leaf in found.unified if full or leaf.state in {"unsupported", "unfilled"}]
    if raw:
        rows = [(leaf.path, leaf.state, _describe(leaf)) for leaf in raw]
        blocks.append(table_text(("RAW VALUE", "STATE", "TO, OR REASON"), rows))
    if unified:
        lines = [
            (
                leaf.field,
                leaf.state,
                leaf.reason or ", ".join(leaf.reads) or ("no rule" if leaf.state == "unfilled" else ""),
            )
            for leaf in unified
        ]
        blocks.append(table_text(("UNIFIED FIELD", "STATE", "FROM, OR REASON"), lines))
    if found.unproved:
        parts = [(part.kind, part.where.replace(f"{found.file}:", "line "), part.text) for part in found.unproved]
        blocks.append(table_text(("NOT USED BY RECORDS", "WHERE", "WHAT"), parts))
    return "\n\n".join(blocks)


def _describe(leaf: RawLeaf) -> str:
    parts = [(leaf.reason or ", ".join(leaf.to)) + (f" (not watched for masks: {leaf.lifted})" if leaf.lifted else "")]
    if not leaf.known:
        parts.append(f"unknown to the raw schema, in {pluralize(leaf.records or 0, 'record')}")
    return "; ".join(part for part in parts if part)


def _sums(counts: dict[str, int], whole: int) -> str:
    return f"{whole}: " + ", ".join(f"{number} {state}" for state, number in counts.items())


def _proof(found: Coverage) -> str:
    if not found.records:
        return "no records were run: pass some with --records"
    left = {kind: sum(part.kind == kind for part in found.unproved) for kind in found.totals}
    parts = [f"{total - left[kind]} of {total} {_PLURALS[kind]}" for kind, total in found.totals.items()]
    return f"used by {pluralize(found.records, 'record')}: {', '.join(parts)}"


_PLURALS = {"rule": "rules", "case": "cases", "enum entry": "enum entries"}


def table_text(titles: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return rows as text columns; the last one is not cut."""
    widths = [min(_NARROW, max(len(row[column]) for row in [titles, *rows])) for column in range(len(titles) - 1)]
    lines = []
    for row in [titles, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        lines.append("  " + "  ".join([*cells, row[-1]]).rstrip())
    return "\n".join(lines)


def coverage_json(found: Coverage) -> dict[str, Any]:
    """Return the stable JSON form."""
    return {
        "file": found.file,
        "connector": found.connector,
        "resource": found.resource.name if found.resource else None,
        "model": found.model,
        "records": found.records,
        "counts": {"raw": found.counts("raw"), "unified": found.counts("unified"), "parts": found.totals},
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
            for leaf in found.raw
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
            for leaf in found.unified
        ],
        "unproved": [{"kind": part.kind, "where": part.where, "text": part.text} for part in found.unproved],
    }


def coverage_apideck(found: Iterable[Coverage], connector: str) -> list[dict[str, Any]]:
    """Return an entry per resource in the shape of Apideck's resource coverage, with the supported fields as a tree."""
    entries = []
    for item in found:
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
