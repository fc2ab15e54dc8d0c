"""The command line, assembled from its commands."""

from __future__ import annotations

from typing import Annotated

import typer

from shopglot.cli._check import check
from shopglot.cli._connectors import connectors
from shopglot.cli._doctor import doctor
from shopglot.cli._guide import guide
from shopglot.cli._sandbox import sandbox
from shopglot.cli.connector import connector
from shopglot.cli.demo import demo
from shopglot.cli.mapping import mapping
from shopglot.cli.normalize import normalize

__all__ = ["app"]

# A line with \b alone keeps the lines after it as they are.
_ABOUT = """One language for shop platforms: stores, products, orders and customers.

Try it on a simulated shop, or on a response that you saved; neither needs a network or credentials:

\b
    shopglot demo
    shopglot connectors
    shopglot normalize tiktok order orders.json
    shopglot guide tiktok
"""

app = typer.Typer(
    name="shopglot",
    help=_ABOUT,
    no_args_is_help=True,
    # Plain help takes half the time.
    rich_markup_mode=None,
    add_completion=False,
    # A traceback that prints local variables would print buyers' data.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(connectors)
app.command()(doctor)
app.command()(normalize)
app.command()(guide)
app.add_typer(mapping, name="mapping")
app.add_typer(connector, name="connector")
app.command()(demo)
app.command()(check)
app.command()(sandbox)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer passes the flag by position
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - every other command runs without it

        typer.echo(f"shopglot {version('shopglot')}")
        raise typer.Exit


@app.callback()
def _shopglot(
    version: Annotated[  # noqa: FBT002 - a flag on the command line, never an argument
        bool, typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    del version
