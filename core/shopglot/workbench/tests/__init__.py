"""The examples beside a mapping: run, and written anew."""

from __future__ import annotations

from shopglot.workbench.tests._examples import ExampleRun, run_language_examples, run_transform_examples
from shopglot.workbench.tests._given import GivenError, Givens
from shopglot.workbench.tests._testing import Tested, results_json, results_text, run_tests, shown_value
from shopglot.workbench.tests._update import Updated, update_expectations

__all__ = [
    "ExampleRun",
    "GivenError",
    "Givens",
    "Tested",
    "Updated",
    "results_json",
    "results_text",
    "run_language_examples",
    "run_tests",
    "run_transform_examples",
    "shown_value",
    "update_expectations",
]
