"""Checking the `hidden` block: what is watched, how it looks, and the reasons that a reader gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.check._covered import EarlierConditions
from shopglot.mapping.check._paths import below
from shopglot.mapping.syntax import ANY, REST, Type, did_you_mean, leaves, listing, type_at

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.check._rules import RuleChecker
    from shopglot.mapping.syntax import MappingFile, PathRef, Reason

__all__ = ["check_hidden", "watch_hidden"]

_REASONS = "reasons: [{reason: unknown, revealable: unknown}]"


def watch_hidden(file: MappingFile, checker: RuleChecker, target: Type, connector: ConnectorDefinition) -> None:
    """Note the raw places that may be masked, before any rule is checked: rules that read them are marked."""
    for schema in connector.raw_schemas:
        if schema.name == file.raw:
            checker.maskable += [tuple(place.split(".")) for place in schema.maskable]
    hidden = file.hidden
    if hidden is None:
        return
    if "hidden_fields" not in target.fields:
        checker.report("E401", file.node.keys["hidden"], f"{target.name} has no customer fields to hide")
    checker.block = "watch"
    for ref in (*hidden.watch, *hidden.unwatch.values()):
        checker.resolve(ref, checker.root, through_lists=True)
    checker.block = ""
    checker.watched += [ref.raw for ref in hidden.watch if ref.raw]
    for text, ref in hidden.unwatch.items():
        if ref.raw:
            _check_lifted(ref, [one for one in hidden.watch if one.raw], checker)
            checker.lifted[ref.raw] = hidden.reasons_unwatched[text]


def _check_lifted(ref: PathRef, watch: list[PathRef], checker: RuleChecker) -> None:
    for one in watch:
        if one.raw == ref.raw and one.node.source is ref.node.source:
            text = f"`{ref.path}` is both watched and unwatched in this file"
            checker.report("E207", ref.node, text, hint="keep one of the two")
            return
    places = [*(one.raw for one in watch), *checker.maskable]
    if not any(below(ref.raw, place) for place in places):
        shown = [".".join(place) for place in dict.fromkeys(places)]
        hint = f"watched or sometimes masked: {listing(shown)}" if shown else "remove it"
        checker.report("E207", ref.node, f"`{ref.path}` is neither watched nor ever masked", hint=hint)


def check_hidden(file: MappingFile, checker: RuleChecker, target: Type, connector: ConnectorDefinition) -> None:
    """Check the block, after every rule: what may be masked is watched, and what is watched is read by a rule."""
    hidden = file.hidden
    if not checker.report.lost_hidden:
        _check_unwatched(checker, target, has_block=hidden is not None)
    if hidden is None:
        return
    for ref in hidden.watch:
        read = any(
            below(place, ref.raw) or ((whole or REST in place) and below(ref.raw, place))
            for place, whole in checker.reads.items()
        )
        if ref.raw and not read and ref.raw not in checker.lifted:
            checker.report("E204", ref.node, f"no field reads `{ref.path}`, so watching it hides nothing")
    detectors = ["asterisks", *(detector.name for detector in connector.masks)]
    if hidden.masked not in detectors and hidden.masked_node is not None:
        hint = did_you_mean(hidden.masked, detectors) or f"the detectors are {listing(detectors)}"
        checker.report("E305", hidden.masked_node, f"unknown mask detector `{hidden.masked}`", hint=hint)
    if hidden.withheld is not None:
        checker.condition(hidden.withheld, checker.root)
    entry = target.fields["hidden_fields"].item if "hidden_fields" in target.fields else None
    always: Reason | None = None
    seen = EarlierConditions()
    for row in hidden.reasons:
        always = row if always is None and row.when is None else always
        if row.when is not None:
            checker.condition(row.when, checker.root)
            if always is None:
                checker.reachable(row.node, "reason", seen.covering(row.when))
        _check_reason(row, checker, entry, connector.guide.keys() if connector.guide else ())
    rows = [row.node for row in hidden.reasons]
    checker.always(
        rows, always.node if always is not None else None, "a reason without `when` always matches", "reason"
    )


def _check_unwatched(checker: RuleChecker, target: Type, *, has_block: bool) -> None:
    """Report each place that may be masked and is read unwatched: one diagnostic a place, at the first rule."""
    found: list[tuple[str, PathRef, dict[str, None]]] = []
    for place in checker.maskable:
        first: PathRef | None = None
        unwatched: dict[str, None] = {}
        for ref in checker.published:
            places = [
                one for one in _values_inside(checker.root.type, ref.raw, place) if checker.find_deciding(one) is None
            ]
            first = first or (ref if places else None)
            unwatched |= dict.fromkeys(".".join(one) for one in places)
        if first is not None:
            found.append((".".join(place), first, unwatched))
    block = f"hidden: {{watch: [{', '.join(place for place, *_ in found)}], {_REASONS}}}"
    for shown, ref, unwatched in found:
        hint = f"add `{shown}` to `hidden.watch`, or to `hidden.unwatch` with a reason"
        hint = hint if has_block else f"add a block: {block}; or {{unwatch: {{{shown}: the reason}}}}"
        hint = hint if "hidden_fields" in target.fields else f"{target.name} has no `hidden_fields`: do not read it"
        what = "it" if list(unwatched) == [shown] else listing(unwatched)
        checker.report("E206", ref.node, f"`{shown}` may be masked, but nothing watches {what}", hint=hint)


def _values_inside(root: Type, read: tuple[str, ...], place: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the values inside a maskable place that reading another place includes."""
    if not below(read, place) and not below(place, read):
        return []
    top = max(read, place, key=len)
    return list(leaves(type_at(root, top) or ANY, top))


def _check_reason(row: Reason, checker: RuleChecker, entry: Type | None, remedies: tuple[str, ...]) -> None:
    for name, value in (("reason", row.reason), ("revealable", row.revealable)):
        allowed = entry.fields[name].values if entry and name in entry.fields else ()
        node = row.node.get(name)
        if value and allowed and value not in allowed and node is not None:
            near = did_you_mean(value, allowed)
            hint = f"{near} It is one of {listing(allowed)}" if near else f"use one of {listing(allowed)}"
            checker.report("E303", node, f"`{value}` is not a value of hidden_fields.{name}", hint=hint)
    node = row.node.get("remedy")
    if row.remedy and row.remedy not in remedies and node is not None:
        hint = did_you_mean(row.remedy, remedies) or f"the sections are {listing(remedies) or '(none)'}"
        checker.report("E305", node, f"the connector's guide has no section `{row.remedy}`", hint=hint)
