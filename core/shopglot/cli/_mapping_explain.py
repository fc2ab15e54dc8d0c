"""`shopglot mapping explain`: the help page of a code, or how a field is filled."""

from __future__ import annotations

from typing import Annotated

import typer

from shopglot.cli._ending import ending

__all__ = ["explain"]


def explain(
    words: Annotated[list[str], typer.Argument(metavar="CODE | CONNECTOR RESOURCE FIELD", help="A code.")],
) -> None:
    """Explain a code.

    \b
    Exit code:
        0  explained
        2  there is no such thing
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.workbench import code_page  # noqa: PLC0415 - `--help` needs no models

    with ending():
        typer.echo(code_page(words[0]), nl=False)
