"""Which rules, cases and enum entries are used by records, and which are not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from shopglot.workbench._rules import parts_of
from shopglot.workbench.explain import TracedMapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.syntax import EnumTable, MappingFile, Node, Rule
    from shopglot.workbench._fixtures import Sample
    from shopglot.workbench.explain import RuleCall

__all__ = ["Exercise", "Uncovered", "run_coverage"]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A part of the mapping that no record used: its kind, its location, and its text."""

    kind: Literal["rule", "case", "enum entry"]
    where: str
    text: str


@dataclass(slots=True)
class Exercise:
    """What a set of records used.

    `gave` counts, by the rule's identity, the records in which it had a value; `totals` are the numbers of rules, cases
    and enum entries, `unproved` the ones that no record used.
    """

    records: int = 0
    gave: Counter[int] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    unproved: list[Uncovered] = field(default_factory=list)


def run_coverage(
    file: MappingFile,
    connector: ConnectorDefinition,
    samples: Iterable[Sample],
    settings: Mapping[str, str | bool | int],
) -> Exercise:
    """Run records through an error-free mapping, and return what they used; `settings` as in `CompiledMapping.run`."""
    traced = TracedMapping(file, connector)
    exercise = Exercise()
    ran: set[int] = set()
    tokens: set[tuple[int, str]] = set()
    for sample in samples:
        exercise.records += 1
        traced.follow(sample.raw, settings)
        gave = set()
        for top in traced.calls:
            for call in top.all():
                ran.add(id(call.rule))
                if call.value is not None:
                    gave.add(id(call.rule))
                tokens |= set(_tokens(call))
        exercise.gave.update(gave)
    tops = [*file.fields.values(), *file.extensions.values()]
    for part in _parts(file, tops, ran, tokens, set(exercise.gave)):
        kind, used, unproved = part
        exercise.totals[kind] += 1
        if not used:
            exercise.unproved.append(unproved)
    return exercise


def _parts(
    file: MappingFile, tops: list[Rule], ran: set[int], tokens: set[tuple[int, str]], gave: set[int]
) -> Iterator[tuple[str, bool, Uncovered]]:
    tables: dict[int, EnumTable] = {}
    for top in tops:
        for rule in _walk_rules(top):
            yield "rule", id(rule) in gave, Uncovered("rule", _where(file, rule.node), rule.pointer or rule.verb)
            for number, case in enumerate(rule.slots.get("cases", ())):
                text = f"{rule.pointer or rule.verb}: {'else' if case.when is None else f'case {number + 1}'}"
                yield "case", id(case.rule) in ran, Uncovered("case", _where(file, case.node), text)
            if rule.enum is not None:
                tables[id(rule.enum)] = rule.enum
    for key, table in tables.items():
        for token, node in table.entries.items():
            text = f"{table.name or 'enum'}: {token}"
            yield "enum entry", (key, token) in tokens, Uncovered("enum entry", _where(file, node), text)


def _walk_rules(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in parts_of(rule):
        # The walk of a sum is a part of the sum, not a rule that an author could leave out.
        if rule.verb == "sum" and part.verb == "each":
            yield from parts_of(part)
        else:
            yield from _walk_rules(part)


def _where(file: MappingFile, node: Node) -> str:
    return f"{(node.source or file.source).name}:{node.line}"


def _tokens(call: RuleCall) -> Iterator[tuple[int, str]]:
    if call.rule.enum is None:
        return
    given = call.converted if call.rule.verb in {"path", "pick"} else None
    if given is None:
        given = next((inner.value for inner in reversed(call.calls) if inner.value is not None), None)
    if given is not None:
        yield id(call.rule.enum), str(given).lower() if isinstance(given, bool) else str(given)
