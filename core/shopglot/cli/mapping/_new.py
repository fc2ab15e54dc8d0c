"""`shopglot mapping new`: a starter file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shopglot.cli._ending import ending

__all__ = ["new"]


def new(
    connector: Annotated[
        str,
        typer.Argument(help="The connector's id, such as tiktok, which need not be installed yet; or its folder."),
    ],
    resource: Annotated[str, typer.Argument(help="The raw record's name, such as order@202507 (or order).")],
    schema: Annotated[
        str | None,
        typer.Option(
            help="The JSON Schema of one raw record: FILE, or FILE#/json/pointer in it. "
            "Default: the RESOURCE.raw.json in the folder."
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", help="The unified model: Store, Product, Order or Customer. Default: as the resource."),
    ] = None,
) -> None:
    """Print a starter mapping file.

    Likely guesses by name, type and value are rules, objects, lists and enum tables too; every other unified field and
    every raw value is a comment. It passes `check` except for required fields without a guess.

    \b
    Example:
        shopglot mapping new acme/ order > acme/order.yaml
        shopglot mapping new acme order@1 --schema raw.json --to Order > new.yaml

    \b
    Exit code:
        0  printed
        2  invalid usage
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.errors import ShopglotError  # noqa: PLC0415 - `--help` needs no models
    from shopglot.workbench import (  # noqa: PLC0415 - as above
        formats_of,
        new_mapping,
        raw_type_of,
        read_text,
        schema_from,
    )

    with ending():
        id_, beside = _connector(connector, resource)
        place, _, pointer = (schema or beside).partition("#")
        if not place:
            raise ShopglotError("no raw schema to begin from", hint="Name it with --schema, or a folder that has it.")
        text = read_text(Path(place))
        name = resource if "@" in resource else f"{resource}@1"
        model = to or resource.partition("@")[0].capitalize()
        document = schema_from(text, place)
        raw, formats = raw_type_of(document, pointer), formats_of(document, pointer)
        typer.echo(new_mapping(id_, name, model, raw, formats), nl=False)


def _connector(name: str, resource: str) -> tuple[str, str]:
    """Return a connector's id, and of a folder where the raw schema of a resource is."""
    from shopglot.registry import folder_id  # noqa: PLC0415 - `--help` needs no plugins

    folder = Path(name)
    if not folder.is_dir():
        return name, ""
    return folder_id(folder), str(folder / f"{resource.partition('@')[0]}.raw.json")
