"""`shopglot mapping explain`: the help page of a code, or how a field is filled."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import Annotated

import typer

from shopglot.cli._ending import UNUSABLE, ending, report

__all__ = ["explain"]

_WORDS = 3


class ExplainFormat(StrEnum):
    """How an explanation is printed."""

    TEXT = "text"
    JSON = "json"


def explain(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="CODE | CONNECTOR RESOURCE FIELD",
            help="A code such as E202, or three words such as tiktok order id.",
        ),
    ],
    record: Annotated[
        list[Path] | None, typer.Option(help="A saved response: show step by step how its records fill the field.")
    ] = None,
    mappings: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of mapping files that replace or extend the connector's; repeat for more layers."),
    ] = None,
    output: Annotated[ExplainFormat, typer.Option("--format", help="Text or JSON.")] = ExplainFormat.TEXT,
) -> None:
    """Explain a code, or how a unified field is filled.

    For a field: which rule fills it, in which file and layer, what it reads, or why nothing fills it. With --record
    also each step and its result, and why the field is empty or hidden; only then are values shown.

    \b
    Example:
        shopglot mapping explain E202
        shopglot mapping explain tiktok order line_items.quantity
        shopglot mapping explain tiktok order customer.name --record order.json

    \b
    Exit code:
        0  explained
        2  unknown code, connector, resource or field, or the mapping has errors
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.workbench import code_page  # noqa: PLC0415 - `--help` needs no models

    with ending():
        if len(words) == 1:
            typer.echo(code_page(words[0]), nl=False)
        elif len(words) == _WORDS:
            typer.echo(_field(words, record or [], mappings or [], output))
        else:
            report("expected a code, or a connector, a resource and a field")
            raise typer.Exit(UNUSABLE)


def _field(words: list[str], records: list[Path], mappings: list[Path], output: ExplainFormat) -> str:
    from shopglot.registry import find_connector, load_connectors  # noqa: PLC0415 - as above
    from shopglot.workbench import (  # noqa: PLC0415 - as above
        check_files,
        explain_field,
        explanation_json,
        explanation_text,
        follow_field,
        iter_installed,
        samples_in,
    )

    name, resource, field = words
    connector = find_connector(load_connectors(), name)
    if mappings:
        connector = connector.with_mappings(mappings)
    (checked,) = check_files(iter_installed(connector, resource))
    explanation = explain_field(checked, field)
    definition = connector.definition
    samples = samples_in(records, definition, definition.resource(resource))
    if records and not samples:
        raise samples.error()
    stories = follow_field(checked, field, samples) if records else []
    if output is ExplainFormat.JSON:
        return json.dumps(explanation_json(explanation, stories), indent=2, ensure_ascii=False, default=str)
    return explanation_text(explanation, stories)
