"""A good connector that somebody else wrote: what the guide for plugin authors shows."""

from __future__ import annotations

from pathlib import Path

from shopglot import Connector, RawSchema, Resource, hookimpl

HERE = Path(__file__).parent / "acme_data"


@hookimpl
def shopglot_connector() -> Connector:
    return Connector(
        id="acme",
        name="Acme Shops",
        version="1.2",
        resources=(Resource("order", "Order", "order.yaml", records=("orders",)),),
        raw_schemas=(RawSchema("order@1", (("orders.json", "/$defs/order"),)),),
        mappings=HERE / "mappings",
        schemas=HERE / "schemas",
    )
