"""Paths, compiled: how a raw value, or the elements of a raw list, are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shopglot.mapping.compile._convert import ConversionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._run import Run
    from shopglot.mapping.syntax import PathRef, Walk

    Reader = Callable[[Any, Run], Any]

__all__ = ["ABSENT", "WRONG", "compile_path", "compile_walk", "short_path"]


class _Sentinel:
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


ABSENT: Final = _Sentinel("ABSENT")
"""The key is not there."""
WRONG: Final = _Sentinel("WRONG")
"""The path goes through a value of another type than the schema says."""
_TWO = 2


def compile_path(ref: PathRef) -> Reader:
    """Compile a path to a reader: it gives the raw value, ABSENT or WRONG, and never raises."""
    steps, base = ref.path.steps, ref.path.base
    if base == "":
        if len(steps) == 1 and isinstance(steps[0], str):
            return _one_step(steps[0])
        if len(steps) == _TWO and isinstance(steps[0], str) and isinstance(steps[1], str):
            return _two_steps(steps[0], steps[1])
        return _steps(steps)
    walk = _steps(steps)
    if base == "$":
        return lambda _cur, run: walk(run.record, run)
    levels = len(base)

    def outside(_cur: Any, run: Run) -> Any:
        scope = run.outer
        for _ in range(levels - 1):
            scope = scope[1]
        return walk(scope[0], run)

    return outside


def short_path(ref: PathRef) -> tuple[str | None, str | None]:
    """Give the keys of a path of one or two from the scope's element (of one: and None), else two Nones.

    Most paths are so short that reading them in place is faster than calling their reader.
    """
    steps = ref.path.steps
    if ref.path.base != "" or not 1 <= len(steps) <= _TWO or not all(isinstance(step, str) for step in steps):
        return None, None
    return str(steps[0]), str(steps[1]) if len(steps) == _TWO else None


def _one_step(key: str) -> Reader:
    def read(cur: Any, _run: Run) -> Any:
        return cur.get(key, ABSENT) if type(cur) is dict else WRONG

    return read


def _two_steps(first: str, second: str) -> Reader:
    def read(cur: Any, _run: Run) -> Any:
        if type(cur) is not dict:
            return WRONG
        inner = cur.get(first)
        if type(inner) is dict:
            return inner.get(second, ABSENT)
        return ABSENT if inner is None else WRONG

    return read


def _steps(steps: tuple[str | int, ...]) -> Reader:
    def walk(found: Any, _run: Run) -> Any:
        for step in steps:
            if isinstance(step, str):
                if type(found) is dict:
                    found = found.get(step, ABSENT)
                else:
                    return ABSENT if found is None or found is ABSENT else WRONG
            elif type(found) is list:
                found = found[step] if -len(found) <= step < len(found) else ABSENT
            else:
                return ABSENT if found is None or found is ABSENT else WRONG
        return found

    return walk


def compile_walk(walk: Walk, *, captures: bool) -> Callable[[Any, Run], list[Any]]:
    """Compile a walk to a function that lists `(element, scope outside)` pairs; raises Unfit where there is no list."""
    readers = [compile_path(ref) for ref in walk.paths]
    group = walk.group
    if group and not readers:
        return lambda cur, run: [(member, (cur, run.outer)) for member, _ in run.group]
    if len(readers) == 1 and not captures and not group:
        only = readers[0]
        return lambda cur, run: [(element, None) for element in _listed(only(cur, run))]

    def elements(cur: Any, run: Run) -> list[Any]:
        saved = run.outer
        level = [(member, (cur, saved)) for member, _ in run.group] if group else [(cur, saved)]
        try:
            for read in readers:
                following = []
                for element, outer in level:
                    run.outer = outer
                    scope = (element, outer)
                    following += [(inner, scope) for inner in _listed(read(element, run))]
                level = following
        finally:
            run.outer = saved
        return level

    return elements


def _listed(found: Any) -> list[Any]:
    if type(found) is list:
        return found
    if found is None or found is ABSENT or found == "":
        return []
    raise ConversionError("R106")
