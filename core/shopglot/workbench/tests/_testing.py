"""Running the tests of mapping files, and reporting where the result differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopglot.errors import InvalidArgument
from shopglot.workbench._json import Difference, at_pointer, differences, format_value
from shopglot.workbench._layout import WIDTH, fold
from shopglot.workbench._records import compile_checked, normalize_record
from shopglot.workbench.tests._given import GivenError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.diagnostics import Diagnostic
    from shopglot.mapping.syntax import TestCase
    from shopglot.workbench._checking import CheckedMapping
    from shopglot.workbench.tests._given import FixtureLoader

TestState = Literal["passed", "failed", "broken", "not run"]

__all__ = ["TestResult", "results_json", "results_text", "run_tests"]

_MISFIT = frozenset({"E301", "E303"})  # an expectation of the wrong type: the test runs, and fails there


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test: `failed` with its differences by path, or `broken` with a `problem` that kept it from running.

    One that fails has a `problem` as well where the checker knew that no record has what it expects.

    `not run`: its saved answer is one of an installed connector that does not ship them, which is nobody's mistake.

    `where` is the file and line of the test. Its `repr` shows no value of the record.
    """

    file: str
    where: str
    name: str
    given: str
    state: TestState
    differences: tuple[Difference, ...] = field(default=(), repr=False)
    problem: str = ""
    case: TestCase | None = field(default=None, repr=False)
    record: dict[str, Any] | None = field(default=None, repr=False)


def run_tests(checked: CheckedMapping, givens: FixtureLoader) -> list[TestResult]:
    """Run the tests of a file whose rules have no error; a test that has one itself is broken, or fails."""
    if checked.file is None or not checked.file.tests:
        return []
    mapping = compile_checked(checked)
    tested = []
    for case in checked.file.tests:
        made = partial(TestResult, checked.name, f"{checked.name}:{case.node.line}", case.name, case.given)
        stopped = [problem for problem in case.problems if problem.code not in _MISFIT]
        if stopped:
            tested.append(made("broken", problem="; ".join(map(_told, stopped))))
            continue
        try:
            raw = givens.get(case.given, checked.target.path, checked.target.connector)
            settings = checked.target.connector.readable_settings(case.setting)
        except (GivenError, InvalidArgument) as error:
            missing = isinstance(error, GivenError) and error.missing
            state: TestState = "not run" if missing and _ships_none(checked) else "broken"
            tested.append(made(state, problem=str(error)))
            continue
        result = normalize_record(mapping, raw, settings)
        if result.record is None:
            why = "; ".join(map(str, result.errors))
            tested.append(made("broken", problem=f"the record is rejected: {why}"))
            continue
        problems = tuple(
            difference
            for pointer, expected in case.expect.items()
            for difference in differences(expected, at_pointer(result.record, pointer), pointer)
        )
        state = "failed" if problems else "passed"
        told = "; ".join(map(_told, case.problems))
        tested.append(made(state, differences=problems, problem=told, case=case, record=result.record))
    return tested


def _told(problem: Diagnostic) -> str:
    """Return what is wrong in a test as one sentence."""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{problem.message}{hint} [{problem.code}, {problem.file}:{problem.line}]"


def _ships_none(checked: CheckedMapping) -> bool:
    """Check whether this is the own mapping of an installed connector that says of no saved answers."""
    connector, path = checked.target.connector, checked.target.path
    if connector.fixtures is not None and connector.fixtures.is_dir():
        return False
    return path is None or Path(str(connector.mappings)).resolve() in path.resolve().parents


def results_text(tested: Iterable[TestResult], width: int = WIDTH) -> str:
    """Return text about what failed, by file, with a difference by path; an empty text where all passed."""
    blocks = []
    for item in tested:
        if item.state in {"passed", "not run"}:
            continue
        lines = [
            fold(item.name, width, first=f"{item.state.upper()} ", rest="  "),
            fold(item.where, width, first="  --> "),
            fold(item.given, width, first="  given "),
        ]
        if item.problem:
            lines.append(fold(item.problem, width, first="  "))
        for difference in item.differences:
            lines += [
                fold(difference.path, width, first="  "),
                fold(format_value(difference.expected), width, first="    - expected "),
                fold(format_value(difference.got), width, first="    + got      "),
            ]
            if difference.got is not None and str(difference.expected) == str(difference.got):
                hint = "amounts, quantities and timestamps are text in JSON: put the value in quotes"
                lines.append(fold(hint, width, first="    = hint: "))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def results_json(tested: Iterable[TestResult]) -> list[dict[str, Any]]:
    """Return the stable JSON form."""
    return [
        {
            "file": item.file,
            "where": item.where,
            "name": item.name,
            "given": item.given,
            "state": item.state,
            "problem": item.problem or None,
            "differences": [{"path": one.path, "expected": one.expected, "got": one.got} for one in item.differences],
        }
        for item in tested
    ]
