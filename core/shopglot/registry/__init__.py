"""Which connectors are installed, which of them work, the handle of one, and connectors that are a folder."""

from __future__ import annotations

from shopglot._lazy import publish
from shopglot.registry._connector import Connector
from shopglot.registry._folder import (
    find_connector,
    folder_connector,
    folder_id,
    is_connector_folder,
    mapping_names,
    read_folder,
)
from shopglot.registry._loading import LoadWatch
from shopglot.registry._registry import (
    ALLOW_VARIABLE,
    BLOCK_VARIABLE,
    MAPPINGS_VARIABLE,
    ConnectorInfo,
    Registry,
    load_connectors,
    named_in,
)

__all__ = [
    "ALLOW_VARIABLE",
    "BLOCK_VARIABLE",
    "MAPPINGS_VARIABLE",
    "Connector",
    "ConnectorInfo",
    "LoadWatch",
    "Registry",
    "find_connector",
    "folder_connector",
    "folder_id",
    "is_connector_folder",
    "load_connectors",
    "mapping_names",
    "named_in",
    "read_folder",
]

publish(__name__, globals(), __all__)
