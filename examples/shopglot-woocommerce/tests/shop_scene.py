"""A simulated shop over HTTP on loopback, and connections of both kinds to it."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import shopglot
from shopglot_woocommerce.sandbox import Api, Shop, seeded_shop, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = 1_767_960_000  # 2026-01-09T12:00:00Z


@cache
def woocommerce() -> shopglot.Connector:
    """The installed connector, as anybody finds it."""
    return shopglot.load_connectors()["woocommerce"]


@dataclass
class Scene:
    """A shop, what it answers with, and where."""

    shop: Shop
    api: Api
    url: str
    settings: dict[str, str] = field(default_factory=dict)

    def credentials(self, **changed: str) -> shopglot.Credentials:
        return shopglot.Credentials({**self.shop.settings(self.url), **self.settings, **changed})

    def ask(self, kind: str, question: Callable[[Any], Any], **changed: str) -> Any:
        """Ask one thing of a connection of this kind; a listing is read to its end."""
        credentials = self.credentials(**changed)
        if kind == "sync":
            with shopglot.connect(woocommerce(), credentials) as connection:
                answer = question(connection)
                return list(answer) if hasattr(answer, "pages") else answer

        async def main() -> Any:
            async with shopglot.aconnect(woocommerce(), credentials) as connection:
                answer = question(connection)
                return [one async for one in answer] if hasattr(answer, "pages") else await answer

        return asyncio.run(main())


@contextmanager
def open_scene(orders: int = 60, products: int = 12) -> Iterator[Scene]:
    shop = seeded_shop(1, orders, products, lambda: NOW)
    api = Api(shop)
    with serve(api) as url:
        yield Scene(shop, api, url)
