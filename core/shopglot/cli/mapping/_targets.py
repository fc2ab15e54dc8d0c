"""Which mapping files a command is about: the argument that several `shopglot mapping` commands share."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["Targets"]

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILES|CONNECTOR]",
        help="Files, folders, a connector, or connector/resource. Without any: everything that is installed.",
    ),
]
