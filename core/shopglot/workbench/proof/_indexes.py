"""Whether an index is beyond the end of every list that saved records have there, as one that is counted from 1 is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile import compile_path
from shopglot.mapping.syntax import Path, PathRef, Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shopglot.mapping.compile import Run
    from shopglot.mapping.syntax import Condition, MappingFile, Node, Rule

    Look = Callable[[Any, Run], None]

__all__ = ["SeenIndex", "SeenIndexes", "read_by", "tested_by_cases", "tested_in"]


@dataclass(slots=True, eq=False)
class SeenIndex:
    """What was seen of one index: the records with a list there, the most elements in one, whether one was found.

    `place` is the path up to the index, `nearest` the same with the last element that a list has.
    """

    node: Node
    path: Path
    had: set[int] = field(default_factory=set)
    longest: int = 0
    held: bool = False

    @property
    def place(self) -> str:
        """The path up to the index."""
        return str(self.path)

    @property
    def nearest(self) -> str:
        """The path with an index that is in the longest list."""
        index = int(self.path.steps[-1])
        within = min(index, self.longest) - 1 if index > 0 else -self.longest
        return str(Path(self.path.base, (*self.path.steps[:-1], within)))


class SeenIndexes(dict[tuple[int, int, str], SeenIndex]):
    """The indexes of a mapping's paths by their place in the file.

    One element is often read after the other (`street[0]`, `street[1]`): that the second one is missing says nothing.
    """

    def __init__(self, file: MappingFile) -> None:
        super().__init__()
        rules = [*_all_rules(file)]
        self._read = {str(ref.path) for rule in rules for ref in read_by(rule)}
        self._tested = {str(ref.path) for rule in rules for ref in tested_by_cases(rule)}

    def look(self, ref: PathRef, record: Callable[[], int], *, tested: bool) -> list[Look]:
        """Compile looks at the lists that a path takes an element from; `tested`: it is one of a condition."""
        steps = enumerate(ref.path.steps)
        return [
            self._look(ref, number, record) for number, step in steps if self._tells(ref, number, step, tested=tested)
        ]

    def _tells(self, ref: PathRef, number: int, step: str | int, *, tested: bool) -> bool:
        if not isinstance(step, int) or step in {0, -1}:
            return False
        steps = ref.path.steps
        before = Path(ref.path.base, (*steps[:number], step - 1 if step > 0 else step + 1, *steps[number + 1 :]))
        if tested:
            return str(before) not in self._tested and str(ref.path) not in self._read
        return str(before) not in self._read

    def _look(self, ref: PathRef, number: int, record: Callable[[], int]) -> Look:
        node, use = ref.node, ref.node.use
        while use is not None:  # an index in `at` is told where the part is used
            if use.at is not None and use.place is not None and number < len(use.at.steps):
                node = use.place
            use = use.outer
        path = Path(ref.path.base, ref.path.steps[: number + 1])
        seen = self.setdefault((node.line, node.column, str(path)), SeenIndex(node, path))
        read, index = compile_path(replace(ref, path=Path(path.base, path.steps[:-1]))), int(path.steps[-1])

        def look_at_list(cur: Any, run: Run) -> None:
            value = read(cur, run)
            if isinstance(value, list) and value:
                seen.had.add(record())
                seen.longest = max(seen.longest, len(value))
                seen.held = seen.held or -len(value) <= index < len(value)

        return look_at_list


def _all_rules(file: MappingFile) -> Iterator[Rule]:
    from shopglot.workbench._rules import values_of  # noqa: PLC0415 - it knows rules, and this only one file

    for rule in (*file.fields.values(), *file.extensions.values()):
        yield from values_of(rule)


def read_by(rule: Rule) -> Iterator[PathRef]:
    """Yield the paths that a rule reads, or begins to walk, from where it stands."""
    for slot in rule.slots.values():
        for item in slot if isinstance(slot, list) else [slot]:
            if isinstance(item, PathRef):
                yield item
            elif isinstance(item, Walk) and item.paths:
                yield item.paths[0]


def tested_by_cases(rule: Rule) -> Iterator[PathRef]:
    """Yield the paths that the conditions of a rule's cases or items test."""
    for case in rule.slots.get(rule.verb, ()) if rule.verb in {"cases", "list"} else ():
        if case.when is not None:
            yield from tested_in(case.when)


def tested_in(condition: Condition) -> Iterator[PathRef]:
    """Yield the paths that a condition tests, compares or walks from where it stands."""
    for one in condition.atoms():
        yield from (ref for ref in (one.ref, one.other) if ref is not None)
        if one.walk is not None and one.walk.paths:
            yield one.walk.paths[0]
