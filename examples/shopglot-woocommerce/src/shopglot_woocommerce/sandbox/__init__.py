"""A simulated WooCommerce shop on this machine: the endpoints that the connector reads, and what they refuse."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from shopglot.connector import RunningSandbox
from shopglot.errors import SettingsError
from shopglot_woocommerce.sandbox._seed import seeded_shop
from shopglot_woocommerce.sandbox._server import Api, serve
from shopglot_woocommerce.sandbox._shop import Shop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.connector import SandboxOptions

__all__ = ["Api", "Shop", "open_sandbox", "seeded_shop", "serve"]


@contextmanager
def open_sandbox(options: SandboxOptions) -> Iterator[RunningSandbox]:
    """Serve a seeded shop on 127.0.0.1 while the block runs; raises `SettingsError` for options that do not fit."""
    if options.regions or options.one_seller:
        raise SettingsError(
            "a WooCommerce shop is one shop, in no region", code="sandbox_options", hint="Leave these options out."
        )
    shop = seeded_shop(options.seed, options.orders, options.products, options.now)
    try:
        with serve(shop, options.port) as url:
            yield RunningSandbox({}, shop.settings(url), place_orders=shop.place_orders)
    except OSError as error:
        raise SettingsError(
            f"port {options.port}: {error.strerror or error}",
            code="port",
            hint="Take another --port, or 0 for a free one.",
        ) from None
