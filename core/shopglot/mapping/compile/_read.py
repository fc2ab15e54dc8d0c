"""Paths, compiled: how a raw value, or the elements of a raw list, are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shopglot.mapping.compile._convert import ConversionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._run import Run
    from shopglot.mapping.syntax import PathRef

    Reader = Callable[[Any, Run], Any]

__all__ = ["ABSENT", "WRONG", "compile_path", "is_nothing", "list_elements", "pass_through", "short_path"]


class _Sentinel:
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


ABSENT: Final = _Sentinel("ABSENT")
"""The key is not there: nothing to report."""
WRONG: Final = _Sentinel("WRONG")
"""The path goes through a value of another type than the schema says: a rule that reads it warns (R106)."""
_TWO = 2
_EMPTY = frozenset({list, dict})
_BLANK = frozenset({str, dict})


def compile_path(ref: PathRef) -> Reader:
    """Compile a path to a reader that returns the raw value, ABSENT or WRONG, and never raises.

    None is a value (JSON null), so what is not there needs a sentinel. ABSENT and WRONG differ because a missing key is
    normal, and another type than the schema's is reported.
    """
    steps, base = ref.path.steps, ref.path.base
    if base == "setting":
        name = str(steps[0])
        return lambda _cur, run: run.settings.get(name, ABSENT)
    if base == "":
        if len(steps) == 1 and isinstance(steps[0], str):
            return _compile_key(steps[0])
        if len(steps) == _TWO and isinstance(steps[0], str) and isinstance(steps[1], str):
            return _compile_two_keys(steps[0], steps[1])
        return _compile_steps(steps)
    follow = _compile_steps(steps)
    if base == "$":
        return lambda _cur, run: follow(run.record, run)
    levels = len(base)

    def read_outside(_cur: Any, run: Run) -> Any:
        scope = run.outer
        for _ in range(levels - 1):
            scope = scope[1]
        return follow(scope[0], run)

    return read_outside


def short_path(ref: PathRef) -> tuple[str | None, str | None]:
    """Return the keys of a path of one or two steps from the element in scope (of one step: and None), else two Nones.

    Most paths are so short that reading them in place is faster than calling their reader.
    """
    steps = ref.path.steps
    if ref.path.base != "" or not 1 <= len(steps) <= _TWO or not all(isinstance(step, str) for step in steps):
        return None, None
    return str(steps[0]), str(steps[1]) if len(steps) == _TWO else None


def _compile_key(key: str) -> Reader:
    # As `_compile_steps`, without its loop: most paths have one or two keys.
    def read_key(cur: Any, _run: Run) -> Any:
        return cur.get(key, ABSENT) if type(cur) is dict else WRONG

    return read_key


def _compile_two_keys(first: str, second: str) -> Reader:
    def read_two_keys(cur: Any, _run: Run) -> Any:
        if type(cur) is not dict:
            return WRONG
        inner = cur.get(first)
        if type(inner) is dict:
            return inner.get(second, ABSENT)
        return pass_through(inner)

    return read_two_keys


def _compile_steps(steps: tuple[str | int, ...]) -> Reader:
    def follow_steps(value: Any, _run: Run) -> Any:
        for step in steps:
            if isinstance(step, str):
                if type(value) is dict:
                    value = value.get(step, ABSENT)
                else:
                    return pass_through(value)
            elif type(value) is list:
                value = value[step] if -len(value) <= step < len(value) else ABSENT
            else:
                return pass_through(value)
        return value

    return follow_steps


def pass_through(value: Any) -> Any:
    """Return what a path finds inside something that it can't enter: WRONG, or ABSENT where nothing is there.

    An empty list stands for an empty object, and the other way round: PHP has one kind of array for both.
    """
    return ABSENT if value is None or value is ABSENT or (type(value) in _EMPTY and not value) else WRONG


def is_nothing(value: Any) -> bool:
    """Check whether a value that is no list stands for an empty one."""
    return value is None or value is ABSENT or (type(value) in _BLANK and not value)


def list_elements(value: Any) -> list[Any]:
    """Return the list itself, or an empty one where none is there; WRONG and any other type raise."""
    if type(value) is list:
        return value
    if is_nothing(value):
        return []
    raise ConversionError("R106")
