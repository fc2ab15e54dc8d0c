"""`shopglot connectors`: what is installed, and whether it works."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import ending

if TYPE_CHECKING:
    from shopglot.registry import ConnectorInfo

__all__ = ["connectors"]


class ListFormat(StrEnum):
    """How the list is printed."""

    TABLE = "table"
    JSON = "json"


def connectors(
    output: Annotated[ListFormat, typer.Option("--format", help="A table, or JSON.")] = ListFormat.TABLE,
) -> None:
    """List the installed connectors and their state.

    A broken one shows the reason. SHOPGLOT_PLUGINS and SHOPGLOT_PLUGINS_BLOCK (names separated by commas) control which
    may be loaded.
    """
    from shopglot.registry import load_connectors  # noqa: PLC0415 - `--help` needs no plugins

    with ending():
        infos = load_connectors().describe()
        if output is ListFormat.JSON:
            typer.echo(json.dumps([info.as_dict() for info in infos], indent=2, ensure_ascii=False))
        elif infos:
            _print_table(infos)
        else:
            typer.echo("No connector is installed. shopglot includes `tiktok`; reinstall shopglot if it is missing.")


_STYLES = {"ready": "green", "broken": "red", "blocked": "dim"}


def _print_table(infos: tuple[ConnectorInfo, ...]) -> None:
    from rich.table import Table  # noqa: PLC0415 - only this output needs it
    from rich.text import Text  # noqa: PLC0415 - only this output needs it

    from shopglot.cli._terminal import console  # noqa: PLC0415 - only this output needs it

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("CONNECTOR", "STATE", "NAME", "RESOURCES", "FROM"):
        table.add_column(title)
    for info in infos:
        state = Text(info.state, style=_STYLES[info.state])
        resources = ", ".join(info.resources)
        table.add_row(Text(info.id), state, Text(info.name), resources, Text(f"{info.distribution} {info.version}"))
    screen = console()
    screen.print(table)
    for info in infos:
        if info.state == "broken":
            screen.print(Text(f"\n{info.id} is broken (phase {info.phase}): {info.reason}", style="red"))
