"""`shopglot mapping explain`: the help page of a code, how a field is filled, or who reads a raw value."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import UNUSABLE, ending, report
from shopglot.cli._setting_option import SettingOption, read_settings
from shopglot.cli._terminal import terminal_width
from shopglot.errors import ShopglotError

if TYPE_CHECKING:
    from shopglot.workbench import CheckedMapping, RawExplanation

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
            help="A code such as E202, or three words such as tiktok order id; the last may be a raw path.",
        ),
    ],
    record: Annotated[
        list[Path] | None, typer.Option(help="A saved response: show step by step how its records fill the field.")
    ] = None,
    mappings: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of mapping files that replace or extend the connector's; repeat for more layers."),
    ] = None,
    setting: SettingOption = None,
    output: Annotated[ExplainFormat, typer.Option("--format", help="Text or JSON.")] = ExplainFormat.TEXT,
) -> None:
    """Explain a code, how a unified field is filled, or who reads a raw value.

    For a field: which rule fills it, in which file and layer, what it reads, or why nothing fills it. With --record
    also each step and its result, and why the field is empty or hidden; only then are values shown. Of a list it
    shows the first element, or the one that the field names.

    For a raw path: which rules read or test it, for which unified fields, and whether it is watched or ignored.

    \b
    Example:
        shopglot mapping explain E202
        shopglot mapping explain tiktok order line_items.quantity
        shopglot mapping explain tiktok order customer.name --record order.json
        shopglot mapping explain acme order line_items[1].sku --record order.json
        shopglot mapping explain tiktok order payment.currency

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
            typer.echo(_field(words, record or [], mappings or [], read_settings(setting), output))
        else:
            report("expected a code, or a connector, a resource and a field")
            raise typer.Exit(UNUSABLE)


def _field(
    words: list[str], records: list[Path], mappings: list[Path], given: dict[str, str], output: ExplainFormat
) -> str:
    from shopglot.registry import find_connector, load_connectors  # noqa: PLC0415 - as above
    from shopglot.workbench import (  # noqa: PLC0415 - as above
        check_files,
        explain_field,
        explanation_json,
        explanation_text,
        follow_field,
        iter_installed,
        raw_explanation_json,
        samples_in,
    )

    name, resource, field = words
    connector = find_connector(load_connectors(), name)
    if mappings:
        connector = connector.with_mappings(mappings)
    (checked,) = check_files(iter_installed(connector, resource))
    definition = connector.definition
    definition.readable_settings(given)  # a wrong one is told even where no record is run
    try:
        explanation = explain_field(checked, field)
    except ShopglotError as error:
        found = _raw_of(checked, field)
        if found is None:
            raise error from None
        return _format_raw(found, output)
    samples = samples_in(records, definition, definition.resource(resource))
    if records and not samples:
        raise samples.error()
    stories = follow_field(checked, field, samples, given) if records else []
    also = _raw_of(checked, field)
    if output is ExplainFormat.JSON:
        document = explanation_json(explanation, stories)
        if also is not None:
            document["raw"] = raw_explanation_json(also)
        return json.dumps(document, indent=2, ensure_ascii=False, default=str)
    text = explanation_text(explanation, stories, terminal_width())
    return f"{text}\n\n{_format_raw(also, output)}" if also is not None else text


def _raw_of(checked: CheckedMapping, name: str) -> RawExplanation | None:
    """Explain the word as a raw path; None where the raw record has none of this name."""
    from shopglot.workbench import explain_raw  # noqa: PLC0415 - as above

    try:
        return explain_raw(checked, name)
    except ShopglotError:
        return None


def _format_raw(found: RawExplanation, output: ExplainFormat) -> str:
    from shopglot.workbench import raw_explanation_json, raw_explanation_text  # noqa: PLC0415 - as above

    if output is ExplainFormat.JSON:
        return json.dumps({"raw": raw_explanation_json(found)}, indent=2, ensure_ascii=False)
    return raw_explanation_text(found, terminal_width())
