"""`shopglot sandbox`: a simulated platform in the foreground, until Ctrl-C."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import ending

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.connector import RunningSandbox
    from shopglot.registry import Connector

__all__ = ["sandbox"]


def sandbox(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    connector: Annotated[str, typer.Argument(help="Which platform, such as tiktok.")],
    orders: Annotated[int, typer.Option(min=0, max=1_000_000, help="How many orders, over all shops.")] = 500,
    products: Annotated[int, typer.Option(min=1, max=100_000, help="How many products in each shop.")] = 60,
    region: Annotated[
        list[str] | None,
        typer.Option(help="A market, such as US; repeat for more shops. Default: the connector's choice."),
    ] = None,
    one_seller: Annotated[  # noqa: FBT002 - a flag on the command line, never an argument
        bool, typer.Option("--one-seller", help="Put all shops under one seller's authorization.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="The same seed creates the same people and goods.")] = 1,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port on 127.0.0.1; 0 picks a free one.")] = 0,
    save: Annotated[
        Path | None, typer.Option(help="Save all that a connection takes in this file; an app is authorized at once.")
    ] = None,
) -> None:
    """Run a simulated platform on this machine, until Ctrl-C.

    It responds over HTTP like the real one. All people and data in it are invented, and nothing leaves this machine.

    \b
    Example:
        shopglot sandbox tiktok --orders 2000 --save sandbox.json
        shopglot check tiktok --settings sandbox.json     (in another terminal)
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.checkup import Setup  # noqa: PLC0415 - `--help` needs none of these
    from shopglot.cli._settings_file import write_setup  # noqa: PLC0415 - the same
    from shopglot.cli.demo import authorize, open_sandbox, with_sandbox  # noqa: PLC0415 - the same
    from shopglot.connector import SandboxOptions  # noqa: PLC0415 - the same

    regions = tuple(one.upper() for one in region or ())
    options = SandboxOptions(seed, orders, products, regions, one_seller=one_seller, port=port)
    with ending():
        installed = with_sandbox(connector)
        with open_sandbox(installed, options) as running:
            if save is not None:
                credentials, _ = authorize(installed, running)
                write_setup(save, Setup(running.settings, credentials.token, running.hosts))
            for line in _lines(installed, running, save):
                typer.echo(line)
            # Ctrl-C is the normal way to stop it, not a failure.
            with suppress(KeyboardInterrupt):
                threading.Event().wait()


def _lines(connector: Connector, running: RunningSandbox, saved: Path | None) -> Iterator[str]:
    from shopglot.connection import Authorization  # noqa: PLC0415 - `--help` needs no connection

    name = connector.definition.name
    yield f"A simulated {name} is running until you press Ctrl-C. All people and data in it are invented."
    yield ""
    if running.hosts:
        yield "Hosts"
        yield from _columns(running.hosts.items())
    yield "Settings (invented)"
    yield from _columns(running.settings.items())
    authorizes = running.approve is not None
    if authorizes:
        page = Authorization(connector, running.settings, hosts=running.hosts).url("1")
        yield "Authorization page"
        yield f"  {page}"
    yield ""
    if saved is None:
        first = "the app is authorized at once, and " if authorizes else ""
        yield f"With --save FILE {first}the file contains all that a connection needs."
        return
    yield f"Settings{' and token' if authorizes else ''} are in {saved}. In another terminal:"
    yield f"  shopglot check {connector.id} --settings {saved}"
    yield ""
    yield "In Python:"
    yield "  import json, pathlib, shopglot"
    yield f'  saved = json.loads(pathlib.Path("{saved}").read_text())'
    yield '  hosts = saved.pop("hosts", None)'
    yield f'  platform = shopglot.load_connectors()["{connector.id}"]'
    yield "  with shopglot.connect(platform, saved, hosts=hosts) as connection:"
    yield "      for order in connection.orders.list(limit=5):"
    yield "          print(order.id, order.status, order.customer_hidden)"


def _columns(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    rows = list(pairs)
    wide = max((len(name) for name, _ in rows), default=0)
    yield from (f"  {name:<{wide}}  {value}" for name, value in rows)
