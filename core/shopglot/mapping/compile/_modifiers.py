"""Modifiers, compiled: what happens to a value after its source gave it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._convert import ConversionError
from shopglot.mapping.compile._masks import without_masks
from shopglot.mapping.compile._run import Mark, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._masks import Guard

    Closure = Callable[[Any, Run], Any]

__all__ = ["converted", "defaulted", "enumerated", "guarded", "required", "unless_sent_zero", "without_zero"]

_ZEROS = frozenset({"", "0", "0.00"})


def converted(inner: Closure, convert: Callable[[Any], Any], typed: type | None, pointer: str, where: str) -> Closure:
    """Convert with `as`; a value that is of that type already is left."""

    def found(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        if value is None or (typed is not None and type(value) is typed):  # a part has converted it already
            return value
        try:
            return convert(value)
        except ConversionError as unfit:
            return run.unfit(unfit, pointer, where)

    return found


def enumerated(inner: Closure, table: dict[str, Any], otherwise: Any, pointer: str, where: str) -> Closure:
    """Translate by an enum table; a token that is not in it gives `otherwise`, with a warning that names it."""

    def found(cur: Any, run: Run) -> Any:
        raw = inner(cur, run)
        if raw is None:
            return None
        token = raw if type(raw) is str else str(raw).lower() if type(raw) is bool else str(raw)
        if token in table:
            return table[token]
        return run.unfit(ConversionError("R105", otherwise, token), pointer, where)

    return found


def defaulted(inner: Closure, value: Any, *, watched: bool) -> Closure:
    """Give a fixed value where there is none."""

    def found(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        given = inner(cur, run)
        # What is hidden, or does not fit, is not missing: no default may pass for it.
        unknown = len(run.marks) != before or (watched and run.withheld)
        return value if given is None and not unknown else given

    return found


def without_zero(inner: Closure) -> Closure:
    """Leave a value out when every amount in it is zero, or none is there."""

    def found(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        for one in value.values() if type(value) is dict else (value,):
            if type(one) is Decimal and one:
                return value
        return None

    return found


def unless_sent_zero(inner: Closure, first: str, second: str | None) -> Closure:
    """Ask not at all where the one amount that may be there was not sent, or was sent as zero."""
    last = first if second is None else second

    def found(cur: Any, run: Run) -> Any:
        holder = cur if second is None or type(cur) is not dict else cur.get(first)
        if type(holder) is dict:
            sent = holder.get(last)
            if sent is None or (type(sent) is str and sent in _ZEROS):
                return None
        elif holder is None:
            return None
        return inner(cur, run)

    return found


def guarded(inner: Closure, guard: Guard, pointer: str, where: str) -> Closure:
    """Take out what looks masked, with a warning, where nothing was watched."""
    code, masked, probe = guard

    def found(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        value = inner(cur, run)
        kind = type(value)
        if masked is not None and ((kind is str and probe in value) or kind is dict or kind is list):
            clear = without_masks(value, masked)
            if clear is not value:
                if not any(mark.kind == "masked" for mark in run.marks[before:]):  # else it is kept, and was told of
                    run.masked(pointer, where, code)
                return value if run.keep else clear
        return value

    return found


def required(inner: Closure, pointer: str, where: str, *, watched: bool) -> Closure:
    """Reject the record where there is no value, unless the platform hides it."""

    def found(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        value = inner(cur, run)
        if value is None:
            noted = run.marks[before:]
            if any(mark.kind == "masked" for mark in noted) or (watched and run.withheld):
                return None  # required unless hidden
            for mark in noted:
                mark.kind = "error"
            if not noted:
                run.marks.append(Mark("error", pointer, "R101", where))
        return value

    return found
