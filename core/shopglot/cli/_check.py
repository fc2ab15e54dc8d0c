"""`shopglot check`: whether a connection is set up correctly, and what to do if not."""

from __future__ import annotations

import json
import os
import textwrap
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import ending

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shopglot.checkup import CheckResult
    from shopglot.connector import ConnectorDefinition

__all__ = ["check"]

_FAILED = 1
_STYLES = {"ok": "green", "failed": "bold red", "todo": "yellow", "unknown": "dim"}


class CheckupFormat(StrEnum):
    """How the results are printed."""

    TEXT = "text"
    JSON = "json"


def check(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    connector: Annotated[str, typer.Argument(help="Which platform, such as tiktok.")],
    settings: Annotated[
        str | None, typer.Option(help="A JSON file with the settings and the token; - is stdin.", metavar="FILE")
    ] = None,
    shop: Annotated[str | None, typer.Option(help="Which shop, where one connection has several.")] = None,
    host: Annotated[
        list[str] | None,
        typer.Option(help="Another origin for a host, such as api=http://127.0.0.1:8080.", metavar="NAME=ORIGIN"),
    ] = None,
    renew: Annotated[  # noqa: FBT002 - a flag on the command line, never an argument
        bool, typer.Option("--renew", help="Refresh an expired access token and save it to the settings file.")
    ] = False,
    output: Annotated[CheckupFormat, typer.Option("--format", help="Text or JSON.")] = CheckupFormat.TEXT,
) -> None:
    """Check a connection, step by step.

    Are the settings complete, is the token valid, is each permission enabled, is there a shop, do recent orders include
    customer details? Each failed step says what to do. No secret is shown, and nothing is changed.

    The settings file is {"app_key": …, "app_secret": …, …, "token": {"access_token": …, …}}. Without --settings they
    are read from the environment: SHOPGLOT_TIKTOK_APP_KEY and so on, and SHOPGLOT_TIKTOK_ACCESS_TOKEN for the token.

    \b
    Exit code:
        0  passed, possibly with advice
        1  a step failed
        2  invalid usage or settings file
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    if renew and settings in {None, "-"}:
        raise typer.BadParameter("--renew needs --settings FILE to save the new token in")
    hosts = _hosts(host or [])
    with ending():
        failed = _run(connector, settings, shop, hosts, renew=renew, output=output)
    if failed:
        raise typer.Exit(_FAILED)


def _hosts(pairs: Sequence[str]) -> dict[str, str]:
    hosts = dict(pair.partition("=")[::2] for pair in pairs)
    if not all(hosts.values()):
        raise typer.BadParameter("--host needs a name and an origin, such as api=http://127.0.0.1:8080")
    return hosts


def _run(  # noqa: PLR0913 - the command's options
    name: str, source: str | None, shop_id: str | None, hosts: dict[str, str], *, renew: bool, output: CheckupFormat
) -> bool:
    from dataclasses import replace  # noqa: PLC0415 - `--help` needs none of these

    from shopglot.checkup import checkup  # noqa: PLC0415 - the same
    from shopglot.cli._settings_file import FileTokens, from_environment, read_setup  # noqa: PLC0415 - the same
    from shopglot.registry import load_connectors  # noqa: PLC0415 - the same

    installed = load_connectors()[name]
    setup = from_environment(installed.definition, os.environ) if source is None else read_setup(source)
    tokens = FileTokens(Path(source), setup) if renew and source is not None else None
    chosen = replace(setup, hosts={**setup.hosts, **hosts})
    if shop_id is not None:
        chosen = replace(chosen, settings={**chosen.settings, "shop_id": shop_id})
    steps = checkup(installed, chosen, tokens=tokens, enter=_where_to_enter(installed.definition, source))
    if output is CheckupFormat.JSON:
        return _print_json(installed.definition, list(steps))
    return _print_text(installed.definition, steps)


def _where_to_enter(connector: ConnectorDefinition, source: str | None) -> str:
    from shopglot.cli._settings_file import variables  # noqa: PLC0415 - `--help` needs none of it

    if source is not None:
        return "Enter it in the settings file, as the platform shows it."
    needed = connector.settings_schema()["required"]
    names = [variable for name, variable in variables(connector).items() if name in needed]
    return f"Pass --settings FILE, or set {', '.join(names)}."


def _print_json(connector: ConnectorDefinition, steps: Sequence[CheckResult]) -> bool:
    failed = any(step.state == "failed" for step in steps)
    result = {"connector": connector.id, "ok": not failed, "steps": [step.as_dict() for step in steps]}
    typer.echo(json.dumps(result, indent=2, ensure_ascii=False))
    return failed


def _print_text(connector: ConnectorDefinition, steps: Iterable[CheckResult]) -> bool:
    from rich.markdown import Markdown  # noqa: PLC0415 - only this output needs it
    from rich.text import Text  # noqa: PLC0415 - the same

    from shopglot.cli._terminal import console  # noqa: PLC0415 - the same

    screen = console()
    done: list[CheckResult] = []
    for step in steps:
        done.append(step)
        screen.print(Text(f"{step.state:<9}", style=_STYLES[step.state]), end="")
        lines = [_indent(f"{step.title}: {step.detail}", screen.width)]
        if step.fix:
            lines.append(f"{'':9}{_indent(step.fix, screen.width)}")
        screen.print(Text("\n".join(lines)), soft_wrap=True)
    for key, title, body in _sections(connector, done):
        screen.print(Text(f"\n{title}", style="bold"))
        screen.print(Text(f"(shopglot guide {connector.id} {key})\n"))
        if screen.is_terminal:
            screen.print(Markdown(body))
        else:
            screen.print(Text(body), soft_wrap=True)
    failed = sum(step.state == "failed" for step in done)
    todo = sum(step.state == "todo" for step in done)
    verdict = f"{failed} of {len(done)} steps failed" if failed else "The connection works"
    screen.print(Text(f"\n{verdict}{f', {todo} to do' if todo else ''}."))
    return bool(failed)


def _indent(text: str, width: int) -> str:
    return textwrap.fill(text, max(width, 40), initial_indent=" " * 9, subsequent_indent=" " * 9).lstrip()


def _sections(connector: ConnectorDefinition, steps: Iterable[CheckResult]) -> Iterator[tuple[str, str, str]]:
    wanted = {step.guide for step in steps}
    for section in connector.guide.sections if connector.guide else ():
        if section.key in wanted:
            yield section.key, section.title, section.body
