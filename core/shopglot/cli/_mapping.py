"""`shopglot mapping …`: the workbench for mapping authors."""

from __future__ import annotations

import typer

from shopglot.cli._mapping_check import check
from shopglot.cli._mapping_coverage import coverage
from shopglot.cli._mapping_diff import diff
from shopglot.cli._mapping_explain import explain
from shopglot.cli._mapping_new import new
from shopglot.cli._mapping_schema import schema
from shopglot.cli._mapping_test import run_mapping_tests

__all__ = ["mapping"]

_ABOUT = """Check, test, explain and compare mapping files; no network, no credentials, no Python.

\b
    shopglot mapping check
    shopglot mapping test
    shopglot mapping explain tiktok order total_amount
    shopglot mapping explain E202
"""

mapping = typer.Typer(help=_ABOUT, no_args_is_help=True, rich_markup_mode=None)
mapping.command()(check)
mapping.command("test")(run_mapping_tests)
mapping.command()(coverage)
mapping.command()(diff)
mapping.command()(explain)
mapping.command()(schema)
mapping.command()(new)
