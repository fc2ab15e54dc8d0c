"""Objects, compiled: plain reads in one loop per raw object, then all other rules."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

from shopglot.mapping.compile._convert import ConversionError, as_text, boolean, json_value, text
from shopglot.mapping.compile._masks import NO_GUARD
from shopglot.mapping.compile._run import Mark, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._masks import Guard

    Closure = Callable[[Any, Run], Any]

__all__ = ["Row", "compile_complete_object", "compile_fixed", "compile_object", "own_type"]

_FEW = 4
_NOTHING: tuple[Any, ...] = ("", [])
_OWN_TYPES: dict[Callable[[Any], Any], type] = {as_text: str, boolean: bool, json_value: str, text: str}


class Row(NamedTuple):
    """One field that is read from a key of a raw object and converted, with no more to it."""

    key: str
    name: str
    own: type | None
    convert: Callable[[Any], Any]
    pointer: str
    location: str


def own_type(convert: Callable[[Any], Any]) -> type | None:
    """Return the type whose values a converter returns unchanged (text: if ASCII), or None.

    The caller then skips the call: most values of a record need none.
    """
    return _OWN_TYPES.get(convert)


def compile_object(  # noqa: C901 - the loop inside
    tables: dict[tuple[str, Guard | None], list[Row]],
    others: list[tuple[str, Closure]],
) -> Closure:
    """Compile an object; the closure returns None where no field has a value.

    `tables` holds the rows by the key of the raw object that contains them (`""`: the element in scope) and the guard
    that detects a mask there.
    """
    reads = [
        (parent, *(guard or NO_GUARD), tuple(rows), tuple(row.key for row in rows) if len(rows) > _FEW else ())
        for (parent, guard), rows in tables.items()
    ]

    def build_object(cur: Any, run: Run) -> dict[str, Any] | None:  # noqa: C901, PLR0912 - most of a record is read here
        out: dict[str, Any] = {}
        is_object = type(cur) is dict  # an element of a list may be anything
        for parent, code, masked, probe, rows, keys in reads:
            holder = cur.get(parent) if parent and is_object else cur
            if type(holder) is not dict:
                if holder is not None and holder not in _NOTHING:
                    _note_all_unfit(rows, run)
                continue
            get = holder.get
            # Of a long table most keys are missing: they are passed over without a step of the loop.
            there = compress(rows, map(holder.__contains__, keys)) if keys else rows
            for key, name, own, convert, pointer, location in there:
                value = get(key)
                kind = type(value)
                if kind is str:
                    if not value:
                        continue
                    if masked is not None and probe in value and masked(value):
                        run.note_masked(pointer, location, code)
                        if not run.keep:
                            continue
                    if own is str and value.isascii():  # most values: no call is needed
                        out[name] = value
                        continue
                elif value is None:
                    continue
                elif kind is own:
                    out[name] = value
                    continue
                try:
                    made = convert(value)
                except ConversionError as unfit:
                    made = run.unfit(unfit, pointer, location)
                if made is not None:
                    out[name] = made
        for name, make in others:
            value = make(cur, run)
            if value is not None:
                out[name] = value
        return out or None

    return build_object


def _note_all_unfit(rows: tuple[Row, ...], run: Run) -> None:
    """Note every field of a table whose raw object is something else: each field is lost, so each has its warning."""
    for row in rows:
        run.unfit(ConversionError("R106"), row.pointer, row.location)


def compile_fixed(read: Closure, fixed: list[tuple[str, Closure]]) -> Closure:
    """Compile an object with fixed values beside others: where all others are missing there is no object.

    What is masked is not missing: the object is there, behind the mask.
    """

    def add_fixed(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        out = read(cur, run)
        if out is None:
            if len(run.marks) == before or not any(mark.kind == "masked" for mark in run.marks[before:]):
                return None
            out = {}
        for name, make in fixed:
            value = make(cur, run)
            if value is not None:
                out[name] = value
        return out

    return add_fixed


def compile_complete_object(
    build: Closure, needed: tuple[str, ...], pointer: str, location: str, *, quiet: bool = False
) -> Closure:
    """Compile an object that is left out where one of the `needed` fields is missing, with a warning unless `quiet`."""

    def build_complete(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        made = build(cur, run)
        if made is None:
            return None
        for name in needed:
            if name not in made:
                if len(run.marks) == before and not quiet:
                    run.marks.append(Mark("warning", f"{pointer}/{name}", "R101", location))
                return None
        return made

    return build_complete
