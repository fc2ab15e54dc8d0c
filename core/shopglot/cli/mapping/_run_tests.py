"""`shopglot mapping test`: the tests in mapping files, and the examples."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import SOME_REJECTED, UNUSABLE, ending, report
from shopglot.cli._terminal import fold_width, terminal_width
from shopglot.cli.mapping._check import Targets  # noqa: TC001 - typer reads the annotations when it runs

if TYPE_CHECKING:
    from shopglot.workbench import CheckedMapping, TestResult, UpdateResult

__all__ = ["run_mapping_tests"]


class ResultFormat(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


def run_mapping_tests(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    targets: Targets = None,
    fixtures: Annotated[
        list[Path] | None,
        typer.Option(help="A folder for `given` paths, searched before the working folder and those of the file."),
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="Update the expectations with the actual values.")] = False,  # noqa: FBT002 - a flag on the command line, never an argument
    unnoticed: Annotated[  # noqa: FBT002 - a flag on the command line, never an argument
        bool,
        typer.Option("--unnoticed", help="List the rules, cases and table entries that no test would miss."),
    ] = False,
    noticed_at_least: Annotated[
        int | None,
        typer.Option(
            min=0, max=100, metavar="PERCENT", help="Fail where the tests notice a smaller share of a file's parts."
        ),
    ] = None,
    output: Annotated[ResultFormat, typer.Option("--format", help="Text or JSON.")] = ResultFormat.TEXT,
) -> None:
    """Run the tests in mapping files, and the examples of transforms and verbs.

    A test names a saved response and the expected values:

    \b
        tests:
          - name: two units of one SKU are one line
            given: fixtures/order.json#/data/orders/0
            expect: {/line_items/0/quantity: "2"}

    --unnoticed changes each part of a mapping by itself (a rule, case, item or condition is left out, a table entry
    gets another value), runs the tests again, and lists the parts of which no test fails. --noticed-at-least 80 is the
    same for a pipeline: it fails where the tests of a file notice less than 80 of 100 parts.

    --update keeps comments and layout, runs the tests again, and lists what is left to you; review the difference
    before you commit it.

    \b
    Exit code:
        0  all passed (with --update: after it)
        1  some failed, a file has errors, or too few parts are noticed
        2  invalid usage, or saved answers that are not installed
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.registry import load_connectors  # noqa: PLC0415 - `--help` needs no plugins
    from shopglot.workbench import (  # noqa: PLC0415 - `--help` needs no models
        FixtureLoader,
        check_files,
        find_mappings,
        find_unnoticed,
        fold,
        pluralize,
        run_language_examples,
        run_tests,
        run_transform_examples,
        unnoticed_json,
        unnoticed_text,
    )

    with ending():
        checked = check_files(find_mappings(load_connectors(), targets or ()))
        givens = FixtureLoader(fixtures or ())
        tested = [one for item in checked for one in run_tests(item, givens)]
        written: list[UpdateResult] = []
        if update:
            checked, written = _update(checked, tested)
            tested = [one for item in checked for one in run_tests(item, givens)]
        connectors = {item.target.connector.id: item.target.connector for item in checked}
        examples = [one for connector in connectors.values() for one in run_transform_examples(connector)]
        examples += run_language_examples() if not targets else []
        broken = [item for item in checked if item.file is None]
        failed = [one for one in tested if one.state in {"failed", "broken"}]
        left = [one for one in tested if one.state == "not run"]
        passed = len(tested) - len(failed) - len(left)
        wrong = [one for one in examples if one.problem is not None]
        asked = unnoticed or noticed_at_least is not None
        notices = [find_unnoticed(item, givens) for item in checked if asked and item.file is not None]
        weak = [one for one in notices if one.percent < (noticed_at_least or 0)]
        if output is ResultFormat.JSON:
            from shopglot.workbench import check_json, results_json  # noqa: PLC0415 - only this output needs it

            document = {
                "tests": results_json(tested),
                "examples": [{"name": one.name, "number": one.number, "problem": one.problem} for one in examples],
                "files_with_errors": check_json(broken)["files"],
                "updated": [place for one in written for place in one.changed],
                "left": [place for one in written for place in one.left],
            }
            if asked:
                document["notices"] = unnoticed_json(notices)
            typer.echo(json.dumps(document, indent=2, ensure_ascii=False, default=str))
        else:
            _print_text(broken, tested, [f"{one.name}, example {one.number}: {one.problem}" for one in wrong], written)
            if unnoticed:
                typer.echo(f"{unnoticed_text(notices, terminal_width())}\n")
            for one in weak:
                text = f"too few noticed: {one.file}: {one.percent} of 100 parts, not {noticed_at_least}"
                typer.echo(fold(text, terminal_width(), rest="  "))
            summary = (
                f"{pluralize(len(checked), 'file')}, "
                f"{pluralize(len(tested), 'test')}: {passed} passed, {len(failed)} failed"
                f"{f', {len(left)} not run' if left else ''}; "
                f"{pluralize(len(examples), 'example')}: {len(examples) - len(wrong)} passed, {len(wrong)} failed"
            )
            typer.echo(fold(summary, terminal_width()))
        if broken or wrong or failed or weak:
            raise typer.Exit(SOME_REJECTED)
        if left:
            _report_left(checked, left)
            raise typer.Exit(UNUSABLE)


def _report_left(checked: list[CheckedMapping], left: list[TestResult]) -> None:
    # A test that did not run proves nothing, and a build must not pass by it.
    owners = {item.name: item.target.connector.id for item in checked}
    for connector in dict.fromkeys(owners[one.file] for one in left):
        number = sum(owners[one.file] == connector for one in left)
        verb = "test was" if number == 1 else "tests were"
        report(
            f"the saved answers of {connector} are not installed: {number} {verb} not run\n"
            "  hint: Name a folder that has them with --fixtures."
        )


def _print_text(
    broken: list[CheckedMapping], tested: list[TestResult], examples: list[str], written: list[UpdateResult]
) -> None:
    from shopglot.workbench import fold, results_text  # noqa: PLC0415 - only this output needs it

    width = terminal_width()
    for item in broken:
        typer.echo("\n\n".join(one.render(fold_width()) for one in item.diagnostics if one.severity == "error") + "\n")
    lines = [f"updated: {name}" for one in written for name in one.changed]
    lines += [f"not updated, edit it by hand: {name}" for one in written for name in one.left]
    if lines:
        typer.echo("\n".join(fold(line, width, rest="  ") for line in lines) + "\n")
    text = results_text(tested, width)
    if text:
        typer.echo(f"{text}\n")
    for line in examples:
        typer.echo(fold(line, width, rest="  "))


def _update(checked: list[CheckedMapping], tested: list[TestResult]) -> tuple[list[CheckedMapping], list[UpdateResult]]:
    """Write what the tests gave into their files; return the files as they are now, and what was written."""
    from shopglot.workbench import check_files, reread, update_expectations  # noqa: PLC0415 - only this option needs it

    written, now = [], []
    for item in checked:
        result = update_expectations(item.target.source, [one for one in tested if one.file == item.name])
        if result.changed and item.target.path is not None:
            item.target.path.write_text(result.text, encoding="utf-8", newline="")
            now += check_files([reread(item.target)])
        else:
            now.append(item)
        written.append(result)
    return now, written
