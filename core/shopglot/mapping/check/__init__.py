"""A mapping against both ends, before any record runs: the raw schema and the unified model."""

from __future__ import annotations

from shopglot.mapping.check._file import OWN_FIELDS, check_file
from shopglot.mapping.check._paths import below
from shopglot.mapping.check._targets import target_types, targets_text
from shopglot.mapping.check._test_cases import check_tests

__all__ = ["OWN_FIELDS", "below", "check_file", "check_tests", "target_types", "targets_text"]
