"""`shopglot doctor`: what is installed, and what is wrong with it."""

from __future__ import annotations

import json
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import ending

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.doctor import Environment, PluginReport

__all__ = ["doctor"]

_BROKEN = 1
_STYLES = {"ready": "green", "broken": "bold red", "blocked": "dim"}
_STDOUT = {
    "held_back": "It writes to standard output while it is loaded; shopglot sends that to standard error.",
    "let_through": "It writes to standard output past Python's sys.stdout: what a command prints may be spoiled.",
}
_INDENT = " " * 11


class DoctorFormat(StrEnum):
    """How the findings are printed."""

    TEXT = "text"
    JSON = "json"


def doctor(
    name: Annotated[str | None, typer.Argument(help="One connector, such as tiktok; default: each installed.")] = None,
    time_limit: Annotated[
        float | None, typer.Option(min=0.1, help="Seconds that one connector may take; default: 20.", metavar="SECONDS")
    ] = None,
    output: Annotated[DoctorFormat, typer.Option("--format", help="Text or JSON.")] = DoctorFormat.TEXT,
) -> None:
    """Examine the installed connectors, and what shopglot runs in.

    Each is imported and checked in a process of its own: its definition, its raw schemas, its mappings, the examples
    of its transforms. One that hangs or ends its process stops no other. Of variables only the names are shown.

    \b
    Exit code:
        0  all of them are right
        1  something is broken
        2  invalid usage
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.doctor import TIME_LIMIT, examine_plugins, read_environment  # noqa: PLC0415 - `--help` needs none
    from shopglot.registry import load_connectors  # noqa: PLC0415 - the same

    with ending():
        registry = load_connectors()
        environment = read_environment(registry)
        reports = examine_plugins(registry, name=name, time_limit=time_limit or TIME_LIMIT)
        broken = _print_json(environment, reports) if output is DoctorFormat.JSON else _print_text(environment, reports)
    if broken:
        raise typer.Exit(_BROKEN)


def _print_json(environment: Environment, reports: Iterable[PluginReport]) -> bool:
    plugins = [report.as_dict() for report in reports]
    broken = any(plugin["state"] == "broken" for plugin in plugins)
    result = {"ok": not broken, "environment": environment.as_dict(), "plugins": plugins}
    typer.echo(json.dumps(result, indent=2, ensure_ascii=False))
    return broken


def _print_text(environment: Environment, reports: Iterable[PluginReport]) -> bool:
    from rich.text import Text  # noqa: PLC0415 - only this output needs it

    from shopglot.cli._terminal import console  # noqa: PLC0415 - the same
    from shopglot.workbench import fold  # noqa: PLC0415 - the same

    screen = console()
    for title, said in _environment_lines(environment):
        screen.print(Text(fold(said, screen.width, first=f"{title:<11}")), soft_wrap=True)
    states: Counter[str] = Counter()
    for report in reports:
        states[report.state] += 1
        screen.print(Text(f"\n{report.state:<11}", style=_STYLES[report.state]), end="")
        lines = [fold(line, screen.width, first=_INDENT) for line in _report_lines(report)]
        screen.print(Text("\n".join(lines).lstrip()), soft_wrap=True)
    counted = ", ".join(f"{states[state]} {state}" for state in _STYLES if states[state])
    screen.print(Text(f"\n{counted or 'No connector is installed'}."))
    return states["broken"] > 0


def _environment_lines(environment: Environment) -> Iterator[tuple[str, str]]:
    yield "shopglot", f"{environment.shopglot}, connector API {environment.api}, {environment.python}"
    yield (
        "extras",
        "; ".join(
            f"{name} lacks {', '.join(missing)}: pip install 'shopglot[{name}]'" if missing else f"{name} installed"
            for name, missing in environment.extras.items()
        ),
    )
    yield "variables", ", ".join(environment.variables) or "none is set"
    if environment.unknown:
        yield "", f"SHOPGLOT_PLUGINS allows what is not installed: {', '.join(environment.unknown)}"
    if environment.unreadable:
        yield "unreadable", f"the entry points of {', '.join(environment.unreadable)}: reinstall it"


def _report_lines(report: PluginReport) -> Iterator[str]:
    from shopglot.workbench import pluralize  # noqa: PLC0415 - `--help` needs none of it

    title = f": {report.name}" if report.name else ""
    yield f"{report.id} ({report.distribution} {report.version}){title}"
    if report.state == "blocked":
        yield "not examined: SHOPGLOT_PLUGINS or SHOPGLOT_PLUGINS_BLOCK keeps it out"
        return
    for finding in report.findings:
        yield f"{finding.phase}: {finding.reason}"
    if report.state == "ready":
        counts = {"raw schema": report.schemas, "mapping": report.mappings, "warning": report.warnings}
        counts["transform example"] = report.examples
        facts = [", ".join(report.resources), *(pluralize(count, noun) for noun, count in counts.items() if count)]
        yield "; ".join([*facts, f"imported in {report.import_ms or 0:.0f} ms"])
    if report.stdout:
        yield _STDOUT[report.stdout]
