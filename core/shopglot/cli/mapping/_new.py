"""`shopglot mapping new`: a starter file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shopglot.cli._ending import ending

__all__ = ["new"]


def new(
    connector: Annotated[str, typer.Argument(help="The connector's id, such as tiktok; it need not be installed yet.")],
    resource: Annotated[str, typer.Argument(help="The raw record's name, such as order@202507 (or order).")],
    schema: Annotated[str, typer.Option(help="The JSON Schema of one raw record: FILE, or FILE#/json/pointer in it.")],
    to: Annotated[str, typer.Option("--to", help="The unified model: Store, Product, Order or Customer.")],
) -> None:
    """Print a starter mapping file.

    Likely guesses by name and type are rules, every other unified field and every raw value is a comment. It passes
    `check` except for required fields without a guess.

    \b
    Example:
        shopglot mapping new acme order@1 --schema raw.json --to Order > new.yaml

    \b
    Exit code:
        0  printed
        2  invalid usage
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.errors import ShopglotError  # noqa: PLC0415 - `--help` needs no models
    from shopglot.workbench import new_mapping, raw_type_of, schema_from  # noqa: PLC0415 - as above

    with ending():
        place, _, pointer = schema.partition("#")
        try:
            text = Path(place).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            raise ShopglotError(reason or "cannot be read", where=place) from None
        name = resource if "@" in resource else f"{resource}@1"
        typer.echo(new_mapping(connector, name, to, raw_type_of(schema_from(text, place), pointer)), nl=False)
