"""The corner shop's connector: small, invented, and everything that the contract asks for."""

from __future__ import annotations

from pathlib import Path

from shopglot.connector import (
    ConnectorDefinition,
    Guide,
    GuideSection,
    MaskDetector,
    RawSchema,
    Resource,
    Setting,
    Transform,
)
from tests.support.corner._live import ERRORS, LIVE
from tests.support.corner._server import open_sandbox

__all__ = ["HERE", "definition"]

HERE = Path(__file__).parent


def _capitals(text: str | None) -> str | None:
    return None if text is None else text.upper()


def definition(home: Path = HERE) -> ConnectorDefinition:
    """Make the definition, with its files in this folder or in a copy of it."""
    return ConnectorDefinition(
        id="corner",
        name="Corner Shops",
        version="1.0",
        resources=(
            Resource("store", "Store", "store.yaml", records=("",)),
            Resource("product", "Product", "product.yaml", records=("products", "")),
            Resource("order", "Order", "order.yaml", records=("orders",)),
            Resource("customer", "Customer", "customer.yaml", records=("customers", "")),
        ),
        raw_schemas=(
            RawSchema("shop@1", (("corner.json", "/$defs/shop"),)),
            RawSchema("product@1", (("corner.json", "/$defs/product"),)),
            RawSchema("order@1", (("corner.json", "/$defs/order"),), maskable=("buyer.name", "buyer.mail")),
            RawSchema("customer@1", (("corner.json", "/$defs/customer"),), maskable=("name", "mail")),
        ),
        mappings=home / "mappings",
        schemas=home / "schemas",
        envelope=None,
        transforms=(Transform("capitals", _capitals, (("text", "text"),), "text", "In capitals.", ((("a",), "A"),)),),
        masks=(MaskDetector("gone", lambda text: text == "[gone]", "What a buyer's name becomes with time."),),
        guide=Guide("Corner Shops", (GuideSection("own-shipping", "Ship as the seller", "Choose **Own Shipping**."),)),
        settings=(Setting("key", "Key", "The shop's key.", secret=True, guide="own-shipping"),),
        fixtures=home / "fixtures",
        error_body=ERRORS,
        live=LIVE,
        sandbox=open_sandbox,
    )
