"""Tracing a record through a mapping: which rules ran, what each read, and its result.

The same rules are compiled by the same compiler, with a note taken around each: a traced mapping has the same
results as the mapping, only slower.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile import Compiler, compile_file, compile_path
from shopglot.workbench._records import has_flag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from shopglot.connector import ConnectorDefinition, Transform
    from shopglot.mapping.compile import Masks, Outcome, Run
    from shopglot.mapping.syntax import MappingFile, PathRef, Rule

    Closure = Callable[[Any, Run], Any]

__all__ = ["UNREAD", "RuleCall", "TracedMapping", "Tracing"]


class _Unread:
    def __repr__(self) -> str:
        return "UNREAD"


UNREAD = _Unread()
"""The rule read no raw value by itself."""


@dataclass(slots=True)
class RuleCall:
    """One call of a rule.

    `read` is the raw value at its path, `converted` its value after `as`, `value` the result of the rule, `notes` the
    codes of what went wrong inside (`masked` for a hidden value), `calls` the rules inside it.
    """

    rule: Rule
    read: Any = UNREAD
    converted: Any = None
    value: Any = None
    notes: tuple[str, ...] = ()
    calls: list[RuleCall] = field(default_factory=list)

    def all(self) -> Iterator[RuleCall]:
        """Yield this call and all inside it, in the order in which they ran."""
        yield self
        for call in self.calls:
            yield from call.all()


class TracedMapping:
    """A mapping whose runs are traced: `follow` runs it, and `calls` then has what ran.

    `make` builds another tracing compiler.
    """

    def __init__(
        self, file: MappingFile, connector: ConnectorDefinition, make: Callable[..., Tracing] | None = None
    ) -> None:
        self._top: list[RuleCall] = []
        self.stack: list[RuleCall] = []
        flag = has_flag(file.model)
        self.mapping = compile_file(file, connector, (), has_flag=flag, make=partial(make or Tracing, self))

    @property
    def calls(self) -> list[RuleCall]:
        """The rules at the top that ran in the last run, in order."""
        return self._top

    def follow(self, raw: Any, settings: Mapping[str, str | bool | int] | None = None) -> Outcome:
        """Run the mapping over a record, and keep its calls; `settings` as in `CompiledMapping.run`."""
        self._top, self.stack = [], []
        return self.mapping.run(raw, settings=settings)

    def enter(self, rule: Rule) -> RuleCall:
        """Begin the call of a rule."""
        call = RuleCall(rule)
        (self.stack[-1].calls if self.stack else self._top).append(call)
        self.stack.append(call)
        return call

    def leave(self) -> None:
        """End the call that began last."""
        self.stack.pop()


class Tracing(Compiler):
    """The compiler, with a note taken around each rule, for a `TracedMapping`."""

    def __init__(self, tracer: TracedMapping, file: str, masks: Masks, transforms: dict[str, Transform]) -> None:
        super().__init__(file, masks, transforms)
        self.tracer = tracer

    def rule(self, rule: Rule) -> Closure:
        inner, tracer = super().rule(rule), self.tracer

        def trace_rule(cur: Any, run: Run) -> Any:
            call, before = tracer.enter(rule), len(run.marks)
            try:
                call.value = inner(cur, run)
            finally:
                tracer.leave()
            call.notes = tuple(mark.code or mark.kind for mark in run.marks[before:])
            return call.value

        return trace_rule

    def _plain(self, rule: Rule) -> PathRef | None:
        del rule  # each rule by itself, so that each is seen
        return None

    def _value(self, rule: Rule, ref: PathRef, convert: Callable[[Any], Any]) -> Closure:
        inner, read, tracer = super()._value(rule, ref, convert), compile_path(ref), self.tracer

        def trace_value(cur: Any, run: Run) -> Any:
            own = not tracer.stack or tracer.stack[-1].rule is not rule  # a term of a sum is compiled without `rule`
            call = tracer.enter(rule) if own else tracer.stack[-1]
            before = len(run.marks)
            call.read = read(cur, run)
            call.converted = inner(cur, run)
            if own:
                call.value = call.converted
                call.notes = tuple(mark.code or mark.kind for mark in run.marks[before:])
                tracer.leave()
            return call.converted

        return trace_value
