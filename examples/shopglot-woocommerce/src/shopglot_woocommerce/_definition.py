"""WooCommerce, as data: the REST API of version 3, as its public pages describe it (SOURCES.md)."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from shopglot.connector import ConnectorDefinition, Permission, RawSchema, Resource
from shopglot_woocommerce._guide import GOTCHAS, GUIDE
from shopglot_woocommerce._live import ERRORS, LIVE
from shopglot_woocommerce._operations import GROUPS, REFUNDS, VARIATIONS
from shopglot_woocommerce._settings import SETTINGS
from shopglot_woocommerce._transforms import MASKS, TRANSFORMS

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from shopglot.connector import RunningSandbox, SandboxOptions

__all__ = ["definition"]

_PEOPLE = ("billing", "shipping")


def _open_sandbox(options: SandboxOptions) -> AbstractContextManager[RunningSandbox]:
    from shopglot_woocommerce.sandbox import open_sandbox  # noqa: PLC0415 - describing the connector needs no server

    return open_sandbox(options)


def definition() -> ConnectorDefinition:
    """Make the definition; reads nothing but where the package's own folders are."""
    here = files("shopglot_woocommerce")
    return ConnectorDefinition(
        id="woocommerce",
        name="WooCommerce",
        version="0.1.0",
        description="The store, products with variations, orders with refunds, customers with and without an account.",
        resources=(
            Resource("store", "Store", "store.yaml", records=("",)),
            Resource("product", "Product", "product.yaml", records=("",)),
            Resource("order", "Order", "order.yaml", records=("",)),
            Resource("customer", "Customer", "customer.yaml", records=("",)),
            # Who buys without an account: a customer of each mailbox, made from the orders.
            Resource("guest", "Customer", "guest.yaml", records=("",)),
        ),
        raw_schemas=(
            RawSchema(
                "shop@3", (("shop.json", ""),), parts=tuple((key, "shop.json", "/$defs/settings") for key in GROUPS)
            ),
            RawSchema("product@3", (("product.json", ""),), parts=((VARIATIONS, "product.json", "/$defs/variations"),)),
            RawSchema(
                "order@3", (("order.json", ""),), parts=((REFUNDS, "order.json", "/$defs/refunds"),), maskable=_PEOPLE
            ),
            RawSchema("customer@3", (("customer.json", ""),)),
        ),
        mappings=here / "mappings",
        schemas=here / "schemas",
        envelope=None,
        error_body=ERRORS,
        transforms=TRANSFORMS,
        masks=MASKS,
        guide=GUIDE,
        gotchas=GOTCHAS,
        settings=SETTINGS,
        permissions=(
            Permission("read", "Read", "everything: a key without it reads nothing", proved_by="order"),
            Permission(
                "manage_woocommerce",
                "Shop manager",
                "the shop's currency, address and units",
                required=False,
                proved_by="store",
            ),
        ),
        live=LIVE,
        sandbox=_open_sandbox,
        fixtures=here / "fixtures",
    )
