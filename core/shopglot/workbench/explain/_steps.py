"""One time that a rule ran, step by step: what was read, what each word made of it, which case was chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.mapping import RECORD_CODES
from shopglot.mapping.compile import ABSENT, WRONG
from shopglot.mapping.syntax import UNWATCHED
from shopglot.workbench._json import json_data
from shopglot.workbench.explain._trace import UNREAD, RuleCall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.mapping.syntax import MappingFile, Rule

__all__ = ["TraceStep", "steps_of"]


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step: its depth in the rule, its words, its location, and its result.

    The result is JSON data, but for an amount or a quantity, which is a number here and text in a record.
    `state` is `value`, `not there`, `null`, `blank`, `masked`, `wrong type`, or `nothing`. Its `repr` shows no value.
    """

    depth: int
    what: str
    where: str
    state: str
    value: Any = field(default=None, repr=False)


def steps_of(call: RuleCall, file: MappingFile, depth: int = 0) -> Iterator[TraceStep]:
    """Yield the steps of a call and of its parts."""
    rule = call.rule
    where = f"{(rule.node.source or file.source).name}:{rule.node.line}"
    if call.read is not UNREAD:
        yield _read(call, depth, where)
    elif rule.verb != "const":
        yield TraceStep(depth, rule.verb, where, *_given(call.value, call.notes))
        if rule.verb == "cases":
            yield _chosen(call, file, depth + 1)
        for part in call.calls:
            yield from steps_of(part, file, depth + 1)
    else:
        yield TraceStep(depth, "const", where, *_given(call.value, ()))
    if rule.convert is not None:
        got = call.converted if call.read is not UNREAD else call.value
        yield TraceStep(depth, f"as {rule.convert}", where, *_given(got, call.notes if got is None else ()))
    if rule.enum is not None:
        yield TraceStep(depth, f"enum {rule.enum.name}".rstrip(), where, *_given(call.value, call.notes))
    if rule.default is not None and call.converted is None and call.value is not None:
        yield TraceStep(depth, "default", where, *_given(call.value, ()))


def _read(call: RuleCall, depth: int, where: str) -> TraceStep:
    rule = call.rule
    path = str(rule.slots["path"].path)
    what = f"path {path}" if rule.verb == "path" else f"pick {rule.slots['pick'].path}, path {path}"
    if "masked" in call.notes or UNWATCHED in call.notes:
        return TraceStep(depth, what, where, "masked", call.read)
    if call.read is ABSENT:
        return TraceStep(depth, what, where, "not there")
    if call.read is WRONG:
        return TraceStep(depth, what, where, "wrong type")
    if call.read is None:
        return TraceStep(depth, what, where, "null")
    if call.read == "":
        return TraceStep(depth, what, where, "blank")
    return TraceStep(depth, what, where, "value", call.read)


def _chosen(call: RuleCall, file: MappingFile, depth: int) -> TraceStep:
    cases = call.rule.slots["cases"]
    ran = {id(part.rule) for part in call.calls}
    for number, case in enumerate(cases):
        if id(case.rule) in ran:
            where = f"{(case.node.source or file.source).name}:{case.node.line}"
            kind = "else" if case.when is None else f"case {number + 1} of {len(cases)}"
            return TraceStep(depth, f"{kind} matches", where, "value", None)
    return TraceStep(depth, f"none of {len(cases)} cases matches", _where(call.rule, file), "nothing")


def _where(rule: Rule, file: MappingFile) -> str:
    return f"{(rule.node.source or file.source).name}:{rule.node.line}"


def _given(value: Any, notes: tuple[str, ...]) -> tuple[str, Any]:
    if value is not None:
        return "value", value if isinstance(value, Decimal) else json_data(value)
    codes = [note for note in notes if note in RECORD_CODES]
    if codes:
        return f"nothing: {RECORD_CODES[codes[0]]} [{codes[0]}]", None
    return ("masked" if "masked" in notes else "nothing"), None
