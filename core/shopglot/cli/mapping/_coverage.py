"""`shopglot mapping coverage`: what a mapping covers, both ways, and which parts records use."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import SOME_REJECTED, ending
from shopglot.cli._setting_option import SettingOption, read_settings
from shopglot.cli._terminal import terminal_width
from shopglot.cli.mapping._answers import Answers, read_samples, report_unused, unused_json
from shopglot.cli.mapping._check import Targets  # noqa: TC001 - typer reads the annotations when it runs

if TYPE_CHECKING:
    from shopglot.workbench import Coverage, Samples

__all__ = ["coverage"]


class CoverageFormat(StrEnum):
    """How coverage is printed."""

    TEXT = "text"
    JSON = "json"
    APIDECK = "apideck"


def coverage(
    targets: Targets = None,
    records: Answers = None,
    setting: SettingOption = None,
    full: Annotated[  # noqa: FBT002 - a flag on the command line, never an argument
        bool, typer.Option("--full", help="Show every raw value and field, not only those that need attention.")
    ] = False,
    output: Annotated[
        CoverageFormat, typer.Option("--format", help="A table, JSON, or the shape of Apideck's coverage.")
    ] = CoverageFormat.TEXT,
) -> None:
    """Show what a mapping covers, both ways.

    Raw values: mapped, extended, ignored with a reason, or unread. Unified fields: filled, hideable (the platform may
    hide them), derived, unsupported with a reason, or unfilled. And the rules, cases and enum entries that no record
    uses.

    \b
    Exit code:
        0  printed
        1  a file has errors
        2  invalid usage, or --records has no record of these mappings
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.registry import load_connectors  # noqa: PLC0415 - `--help` needs no plugins
    from shopglot.workbench import (  # noqa: PLC0415 - `--help` needs no models
        check_files,
        find_mappings,
        measure_coverage,
    )

    with ending():
        given = read_settings(setting)
        checked = check_files(find_mappings(load_connectors(), targets or ()))
        coverages, read = [], []
        for item in checked:
            if item.file is None:
                continue
            samples = read_samples(item, records)
            read.append(samples)
            coverages.append(measure_coverage(item, samples, given))
        if records and read and not any(map(len, read)):
            raise read[0].error()
        if coverages or output is not CoverageFormat.TEXT:
            typer.echo(_format(coverages, read, output, full=full))
        report_unused(read)
        broken = [item for item in checked if item.file is None]
        for item in broken:
            typer.echo(f"error: {item.name} has errors: shopglot mapping check {item.name}", err=True)
        if broken:
            raise typer.Exit(SOME_REJECTED)


def _format(results: list[Coverage], read: list[Samples], output: CoverageFormat, *, full: bool) -> str:
    from shopglot.workbench import coverage_apideck, coverage_json, coverage_text  # noqa: PLC0415 - as above

    if output is CoverageFormat.TEXT:
        return "\n\n".join(coverage_text(item, full=full, width=terminal_width()) for item in results)
    if output is CoverageFormat.JSON:
        pairs = zip(results, read, strict=True)
        document = [coverage_json(item) | {"unused": unused_json(samples)} for item, samples in pairs]
        return json.dumps(document, indent=2, ensure_ascii=False)
    connectors = list(dict.fromkeys(item.connector for item in results))
    entries = [
        entry
        for name in connectors
        for entry in coverage_apideck([one for one in results if one.connector == name], name)
    ]
    return json.dumps(entries, indent=2, ensure_ascii=False)
