"""Walks, compiled: the elements of a list, of an object's entries, or of a list out of a picked element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._read import WRONG, compile_path, is_nothing, list_elements

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._read import Reader
    from shopglot.mapping.compile._run import Run
    from shopglot.mapping.syntax import Condition, PathRef, Picked, Walk

    Test = Callable[[Any, Run], bool]
    Tests = Callable[[Condition], Test]

__all__ = ["compile_step", "compile_walk", "plain_entries"]


def compile_step(ref: PathRef, tests: Tests) -> Reader:
    """Compile one step of a walk to a reader of its list, or of what stands there instead; it never raises.

    `tests` compiles a condition.
    """
    read = compile_path(ref) if ref.picked is None else _compile_picked(ref, ref.picked, tests)
    return _compile_entries(read) if ref.entries else read


def plain_entries(value: Any) -> Any:
    """Return the entries of an object as a list; of an empty list too, and anything else as it is, or WRONG."""
    if type(value) is dict:
        return [{"key": key, "value": item} for key, item in value.items()]
    return WRONG if type(value) is list and value else value


def _compile_entries(read: Reader) -> Reader:
    return lambda cur, run: plain_entries(read(cur, run))


def _compile_picked(ref: PathRef, picked: Picked, tests: Tests) -> Reader:
    list_all, fits, read = compile_step(picked.pick, tests), tests(picked.where), compile_path(ref)
    captures = picked.captures

    def read_picked(cur: Any, run: Run) -> Any:
        elements = list_all(cur, run)
        if type(elements) is not list:
            return None if is_nothing(elements) else WRONG
        saved = run.outer
        if captures:
            run.outer = (cur, saved)
        try:
            for element in elements:
                if fits(element, run):
                    return read(element, run)
        finally:
            run.outer = saved
        return None

    return read_picked


def compile_walk(walk: Walk, tests: Tests, *, captures: bool) -> Callable[[Any, Run], list[Any]]:
    """Compile a walk to a function that lists `(element, scope outside)` pairs; raises ConversionError for no list."""
    readers = [compile_step(ref, tests) for ref in walk.paths]
    group = walk.group
    if group and not readers:
        return lambda cur, run: [(member, (cur, run.outer)) for member, _ in run.group]
    if len(readers) == 1 and not captures and not group:
        only = readers[0]
        return lambda cur, run: [(element, None) for element in list_elements(only(cur, run))]

    def walk_lists(cur: Any, run: Run) -> list[Any]:
        saved = run.outer
        level = [(member, (cur, saved)) for member, _ in run.group] if group else [(cur, saved)]
        try:
            for read in readers:
                following = []
                for element, outer in level:
                    run.outer = outer
                    scope = (element, outer)
                    following += [(inner, scope) for inner in list_elements(read(element, run))]
                level = following
        finally:
            run.outer = saved
        return level

    return walk_lists
