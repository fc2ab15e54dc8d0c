"""Paths and conditions, compiled: how a raw value is found, and how it is tested."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from shopglot.mapping._convert import Unfit, money

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping._ast import Condition, PathRef, Walk
    from shopglot.mapping._run import Run

    Reader = Callable[[Any, Run], Any]
    Test = Callable[[Any, Run], bool]

__all__ = ["ABSENT", "WRONG", "compile_condition", "compile_path", "compile_walk"]


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
_ZEROS = frozenset({"0", "0.00"})


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
            if type(step) is str:
                if type(found) is dict:
                    found = found.get(step, ABSENT)
                else:
                    return ABSENT if found is None or found is ABSENT else WRONG
            elif type(found) is list:
                found = found[step] if -len(found) <= step < len(found) else ABSENT  # type: ignore[operator]
            else:
                return ABSENT if found is None or found is ABSENT else WRONG
        return found

    return walk


def compile_walk(walk: Walk, *, captures: bool) -> Callable[[Any, Run], list[Any]]:
    """Compile a walk to a function that lists `(element, scope outside)` pairs; raises Unfit where there is no list."""
    if walk.group:
        return lambda cur, run: [(member, (cur, run.outer)) for member, _ in run.group]
    readers = [compile_path(ref) for ref in walk.paths]
    if len(readers) == 1 and not captures:
        only = readers[0]
        return lambda cur, run: [(element, None) for element in _listed(only(cur, run))]

    def elements(cur: Any, run: Run) -> list[Any]:
        level = [(cur, run.outer)]
        saved = run.outer
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
    raise Unfit("R106")


def compile_condition(condition: Condition, masked: Callable[[str], bool]) -> Test:
    """Compile a condition; what can't be read counts as missing, so a condition never raises."""
    parts = [compile_condition(part, masked) for part in condition.parts]
    if condition.kind == "all":
        return _all(parts)
    if condition.kind == "any":
        return _any(parts)
    if condition.kind == "not":
        return lambda cur, run: not parts[0](cur, run)
    assert condition.ref is not None  # noqa: S101 - the parser gives the other kinds a path
    read = compile_path(condition.ref)
    if condition.kind == "count":
        number = condition.number

        def counted(cur: Any, run: Run) -> bool:
            found = read(cur, run)
            return len(found) == number if type(found) is list else number == 0

        return counted
    if condition.kind == "is":
        hides = masked if condition.ref.watched or condition.test == "masked" else _nothing
        test = _tests(hides)[condition.test]
        return lambda cur, run: test(read(cur, run))
    if condition.kind == "equals" and len(condition.values) == 1 and isinstance(condition.values[0].value, str):
        return _one_text(read, condition.values[0].value)
    values = frozenset(value.value for value in condition.values)
    kinds: set[type] = {type(value) for value in values}
    if kinds & {int, Decimal}:
        kinds |= {int, Decimal}  # 1 and 1.0 are one number

    def is_one(found: Any) -> bool:
        if type(found) is float:
            found = Decimal(repr(found))
        if type(found) is Decimal and found.is_nan():
            return False
        return type(found) in kinds and found in values

    def equals(cur: Any, run: Run) -> bool:
        found = read(cur, run)
        return any(is_one(item) for item in found) if type(found) is list else is_one(found)

    return equals


def _all(parts: list[Test]) -> Test:
    def holds(cur: Any, run: Run) -> bool:
        for part in parts:  # noqa: SIM110 - a generator would cost as much as the tests
            if not part(cur, run):
                return False
        return True

    return holds


def _any(parts: list[Test]) -> Test:
    def holds(cur: Any, run: Run) -> bool:
        for part in parts:  # noqa: SIM110 - as above
            if part(cur, run):
                return True
        return False

    return holds


def _one_text(read: Reader, wanted: str) -> Test:
    def equals(cur: Any, run: Run) -> bool:
        found = read(cur, run)
        return found == wanted if type(found) is str else type(found) is list and wanted in found

    return equals


def _nothing(_text: str) -> bool:
    return False


def _tests(masked: Callable[[str], bool]) -> dict[str, Callable[[Any], bool]]:
    def missing(found: Any) -> bool:
        empty = found is None or found is ABSENT or found is WRONG or found == ""
        return empty or (type(found) is str and masked(found))

    return {
        "present": lambda found: not missing(found),
        "missing": missing,
        "absent": lambda found: found is ABSENT,
        "null": lambda found: found is None,
        "blank": lambda found: bool(found == ""),
        "masked": lambda found: type(found) is str and masked(found),
        "nonzero": _nonzero,
    }


def _nonzero(found: Any) -> bool:
    if found is ABSENT or found is None or found is WRONG or type(found) is bool:
        return False
    if type(found) is str and found in _ZEROS:
        return False
    try:
        return money(found) != 0
    except Unfit as unfit:
        return isinstance(unfit.fallback, Decimal) and unfit.fallback != 0
