"""`shopglot connector …`: for who writes connectors."""

from __future__ import annotations

import typer

from shopglot.cli.connector._new import new

__all__ = ["connector"]

_ABOUT = """Begin a connector of your own.

\b
    shopglot connector new acme --from order=orders.json --from product=products.json
"""

connector = typer.Typer(help=_ABOUT, no_args_is_help=True, rich_markup_mode=None)


@connector.callback()
def _connector() -> None:
    """Keep the group a group while it has one command."""


connector.command()(new)
