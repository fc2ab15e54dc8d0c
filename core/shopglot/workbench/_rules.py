"""Walking rules: what a rule is made of, which raw places it reads, and which rules fill a unified field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax import VERBS, Case, Condition, PathRef, Rule, Walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from shopglot.mapping.syntax import MappingFile, Type

__all__ = [
    "conditions_of",
    "iter_named",
    "iter_unified_leaves",
    "own_reads",
    "own_tests",
    "own_walks",
    "parts_of",
    "reads_of",
    "required_places",
    "rules_for",
    "tested_by",
    "tests_of",
    "values_of",
]


def parts_of(rule: Rule) -> Iterator[Rule]:
    """Yield the rules directly inside a rule, in the order of the file."""
    for slot in rule.slots.values():
        yield from _rules_in(slot)


def _rules_in(slot: Any) -> Iterator[Rule]:
    if isinstance(slot, Rule):
        yield slot
    elif isinstance(slot, Case):
        yield slot.rule
    elif isinstance(slot, dict | list):
        for item in slot.values() if isinstance(slot, dict) else slot:
            yield from _rules_in(item)


def values_of(rule: Rule) -> Iterator[Rule]:
    """Yield this rule and every rule inside it, at any depth."""
    yield rule
    for part in parts_of(rule):
        yield from values_of(part)


def iter_named(name: str, rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Yield this rule and every rule inside it, each with the deepest field that it helps to fill (`customer.name`)."""
    yield name, rule
    for slot_name, slot in rule.slots.items():
        if slot_name == "fields" and isinstance(slot, dict):
            for step, part in slot.items():
                yield from iter_named(f"{name}.{step}", part)
        else:
            for part in _rules_in(slot):
                yield from iter_named(name, part)


def reads_of(rule: Rule) -> Iterator[PathRef]:
    """Yield the paths whose values a rule and its parts use; not those that they walk or test."""
    for one in values_of(rule):
        yield from own_reads(one)


def required_places(file: MappingFile) -> frozenset[tuple[str, ...]]:
    """Return the raw places without which a record is rejected: what the rules read that are required."""
    rules = (one for rule in (*file.fields.values(), *file.extensions.values()) for one in values_of(rule))
    found = (ref.raw for rule in rules if rule.required for ref in (*reads_of(rule), *tests_of(rule)))
    return frozenset(place for place in found if place)


def _is_raw(ref: PathRef) -> bool:
    """Check whether a path leads into the raw record, not to a setting."""
    return ref.path.base != "setting"


def tests_of(rule: Rule) -> Iterator[PathRef]:
    """Yield the paths that a rule and its parts only test, count or walk."""
    for one in values_of(rule):
        yield from own_walks(one)
        yield from own_tests(one)


def own_reads(rule: Rule) -> Iterator[PathRef]:
    """Yield the paths whose values a rule itself uses."""
    for name, slot in rule.slots.items():
        if isinstance(slot, PathRef) and _is_raw(slot) and not (rule.verb == "pick" and name == "pick"):
            yield slot


def own_walks(rule: Rule) -> Iterator[PathRef]:
    """Yield the lists that a rule itself goes through."""
    for name, slot in rule.slots.items():
        if isinstance(slot, Walk):
            yield from walked_by(slot)
        elif rule.verb == "pick" and name == "pick":
            yield slot


def walked_by(walk: Walk) -> Iterator[PathRef]:
    """Yield the lists that a walk goes through, and what it tests to pick one."""
    for ref in walk.paths:
        if ref.picked is not None:
            yield ref.picked.pick
            yield from tested_by(ref.picked.where)
        yield ref


def own_tests(rule: Rule) -> Iterator[PathRef]:
    """Yield the paths that the conditions of a rule itself test."""
    for condition in conditions_of(rule):
        yield from tested_by(condition)


def conditions_of(rule: Rule) -> Iterator[Condition]:
    """Yield the conditions of a rule itself."""
    for slot in rule.slots.values():
        if isinstance(slot, Condition):
            yield slot
        for case in slot if isinstance(slot, list) else ():
            if isinstance(case, Case) and case.when is not None:
                yield case.when


def tested_by(condition: Condition) -> Iterator[PathRef]:
    """Yield the raw paths that a condition tests, compares with, or walks."""
    for ref in (condition.ref, condition.other):
        if ref is not None and _is_raw(ref):
            yield ref
    if condition.walk is not None:
        yield from walked_by(condition.walk)
    for part in condition.parts:
        yield from tested_by(part)


def rules_for(rules: Iterable[Rule], step: str) -> list[Rule]:
    """Return the rules that fill one field of the objects, or of the items, that these rules make."""
    matching = []
    for rule in rules:
        fields = rule.slots.get("fields")
        if isinstance(fields, dict):
            matching += [fields[step]] if step in fields else []
        elif VERBS[rule.verb].value == "parts":
            matching += rules_for(parts_of(rule), step)
    return matching


def iter_unified_leaves(
    target: Type, rules: list[Rule], stop: frozenset[str] = frozenset(), place: str = ""
) -> Iterator[tuple[str, Type, list[Rule]]]:
    """Yield the leaves of a unified object with the rules that fill each: dotted name, type, rules.

    A field that no rule fills, or that `stop` names, is one leaf, whatever it contains.
    """
    name = f"{place}." if place else ""
    for step, type_ in target.fields.items():
        own, inner = rules_for(rules, step), type_
        while inner.kind == "list" and inner.item is not None:
            inner = inner.item
        if inner.kind == "object" and inner.fields and own and f"{name}{step}" not in stop:
            yield from iter_unified_leaves(inner, own, stop, f"{name}{step}")
        else:
            yield f"{name}{step}", type_, own
