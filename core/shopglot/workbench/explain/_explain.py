"""How a unified field is filled: the rules, their locations, what they read, and why a record leaves it empty."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot.errors import ShopglotError
from shopglot.mapping import RECORD_CODES
from shopglot.mapping.check import OWN_FIELDS, target_types
from shopglot.mapping.syntax import ANY, Type, did_you_mean, listing
from shopglot.workbench._json import pointer_step
from shopglot.workbench._records import compile_checked, normalize_record
from shopglot.workbench._rules import reads_of, rules_for, tests_of
from shopglot.workbench.explain._elements import Elements, Place
from shopglot.workbench.explain._steps import TraceStep, steps_of
from shopglot.workbench.explain._trace import TracedMapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shopglot.mapping.syntax import MappingFile, Node, PathRef, Rule, SourceFile
    from shopglot.workbench._checking import CheckedMapping
    from shopglot.workbench._fixtures import Sample

__all__ = ["Explanation", "RawRead", "RecordTrace", "RuleView", "explain_field", "follow_field"]

_OWN = {
    "customer_hidden": "true where `hidden_fields` names any field; filled by the block `hidden`",
    "hidden_fields": "filled by the block `hidden`: the watched raw values that are masked or withheld",
    "extensions": "filled by the block `extensions`; name one of them, such as extensions.{}",
}


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule that fills the field: the file (of its layer, or its part), the line, and its text.

    `used` are the places that use the part which it belongs to, from the inside out.
    """

    file: str
    line: int
    text: str
    note: str = ""
    used: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawRead:
    """One raw path that the rules read or test: its place in the raw record, its type, whether it may be hidden.

    `lifted` is the mapping's reason why it is not watched for masks.
    """

    path: str
    type: str
    use: str
    hideable: bool = False
    lifted: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one unified field is filled; `reason` tells why, where nothing fills it."""

    model: str
    field: str
    type: str
    required: bool
    rules: tuple[RuleView, ...]
    reads: tuple[RawRead, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecordTrace:
    """How one record filled the field: the steps of each time that a rule ran, the result, and why it is empty.

    `element` says which element of how many it is about, where the field is inside a list. Its `repr` shows no value of
    the record.
    """

    record: str
    steps: tuple[TraceStep, ...] = field(repr=False)
    value: Any = field(repr=False)
    why: tuple[str, ...] = ()
    element: str = ""


def explain_field(checked: CheckedMapping, name: str) -> Explanation:
    """Explain a field, written `customer.name` or `/customer/name`; raises `ShopglotError` for an unknown one."""
    file = _file(checked)
    steps = _steps(name)
    of, required, rules = _resolve(file, steps)
    shown = ".".join(steps)
    reason = "" if rules else _reason(file, steps)
    reads = [_read(ref, "read") for rule in rules for ref in reads_of(rule)]
    reads += [_read(ref, "tested") for rule in rules for ref in tests_of(rule)]
    seen = {item.path: item for item in reversed(reads) if item.path}
    return Explanation(
        model=file.model,
        field=shown,
        type=str(of),
        required=required,
        rules=tuple(_view(file, rule) for rule in rules),
        reads=tuple(dict.fromkeys(seen[item.path] for item in reads if item.path)),
        reason=reason,
    )


def follow_field(
    checked: CheckedMapping, name: str, samples: Iterable[Sample], settings: Mapping[str, object] | None = None
) -> list[RecordTrace]:
    """Trace records through the rules of a field; inside a list, of the element that the name has, or of the first.

    `settings` are the connection's, as given.
    """
    file = _file(checked)
    readable = checked.target.connector.readable_settings(settings or {})
    steps = _steps(name)
    _, _, rules = _resolve(file, steps)
    wanted = {id(rule) for rule in rules}
    place = _own_place(file, Place.of(name))
    traced, mapping = TracedMapping(file, checked.target.connector), compile_checked(checked)
    stories = []
    for sample in samples:
        traced.follow(sample.raw, readable)
        elements = Elements(place)
        calls = elements.calls(traced.calls, wanted)
        result = normalize_record(mapping, sample.raw, readable)
        made = tuple(step for call in calls for step in steps_of(call, file))
        if result.record is None:
            why = tuple(f"the record is rejected: {problem}" for problem in result.errors)
            stories.append(RecordTrace(sample.name, made, None, why))
            continue
        value = elements.value(result.record)
        why = tuple(_why(result, list(place.steps), value, ran=bool(calls)))
        stories.append(RecordTrace(sample.name, made, value, why, ", ".join(elements.shown)))
    return stories


def _why(result: Any, steps: list[str], value: Any, *, ran: bool) -> Iterable[str]:
    path = "".join(map(pointer_step, steps))
    for entry in result.record.get("hidden_fields") or ():
        place = re.sub(r"/[0-9]+(?=/|\Z)", "", entry["path"])
        if place == path or place.startswith(f"{path}/") or path.startswith(f"{place}/"):
            remedy = f"; see the guide's section {entry['remedy']}" if entry["remedy"] else ""
            yield (
                f"hidden ({entry['path']}): {entry['evidence']}, {entry['reason']}; "
                f"revealable: {entry['revealable']}{remedy}"
            )
    for problem in result.warnings:
        place = re.sub(r"/[0-9]+(?=/|\Z)", "", problem.path)
        if place == path or place.startswith(f"{path}/"):
            yield f"warning {problem.code}: {RECORD_CODES.get(problem.code, problem.message)} ({problem.where})"
    if value is None and not ran:
        yield "empty: none of its rules ran, because what contains it is empty or no case chose it"


def _file(checked: CheckedMapping) -> MappingFile:
    if checked.file is None:
        raise ShopglotError(f"{checked.name} has errors", hint=f"Run shopglot mapping check {checked.name}")
    return checked.file


def _steps(name: str) -> list[str]:
    return list(Place.of(name).steps)


def _resolve(file: MappingFile, steps: list[str]) -> tuple[Type, bool, list[Rule]]:
    target = target_types()[file.model]
    if not steps:
        raise ShopglotError("no field is named", hint=f"{file.model} has {listing(target.fields)}.")
    if steps[0] == "extensions" and len(steps) > 1:
        return ANY, False, _extension(file, steps[1:])
    type_, required = target, False
    rules: list[Rule] = []
    for number, step in enumerate(steps):
        while type_.kind == "list" and type_.item is not None:
            type_ = type_.item
        if step not in type_.fields:
            owner = ".".join(steps[:number]) or file.model
            hint = did_you_mean(step, type_.fields) or (f"It has {listing(type_.fields)}." if type_.fields else "")
            raise ShopglotError(f"{owner} has no field {step!r}", hint=hint)
        required = step in type_.required
        type_ = type_.fields[step]
        rules = rules_for(rules, step) if number else [file.fields[step]] if step in file.fields else []
    return type_, required, rules


def _extension(file: MappingFile, steps: list[str]) -> list[Rule]:
    names = steps[1:] if steps[0] == file.connector and len(steps) > 1 else steps
    rule = file.extensions.get(names[0])
    if rule is None:
        hint = did_you_mean(names[0], file.extensions) or f"The extensions are {listing(file.extensions)}."
        raise ShopglotError(f"unknown extension {names[0]!r}", hint=hint)
    rules = [rule]
    for step in names[1:]:
        rules = rules_for(rules, step)
    return rules


def _own_place(file: MappingFile, place: Place) -> Place:
    steps, indexes = place.steps, place.indexes
    if steps[0] == "extensions" and len(steps) > 1 and steps[1] != file.connector:
        return Place(("extensions", file.connector, *steps[1:]), (None, None, *indexes[1:]))
    return place


def _reason(file: MappingFile, steps: list[str]) -> str:
    if steps[0] in OWN_FIELDS:
        return _OWN[steps[0]].format(next(iter(file.extensions), "name"))
    for size in range(len(steps), 0, -1):
        name = ".".join(steps[:size])
        if name in file.reasons_unsupported:
            return f"unsupported: {file.reasons_unsupported[name]}"
    return "no rule fills it, and it is not listed under `unsupported`"


def _read(ref: PathRef, use: str) -> RawRead:
    return RawRead(".".join(ref.raw), str(ref.type or ANY), use, ref.watched, ref.lifted)


def _view(file: MappingFile, rule: Rule) -> RuleView:
    source = rule.node.source or file.source
    uses = rule.node.use.chain() if rule.node.use is not None else ()
    used = tuple(f"{(use.node.source or file.source).name}:{use.node.line}" for use in uses)
    return RuleView(source.name, rule.node.line, _text(source, rule.node), rule.note, used)


def _text(source: SourceFile, node: Node) -> str:
    lines = source.text.splitlines()
    first = lines[node.line - 1][node.column - 1 :]
    if node.width > 1 or not isinstance(node.value, dict | list):
        return first[: node.width] if node.width > 1 else first
    block = [first]
    for line in lines[node.line :]:
        if line.strip() and len(line) - len(line.lstrip()) < node.column - 1:
            break
        block.append(line[node.column - 1 :])
    return "\n".join(block).rstrip()
