"""`--setting name=value`: what mappings read as `setting.name`, for every command that runs records."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["SettingOption", "read_settings"]

SettingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--setting", help="A setting that the mappings read, such as timezone=Europe/Vienna.", metavar="NAME=VALUE"
    ),
]


def read_settings(given: list[str] | None) -> dict[str, str]:
    """Return the settings by their names; the connector says which there are, and of which kind."""
    pairs = [text.partition("=") for text in given or []]
    if not all(name and equals for name, equals, _ in pairs):
        raise typer.BadParameter("--setting needs a name and a value, such as timezone=Europe/Vienna")
    return {name: value for name, _, value in pairs}
