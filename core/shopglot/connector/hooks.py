"""The hooks that a plugin implements.

There is one, because a connector is data: the host makes everything else from what it returns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from shopglot.connector._definition import ConnectorDefinition

__all__ = ["ENTRY_POINT_GROUP", "PROJECT", "hookimpl", "shopglot_connector"]

PROJECT = "shopglot"
ENTRY_POINT_GROUP = "shopglot.connectors"

hookimpl = pluggy.HookimplMarker(PROJECT)
_hookspec = pluggy.HookspecMarker(PROJECT)


@_hookspec(firstresult=True)
def shopglot_connector() -> ConnectorDefinition:  # type: ignore[empty-body]  # a specification is a signature and a text
    '''Describe this connector.

    Called once, when the connector is first asked for by name; it must do no I/O beyond finding its own folders.
    The entry point's name and `ConnectorDefinition.id` must be equal. A whole plugin, in `shopglot_acme.py`:

        >>> from importlib.resources import files
        >>> from shopglot.connector import ConnectorDefinition, RawSchema, Resource, hookimpl
        >>> @hookimpl
        ... def shopglot_connector() -> ConnectorDefinition:
        ...     """Describe the Acme connector."""
        ...     here = files("shopglot")
        ...     return ConnectorDefinition(
        ...         id="acme",
        ...         name="Acme Shops",
        ...         version="1.0",
        ...         resources=(Resource("order", "Order", "order.yaml", records=("orders",)),),
        ...         raw_schemas=(RawSchema("order@1", (("orders.json", "/$defs/order"),)),),
        ...         mappings=here / "mappings",
        ...         schemas=here / "schemas",
        ...     )
        >>> shopglot_connector().resource("order").model
        'Order'

    and in its pyproject.toml, so that it is found:

        [project.entry-points."shopglot.connectors"]
        acme = "shopglot_acme"

    Returns the definition. What it raises, and a result that is not right, is recorded as a `PluginFailure` of this
    plugin and stops no other one.
    '''
