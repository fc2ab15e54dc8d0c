"""Values that the unified model refuses in every record: the mapping makes them, and no record ever has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot.normalize import fit_model
from shopglot.workbench._rules import rules_for
from shopglot_models import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.mapping.compile import Outcome
    from shopglot.mapping.syntax import MappingFile, Rule

__all__ = ["SeenFits"]

_Place = tuple[str, ...]


@dataclass(slots=True)
class SeenFits:
    """The fields that the model refused, each with the records; and those that a record has. Items have no index."""

    refused: dict[_Place, set[int]] = field(default_factory=dict)
    filled: set[_Place] = field(default_factory=set)

    def note(self, outcome: Outcome, file: MappingFile, number: int) -> None:
        """Take note of what the model refuses of one record."""
        if outcome.values is None:
            return
        record, problems = fit_model(MODELS[file.model], outcome.values, file.source.name)
        for problem in problems:
            place = tuple(step for step in problem.path.split("/")[1:] if not step.isdigit())
            self.refused.setdefault(place, set()).add(number)
        if record is not None:
            self.filled.update(_places(record.model_dump(mode="json"), ()))

    def never(self, file: MappingFile) -> Iterator[tuple[Rule, int]]:
        """Yield the rule of each field that was refused and that no record has, and in how many it was."""
        for place, records in self.refused.items():
            if not place or place in self.filled or place[0] not in file.fields:
                continue
            rules = [file.fields[place[0]]]
            for step in place[1:]:
                rules = rules_for(rules, step)
            yield from ((rule, len(records)) for rule in rules[:1])


def _places(value: Any, place: _Place) -> Iterator[_Place]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _places(inner, (*place, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner, place)
    elif value is not None:
        yield place
