"""The sandbox on a loopback port: in a thread for tests and demos, or in the foreground for a person."""

from __future__ import annotations

import socket
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from shopglot_tiktok.sandbox._app import create_app
from shopglot_tiktok.sandbox._sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shopglot_tiktok.sandbox._options import SandboxSwitches

__all__ = ["SandboxServer", "run", "serve"]

_LOOPBACK = "127.0.0.1"
_START_SECONDS = 10


@dataclass(frozen=True, slots=True)
class SandboxServer:
    """A sandbox that answers on a port; all three addresses stand for hosts that are apart on the platform."""

    sandbox: Sandbox
    port: int

    @property
    def api_url(self) -> str:
        """What stands for the API host."""
        return f"http://{_LOOPBACK}:{self.port}"

    @property
    def auth_url(self) -> str:
        """What stands for the token host."""
        return self.api_url

    @property
    def authorize_url(self) -> str:
        """The authorize page, to which `service_id` and `state` are added as a query."""
        return f"{self.api_url}/open/authorize"


class _Server(uvicorn.Server):
    """uvicorn that says when it is ready, and leaves the process' signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def _config(sandbox: Sandbox) -> uvicorn.Config:
    # h11 gives the app its connection, which breaking one on purpose needs.
    return uvicorn.Config(
        create_app(sandbox), http="h11", ws="none", lifespan="off", log_config=None, access_log=False,
        server_header=False, timeout_graceful_shutdown=1,
    )  # fmt: skip


def _listen(port: int) -> socket.socket:
    # With its protocol named, asyncio lets small answers go at once; else each waits 40 ms for the one before.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_LOOPBACK, port))
    except OSError:
        listener.close()
        raise
    return listener


@contextmanager
def serve(sandbox: Sandbox, *, port: int = 0) -> Iterator[SandboxServer]:
    """Serve on 127.0.0.1 (port 0: a free one) while the block runs, then stop.

    Raises OSError when the port is taken, and TimeoutError when the server does not come up.
    """
    with _listen(port) as listener:
        server = _Server(_config(sandbox))
        thread = threading.Thread(target=server.run, args=([listener],), name="tiktok-sandbox", daemon=True)
        thread.start()
        if not server.ready.wait(_START_SECONDS):
            raise TimeoutError("the simulated shop did not start within 10 seconds")
        try:
            yield SandboxServer(sandbox, listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(_START_SECONDS)


def run(  # noqa: PLR0913 - one argument an option of the command line
    seed: int = 1,
    orders: int = 500,
    port: int = 0,
    *,
    products: int = 60,
    regions: Sequence[str] = ("US",),
    cross_border: bool = False,
    options: SandboxSwitches | None = None,
    redirect_url: str = "http://127.0.0.1:8000/vault/callback",
    announce: Callable[[SandboxServer], None] | None = None,
) -> None:
    """Serve in the foreground until interrupted; `announce` is told the addresses once the port is open.

    Without `announce` the addresses and the app's credentials (invented ones) go to standard output.
    """
    sandbox = Sandbox(
        seed, orders, products, regions, cross_border=cross_border, options=options, redirect_url=redirect_url
    )
    with _listen(port) as listener:
        running = SandboxServer(sandbox, listener.getsockname()[1])
        (announce or _announce)(running)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(_config(sandbox)).run([listener])


def _announce(running: SandboxServer) -> None:
    sandbox = running.sandbox
    sys.stdout.write(
        f"simulated TikTok Shop: {running.api_url}\n"
        f"authorize page: {running.authorize_url}?service_id={sandbox.service_id}&state=1\n"
        f"app_key={sandbox.app_key} app_secret={sandbox.app_secret} service_id={sandbox.service_id}\n"
    )
    sys.stdout.flush()
