"""The impact of a change, as text for a reviewer and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.workbench._checking import pluralize
from shopglot.workbench.tests import format_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.workbench.compare._diff import FieldDiff, MappingDiff

__all__ = ["diff_json", "diff_text", "max_severity"]

_VERDICTS = ("patch", "minor", "major")


def max_severity(diffs: Iterable[MappingDiff]) -> str:
    """Return the highest verdict of several mappings."""
    return max((item.verdict for item in diffs), key=_VERDICTS.index, default="patch")


def diff_text(diff: MappingDiff, *, samples: bool = True) -> str:
    """Return text for a reviewer; `samples` shows values, for records that may be shown."""
    head = f"{diff.model}: {diff.verdict}  ({diff.old} to {diff.new}; "
    head += f"{diff.differing} of {pluralize(diff.records, 'record')} differ)"
    lines = [head]
    for item in diff.fields:
        lines.append(f"  {item.path}  {_counts(item)}")
        lines += [
            f"      {change.record} {change.path}: {format_value(change.old)} -> {format_value(change.new)}"
            for change in (item.samples if samples else ())
        ]
    lines += [f"  newly rejected: {name}" for name in diff.rejected]
    lines += [f"  no longer rejected: {name}" for name in diff.accepted]
    if diff.warned:
        lines.append(f"  warnings differ in {pluralize(diff.warned, 'record')}")
    return "\n".join(lines)


def _counts(item: FieldDiff) -> str:
    counts = (("appears", item.appears), ("vanishes", item.vanishes), ("changes", item.changes))
    return ", ".join(f"{word} {number}x" for word, number in counts if number)


def diff_json(diff: MappingDiff, *, samples: bool = True) -> dict[str, Any]:
    """Return the stable JSON form."""
    return {
        "old": diff.old,
        "new": diff.new,
        "model": diff.model,
        "verdict": diff.verdict,
        "records": diff.records,
        "differing": diff.differing,
        "fields": [
            {
                "path": item.path,
                "verdict": item.verdict,
                "appears": item.appears,
                "vanishes": item.vanishes,
                "changes": item.changes,
                "samples": [
                    {"record": change.record, "path": change.path, "old": change.old, "new": change.new}
                    for change in item.samples
                ]
                if samples
                else [],
            }
            for item in diff.fields
        ],
        "rejected": list(diff.rejected),
        "accepted": list(diff.accepted),
        "warned": diff.warned,
    }
