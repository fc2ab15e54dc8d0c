"""`shopglot guide`: how to configure a connector."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import UNUSABLE, ending, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.connector import ConnectorDefinition, Guide, Setting

__all__ = ["guide"]

_OWNERS = (("app", "Entered once, for the app:"), ("connection", "Entered for each connection:"))


def guide(
    connector: Annotated[str, typer.Argument(help="Which connector, such as tiktok, or the folder of one.")],
    section: Annotated[str | None, typer.Argument(help="Only this section, such as seller-shipping.")] = None,
) -> None:
    """Show how to configure a connector.

    Step by step, with known pitfalls.
    """
    from shopglot.registry import find_connector, load_connectors  # noqa: PLC0415 - `--help` needs no plugins

    with ending():
        definition = find_connector(load_connectors(), connector).definition
        if definition.guide is None:
            report(f"connector {connector!r} has no guide")
            raise typer.Exit(UNUSABLE)
        if section is not None and section not in definition.guide.keys():  # noqa: SIM118 - a method, not a dict
            report(
                f"the guide of {connector} has no section {section!r}; available: {', '.join(definition.guide.keys())}"
            )
            raise typer.Exit(UNUSABLE)
        _show("\n\n".join(_blocks(definition, definition.guide, section)))


def _blocks(definition: ConnectorDefinition, guide: Guide, only: str | None) -> Iterator[str]:
    if only is None:
        yield f"# {guide.title}"
    for section in guide.sections:
        if only in (None, section.key):
            yield f"## {section.title} ({section.key})\n\n{section.body}"
    if only is not None:
        return
    yield from _settings(definition)
    if definition.permissions:
        yield "## Permissions\n\n" + "\n".join(
            f"- **{item.portal_name}** (`{item.scope}`){'' if item.required else ' (optional)'}: {item.unlocks}"
            for item in definition.permissions
        )
    if definition.gotchas:
        yield "## Good to know\n\n" + "\n".join(
            f"- **{item.title}.** {item.text}" + (f" See section `{item.remedy}`." if item.remedy else "")
            for item in definition.gotchas
        )


def _settings(definition: ConnectorDefinition) -> Iterator[str]:
    """Yield the settings, those of the app before those of each connection, each group under its heading."""
    if definition.settings:
        yield "## Settings"
    owners = [(owner, title) for owner, title in _OWNERS if any(one.owner == owner for one in definition.settings)]
    for owner, title in owners:
        if len(owners) > 1:
            yield title
        own = [setting for setting in definition.settings if setting.owner == owner]
        for group in dict.fromkeys(setting.group for setting in own):
            lines = [f"**{group}**\n"] if group else []
            yield "\n".join(lines + [_setting(setting) for setting in own if setting.group == group])


def _setting(setting: Setting) -> str:
    kind = f"{' (secret)' * setting.secret}{'' if setting.required else ' (optional)'}"
    section = f" See section `{setting.guide}`." if setting.guide else ""
    return f"- `{setting.name}`{kind}: {setting.description}{section}"


def _show(text: str) -> None:
    if not sys.stdout.isatty():
        typer.echo(text)
        return
    from rich.markdown import Markdown  # noqa: PLC0415 - only a terminal needs it

    from shopglot.cli._terminal import console  # noqa: PLC0415 - only a terminal needs it

    console().print(Markdown(text))
