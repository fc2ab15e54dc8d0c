"""`shopglot mapping test`: the tests in mapping files, and the examples."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import SOME_REJECTED, ending
from shopglot.cli.mapping._check import Targets  # noqa: TC001 - typer reads the annotations when it runs

if TYPE_CHECKING:
    from shopglot.workbench import CheckedMapping, TestResult

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

    --update keeps comments and layout; review the difference before you commit it.

    \b
    Exit code:
        0  all passed
        1  some failed, or a file has errors
        2  invalid usage
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.registry import load_connectors  # noqa: PLC0415 - `--help` needs no plugins
    from shopglot.workbench import (  # noqa: PLC0415 - `--help` needs no models
        FixtureLoader,
        check_files,
        find_mappings,
        pluralize,
        run_language_examples,
        run_tests,
        run_transform_examples,
    )

    with ending():
        checked = check_files(find_mappings(load_connectors(), targets or ()))
        givens = FixtureLoader(fixtures or ())
        tested = [one for item in checked for one in run_tests(item, givens)]
        written = [line for item in checked for line in _update(item, tested)] if update else []
        connectors = {item.target.connector.id: item.target.connector for item in checked}
        examples = [one for connector in connectors.values() for one in run_transform_examples(connector)]
        examples += run_language_examples() if not targets else []
        broken = [item for item in checked if item.file is None]
        failed = [one for one in tested if one.state != "passed"]
        wrong = [one for one in examples if one.problem is not None]
        if output is ResultFormat.JSON:
            from shopglot.workbench import check_json, results_json  # noqa: PLC0415 - only this output needs it

            document = {
                "tests": results_json(tested),
                "examples": [{"name": one.name, "number": one.number, "problem": one.problem} for one in examples],
                "files_with_errors": check_json(broken)["files"],
                "updated": written,
            }
            typer.echo(json.dumps(document, indent=2, ensure_ascii=False, default=str))
        else:
            _print_text(broken, tested, [f"{one.name}, example {one.number}: {one.problem}" for one in wrong], written)
            typer.echo(
                f"{pluralize(len(checked), 'file')}, "
                f"{pluralize(len(tested), 'test')}: {len(tested) - len(failed)} passed, {len(failed)} failed; "
                f"{pluralize(len(examples), 'example')}: {len(examples) - len(wrong)} passed, {len(wrong)} failed"
            )
        if broken or wrong or (failed and not (update and _all_written(failed, written))):
            raise typer.Exit(SOME_REJECTED)


def _print_text(
    broken: list[CheckedMapping], tested: list[TestResult], examples: list[str], written: list[str]
) -> None:
    from shopglot.workbench import results_text  # noqa: PLC0415 - only this output needs it

    for item in broken:
        typer.echo("\n\n".join(one.render() for one in item.diagnostics if one.severity == "error") + "\n")
    text = results_text(tested)
    if text:
        typer.echo(f"{text}\n")
    for line in [*examples, *written]:
        typer.echo(line)


def _update(item: CheckedMapping, tested: list[TestResult]) -> list[str]:
    from shopglot.workbench import update_expectations  # noqa: PLC0415 - only this option needs it

    result = update_expectations(item.target.source, [one for one in tested if one.file == item.name])
    if result.changed and item.target.path is not None:
        item.target.path.write_text(result.text, encoding="utf-8", newline="")
    return [f"updated: {name}" for name in result.changed] + [
        f"not updated, edit it by hand: {name}" for name in result.left
    ]


def _all_written(failed: list[TestResult], written: list[str]) -> bool:
    left = any(line.startswith("not updated") for line in written)
    return not left and all(one.state == "failed" for one in failed)
