"""Which connectors are installed, which of them work, and the handle of one."""

from __future__ import annotations

from shopglot._lazy import publish
from shopglot.registry._connector import Connector
from shopglot.registry._registry import (
    ALLOW_VARIABLE,
    BLOCK_VARIABLE,
    MAPPINGS_VARIABLE,
    ConnectorInfo,
    Registry,
    load_connectors,
)

__all__ = [
    "ALLOW_VARIABLE",
    "BLOCK_VARIABLE",
    "MAPPINGS_VARIABLE",
    "Connector",
    "ConnectorInfo",
    "Registry",
    "load_connectors",
]

publish(__name__, globals(), __all__)
