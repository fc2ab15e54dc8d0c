"""Conditions, compiled: what can't be read counts as missing, so a condition never raises."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._convert import ConversionError, money
from shopglot.mapping.compile._joins import compile_search, key_of
from shopglot.mapping.compile._read import ABSENT, WRONG, compile_path, pass_through, short_path
from shopglot.mapping.compile._walks import compile_step, compile_walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._run import Run
    from shopglot.mapping.compile._walks import Tests
    from shopglot.mapping.syntax import Condition, PathRef, Walk

    Test = Callable[[Any, Run], bool]

__all__ = ["always", "compile_condition"]

_ZERO = Decimal()
_HOLDERS = frozenset({list, dict})
_ZEROS = frozenset({"0", "0.00"})


def always(_cur: Any, _run: Run) -> bool:
    """Return True for every element: the test of what has no condition."""
    return True


def compile_condition(condition: Condition, masked: Callable[[str], bool]) -> Test:
    """Compile a condition; what can't be read counts as missing, so a condition never raises."""

    def tests(part: Condition) -> Test:
        return compile_condition(part, masked)

    parts = [tests(part) for part in condition.parts]
    if condition.kind == "all":
        return _compile_all(parts)
    if condition.kind == "any":
        return _compile_any(parts)
    if condition.kind == "not":
        return lambda cur, run: not parts[0](cur, run)
    if condition.walk is not None:
        return _compile_quantifier(condition, condition.walk, parts[0], tests)
    assert condition.ref is not None  # noqa: S101 - the parser gives the other kinds a path
    if condition.other is not None:
        watched = condition.ref.watched or condition.other.watched
        same = _compile_same(compile_path(condition.ref), compile_path(condition.other))
        return _compile_unmasked(compile_path(condition.ref), same, masked) if watched else same
    if condition.kind in {"starts", "count"}:
        starts = condition.kind == "starts"
        test = _compile_prefix(condition.values[0].value) if starts else _compile_count(condition.number)
        return _compile_test(condition.ref, test)
    if condition.kind == "is":
        hides = masked if condition.ref.watched or condition.test == "masked" else _mask_nothing
        return _compile_test(condition.ref, _compile_tests(hides)[condition.test])
    wanted = [value.value for value in condition.values]
    if all(type(value) is str for value in wanted):
        return _compile_text_test(condition.ref, wanted)
    return _compile_test(condition.ref, _compile_equals(wanted))


def _compile_quantifier(condition: Condition, walk: Walk, fits: Test, tests: Tests) -> Test:
    """Compile a test of a list's elements by the cheapest closure that may."""
    paths, every, captures = walk.paths, condition.kind == "every", condition.captures
    if len(paths) == 1 and not captures and not walk.group:
        return _compile_plain_quantifier(compile_step(paths[0], tests), fits, every=every)
    if every:
        return _compile_every(compile_walk(walk, tests, captures=captures), fits)
    return _compile_some(compile_search(walk, condition.parts[0], tests, captures=captures, first=True))


def _compile_every(walk: Callable[[Any, Run], list[Any]], fits: Test) -> Test:
    """Compile a test of a list: does every element fit, and is there one at all."""

    def check_every(cur: Any, run: Run) -> bool:
        saved = run.outer
        try:
            elements = walk(cur, run)
            for element, outer in elements:
                run.outer = outer
                if not fits(element, run):
                    return False
        except ConversionError:
            return False
        finally:
            run.outer = saved
        return bool(elements)

    return check_every


def _compile_some(search: Callable[[Any, Run], list[Any]]) -> Test:
    """Compile a test of a list: does one element fit."""

    def check_some(cur: Any, run: Run) -> bool:
        try:
            return bool(search(cur, run))
        except ConversionError:
            return False

    return check_some


def _compile_plain_quantifier(read: Callable[[Any, Run], Any], fits: Test, *, every: bool) -> Test:
    """Compile a test of one list whose elements' test does not look outside: no scopes."""

    def check_elements(cur: Any, run: Run) -> bool:
        elements = read(cur, run)
        if type(elements) is not list:
            return False
        for element in elements:
            if fits(element, run) is not every:
                return not every
        return every and bool(elements)

    return check_elements


def _compile_same(one: Callable[[Any, Run], Any], other: Callable[[Any, Run], Any]) -> Test:
    """Compile a comparison of two values; what is missing equals nothing, not even another missing value."""

    def compare_values(cur: Any, run: Run) -> bool:
        key = key_of(one(cur, run))
        return key is not None and key == key_of(other(cur, run))

    return compare_values


def _compile_unmasked(read: Callable[[Any, Run], Any], same: Test, masked: Callable[[str], bool]) -> Test:
    """Compile a comparison of values that may be masked: two people whose names look alike then are not the same."""

    def compare_unmasked(cur: Any, run: Run) -> bool:
        if not same(cur, run):
            return False
        value = read(cur, run)
        return type(value) is not str or not masked(value)

    return compare_unmasked


def _compile_test(ref: PathRef, test: Callable[[Any], bool]) -> Test:
    """Compile a test of one raw value; short paths are read in place, as `compile_path` would read them."""
    read = compile_path(ref)
    first, second = short_path(ref)
    if first is None:
        return lambda cur, run: test(read(cur, run))

    def apply_test(cur: Any, _run: Run) -> bool:
        if type(cur) is not dict:
            return test(WRONG)
        value = cur.get(first, ABSENT)
        if second is not None and value is not ABSENT:
            value = value.get(second, ABSENT) if type(value) is dict else pass_through(value)
        return test(value)

    return apply_test


def _compile_text_test(ref: PathRef, wanted: list[str]) -> Test:
    """Compile a comparison with texts: the text of a short path costs no second call."""
    values, test = frozenset(wanted), _compile_equals(wanted)
    first, second = short_path(ref)
    if first is None:
        return _compile_test(ref, test)

    def apply_test(cur: Any, _run: Run) -> bool:
        value = cur.get(first) if type(cur) is dict else None
        if second is not None:
            value = value.get(second) if type(value) is dict else None
        return value in values if type(value) is str else value is not None and test(value)

    return apply_test


def _compile_prefix(prefix: str) -> Callable[[Any], bool]:
    def check_prefix(value: Any) -> bool:
        if type(value) is list:
            return any(type(item) is str and item.startswith(prefix) for item in value)
        return type(value) is str and value.startswith(prefix)

    return check_prefix


def _compile_count(number: int) -> Callable[[Any], bool]:
    def compare_length(value: Any) -> bool:
        return len(value) == number if type(value) is list else number == 0

    return compare_length


def _compile_equals(wanted: list[Any]) -> Callable[[Any], bool]:
    if len(wanted) == 1 and isinstance(wanted[0], str):
        return _compile_one_text(wanted[0])
    values = frozenset(wanted)
    kinds: set[type] = {type(item) for item in values}
    if kinds & {int, Decimal}:
        kinds |= {int, Decimal}  # 1 and 1.0 are one number

    def is_one(value: Any) -> bool:
        if type(value) is float:
            value = Decimal(repr(value))
        if type(value) is Decimal and value.is_nan():
            return False
        return type(value) in kinds and value in values

    def compare_value(value: Any) -> bool:
        if type(value) is str:
            return str in kinds and value in values
        return any(is_one(item) for item in value) if type(value) is list else is_one(value)

    return compare_value


def _compile_all(parts: list[Test]) -> Test:
    def check_all(cur: Any, run: Run) -> bool:
        for part in parts:  # noqa: SIM110 - a generator would cost as much as the tests
            if not part(cur, run):
                return False
        return True

    return check_all


def _compile_any(parts: list[Test]) -> Test:
    def check_any(cur: Any, run: Run) -> bool:
        for part in parts:  # noqa: SIM110 - as above
            if part(cur, run):
                return True
        return False

    return check_any


def _compile_one_text(wanted: str) -> Callable[[Any], bool]:
    def compare_text(value: Any) -> bool:
        return value == wanted if type(value) is str else type(value) is list and wanted in value

    return compare_text


def _mask_nothing(_text: str) -> bool:
    return False


def _compile_tests(masked: Callable[[str], bool]) -> dict[str, Callable[[Any], bool]]:
    def is_missing(value: Any) -> bool:
        if type(value) is str:
            return not value or masked(value)
        return value is None or value is ABSENT or value is WRONG

    return {
        "present": lambda value: not is_missing(value),
        "missing": is_missing,
        "absent": lambda value: value is ABSENT,
        "null": lambda value: value is None,
        "blank": lambda value: bool(value == ""),
        "masked": lambda value: type(value) is str and masked(value),
        "nonempty": lambda value: type(value) in _HOLDERS and bool(value),
        "nonzero": lambda value: bool(_read_number(value)),
        "zero": lambda value: _read_number(value) == 0,
    }


def _read_number(value: Any) -> Decimal | None:
    """Return the number, or None where there is none: what is missing is neither zero nor nonzero.

    A value that fits with a warning only (a JSON number where an amount is text) counts by its fallback, since the rule
    that reads it takes the fallback too.
    """
    if type(value) is str and value in _ZEROS:
        return _ZERO
    if value is ABSENT or value is None or value is WRONG or type(value) is bool:
        return None
    try:
        return money(value)
    except ConversionError as unfit:
        return unfit.fallback if isinstance(unfit.fallback, Decimal) else None
