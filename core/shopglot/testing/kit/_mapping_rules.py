"""Rules about mappings: they check clean, their tests and their transforms' examples pass, they cover what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.errors import MappingError
from shopglot.testing.kit._verdict import Broken, NothingToCheck, require_none
from shopglot.workbench import FixtureLoader, run_tests, run_transform_examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.diagnostics import Diagnostic
    from shopglot.testing.kit._subject import Subject

__all__ = ["check_clean", "check_enums", "check_examples", "check_tests", "resources", "transforms"]

_TABLE = "E302"


def resources(subject: Subject) -> Iterable[str]:
    """Return a case for each resource."""
    return subject.resources


def transforms(subject: Subject) -> Iterable[str]:
    """Return a case for each transform."""
    return [transform.name for transform in subject.definition.transforms]


def check_clean(subject: Subject, case: str) -> None:
    """Check that a mapping has no error, and no warning that is not waived by its code."""
    found = [item for item in subject.checked[case].diagnostics if item.code != _TABLE]
    require_none(_told(item for item in found if item.code not in subject.contract.waive), "the mapping is not clean")
    try:
        _ = subject.connector.mappings
    except MappingError as error:
        # What is wrong with it as the mapping of this resource.
        file = subject.definition.resource(case).mapping
        require_none(_told(item for item in error.diagnostics if item.file == file), "the mapping can't be loaded")


def check_enums(subject: Subject, case: str) -> None:
    """Check that each enum table has a row for each value that the raw schema lists."""
    found = [item for item in subject.checked[case].diagnostics if item.code == _TABLE]
    require_none(_told(found), "an enum table has no row for values that the raw schema lists")


def _told(found: Iterable[Diagnostic]) -> Iterator[str]:
    return (f"{item.where}: {item.severity}[{item.code}]: {item.message}" for item in found)


def check_tests(subject: Subject, case: str) -> None:
    """Check that a mapping has tests, and that all of them pass."""
    checked = subject.checked[case]
    if checked.file is None:
        raise NothingToCheck("the mapping has errors: its tests can't run")
    results = run_tests(checked, FixtureLoader())
    if not results:
        raise Broken("the mapping has no tests")
    bad = (item for item in results if item.state != "passed")
    require_none(
        (
            f"{item.where}: {item.state}: {item.problem or ', '.join(one.path for one in item.differences)}"
            for item in bad
        ),
        "tests in the mapping do not pass",
    )


def check_examples(subject: Subject, case: str) -> None:
    """Check that a transform has examples, and that it gives what they say."""
    name = f"{subject.definition.id}: {case}"
    runs = [run for run in run_transform_examples(subject.definition) if run.name == name]
    if not runs:
        raise Broken("the transform has no examples")
    require_none((f"example {run.number}: {run.problem}" for run in runs if run.problem), "examples do not hold")
