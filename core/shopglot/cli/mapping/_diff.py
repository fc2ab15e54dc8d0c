"""`shopglot mapping diff`: the effect of changed mappings on records."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import SOME_REJECTED, ending
from shopglot.cli._setting_option import SettingOption, read_settings
from shopglot.cli._terminal import terminal_width
from shopglot.cli.mapping._answers import Answers, read_samples, report_unused, unused_json

if TYPE_CHECKING:
    from shopglot.workbench import CheckedMapping

__all__ = ["diff"]

_MAJOR = 3


class DiffFormat(StrEnum):
    """How differences are printed."""

    TEXT = "text"
    JSON = "json"


def diff(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    old: Annotated[str, typer.Argument(help="The old version: a file, a folder, a connector, or a git revision.")],
    new: Annotated[str, typer.Argument(help="The new version: a file, a folder, a connector, or a git revision.")],
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILES|CONNECTOR]", help="Of two git revisions, the mappings to compare. Default: every one."
        ),
    ] = None,
    records: Answers = None,
    setting: SettingOption = None,
    output: Annotated[DiffFormat, typer.Option("--format", help="Text or JSON.")] = DiffFormat.TEXT,
) -> None:
    """Show the effect of changed mappings on records, field by field.

    Both versions run over the same records; every field that changes, vanishes or appears is counted, with samples of
    each, what makes the verdict first. The verdict follows semantic versioning: major when a consumer may lose
    something, minor when something is added, patch when no record differs.

    \b
    Example:
        shopglot mapping diff HEAD~1 tiktok/order
        shopglot mapping diff v1.2 HEAD
        shopglot mapping diff HEAD~5 HEAD tiktok/order
        shopglot mapping diff tiktok my-mappings

    \b
    Exit code:
        0  patch or minor
        1  a version has errors
        2  invalid usage; or no record of a mapping that differs: no verdict
        3  major
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.registry import load_connectors  # noqa: PLC0415 - `--help` needs no plugins
    from shopglot.workbench import (  # noqa: PLC0415 - `--help` needs no models
        check_files,
        compare_mappings,
        diff_json,
        diff_text,
        max_severity,
        pair_mappings,
    )

    with ending():
        diffs, read, broken = [], [], []
        given = read_settings(setting)
        for pair in pair_mappings(load_connectors(), old, new, targets or ()):
            earlier, later = check_files(pair)
            if earlier.file is None or later.file is None:
                broken += [item for item in (earlier, later) if item.file is None]
                continue
            samples = read_samples(later, records, later.target.path or earlier.target.path)
            if not samples and not _same(earlier, later):
                raise samples.error()
            read.append(samples)
            diffs.append(compare_mappings(earlier, later, samples, given))
        for item in broken:
            typer.echo(_has_errors(item), err=True)
        if broken and not diffs:
            raise typer.Exit(SOME_REJECTED)
        verdict = max_severity(diffs)
        if output is DiffFormat.JSON:
            pairs = zip(diffs, read, strict=True)
            mappings = [diff_json(item) | {"unused": unused_json(samples)} for item, samples in pairs]
            document = {"verdict": verdict, "mappings": mappings}
            typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
        else:
            width = terminal_width()
            typer.echo("\n\n".join([*(diff_text(one, width=width) for one in diffs), f"verdict: {verdict}"]))
        report_unused(read)
        if broken:
            raise typer.Exit(SOME_REJECTED)
        if verdict == "major":
            raise typer.Exit(_MAJOR)


def _has_errors(item: CheckedMapping) -> str:
    if item.target.path is not None:
        return f"error: {item.name} has errors: shopglot mapping check {item.name}"
    first = next(one for one in item.diagnostics if one.severity == "error")
    return f"error: {item.name} has errors against the raw schema of today: {first.message} [{first.code}]"


def _same(earlier: CheckedMapping, later: CheckedMapping) -> bool:
    """Check whether two versions are the same text, which needs no record to prove."""
    one, other = ([file.text for file in (*item.target.below, item.target.source)] for item in (earlier, later))
    return one == other
