"""Conditions, compiled: what can't be read counts as missing, so a condition never raises."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._convert import ConversionError, money
from shopglot.mapping.compile._read import ABSENT, WRONG, compile_path, compile_walk, short_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._run import Run
    from shopglot.mapping.syntax import Condition, PathRef

    Test = Callable[[Any, Run], bool]

__all__ = ["always", "compile_condition"]

_SINGLE = frozenset({str, int, bool, Decimal})
_ZERO = Decimal()
_ZEROS = frozenset({"0", "0.00"})


def always(_cur: Any, _run: Run) -> bool:
    """Hold for every element: the test of what has no condition."""
    return True


def compile_condition(condition: Condition, masked: Callable[[str], bool]) -> Test:
    """Compile a condition; what can't be read counts as missing, so a condition never raises."""
    parts = [compile_condition(part, masked) for part in condition.parts]
    if condition.kind == "all":
        return _all(parts)
    if condition.kind == "any":
        return _any(parts)
    if condition.kind == "not":
        return lambda cur, run: not parts[0](cur, run)
    if condition.walk is not None:
        paths = condition.walk.paths
        if len(paths) == 1 and not condition.captures and not condition.walk.group:
            return _quantified_plain(compile_path(paths[0]), parts[0], every=condition.kind == "every")
        walk = compile_walk(condition.walk, captures=condition.captures)
        return _quantified(walk, parts[0], every=condition.kind == "every")
    assert condition.ref is not None  # noqa: S101 - the parser gives the other kinds a path
    if condition.other is not None:
        return _same(compile_path(condition.ref), compile_path(condition.other))
    if condition.kind == "count":
        return _tested(condition.ref, _counted(condition.number))
    if condition.kind == "is":
        hides = masked if condition.ref.watched or condition.test == "masked" else _nothing
        return _tested(condition.ref, _tests(hides)[condition.test])
    wanted = [value.value for value in condition.values]
    if all(type(value) is str for value in wanted):
        return _text_tested(condition.ref, wanted)
    return _tested(condition.ref, _equals(wanted))


def _quantified(walk: Callable[[Any, Run], list[Any]], fits: Test, *, every: bool) -> Test:
    """Ask the elements of a list: does one fit, or does every one, and is there one at all."""

    def holds(cur: Any, run: Run) -> bool:
        saved = run.outer
        try:
            elements = walk(cur, run)
            for element, outer in elements:
                run.outer = outer
                if fits(element, run) is not every:
                    return not every
        except ConversionError:
            return False
        finally:
            run.outer = saved
        return every and bool(elements)

    return holds


def _quantified_plain(read: Callable[[Any, Run], Any], fits: Test, *, every: bool) -> Test:
    """Ask the elements of one list with a test that does not look outside: no scopes."""

    def holds(cur: Any, run: Run) -> bool:
        elements = read(cur, run)
        if type(elements) is not list:
            return False
        for element in elements:
            if fits(element, run) is not every:
                return not every
        return every and bool(elements)

    return holds


def _same(one: Callable[[Any, Run], Any], other: Callable[[Any, Run], Any]) -> Test:
    """Compare two values that are there; what is missing is the same as nothing."""

    def same(cur: Any, run: Run) -> bool:
        found, beside = one(cur, run), other(cur, run)
        return type(found) is type(beside) and found == beside and type(found) in _SINGLE and found != ""

    return same


def _tested(ref: PathRef, test: Callable[[Any], bool]) -> Test:
    read = compile_path(ref)
    first, second = short_path(ref)
    if first is None:
        return lambda cur, run: test(read(cur, run))

    def tested(cur: Any, _run: Run) -> bool:
        if type(cur) is not dict:
            return test(WRONG)
        found = cur.get(first, ABSENT)
        if second is not None and found is not ABSENT:
            found = found.get(second, ABSENT) if type(found) is dict else ABSENT if found is None else WRONG
        return test(found)

    return tested


def _text_tested(ref: PathRef, wanted: list[str]) -> Test:
    """Compare with texts: the text of a short path costs no second call."""
    values, test = frozenset(wanted), _equals(wanted)
    first, second = short_path(ref)
    if first is None:
        return _tested(ref, test)

    def tested(cur: Any, _run: Run) -> bool:
        found = cur.get(first) if type(cur) is dict else None
        if second is not None:
            found = found.get(second) if type(found) is dict else None
        return found in values if type(found) is str else found is not None and test(found)

    return tested


def _counted(number: int) -> Callable[[Any], bool]:
    def counted(found: Any) -> bool:
        return len(found) == number if type(found) is list else number == 0

    return counted


def _equals(wanted: list[Any]) -> Callable[[Any], bool]:
    if len(wanted) == 1 and isinstance(wanted[0], str):
        return _one_text(wanted[0])
    values = frozenset(wanted)
    kinds: set[type] = {type(value) for value in values}
    if kinds & {int, Decimal}:
        kinds |= {int, Decimal}  # 1 and 1.0 are one number

    def is_one(found: Any) -> bool:
        if type(found) is float:
            found = Decimal(repr(found))
        if type(found) is Decimal and found.is_nan():
            return False
        return type(found) in kinds and found in values

    def equals(found: Any) -> bool:
        if type(found) is str:
            return str in kinds and found in values
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


def _one_text(wanted: str) -> Callable[[Any], bool]:
    def equals(found: Any) -> bool:
        return found == wanted if type(found) is str else type(found) is list and wanted in found

    return equals


def _nothing(_text: str) -> bool:
    return False


def _tests(masked: Callable[[str], bool]) -> dict[str, Callable[[Any], bool]]:
    def missing(found: Any) -> bool:
        if type(found) is str:
            return not found or masked(found)
        return found is None or found is ABSENT or found is WRONG

    return {
        "present": lambda found: not missing(found),
        "missing": missing,
        "absent": lambda found: found is ABSENT,
        "null": lambda found: found is None,
        "blank": lambda found: bool(found == ""),
        "masked": lambda found: type(found) is str and masked(found),
        "nonzero": lambda found: bool(_number(found)),
        "zero": lambda found: _number(found) == 0,
    }


def _number(found: Any) -> Decimal | None:
    if type(found) is str and found in _ZEROS:
        return _ZERO
    if found is ABSENT or found is None or found is WRONG or type(found) is bool:
        return None
    try:
        return money(found)
    except ConversionError as unfit:
        return unfit.fallback if isinstance(unfit.fallback, Decimal) else None
