"""Values that the unified model refuses in every record, and amounts whose sign is turned in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from shopglot.normalize import fit_model
from shopglot.workbench._rules import rules_for
from shopglot.workbench.proof._contents import SeenIds, SeenStates, repeated_in
from shopglot.workbench.proof._moments import SeenMoments
from shopglot.workbench.proof._sums import SeenSums
from shopglot_models import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shopglot.mapping.compile import Outcome
    from shopglot.mapping.syntax import MappingFile, Rule
    from shopglot.workbench.explain import RuleCall

__all__ = ["SeenFits"]

_Place = tuple[str, ...]


@dataclass(slots=True)
class SeenFits:
    """The fields that the model refused, each with the records; and those that a record has. Items have no index.

    `negative` are the amounts below zero that the model describes as positive ones, `positive` those above; `sums` is
    whether the money adds up, `moments` whether times follow each other, `ids` whether they tell apart, `states`
    whether an order is where its lines are; `repeated` are the lists with a value that the model has once.
    """

    refused: dict[_Place, set[int]] = field(default_factory=dict)
    filled: set[_Place] = field(default_factory=set)
    negative: dict[_Place, set[int]] = field(default_factory=dict)
    positive: set[_Place] = field(default_factory=set)
    sums: SeenSums = field(default_factory=SeenSums)
    moments: SeenMoments = field(default_factory=SeenMoments)
    ids: SeenIds = field(default_factory=SeenIds)
    states: SeenStates = field(default_factory=SeenStates)
    repeated: dict[_Place, set[int]] = field(default_factory=dict)

    def note(self, outcome: Outcome, file: MappingFile, number: int, calls: Sequence[RuleCall], raw: Any) -> None:
        """Take note of what the model refuses of one record; `calls` are the rules that made it of the raw one."""
        if outcome.values is None:
            return
        record, problems = fit_model(MODELS[file.model], outcome.values, file.source.name)
        for problem in problems:
            place = tuple(step for step in problem.path.split("/")[1:] if not step.isdigit())
            self.refused.setdefault(place, set()).add(number)
        if record is not None:
            self.filled.update(_places(record.model_dump(mode="json"), ()))
            self.sums.note(record, number, calls, raw)
            self.moments.note(record, number)
            self.ids.note(calls, number)
            self.states.note(record, calls, number)
            for place in repeated_in(record):
                self.repeated.setdefault(place, set()).add(number)
            for place, amount in _unsigned(record, ()):
                if amount < 0:
                    self.negative.setdefault(place, set()).add(number)
                elif amount:
                    self.positive.add(place)

    def never(self, file: MappingFile) -> Iterator[tuple[Rule, int]]:
        """Yield the rule of each field that was refused and that no record has, and in how many it was."""
        yield from _rules_at(file, self.refused, self.filled)

    def unbalanced(self, file: MappingFile) -> Iterator[tuple[Rule, int, str, str, list[Rule]]]:
        """Yield the rule of each sum that fails, in how many records, the text, a hint, and the rules of its parts."""
        for found in self.sums.wrong({*file.fields, *file.reasons_unsupported}):
            places = {tuple(part.split(".")): found.records for part in found.parts}
            parts = [rule for rule, _ in _rules_at(file, places, set())]
            if not isinstance(found.place, str):
                yield found.place, len(found.records), found.text, found.hint, parts
                continue
            for rule, had in _rules_at(file, {tuple(found.place.split(".")): found.records}, set()):
                yield rule, had, found.text, found.hint, parts

    def out_of_order(self, file: MappingFile) -> Iterator[tuple[Rule, int, str]]:
        """Yield the rule of each moment that is before one which it follows, in how many records, and that one."""
        for earlier, later, records in self.moments.wrong():
            yield from ((rule, had, earlier) for rule, had in _rules_at(file, {(later,): records}, set()))

    def repeating(self, file: MappingFile) -> Iterator[tuple[Rule, int]]:
        """Yield the rule of each list that has a value twice which the model has once, and in how many records."""
        yield from _rules_at(file, self.repeated, set())

    def turned(self, file: MappingFile) -> Iterator[tuple[Rule, int]]:
        """Yield the rule of each amount that should be positive and never is, and in how many it is negative."""
        yield from _rules_at(file, self.negative, self.positive)


def _rules_at(file: MappingFile, found: dict[_Place, set[int]], right: set[_Place]) -> Iterator[tuple[Rule, int]]:
    for place, records in found.items():
        if not place or place in right or place[0] not in file.fields:
            continue
        rules = [file.fields[place[0]]]
        for step in place[1:]:
            rules = rules_for(rules, step)
        yield from ((rule, len(records)) for rule in rules[:1])


def _unsigned(value: Any, place: _Place) -> Iterator[tuple[_Place, Decimal]]:
    """Yield the amounts of a record that its model describes as positive ones, and the quantities."""
    for item in value if isinstance(value, (list, tuple)) else ():
        yield from _unsigned(item, place)
    for name, described in type(value).model_fields.items() if isinstance(value, BaseModel) else ():
        inner = getattr(value, name)
        positive = "as a positive amount" in (described.description or "") or name.endswith("quantity")
        if isinstance(inner, Decimal) and positive:
            yield (*place, name), inner
        else:
            yield from _unsigned(inner, (*place, name))


def _places(value: Any, place: _Place) -> Iterator[_Place]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _places(inner, (*place, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner, place)
    elif value is not None:
        yield place
