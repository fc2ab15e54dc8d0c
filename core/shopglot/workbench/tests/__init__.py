"""The tests and examples of a mapping: run, and updated."""

from __future__ import annotations

from shopglot.workbench.tests._examples import ExampleRun, run_language_examples, run_transform_examples
from shopglot.workbench.tests._given import FixtureLoader, GivenError
from shopglot.workbench.tests._testing import TestResult, results_json, results_text, run_tests
from shopglot.workbench.tests._unnoticed import (
    NoticeReport,
    Unnoticed,
    find_unnoticed,
    unnoticed_json,
    unnoticed_text,
)
from shopglot.workbench.tests._update import UpdateResult, update_expectations

__all__ = [
    "ExampleRun",
    "FixtureLoader",
    "GivenError",
    "NoticeReport",
    "TestResult",
    "Unnoticed",
    "UpdateResult",
    "find_unnoticed",
    "results_json",
    "results_text",
    "run_language_examples",
    "run_tests",
    "run_transform_examples",
    "unnoticed_json",
    "unnoticed_text",
    "update_expectations",
]
