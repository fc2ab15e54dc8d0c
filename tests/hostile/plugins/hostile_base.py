"""What hostile plugins have in common: a definition that is right until one of them changes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopglot.connector import ConnectorDefinition, RawSchema, Resource, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parent / "hostile_data"


class Plugin:
    """A plugin whose hook returns what a function makes."""

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make

    @hookimpl
    def shopglot_connector(self) -> object:
        return self.make()


def definition(name: str, **changes: Any) -> ConnectorDefinition:
    """Return a whole definition with some of its fields changed."""
    given: dict[str, Any] = {
        "id": name,
        "name": "Hostile Shops",
        "version": "0.1",
        "resources": (
            Resource("store", "Store", "store.yaml", records=("shops",)),
            Resource("order", "Order", "order.yaml", records=("orders",)),
        ),
        "raw_schemas": (RawSchema("record@1", (("record.json", ""),)),),
        "mappings": DATA / name,
        "schemas": DATA / name,
    }
    return ConnectorDefinition(**given | changes)
