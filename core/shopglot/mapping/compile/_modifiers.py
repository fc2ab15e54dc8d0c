"""Modifiers, compiled: what happens to a value after its source returned it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._convert import ConversionError
from shopglot.mapping.compile._masks import remove_masks
from shopglot.mapping.compile._run import Mark, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._masks import Guard

    Closure = Callable[[Any, Run], Any]

__all__ = [
    "compile_conversion",
    "compile_default",
    "compile_enum",
    "compile_guard",
    "compile_required",
    "compile_zero_filter",
    "compile_zero_shortcut",
]

_ZEROS = frozenset({"", "0", "0.00"})


def compile_conversion(
    inner: Closure, convert: Callable[[Any], Any], typed: type | None, pointer: str, location: str
) -> Closure:
    """Compile `as`; a value that has the type already is left."""

    def convert_value(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        if value is None or (typed is not None and type(value) is typed):  # a part has converted it already
            return value
        try:
            return convert(value)
        except ConversionError as unfit:
            return run.unfit(unfit, pointer, location)

    return convert_value


def compile_enum(inner: Closure, table: dict[str, Any], otherwise: Any, pointer: str, location: str) -> Closure:
    """Compile an enum table; a token that is not in it becomes `otherwise`, with a warning that names it."""

    def read_enum(cur: Any, run: Run) -> Any:
        raw = inner(cur, run)
        if raw is None:
            return None
        token = raw if type(raw) is str else str(raw).lower() if type(raw) is bool else str(raw)
        if token in table:
            return table[token]
        return run.unfit(ConversionError("R105", otherwise, token), pointer, location)

    return read_enum


def compile_default(inner: Closure, value: Any, *, watched: bool) -> Closure:
    """Compile `default`: a fixed value where there is none."""

    def apply_default(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        given = inner(cur, run)
        # What is hidden, or does not fit, is not missing: no default may stand in for it.
        unknown = len(run.marks) != before or (watched and run.withheld)
        return value if given is None and not unknown else given

    return apply_default


def compile_zero_filter(inner: Closure) -> Closure:
    """Compile `skip: zero`: a value is left out when every amount in it is zero or missing."""

    def drop_zero(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        for one in value.values() if type(value) is dict else (value,):
            if type(one) is Decimal and one:
                return value
        return None

    return drop_zero


def compile_zero_shortcut(inner: Closure, first: str, second: str | None) -> Closure:
    """Compile a shortcut of `skip: zero`: nothing is built where the only amount is missing, or sent as zero."""
    last = first if second is None else second

    def skip_sent_zero(cur: Any, run: Run) -> Any:
        holder = cur if second is None or type(cur) is not dict else cur.get(first)
        if type(holder) is dict:
            sent = holder.get(last)
            if sent is None or (type(sent) is str and sent in _ZEROS):
                return None
        elif holder is None:
            return None
        return inner(cur, run)

    return skip_sent_zero


def compile_guard(inner: Closure, guard: Guard, pointer: str, location: str) -> Closure:
    """Compile the guard of an unwatched rule: what looks masked is removed, with a warning."""
    code, masked, probe = guard

    def guard_value(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        value = inner(cur, run)
        kind = type(value)
        if masked is not None and ((kind is str and probe in value) or kind is dict or kind is list):
            clear = remove_masks(value, masked)
            if clear is not value:
                if not any(mark.kind == "masked" for mark in run.marks[before:]):  # else it is kept and was reported
                    run.note_masked(pointer, location, code)
                return value if run.keep else clear
        return value

    return guard_value


def compile_required(inner: Closure, pointer: str, location: str, *, watched: bool) -> Closure:
    """Compile `required`: without a value the record is rejected, unless the platform hides it."""

    def require_value(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        value = inner(cur, run)
        if value is None or (type(value) is str and not value.strip()):
            noted = run.marks[before:]
            if any(mark.kind == "masked" for mark in noted) or (watched and run.withheld):
                return None  # required unless hidden
            for mark in noted:
                mark.kind = "error"
            if not noted:
                run.marks.append(Mark("error", pointer, "R101", location))
            return None  # blanks say no more than nothing
        return value

    return require_value
