"""Observing conditions while records run: which hold, and which never do although what they compare is there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING, Any

from shopglot.mapping import RawTypes
from shopglot.mapping.compile import ABSENT, WRONG, ConversionError, compile_path, compile_walk, key_of
from shopglot.mapping.syntax import leaves
from shopglot.workbench.explain import TracedMapping, Tracing
from shopglot.workbench.proof._asked import (
    LEAVES,
    conjuncts,
    denied,
    is_number_of_id,
    positive,
    reads_setting,
)
from shopglot.workbench.proof._indexes import SeenIndexes, read_by, tested_by_cases, tested_in
from shopglot.workbench.proof._neighbours import Found, compile_neighbours
from shopglot.workbench.proof._twins import SeenTwin, twin_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import ConnectorDefinition, Transform
    from shopglot.mapping.compile import Masks, Run
    from shopglot.mapping.syntax import Condition, MappingFile, Rule

    Look = Callable[[Any, Run], None]
    Test = Callable[[Any, Run], bool]

__all__ = ["ObservedMapping", "SeenCondition", "SeenWhere", "is_there"]

_WORD = 4
_ALIKE = 0.8
_ASKED = 10  # in so many records it is looked for what else a join may mean
_DIGITS = re.compile(r"[0-9]+")
_LOOKS = 200_000  # enough for every saved record that people keep; a join of thousands is not looked at to its end


def is_there(raw: Any) -> bool:
    """Check whether a raw value that was read is one to make something of."""
    return raw is not None and raw is not ABSENT and raw is not WRONG and raw not in ("", [], {})


@dataclass(slots=True, eq=False)
class SeenCondition:
    """What was seen of a comparison: the records that have what it compares, and whether it held in one.

    `near` is what may keep it from holding: `letters` (upper and lower case, blanks), `type` (text and number),
    `spelling` (a letter or two) or `longer` (it is how the other begins). Of two places that are compared, `beside` has
    the neighbours of the first that have the value of the second, and `beside_other` those of the second.
    """

    condition: Condition
    had: set[int] = field(default_factory=set)
    held: bool = False
    near: set[str] = field(default_factory=set)
    beside: Found = field(default_factory=Found)
    beside_other: Found = field(default_factory=Found)


@dataclass(slots=True, eq=False)
class SeenWhere:
    """What was seen of the condition for a list's elements, and of the comparisons that all of it asks for."""

    leaves: list[SeenCondition] = field(default_factory=list)
    held: bool = False


class ObservedMapping(TracedMapping):
    """A traced mapping that observes conditions too: `wheres` over lists, `whens` of cases and list items.

    `known` are, by the identity of rules with an enum table, the fields beside theirs whose values the table knows.
    `names` are those of the raw schema's fields. `denied` are comparisons under `not`, `zeros` tests whether an id is
    there that is a number. `indexes` are those of paths, `twins` local times beside one in UTC. `record` is the number
    of the record that runs. `spent`: more was compared than is looked
    at, so that what never held may have held later.
    """

    def __init__(self, file: MappingFile, connector: ConnectorDefinition) -> None:
        self.record = 0
        self.wheres: dict[int, SeenWhere] = {}
        self.whens: dict[int, SeenCondition] = {}
        self.known: dict[int, Found] = {}
        self.denied: dict[int, SeenCondition] = {}
        self.zeros: dict[int, SeenCondition] = {}
        self.indexes = SeenIndexes(file)
        self.twins: dict[int, SeenTwin] = {}
        raw = RawTypes(connector).get(file.raw)
        self.names = frozenset(name for place in leaves(raw) for name in place) if raw is not None else frozenset()
        self._looks = 0
        super().__init__(file, connector, Observing)

    @property
    def spent(self) -> bool:
        """Whether no more is looked at."""
        return self._looks > _LOOKS

    def look(self, seen: SeenCondition, one: Any, other: Any, test: Callable[[], bool]) -> None:
        """Take note of one comparison; `other` is what it is compared with, or the values."""
        self._looks += 1
        if not is_there(one) or not is_there(other):
            return
        seen.had.add(self.record)
        if seen.held or test():
            seen.held = True
            return
        wanted = other if isinstance(other, tuple) else (other,)
        prefix = seen.condition.kind == "starts"
        for item in one if isinstance(one, list) else (one,):
            seen.near.update(filter(None, (_near(item, literal, prefix=prefix) for literal in wanted)))
        if seen.condition.other is not None:
            seen.near -= {"spelling", "longer"}  # two ids are alike by chance


class Observing(Tracing):
    """The tracing compiler, with a note taken of each condition."""

    def __init__(self, tracer: ObservedMapping, file: str, masks: Masks, transforms: dict[str, Transform]) -> None:
        super().__init__(tracer, file, masks, transforms)
        self.observed = tracer

    def test(self, condition: Condition) -> Test:
        """Compile the condition for the elements of a list."""
        inner, observed = super().test(condition), self.observed
        seen = observed.wheres.setdefault(id(condition), SeenWhere())
        known = {id(one.condition): one for one in seen.leaves}
        leaves = [known.setdefault(id(part), SeenCondition(part)) for part in conjuncts(condition)]
        seen.leaves = list(known.values())
        looks = [self._look(one) for one in leaves] + self._inside(condition) + self._beside(condition)
        for ref in tested_in(condition):
            looks += observed.indexes.look(ref, lambda: observed.record, tested=True)

        def observe_test(cur: Any, run: Run) -> bool:
            held = inner(cur, run)
            seen.held = seen.held or held
            if not observed.spent:
                for look in looks:
                    look(cur, run)
            return held

        return observe_test

    def rule(self, rule: Rule) -> Callable[[Any, Run], Any]:
        """Compile a rule; the conditions of its cases are looked at whether or not they are asked."""
        inner, observed = super().rule(rule), self.observed
        looks: list[Look] = [self._look_for_known(rule)] if rule.verb == "path" and rule.enum is not None else []
        for refs, tested in ((read_by(rule), False), (tested_by_cases(rule), True)):
            for ref in refs:
                looks += observed.indexes.look(ref, lambda: observed.record, tested=tested)
        twin = twin_of(rule, observed.names)
        seen = observed.twins.setdefault(id(rule), twin[0]) if twin is not None else None
        for case in rule.slots.get(rule.verb, ()) if rule.verb in {"cases", "list"} else ():
            if case.when is not None:
                looks += self._inside(case.when) + self._beside(case.when)
                parts = [part for part in positive(case.when) if part.kind in LEAVES and not reads_setting(part)]
                looks += [self._look(observed.whens.setdefault(id(part), SeenCondition(part))) for part in parts]

        def observe_rule(cur: Any, run: Run) -> Any:
            if not observed.spent:
                if type(run.indexes) is dict:
                    run.indexes = _NoIndex(observed)
                for look in looks:
                    look(cur, run)
            value = inner(cur, run)
            if twin is not None and seen is not None and twin[1](value, cur, run):
                seen.had.add(observed.record)
            return value

        return observe_rule

    def _look(self, seen: SeenCondition) -> Look:
        condition, observed = seen.condition, self.observed
        assert condition.ref is not None  # noqa: S101 - the parser gives these kinds a path
        read, test = compile_path(condition.ref), super().test(condition)
        if condition.other is not None:
            read_other = compile_path(condition.other)
            one_beside, other_beside = (
                compile_neighbours(ref, observed.names) for ref in (condition.ref, condition.other)
            )
            paths = {str(condition.ref.path), str(condition.other.path)}
            for found, ref in ((seen.beside, condition.ref), (seen.beside_other, condition.other)):
                found.alike = str(ref.path.steps[-1]) if ref.path.steps else ""

            def look_at_both(cur: Any, run: Run) -> None:
                one, other = read(cur, run), read_other(cur, run)
                observed.look(seen, one, other, partial(test, cur, run))
                if seen.held or len(seen.had) > _ASKED:
                    return
                sides = (one_beside, seen.beside, key_of(other)), (other_beside, seen.beside_other, key_of(one))
                for neighbours, found, wanted in sides:
                    for path, value in neighbours(cur, run) if wanted is not None else ():
                        if key_of(value) == wanted and path not in paths:
                            found.add(path, value)

            return look_at_both
        values = tuple(node.value for node in condition.values)
        return lambda cur, run: observed.look(seen, read(cur, run), values, partial(test, cur, run))

    def _beside(self, condition: Condition) -> list[Look]:
        """Compile looks at what is denied, and at tests whether an id is there that is a number, as 0 is too."""
        refused = [part for part in denied(condition) if part.kind == "equals" and not reads_setting(part)]
        looks = [self._look(self.observed.denied.setdefault(id(part), SeenCondition(part))) for part in refused]
        tests = [part for part in condition.atoms() if part.kind == "is" and part.test in {"present", "missing"}]
        return looks + [self._look_for_zero(part) for part in tests if is_number_of_id(part.ref)]

    def _look_for_zero(self, condition: Condition) -> Look:
        assert condition.ref is not None  # noqa: S101 - the parser gives this kind a path
        read, observed = compile_path(condition.ref), self.observed
        seen = observed.zeros.setdefault(id(condition), SeenCondition(condition))

        def look_for_zero(cur: Any, run: Run) -> None:
            if read(cur, run) == 0:
                seen.had.add(observed.record)

        return look_for_zero

    def _look_for_known(self, rule: Rule) -> Look:
        """Compile a look for fields beside the one that is read whose values an enum table knows."""
        table, neighbours = rule.enum, compile_neighbours(rule.slots["path"], self.observed.names)
        found = self.observed.known.setdefault(id(rule), Found())

        def look_for_known(cur: Any, run: Run) -> None:
            for path, value in neighbours(cur, run) if self.observed.record < _ASKED else ():
                if type(value) in {str, int} and table is not None and str(value) in table.entries:
                    found.add(path, value)

        return look_for_known

    def _inside(self, condition: Condition) -> list[Look]:
        """Compile looks at the elements of each list that a condition asks about."""
        return [self._elements(part) for part in positive(condition) if part.kind == "some"]

    def _elements(self, condition: Condition) -> Look:
        assert condition.walk is not None  # noqa: S101 - the parser gives this kind a walk
        walk, fits = compile_walk(condition.walk, super().test, captures=True), self.test(condition.parts[0])

        def look_at_elements(cur: Any, run: Run) -> None:
            saved = run.outer
            try:
                for element, outer in walk(cur, run):
                    run.outer = outer
                    fits(element, run)
            except ConversionError:
                return
            finally:
                run.outer = saved

        return look_at_elements


class _NoIndex(dict[Any, Any]):
    """No index for joins, as long as it is looked at what they compare."""

    def __init__(self, observed: ObservedMapping) -> None:
        super().__init__()
        self._observed = observed

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a list's index once no more is looked at."""
        return super().get(key, default) if self._observed.spent else None


def _near(value: Any, wanted: Any, *, prefix: bool) -> str:
    """Return what may keep two values that differ from being equal, or an empty text."""
    if isinstance(value, str) and isinstance(wanted, str):
        if prefix:
            return "letters" if value.strip().casefold().startswith(wanted.casefold()) else ""
        if value.strip().casefold() == wanted.strip().casefold():
            return "letters"
        if len(wanted) >= _WORD and value.startswith(wanted):
            return "longer"
        alike = min(len(value), len(wanted)) >= _WORD and _DIGITS.findall(value) == _DIGITS.findall(wanted)
        return "spelling" if alike and SequenceMatcher(None, value, wanted).ratio() >= _ALIKE else ""
    if isinstance(value, (list, dict)) or type(value) is type(wanted):
        return ""
    return "type" if str(value).lower() == str(wanted).lower() else ""
