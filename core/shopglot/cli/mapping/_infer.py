"""`shopglot mapping infer`: a raw JSON Schema out of saved answers."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import Annotated

import typer

from shopglot.cli._ending import ending
from shopglot.cli.mapping._answers import list_unused
from shopglot.errors import ShopglotError

__all__ = ["infer"]


def infer(
    files: Annotated[
        list[Path], typer.Argument(help="Saved answers of one kind of record: JSON or JSON Lines, files or folders.")
    ],
    records: Annotated[
        str, typer.Option(help="Where the records stand in an answer, such as orders or data.orders.")
    ] = "",
    output: Annotated[Path | None, typer.Option(help="Write it to this file, such as acme/order.raw.json.")] = None,
) -> None:
    """Print the raw JSON Schema of the records in saved answers.

    Types, what may be missing or null, formats, and the values of fields that have a closed set of them, all with
    counts. No other value of a record is written. Read it before you rely on it: it knows only these records.

    \b
    Example:
        shopglot mapping infer saved/orders --records data.orders --output acme/order.raw.json

    \b
    Exit code:
        0  printed or written
        2  invalid usage, or no record in these answers
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.workbench import infer_schema, pluralize, schema_text  # noqa: PLC0415 - `--help` needs no models

    with ending():
        found = infer_schema(files, records)
        text = schema_text(found.schema)
        if output is None:
            typer.echo(text, nl=False)
        else:
            try:
                output.write_text(text, encoding="utf-8")
            except OSError as error:
                raise ShopglotError(error.strerror or "cannot be written", where=str(output)) from None
        list_unused(found.unused)
        typer.echo(f"{pluralize(found.records, 'record')} of {pluralize(found.files, 'file')}", err=True)
        for place in found.perhaps:
            typer.echo(f"perhaps the records stand inside: --records {place}", err=True)
