"""The workbench for mapping authors: check, test, explain, cover, compare; pure functions, free of any interface.

Each is loaded where it is first used: checking a file should not wait for what compares records.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shopglot.workbench._checking import Checked, check_files, check_github, check_json, check_text, counted
    from shopglot.workbench._coverage import Coverage, RawLeaf, UnifiedLeaf, coverage
    from shopglot.workbench._coverage_text import coverage_apideck, coverage_json, coverage_text, table_text
    from shopglot.workbench._diff import Change, FieldDiff, MappingDiff, compare_mappings
    from shopglot.workbench._diff_text import diff_json, diff_text, worst
    from shopglot.workbench._examples import ExampleRun, run_language_examples, run_transform_examples
    from shopglot.workbench._exercise import Exercise, Unproved, exercise
    from shopglot.workbench._explain import Explanation, RawRead, RecordStory, RuleView, explain_field, follow_field
    from shopglot.workbench._explain_text import explanation_json, explanation_text
    from shopglot.workbench._fixtures import Sample, fixtures_beside, samples_in
    from shopglot.workbench._found import Found, find_mappings, found_file, installed_mappings
    from shopglot.workbench._given import GivenError, Givens
    from shopglot.workbench._json import Difference, differences
    from shopglot.workbench._new import Guess, guesses, new_mapping, raw_type_of, schema_from
    from shopglot.workbench._pages import code_page, is_code
    from shopglot.workbench._records import Unified, compiled, unify
    from shopglot.workbench._reference import codes_page, generated_files, language_page
    from shopglot.workbench._schema import language_schema, resource_schema
    from shopglot.workbench._steps import Step
    from shopglot.workbench._testing import Tested, results_json, results_text, run_tests
    from shopglot.workbench._trace import Call, TracedMapping
    from shopglot.workbench._update import Updated, update_expectations
    from shopglot.workbench._versions import paired_mappings
    from shopglot.workbench._watch import Watch, saves

__all__ = [
    "Call",
    "Change",
    "Checked",
    "Coverage",
    "Difference",
    "ExampleRun",
    "Exercise",
    "Explanation",
    "FieldDiff",
    "Found",
    "GivenError",
    "Givens",
    "Guess",
    "MappingDiff",
    "RawLeaf",
    "RawRead",
    "RecordStory",
    "RuleView",
    "Sample",
    "Step",
    "Tested",
    "TracedMapping",
    "Unified",
    "UnifiedLeaf",
    "Unproved",
    "Updated",
    "Watch",
    "check_files",
    "check_github",
    "check_json",
    "check_text",
    "code_page",
    "codes_page",
    "compare_mappings",
    "compiled",
    "counted",
    "coverage",
    "coverage_apideck",
    "coverage_json",
    "coverage_text",
    "diff_json",
    "diff_text",
    "differences",
    "exercise",
    "explain_field",
    "explanation_json",
    "explanation_text",
    "find_mappings",
    "fixtures_beside",
    "follow_field",
    "found_file",
    "generated_files",
    "guesses",
    "installed_mappings",
    "is_code",
    "language_page",
    "language_schema",
    "new_mapping",
    "paired_mappings",
    "raw_type_of",
    "resource_schema",
    "results_json",
    "results_text",
    "run_language_examples",
    "run_tests",
    "run_transform_examples",
    "samples_in",
    "saves",
    "schema_from",
    "table_text",
    "unify",
    "update_expectations",
    "worst",
]

_HOMES = {
    "_checking": ("Checked", "check_files", "check_github", "check_json", "check_text", "counted"),
    "_coverage": ("Coverage", "RawLeaf", "UnifiedLeaf", "coverage"),
    "_coverage_text": ("coverage_apideck", "coverage_json", "coverage_text", "table_text"),
    "_diff": ("Change", "FieldDiff", "MappingDiff", "compare_mappings"),
    "_diff_text": ("diff_json", "diff_text", "worst"),
    "_examples": ("ExampleRun", "run_language_examples", "run_transform_examples"),
    "_exercise": ("Exercise", "Unproved", "exercise"),
    "_explain": ("Explanation", "RawRead", "RecordStory", "RuleView", "explain_field", "follow_field"),
    "_explain_text": ("explanation_json", "explanation_text"),
    "_fixtures": ("Sample", "fixtures_beside", "samples_in"),
    "_found": ("Found", "find_mappings", "found_file", "installed_mappings"),
    "_given": ("GivenError", "Givens"),
    "_json": ("Difference", "differences"),
    "_new": ("Guess", "guesses", "new_mapping", "raw_type_of", "schema_from"),
    "_pages": ("code_page", "is_code"),
    "_records": ("Unified", "compiled", "unify"),
    "_reference": ("codes_page", "generated_files", "language_page"),
    "_schema": ("language_schema", "resource_schema"),
    "_steps": ("Step",),
    "_testing": ("Tested", "results_json", "results_text", "run_tests"),
    "_trace": ("Call", "TracedMapping"),
    "_update": ("Updated", "update_expectations"),
    "_versions": ("paired_mappings",),
    "_watch": ("Watch", "saves"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in _HOME_OF:
        return getattr(import_module(f"shopglot.workbench.{_HOME_OF[name]}"), name)
    raise AttributeError(f"module 'shopglot.workbench' has no attribute {name!r}")
