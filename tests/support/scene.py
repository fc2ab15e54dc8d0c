"""A simulated shop in process, on one simulated clock with its client."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import shopglot
from shopglot.client import ClientSettings, SimulatedClock
from shopglot.connector import MemoryTokenStore
from shopglot_tiktok.sandbox import SCOPES, Sandbox, SandboxClock, SandboxSwitches, SandboxTransport

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot import Connector


__all__ = ["Scene", "SceneOf"]


@dataclass
class Scene:
    """An installed connector, a sandbox with a seller who authorized the app, and credentials for it."""

    connector: Connector
    orders: int = 250
    products: int = 12
    regions: tuple[str, ...] = ("US",)
    cross_border: bool = False
    options: SandboxSwitches = field(default_factory=SandboxSwitches)
    scopes: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        self.clock = SimulatedClock()
        # All threads share the simulated clock: while the machine holds one up, the others' waits are its time too.
        self.client = ClientSettings(deadline=86_400).testing(self.clock)
        self.sandbox = Sandbox(
            7, self.orders, self.products, self.regions, cross_border=self.cross_border,
            clock=SandboxClock(source=self.clock.now), options=self.options,
        )  # fmt: skip
        self.settings = {
            "app_key": self.sandbox.app_key,
            "app_secret": self.sandbox.app_secret,
            "service_id": self.sandbox.service_id,
        }
        self.transport = SandboxTransport(self.sandbox)
        code = self.sandbox.authorize(scopes=SCOPES if self.scopes is None else self.scopes)
        self.credentials = self.authorization().finish({"code": code, "state": "s"}, "s")
        self.store = MemoryTokenStore(self.credentials.token)
        self.sandbox.log.clear()

    def authorization(self) -> shopglot.Authorization:
        return shopglot.Authorization(self.connector, self.settings, client=self.client, transport=self.transport)

    def connect(self, **more: Any) -> shopglot.Connection:
        return shopglot.connect(
            self.connector, self.credentials, **{"tokens": self.store, "client": self.client,
            "transport": self.transport, **more},
        )  # fmt: skip

    def ask(self, kind: str, question: Callable[[Any], Any], **more: Any) -> Any:
        """Ask one thing of a connection of this kind; a listing is read to its end."""
        if kind == "sync":
            with self.connect(**more) as shop:
                answer = question(shop)
                return list(answer) if hasattr(answer, "pages") else answer

        async def main() -> Any:
            more_ = {"tokens": self.store, "client": self.client, "transport": self.transport, **more}
            async with shopglot.aconnect(self.connector, self.credentials, **more_) as shop:
                answer = question(shop)
                return [one async for one in answer] if hasattr(answer, "pages") else await answer

        return asyncio.run(main())

    def calls(self) -> list[str]:
        """Give the paths called, in order."""
        return [entry.path for entry in self.sandbox.log]


class SceneOf(Protocol):
    """Return a scene; the options are the fields of `Scene`."""

    def __call__(  # noqa: PLR0913 - the fields of a scene
        self,
        *,
        orders: int = 250,
        products: int = 12,
        regions: tuple[str, ...] = ("US",),
        cross_border: bool = False,
        options: SandboxSwitches = ...,
        scopes: tuple[str, ...] | None = None,
    ) -> Scene: ...
