"""`shopglot mapping …`: the workbench for mapping authors."""

from __future__ import annotations

import typer

from shopglot.cli.mapping._check import check
from shopglot.cli.mapping._coverage import coverage
from shopglot.cli.mapping._diff import diff
from shopglot.cli.mapping._explain import explain
from shopglot.cli.mapping._infer import infer
from shopglot.cli.mapping._new import new
from shopglot.cli.mapping._run_tests import run_mapping_tests
from shopglot.cli.mapping._schema import schema

__all__ = ["mapping"]

_ABOUT = """Check, test, explain and compare mapping files; without network, credentials or Python.

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
mapping.command()(infer)
