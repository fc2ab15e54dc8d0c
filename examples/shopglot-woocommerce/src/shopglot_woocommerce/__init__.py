"""WooCommerce as a plugin of shopglot, found by its entry point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.connector import hookimpl
from shopglot_woocommerce._definition import definition

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition

__all__ = ["shopglot_connector"]


@hookimpl
def shopglot_connector() -> ConnectorDefinition:
    """Describe WooCommerce to the host."""
    return definition()
