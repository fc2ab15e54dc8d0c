"""`shopglot mapping schema`: the JSON Schema by which an editor completes and checks mapping files."""

from __future__ import annotations

from typing import Annotated

import typer

from shopglot.cli._ending import ending

__all__ = ["schema"]


def schema(
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="[CONNECTOR/RESOURCE]",
            help="Complete raw paths, fields and values of this resource too, such as tiktok/order.",
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of mapping files (draft 2020-12), for editors.

    The first line of a mapping refers to it, for the YAML language server:

    \b
        # yaml-language-server: $schema=order.schema.json

    \b
    Exit code:
        0  printed
        2  no such connector or resource
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.errors import ShopglotError  # noqa: PLC0415 - `--help` needs no models
    from shopglot.registry import load_connectors  # noqa: PLC0415 - as above
    from shopglot.workbench import (  # noqa: PLC0415 - as above
        check_files,
        editor_text,
        find_mappings,
        language_schema,
        mapping_schema,
    )

    with ending():
        if target is None:
            typer.echo(editor_text(language_schema()), nl=False)
            return
        checked = check_files(find_mappings(load_connectors(), [target]))
        if len(checked) != 1 or checked[0].file is None:
            raise ShopglotError(f"{target!r} does not name exactly one valid mapping", hint="Try tiktok/order.")
        typer.echo(editor_text(mapping_schema(checked[0].file, checked[0].target.connector)), nl=False)
