"""shopglot: one language for shop platforms.

    >>> import shopglot
    >>> registry = shopglot.load_connectors()
    >>> tiktok = registry["tiktok"]

Importing this package imports no platform, no HTTP client, no models and no command line: each is loaded where it is
first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot._lazy import lazy_face
from shopglot.errors import (
    AuthorizationError,
    ClockError,
    InvalidArgument,
    InvalidConnector,
    MappingError,
    MissingScope,
    NotFound,
    PermanentError,
    PlatformError,
    PluginBroken,
    PluginError,
    PluginFailure,
    PluginNotFound,
    RateLimited,
    RecordRejected,
    RequestError,
    ResourceNotFound,
    ResponseError,
    SettingsError,
    ShopglotError,
    SignatureError,
    TemporaryError,
    TokenExpired,
    TransportError,
)

if TYPE_CHECKING:
    from shopglot.client import ClientSettings
    from shopglot.connection import AsyncConnection, Authorization, Connection, aconnect, connect
    from shopglot.connector import Credentials, MemoryTokenStore, Token, TokenStore
    from shopglot.normalize import Normalized, Rejected
    from shopglot.registry import Connector, ConnectorInfo, Registry, load_connectors

__all__ = [
    "AsyncConnection",
    "Authorization",
    "AuthorizationError",
    "ClientSettings",
    "ClockError",
    "Connection",
    "Connector",
    "ConnectorInfo",
    "Credentials",
    "InvalidArgument",
    "InvalidConnector",
    "MappingError",
    "MemoryTokenStore",
    "MissingScope",
    "Normalized",
    "NotFound",
    "PermanentError",
    "PlatformError",
    "PluginBroken",
    "PluginError",
    "PluginFailure",
    "PluginNotFound",
    "RateLimited",
    "RecordRejected",
    "Registry",
    "Rejected",
    "RequestError",
    "ResourceNotFound",
    "ResponseError",
    "SettingsError",
    "ShopglotError",
    "SignatureError",
    "TemporaryError",
    "Token",
    "TokenExpired",
    "TokenStore",
    "TransportError",
    "aconnect",
    "connect",
    "load_connectors",
]

# Names whose modules need pluggy, pydantic or httpx: imported when first asked for, so that `import shopglot` and
# `shopglot --help` stay quick.
_LATE = {
    "shopglot.client": ("ClientSettings",),
    "shopglot.connection": ("AsyncConnection", "Authorization", "Connection", "aconnect", "connect"),
    "shopglot.connector": ("Credentials", "MemoryTokenStore", "Token", "TokenStore"),
    "shopglot.normalize": ("Normalized", "Rejected"),
    "shopglot.registry": ("ConnectorInfo", "Connector", "Registry", "load_connectors"),
}

__getattr__, __dir__ = lazy_face(__name__, _LATE, globals())
