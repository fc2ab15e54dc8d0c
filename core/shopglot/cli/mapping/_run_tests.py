"""`shopglot mapping test`: the tests in mapping files, and the examples."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import SOME_REJECTED, UNUSABLE, ending, report
from shopglot.cli._terminal import terminal_width
from shopglot.cli.mapping._check import Targets  # noqa: TC001 - typer reads the annotations when it runs

if TYPE_CHECKING:
    from shopglot.workbench import CheckedMapping, TestResult, UpdateResult

__all__ = ["run_mapping_tests"]


class ResultFormat(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


def run_mapping_tests(
    targets: Targets = None,
    fixtures: Annotated[
        list[Path] | None,
        typer.Option(help="A folder for `given` paths, searched before the working folder and those of the file."),
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="Update the expectations with the actual values.")] = False,  # noqa: FBT002 - a flag on the command line, never an argument
    output: Annotated[ResultFormat, typer.Option("--format", help="Text or JSON.")] = ResultFormat.TEXT,
) -> None:
    """Run the tests in mapping files, and the examples of transforms and verbs.

    A test names a saved response and the expected values:

    \b
        tests:
          - name: two units of one SKU are one line
            given: fixtures/order.json#/data/orders/0
            expect: {/line_items/0/quantity: "2"}

    --update keeps comments and layout, runs the tests again, and lists what is left to you; review the difference
    before you commit it.

    \b
    Exit code:
        0  all passed (with --update: after it)
        1  some failed, or a file has errors
        2  invalid usage, or the saved answers of an installed connector are not installed
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.registry import load_connectors  # noqa: PLC0415 - `--help` needs no plugins
    from shopglot.workbench import (  # noqa: PLC0415 - `--help` needs no models
        FixtureLoader,
        check_files,
        find_mappings,
        fold,
        pluralize,
        run_language_examples,
        run_tests,
        run_transform_examples,
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
        if output is ResultFormat.JSON:
            from shopglot.workbench import check_json, results_json  # noqa: PLC0415 - only this output needs it

            document = {
                "tests": results_json(tested),
                "examples": [{"name": one.name, "number": one.number, "problem": one.problem} for one in examples],
                "files_with_errors": check_json(broken)["files"],
                "updated": [place for one in written for place in one.changed],
                "left": [place for one in written for place in one.left],
            }
            typer.echo(json.dumps(document, indent=2, ensure_ascii=False, default=str))
        else:
            _print_text(broken, tested, [f"{one.name}, example {one.number}: {one.problem}" for one in wrong], written)
            summary = (
                f"{pluralize(len(checked), 'file')}, "
                f"{pluralize(len(tested), 'test')}: {passed} passed, {len(failed)} failed"
                f"{f', {len(left)} not run' if left else ''}; "
                f"{pluralize(len(examples), 'example')}: {len(examples) - len(wrong)} passed, {len(wrong)} failed"
            )
            typer.echo(fold(summary, terminal_width()))
        if broken or wrong or failed:
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
        typer.echo("\n\n".join(one.render() for one in item.diagnostics if one.severity == "error") + "\n")
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
