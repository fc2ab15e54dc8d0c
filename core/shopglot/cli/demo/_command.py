"""`shopglot demo`: a platform, an authorization, four kinds of record, and how hidden customers come back."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import ending

if TYPE_CHECKING:
    from shopglot.client import ClientSettings

__all__ = ["demo"]


class DemoFormat(StrEnum):
    """How the demo is printed."""

    TEXT = "text"
    JSON = "json"


def demo(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    connector: Annotated[str, typer.Argument(help="Which platform is simulated.")] = "tiktok",
    orders: Annotated[int, typer.Option(min=0, max=10_000, help="How many orders the shop has.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="The same seed creates the same people and goods.")] = 1,
    region: Annotated[
        str | None, typer.Option(help="The shop's market, such as US. Default: the connector's choice.")
    ] = None,
    output: Annotated[
        DemoFormat, typer.Option("--format", help="Text, or one JSON document with all records.")
    ] = DemoFormat.TEXT,
    at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%dT%H:%M:%SZ"],
            help="Fix the clock at this time (2026-01-01T00:00:00Z): the output is then the same each time.",
        ),
    ] = None,
) -> None:
    """Run a demo: a simulated shop, read live over HTTP.

    Starts the shop on this machine, authorizes the app, reads store, products, orders and customers, shows which
    customers are hidden and why, follows the guide to reveal them, and reads again. Nothing leaves this machine.

    \b
    Example:
        shopglot demo
        shopglot demo --region US --orders 1000
        shopglot demo --format json
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.cli._terminal import Reading  # noqa: PLC0415 - the same
    from shopglot.cli.demo._renderers import JsonRenderer, TextRenderer  # noqa: PLC0415 - `--help` needs none of these
    from shopglot.cli.demo._simulated import with_sandbox  # noqa: PLC0415 - the same
    from shopglot.cli.demo._story import run_demo  # noqa: PLC0415 - the same
    from shopglot.connector import SandboxOptions  # noqa: PLC0415 - the same

    client = _client(at)
    regions = (region.upper(),) if region else ()
    options = SandboxOptions(seed, orders, products=12, regions=regions, now=client.clock.now)
    with ending():
        installed = with_sandbox(connector)
        renderer = JsonRenderer() if output is DemoFormat.JSON else TextRenderer(installed.definition)
        run_demo(installed, options, client, renderer, Reading())


def _client(at: datetime | None) -> ClientSettings:
    from shopglot.client import ClientSettings, SimulatedClock  # noqa: PLC0415 - `--help` needs no HTTP client

    if at is None:
        return ClientSettings()
    # One call after the other, so that they come in the same order each time.
    return ClientSettings(clock=SimulatedClock(at.replace(tzinfo=UTC).timestamp()), max_concurrency=1)
