"""Mutants of a mapping: each leaves one part of it out, or gives one table entry another value.

A mutant changes the parsed file in place, and takes it back: compiling it again is all that a run then costs.
"""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from shopglot.mapping.check import target_types
from shopglot.mapping.syntax import Case, Condition, Rule, top_words
from shopglot.workbench._rules import reads_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from shopglot.mapping.syntax import EnumTable, MappingFile, Node

    Change = Callable[[], AbstractContextManager[None]]
    Places = frozenset[tuple[str, ...]]

__all__ = ["Mutant", "mutants_of"]

MutantKind = Literal["rule", "case", "item", "part", "condition", "value", "where", "default", "enum entry", "hidden"]

_PARTS: dict[str, MutantKind] = {
    "first_of": "part",
    "sum": "part",
    "minus": "part",
    "join": "part",
    "list": "item",
    "cases": "case",
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: what it is about, where that stands, and the unified field.

    `tops` are the record's places that it can change, as steps (`()` is all of it); `owners` identifies the rules of
    which one must have run for it to matter (empty: any run); `within` are the parts that it is inside.
    `applied` is a context in which the file has the change.
    """

    kind: MutantKind
    node: Node
    field: str
    text: str
    tops: frozenset[tuple[str, ...]]
    owners: frozenset[int]
    applied: Change = dataclasses.field(repr=False)
    within: tuple[tuple[str, Node], ...] = ()


def mutants_of(file: MappingFile) -> Iterator[Mutant]:
    """Yield the mutants of what a file says itself, not of what a layer takes from those below it."""
    layer = "extends" in top_words(file.source.text)
    for mutant in _all(file):
        if not layer or mutant.node.source is None:
            yield mutant


def _all(file: MappingFile) -> Iterator[Mutant]:
    needed = target_types()[file.model].required
    tables: dict[int, _Table] = {}
    sides: tuple[tuple[dict[str, Rule], tuple[str, ...]], ...] = (
        (file.fields, ()),
        (file.extensions, ("extensions", file.connector)),
    )
    for rules, prefix in sides:
        for name, rule in rules.items():
            # Without what its model requires, or what it requires itself, the whole record is rejected.
            whole = rule.required or (not prefix and name in needed)
            maker = _Maker(frozenset({() if whole else (*prefix, name)}), tables)
            shown = f"extensions.{name}" if prefix else name
            yield maker.mutant("rule", rule.node, shown, "", None, partial(_no_key, rules, name), rule)
            yield from maker.within("rule", rule.node, maker.inside(shown, rule, rule))
    for table in tables.values():
        yield from table.mutants()
    yield from _hidden(file)


class _Maker:
    """Makes the mutants of the rules below one top field."""

    def __init__(self, tops: Places, tables: dict[int, _Table]) -> None:
        self.tops = tops
        self.tables = tables
        self.around: tuple[tuple[str, Node], ...] = ()

    def within(self, kind: str, node: Node, mutants: Iterator[Mutant]) -> Iterator[Mutant]:
        """Yield mutants that are parts of the part at `node`."""
        before, self.around = self.around, (*self.around, (kind, node))
        yield from mutants
        self.around = before

    def mutant(  # noqa: PLR0913, PLR0917 - a mutant's facts
        self, kind: MutantKind, node: Node, name: str, text: str, owner: Rule | None, change: Change, about: Rule
    ) -> Mutant:
        """Make one; `about` is the rule that it changes, and `owner` the one whose run looks at that."""
        tops = self.tops | _HIDDEN if any(ref.watched for ref in reads_of(about)) else self.tops
        owners = frozenset({id(owner)}) if owner is not None else frozenset[int]()
        return Mutant(kind, node, name, text, tops, owners, change, self.around)

    def inside(self, name: str, rule: Rule, owner: Rule) -> Iterator[Mutant]:
        """Yield the mutants of a rule's parts."""
        yield from self._modifiers(name, rule, owner)
        for slot_name, slot in rule.slots.items():
            if isinstance(slot, Condition):
                yield from self._where(name, slot, rule, owner, whole=slot_name == "where" and rule.verb != "pick")
            elif isinstance(slot, Rule):
                yield from self.inside(name, slot, _looking(slot, owner))
            elif slot_name == "fields":
                yield from self._fields(name, slot, owner)
            elif isinstance(slot, dict):
                for part in slot.values():
                    yield from self.inside(name, part, part)
            elif isinstance(slot, list):
                yield from self._parts(name, slot, rule, owner)

    def _modifiers(self, name: str, rule: Rule, owner: Rule) -> Iterator[Mutant]:
        if rule.enum is not None:
            self.tables.setdefault(id(rule.enum), _Table(rule.enum)).add(name, rule, self.tops)
        if rule.default is not None:
            change = partial(_attribute, rule, "default", None)
            yield self.mutant("default", rule.default, name, "", owner, change, rule)

    def _where(self, name: str, where: Condition, rule: Rule, owner: Rule, *, whole: bool) -> Iterator[Mutant]:
        if whole:
            yield self.mutant("where", where.node, name, "", owner, partial(_no_key, rule.slots, "where"), rule)
        yield from self.within("where", where.node, self.condition(name, where, owner, rule))

    def _fields(self, name: str, fields: dict[str, Rule], owner: Rule) -> Iterator[Mutant]:
        for step, part in fields.items():
            inner = f"{name}.{step}"
            yield self.mutant("rule", part.node, inner, "", owner, partial(_no_key, fields, step), part)
            yield from self.within("rule", part.node, self.inside(inner, part, part))

    def _parts(self, name: str, parts: list[Any], rule: Rule, owner: Rule) -> Iterator[Mutant]:
        kind = _PARTS.get(rule.verb)
        for number, part in enumerate(parts):
            inner = part.rule if isinstance(part, Case) else part
            if not isinstance(inner, Rule):
                continue
            if kind is not None and len(parts) > 1 and not (rule.verb == "minus" and number == 0):
                text = "else" if kind == "case" and part.when is None else str(number + 1)
                yield self.mutant(kind, part.node, name, text, owner, partial(_no_item, parts, number), inner)
            if isinstance(part, Case) and part.when is not None:
                yield from self.within(kind or "part", part.node, self.condition(name, part.when, owner, inner))
            looking = inner if rule.verb == "list" else _looking(inner, owner)
            yield from self.within(kind or "part", part.node, self.inside(name, inner, looking))

    def condition(self, name: str, condition: Condition, owner: Rule, about: Rule) -> Iterator[Mutant]:
        """Yield the mutants of a condition: each part of several left out, each value of several left out."""
        for number, part in enumerate(condition.parts):
            if len(condition.parts) > 1:
                text = str(part.ref.path) if part.ref is not None else str(part.node.value)
                change = partial(_no_item, condition.parts, number)
                yield self.mutant("condition", part.node, name, text, owner, change, about)
            yield from self.within("condition", part.node, self.condition(name, part, owner, about))
        for number, value in enumerate(condition.values):
            if len(condition.values) > 1:
                change = partial(_no_item, condition.values, number)
                yield self.mutant("value", value, name, str(value.value), owner, change, about)


def _looking(part: Rule, owner: Rule) -> Rule:
    """Return the rule whose run shows that a part was looked at: the walk of a sum has none of its own."""
    return owner if part.verb == "each" else part


_HIDDEN = frozenset({("hidden_fields",), ("customer_hidden",)})


class _Table:
    """An enum table, and the rules that use it."""

    def __init__(self, table: EnumTable) -> None:
        self.table = table
        self.names: dict[str, None] = {}
        self.owners: frozenset[int] = frozenset()
        self.tops: Places = _HIDDEN

    def add(self, name: str, rule: Rule, tops: Places) -> None:
        """Note one more rule that uses it."""
        self.names[name] = None
        self.owners |= {id(rule)}
        self.tops |= tops

    def mutants(self) -> Iterator[Mutant]:
        """Yield a mutant for each entry: it gets the value of another one."""
        table = self.table
        nodes = [*table.entries.values(), *([table.otherwise] if table.otherwise is not None else [])]
        for token, node in table.entries.items():
            change = partial(_key, table.entries, token, _other(node, nodes))
            yield self._entry(node, token, change)
        if table.otherwise is not None:
            change = partial(_attribute, table, "otherwise", _other(table.otherwise, nodes))
            yield self._entry(table.otherwise, "else", change)

    def _entry(self, node: Node, token: str, change: Change) -> Mutant:
        text = f"{self.table.name}: {token}" if self.table.name else token
        return Mutant("enum entry", node, ", ".join(self.names), text, self.tops, self.owners, change)


def _other(node: Node, nodes: list[Node]) -> Node:
    return replace(node, value=next((one.value for one in nodes if one.value != node.value), None))


def _hidden(file: MappingFile) -> Iterator[Mutant]:
    reasons = file.hidden.reasons if file.hidden is not None else []
    for number, reason in enumerate(reasons):
        change = partial(_no_item, reasons, number)
        yield Mutant("hidden", reason.node, "hidden_fields", reason.reason, _HIDDEN, frozenset(), change)


@contextmanager
def _no_key(owner: dict[str, Any], name: str) -> Iterator[None]:
    before = dict(owner)
    del owner[name]
    try:
        yield
    finally:
        owner.clear()
        owner.update(before)


@contextmanager
def _key(owner: dict[str, Any], name: str, value: Any) -> Iterator[None]:
    before = owner[name]
    owner[name] = value
    try:
        yield
    finally:
        owner[name] = before


@contextmanager
def _no_item(owner: list[Any], number: int) -> Iterator[None]:
    item = owner.pop(number)
    try:
        yield
    finally:
        owner.insert(number, item)


@contextmanager
def _attribute(owner: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)
