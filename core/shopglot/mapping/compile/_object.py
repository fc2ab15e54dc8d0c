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

__all__ = ["Row", "complete_object", "object_of", "own_type"]

_FEW = 4
_OWN_TYPES: dict[Callable[[Any], Any], type] = {as_text: str, boolean: bool, json_value: str, text: str}


class Row(NamedTuple):
    """One field that is read from a key of a raw object and converted, with no more to it."""

    key: str
    name: str
    own: type | None
    convert: Callable[[Any], Any]
    pointer: str
    where: str


def own_type(convert: Callable[[Any], Any]) -> type | None:
    """Give the type of which a converter gives every value back as it came (text: if ASCII), or None."""
    return _OWN_TYPES.get(convert)


def object_of(  # noqa: C901 - the loop inside
    tables: dict[tuple[str, Guard | None], list[Row]],
    others: list[tuple[str, Closure]],
) -> Closure:
    """Make the closure of an object: None where nothing came out.

    `tables` has the rows under the key of the raw object that holds them (`""`: the element in scope) and what tells
    a mask there.
    """
    reads = [
        (parent, *(guard or NO_GUARD), tuple(rows), tuple(row.key for row in rows) if len(rows) > _FEW else ())
        for (parent, guard), rows in tables.items()
    ]

    def build(cur: Any, run: Run) -> dict[str, Any] | None:  # noqa: C901, PLR0912 - most of a record is read here
        out: dict[str, Any] = {}
        is_object = type(cur) is dict  # an element of a list may be anything
        for parent, code, masked, probe, rows, keys in reads:
            found = cur.get(parent) if parent and is_object else cur
            if type(found) is not dict:
                if found is not None and found != "":
                    _all_unfit(rows, run)
                continue
            get = found.get
            # Of a long table most keys are missing: they are passed over without a step of the loop.
            there = compress(rows, map(found.__contains__, keys)) if keys else rows
            for key, name, own, convert, pointer, where in there:
                value = get(key)
                kind = type(value)
                if kind is str:
                    if not value:
                        continue
                    if masked is not None and probe in value and masked(value):
                        run.masked(pointer, where, code)
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
                    made = run.unfit(unfit, pointer, where)
                if made is not None:
                    out[name] = made
        for name, make in others:
            value = make(cur, run)
            if value is not None:
                out[name] = value
        return out or None

    return build


def _all_unfit(rows: tuple[Row, ...], run: Run) -> None:
    for row in rows:
        run.unfit(ConversionError("R106"), row.pointer, row.where)


def complete_object(
    build: Closure, needed: tuple[str, ...], pointer: str, where: str, *, quiet: bool = False
) -> Closure:
    """Make a closure that leaves an object out where one of the `needed` fields is not in it; not `quiet`: it warns."""

    def built(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        made = build(cur, run)
        if made is None:
            return None
        for name in needed:
            if name not in made:
                if len(run.marks) == before and not quiet:
                    run.marks.append(Mark("warning", f"{pointer}/{name}", "R101", where))
                return None
        return made

    return built
