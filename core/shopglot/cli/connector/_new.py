"""`shopglot connector new`: a whole distribution to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shopglot.cli._ending import ending

__all__ = ["new"]


def new(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    id_: Annotated[str, typer.Argument(metavar="NAME", help="The connector's id: lower-case words, such as acme.")],
    samples: Annotated[
        list[str],
        typer.Option(
            "--from",
            metavar="[RESOURCE=]FILE",
            help="A saved answer of the platform, such as order=orders.json; repeat for product, customer, store. "
            "Without a resource: order.",
        ),
    ],
    auth: Annotated[
        str, typer.Option(help="What identifies a connection: key, basic, oauth2, client-credentials or none.")
    ] = "key",
    paging: Annotated[str, typer.Option(help="How lists are paged: page, offset, cursor, link or none.")] = "page",
    host: Annotated[
        str, typer.Option(help="Where the platform is: https://api.example.com; or `setting`: each shop has its own.")
    ] = "setting",
    name: Annotated[str, typer.Option(help="The platform's name. Default: the id, capitalized.")] = "",
    into: Annotated[Path | None, typer.Option(help="The folder to write. Default: shopglot-NAME.")] = None,
) -> None:
    """Begin a connector: a distribution that keeps its contract but for what only you know.

    Raw schemas are inferred from the saved answers, mappings begun by names, types and values, and a small simulated
    platform answers as the connector asks. README.md in it lists every guess.

    \b
    Example:
        shopglot connector new acme --from order=orders.json --auth basic --paging link
        cd shopglot-acme && pip install -e '.[dev]' && pytest

    \b
    Exit code:
        0  written
        2  invalid usage, or a saved answer that can't be used
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.workbench.scaffold import Choices, connector_files, write_files  # noqa: PLC0415 - help needs no models

    with ending():
        choices = Choices(id_, name or id_.replace("-", " ").title(), _by_resource(samples), auth, paging, host)
        folder = into or Path(choices.distribution)
        made = connector_files(choices)
        write_files(made, folder)
        for file in made:
            typer.echo(f"{folder / file}")
        typer.echo()
        typer.echo("Next:")
        typer.echo(f"  cd {folder}")
        typer.echo("  pip install -e '.[dev]'")
        typer.echo("  pytest --update-contract   writes what comes out of the saved answers: read it")
        typer.echo("  pytest")
        typer.echo("README.md lists what only you know.")


def _by_resource(samples: list[str]) -> dict[str, Path]:
    from shopglot.errors import InvalidArgument  # noqa: PLC0415 - as above

    named: dict[str, Path] = {}
    for sample in samples:
        resource, sign, file = sample.partition("=")
        # A path may have the sign in it.
        if not sign or "/" in resource or "." in resource:
            resource, file = "order", sample
        if resource in named:
            raise InvalidArgument(f"--from: two saved answers of {resource}", hint="Put their records into one file.")
        named[resource] = Path(file)
    return named
