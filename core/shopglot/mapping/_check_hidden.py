"""Checking the `hidden` block: what is watched, how it looks, and the reasons that a reader is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping._types import ANY, Type
from shopglot.mapping._words import did_you_mean, listing

if TYPE_CHECKING:
    from shopglot.connector import Connector
    from shopglot.mapping._ast import MappingFile, Reason
    from shopglot.mapping._check_rules import RuleChecker

__all__ = ["check_hidden", "watch_hidden"]


def watch_hidden(file: MappingFile, checker: RuleChecker, target: Type) -> None:
    """Note the watched raw places, before any rule is checked: rules that read them are marked."""
    if file.hidden is None:
        return
    if "hidden_fields" not in target.fields:
        checker.report("E401", file.node.keys["hidden"], f"{target.name} has no customer fields that could be hidden")
    for ref in file.hidden.watch:
        if checker.resolve(ref, checker.root) is not ANY or ref.raw:
            checker.watched.append(ref.raw)


def check_hidden(file: MappingFile, checker: RuleChecker, target: Type, connector: Connector) -> None:
    """Check the block, after every rule: what is watched must be read by a rule."""
    hidden = file.hidden
    if hidden is None:
        return
    for ref in hidden.watch:
        read = any(
            place[: len(ref.raw)] == ref.raw or (whole and ref.raw[: len(place)] == place)
            for place, whole in checker.reads.items()
        )
        if ref.raw and not read:
            checker.report("E204", ref.node, f"no field reads `{ref.path}`, so nothing can be hidden in it")
    detectors = ["asterisks", *(detector.name for detector in connector.masks)]
    if hidden.masked not in detectors and hidden.masked_node is not None:
        hint = did_you_mean(hidden.masked, detectors) or f"the detectors are {listing(detectors)}"
        checker.report("E305", hidden.masked_node, f"there is no mask detector `{hidden.masked}`", hint=hint)
    if hidden.withheld is not None:
        checker.condition(hidden.withheld, checker.root)
    entry = target.fields["hidden_fields"].item if "hidden_fields" in target.fields else None
    always = False
    for row in hidden.reasons:
        if always:
            checker.report("W901", row.node, "a reason before this one fits always, so this one never does")
        always = always or row.when is None
        if row.when is not None:
            checker.condition(row.when, checker.root)
        _check_reason(row, checker, entry, connector.guide.keys() if connector.guide else ())


def _check_reason(row: Reason, checker: RuleChecker, entry: Type | None, remedies: tuple[str, ...]) -> None:
    for name, value in (("reason", row.reason), ("revealable", row.revealable)):
        allowed = entry.fields[name].values if entry and name in entry.fields else ()
        node = row.node.get(name)
        if value and allowed and value not in allowed and node is not None:
            hint = did_you_mean(value, allowed) or f"it is one of {listing(allowed)}"
            checker.report("E303", node, f"`{value}` is not a value of hidden_fields.{name}", hint=hint)
    node = row.node.get("remedy")
    if row.remedy and row.remedy not in remedies and node is not None:
        hint = did_you_mean(row.remedy, remedies) or f"the sections are {listing(remedies) or '(none)'}"
        checker.report("E305", node, f"the connector's guide has no section `{row.remedy}`", hint=hint)
