"""Checking a mapping file against both ends: the raw JSON Schema and the unified model.

What the checker learns (the type behind a path, the type a field holds, whether a value may be missing, which paths
the platform may hide) it writes into the rules, and the compiler reads it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping._check_rules import RuleChecker, Scope, escaped
from shopglot.mapping._types import ANY, Type, leaves, model_type
from shopglot.mapping._words import did_you_mean, listing

if TYPE_CHECKING:
    from pydantic import BaseModel

    from shopglot.connector import Connector
    from shopglot.mapping._ast import MappingFile
    from shopglot.mapping._diagnostic import Reporter

__all__ = ["OWN_FIELDS", "Checked", "check_file"]

OWN_FIELDS = frozenset({"extensions", "customer_hidden", "hidden_fields"})
"""Unified fields that blocks of the file fill, not rules under `fields`."""


class Checked:
    """What a check found out about a whole file: the raw type, and which raw places rules read."""

    def __init__(self, raw: Type, reads: dict[tuple[str, ...], bool]) -> None:
        self.raw = raw
        self.reads = reads


def check_file(
    file: MappingFile, connector: Connector, raw: Type | None, models: dict[str, type[BaseModel]], report: Reporter
) -> Checked | None:
    """Check a parsed file; everything wrong is reported. None when there is no raw type or model to check against."""
    if raw is None:
        names = [schema.name for schema in connector.raw_schemas]
        whole = [f"{connector.id}/{name}" for name in names]
        if file.raw:
            hint = did_you_mean(f"{file.connector}/{file.raw}", whole) or f"it has {listing(whole)}"
            report("E205", file.raw_node, f"the connector has no raw record `{file.connector}/{file.raw}`", hint=hint)
    model = models.get(file.model)
    if model is None and file.model:
        hint = did_you_mean(file.model, models) or f"the models are {listing(models)}"
        report("E404", file.model_node, f"there is no unified model `{file.model}`", hint=hint)
    if raw is None or model is None:
        return None
    target = model_type(model)
    scope = Scope(raw, ())
    checker = RuleChecker(report, scope, connector)
    _watch(file, checker, scope, target)
    checker.whole = target.fields
    fields = {name: item for name, item in target.fields.items() if name not in OWN_FIELDS}
    shown = Type("object", fields=fields, required=target.required, name=target.name)
    checker.top = shown
    checker.fields(file.fields, scope, shown, "", keys=file.field_nodes, node=file.node.get("fields") or file.node)
    for name, rule in file.extensions.items():
        checker.rule(rule, scope, None, f"/extensions/{connector.id}/{escaped(name)}")
    _hidden(file, checker, scope, target, connector, report)
    _ignored(file, checker, scope, report)
    _unread(file, checker, raw, report)
    for table in file.enums.values():
        if not table.used:
            report("W903", table.node, f"no rule uses the enum table `{table.name}`", hint="use it or delete it")
    return Checked(raw, checker.reads)


def _watch(file: MappingFile, checker: RuleChecker, scope: Scope, target: Type) -> None:
    if file.hidden is None:
        return
    if "hidden_fields" not in target.fields:
        checker.report("E401", file.node.keys["hidden"], f"{target.name} has no customer fields that could be hidden")
    for ref in file.hidden.watch:
        if checker.resolve(ref, scope) is not ANY or ref.raw:
            checker.watched.append(ref.raw)


def _hidden(
    file: MappingFile, checker: RuleChecker, scope: Scope, target: Type, connector: Connector, report: Reporter
) -> None:
    hidden = file.hidden
    if hidden is None:
        return
    for ref in hidden.watch:
        if ref.raw and not any(place[: len(ref.raw)] == ref.raw for place in checker.reads):
            report("E204", ref.node, f"no field reads `{ref.path}`, so nothing can be hidden in it")
    detectors = ["asterisks", *(detector.name for detector in connector.masks)]
    if hidden.masked not in detectors and hidden.masked_node is not None:
        hint = did_you_mean(hidden.masked, detectors) or f"the detectors are {listing(detectors)}"
        report("E305", hidden.masked_node, f"there is no mask detector `{hidden.masked}`", hint=hint)
    if hidden.withheld is not None:
        checker.condition(hidden.withheld, scope)
    entry = target.fields["hidden_fields"].item if "hidden_fields" in target.fields else None
    remedies = connector.guide.keys() if connector.guide else ()
    always = False
    for row in hidden.reasons:
        if always:
            report("W901", row.node, "a reason before this one fits always, so this one never does")
        always = always or row.when is None
        if row.when is not None:
            checker.condition(row.when, scope)
        for name, value in (("reason", row.reason), ("revealable", row.revealable)):
            allowed = entry.fields[name].values if entry and name in entry.fields else ()
            node = row.node.get(name)
            if value and allowed and value not in allowed and node is not None:
                hint = did_you_mean(value, allowed) or f"it is one of {listing(allowed)}"
                report("E303", node, f"`{value}` is not a value of hidden_fields.{name}", hint=hint)
        node = row.node.get("remedy")
        if row.remedy and row.remedy not in remedies and node is not None:
            hint = did_you_mean(row.remedy, remedies) or f"the sections are {listing(remedies) or '(none)'}"
            report("E305", node, f"the connector's guide has no section `{row.remedy}`", hint=hint)


def _ignored(file: MappingFile, checker: RuleChecker, scope: Scope, report: Reporter) -> None:
    for text, ref in file.ignore.items():
        checker.resolve(ref, scope, through_lists=True)
        # `$` is all the rest of the record: that something else of it is read is no contradiction
        if ref.raw and any(place[: len(ref.raw)] == ref.raw for place in checker.reads):
            report("W903", ref.node, f"`{text}` is ignored here, and a rule reads it", hint="keep one of the two")


def _unread(file: MappingFile, checker: RuleChecker, raw: Type, report: Reporter) -> None:
    ignored = [ref.raw for ref in file.ignore.values()]
    whole = [place for place, subtree in checker.reads.items() if subtree]
    # A path may go on where the schema says no more: then what it goes through is read.
    read = {place[:size] for place in [*checker.reads, *checker.tested] for size in range(1, len(place) + 1)}
    unread = [
        ".".join(place)
        for place in leaves(raw)
        if place
        and place not in read
        and not any(place[: len(prefix)] == prefix for prefix in whole)
        and not any(place[: len(prefix)] == prefix for prefix in ignored)
    ]
    if unread:
        noun = "raw field is" if len(unread) == 1 else "raw fields are"
        report(
            "W902",
            file.raw_node,
            f"{len(unread)} {noun} neither mapped, nor extended, nor ignored: {listing(unread)}",
            hint="map them, keep them under `extensions`, or say under `ignore` why they are left out",
        )
