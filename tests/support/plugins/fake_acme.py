"""A good connector that somebody else wrote: small, and with every shape of answer that the host has to know."""

from __future__ import annotations

from pathlib import Path

from shopglot.connector import ConnectorDefinition, Guide, GuideSection, RawSchema, Resource, Setting, hookimpl

HERE = Path(__file__).parent / "acme_data"


@hookimpl
def shopglot_connector() -> ConnectorDefinition:
    return ConnectorDefinition(
        id="acme",
        name="Acme Shops",
        version="1.2",
        resources=(
            Resource("store", "Store", "store.yaml", records=("shops",)),
            Resource("product", "Product", "product.yaml", records=("", "products")),
            Resource("order", "Order", "order.yaml", records=("orders",)),
            Resource("customer", "Customer", "customer.yaml", records=("orders",)),
        ),
        raw_schemas=(
            RawSchema("shop@1", (("acme.json", "/$defs/shop"),)),
            RawSchema("product@1", (("acme.json", "/$defs/product"),)),
            RawSchema("order@1", (("acme.json", "/$defs/order"),)),
        ),
        mappings=HERE / "mappings",
        schemas=HERE / "schemas",
        settings=(
            Setting("market", "Market", "Where the shop sells.", required=False, default="eu"),
            Setting("with_tax", "With tax", "Whether prices include tax.", required=False, kind="boolean"),
            Setting("api_secret", "Secret", "It signs requests.", secret=True),
        ),
        guide=Guide("Acme Shops", (GuideSection("own-shipping", "Ship as the seller", "1. Choose **Own Shipping**."),)),
    )
