"""`shopglot mapping check`: all errors in mapping files."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import SOME_REJECTED, ending
from shopglot.cli._terminal import fold_width

if TYPE_CHECKING:
    from shopglot.workbench import CheckedMapping

__all__ = ["Targets", "check"]

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILES|CONNECTOR]",
        help="Files, folders, a connector, or connector/resource. Default: everything installed.",
    ),
]


class CheckFormat(StrEnum):
    """How diagnostics are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def check(
    targets: Targets = None,
    output: Annotated[
        CheckFormat, typer.Option("--format", help="Text, JSON, or annotations for GitHub.")
    ] = CheckFormat.TEXT,
    watch: Annotated[  # noqa: FBT002 - a flag on the command line, never an argument
        bool, typer.Option("--watch", help="Check and test again at every save; stop with Ctrl-C.")
    ] = False,
    no_records: Annotated[  # noqa: FBT002 - a flag on the command line, never an argument
        bool, typer.Option("--no-records", help="Run no saved records.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings too.")] = False,  # noqa: FBT002 - a flag on the command line, never an argument
) -> None:
    """Report everything that is wrong with mapping files, before any record runs.

    Then some saved records run, where the connector has any: a rule that never gives a value, although what it reads is
    there, is a warning (W907), and so is a record that is rejected although the field may be null (W908).

    `shopglot mapping explain E202` explains a code.

    \b
    Exit code:
        0  no errors
        1  errors (with --strict also warnings)
        2  invalid usage: no such file or connector, or none to watch
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.registry import load_connectors  # noqa: PLC0415 - `--help` needs no plugins
    from shopglot.workbench import check_files, check_records, find_mappings  # noqa: PLC0415 - `--help` needs no models

    with ending():
        if watch:
            from shopglot.cli.mapping._watch import watch_files  # noqa: PLC0415 - only this option needs it

            if output is not CheckFormat.TEXT:
                raise typer.BadParameter("--watch shows text: leave --format out")
            watch_files(targets or (), records=not no_records)
        checked = check_files(find_mappings(load_connectors(), targets or ()), saved=True)
        if not no_records:
            checked = check_records(checked)
        text = _format(checked, output)
        if text:
            typer.echo(text)
        if any(item.count("error") or (strict and item.count("warning")) for item in checked):
            raise typer.Exit(SOME_REJECTED)


def _format(checked: list[CheckedMapping], output: CheckFormat) -> str:
    from shopglot.workbench import check_github, check_json, check_text  # noqa: PLC0415 - as above

    if output is CheckFormat.JSON:
        return json.dumps(check_json(checked), indent=2, ensure_ascii=False)
    return check_github(checked) if output is CheckFormat.GITHUB else check_text(checked, fold_width())
