"""Groups, compiled: elements with equal values together, and what all members of a group share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._run import HARMLESS

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._run import Run

    Closure = Callable[[Any, Run], Any]

__all__ = ["compile_agreed", "group_elements"]


def group_elements(elements: list[Any], keys: list[Closure], run: Run, *, mixed: bool) -> list[list[Any]]:
    """Return the `(element, scope outside)` pairs in groups of equal keys, in the order of their first members.

    `mixed`: a key may be a number in one element and true or false in another.
    """
    groups: dict[Any, list[Any]] = {}
    saved, marks = run.outer, run.marks
    before = len(marks)
    try:
        for pair in elements:
            run.outer = pair[1]
            key: Any = tuple([read(pair[0], run) for read in keys])
            if mixed:  # Python's 1 equals true
                key = tuple([(type(one) is bool, one) for one in key])
            if len(marks) != before:
                # What does not fit is reported by the field that holds it, and equals nothing else.
                key = key if all(mark.code in HARMLESS for mark in marks[before:]) else object()
                del marks[before:]
            try:
                groups.setdefault(key, []).append(pair)
            except TypeError:  # an element holds a list or an object where a single value belongs: nothing equals it
                groups[object()] = [pair]
    finally:
        run.outer = saved
    return list(groups.values())


def compile_agreed(ask: Closure) -> Closure:
    """Compile `agreed`: the value of every member of the group, where all are equal."""

    def compare_members(_cur: Any, run: Run) -> Any:
        saved = run.outer
        common: Any = None
        try:
            for number, (member, outer) in enumerate(run.group):
                run.outer = outer
                value = ask(member, run)
                if not number:
                    common = value
                elif value != common or (type(value) is bool) is not (type(common) is bool):
                    return None
        finally:
            run.outer = saved
        return common

    return compare_members
