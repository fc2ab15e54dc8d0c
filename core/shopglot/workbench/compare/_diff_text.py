"""The impact of a change, as text for a reviewer and as JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from shopglot.workbench._checking import pluralize
from shopglot.workbench._layout import WIDTH, fold
from shopglot.workbench.compare._short import short_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.workbench.compare._diff import Change, Kind, MappingDiff

__all__ = ["diff_json", "diff_text", "max_severity"]

_VERDICTS = ("patch", "minor", "major")
_KINDS: tuple[tuple[Kind, str], ...] = (("changes", "major"), ("vanishes", "major"), ("appears", "minor"))
_HIDDEN = re.compile(r"/hidden_fields/(~1[^/]*)(.*)\Z")
_LONGEST = 60


def max_severity(diffs: Iterable[MappingDiff]) -> str:
    """Return the highest verdict of several mappings."""
    return max((item.verdict for item in diffs), key=_VERDICTS.index, default="patch")


def diff_text(diff: MappingDiff, *, samples: bool = True, width: int = WIDTH) -> str:
    """Return text for a reviewer: what made the verdict first; `samples` shows values of records."""
    head = f"{diff.model}: {diff.verdict} ({diff.old} to {diff.new}; "
    lines = [fold(f"{head}{diff.differing} of {pluralize(diff.records, 'record')} differ)", width, rest="  ")]
    lines += [fold(f"newly rejected: major: {name}", width, first="  ", rest="    ") for name in diff.rejected]
    for kind, verdict in _KINDS:
        for item in diff.fields:
            if not item.count(kind):
                continue
            lines.append(fold(f"{_readable(item.path)} {kind} {item.count(kind)}x: {verdict}", width, first="  "))
            for change in item.samples if samples else ():
                if change.kind == kind:
                    lines += _sample(change, item.path, width)
    lines += [fold(f"no longer rejected: minor: {name}", width, first="  ", rest="    ") for name in diff.accepted]
    if diff.warned:
        lines.append(f"  warnings differ in {pluralize(diff.warned, 'record')}")
    return "\n".join(lines)


def _sample(change: Change, path: str, width: int) -> list[str]:
    place = change.record if change.path == path else f"{change.record} {_readable(change.path)}"
    old, new = short_value(change.old, _LONGEST), short_value(change.new, _LONGEST)
    one = f"      {place}: {old} -> {new}"
    if len(one) <= width:
        return [one]
    lines = [fold(f"{place}:", width, first="      "), fold(old, width, first="        - ")]
    return [*lines, fold(new, width, first="        + ")]


def _readable(path: str) -> str:
    """Name a hidden field by its own path, which stands escaped in the pointer."""
    match = _HIDDEN.match(path)
    if match is None:
        return path
    inner = match[1].replace("~1", "/").replace("~0", "~")
    return f"/hidden_fields of {inner}{match[2]}"


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
