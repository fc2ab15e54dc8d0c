"""shopglot: one language for shop platforms.

    >>> import shopglot
    >>> registry = shopglot.load_connectors()
    >>> tiktok = registry["tiktok"]

Importing this package imports no platform, no HTTP client, no models and no command line: each is loaded where it is
first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from shopglot.connector import (
    API_VERSION,
    AsSent,
    Connector,
    Envelope,
    Gotcha,
    Guide,
    GuideSection,
    InvalidConnector,
    MaskDetector,
    Permission,
    RawSchema,
    Resource,
    Setting,
    Transform,
)
from shopglot.errors import (
    AnswerError,
    AuthorizationError,
    ClockError,
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
    SettingsError,
    ShopglotError,
    SignatureError,
    TemporaryError,
    TokenExpired,
    TransportError,
)

if TYPE_CHECKING:
    from shopglot._installed import InstalledConnector
    from shopglot.client import ClientSettings
    from shopglot.connection import AsyncConnection, Authorization, Connection, aconnect, connect
    from shopglot.hooks import hookimpl
    from shopglot.live import Credentials, MemoryTokenStore, Token, TokenStore
    from shopglot.normalize import Normalized, Rejected
    from shopglot.registry import ConnectorInfo, Registry, load_connectors

__all__ = [
    "API_VERSION",
    "AnswerError",
    "AsSent",
    "AsyncConnection",
    "Authorization",
    "AuthorizationError",
    "ClientSettings",
    "ClockError",
    "Connection",
    "Connector",
    "ConnectorInfo",
    "Credentials",
    "Envelope",
    "Gotcha",
    "Guide",
    "GuideSection",
    "InstalledConnector",
    "InvalidConnector",
    "MappingError",
    "MaskDetector",
    "MemoryTokenStore",
    "MissingScope",
    "Normalized",
    "NotFound",
    "PermanentError",
    "Permission",
    "PlatformError",
    "PluginBroken",
    "PluginError",
    "PluginFailure",
    "PluginNotFound",
    "RateLimited",
    "RawSchema",
    "RecordRejected",
    "Registry",
    "Rejected",
    "RequestError",
    "Resource",
    "Setting",
    "SettingsError",
    "ShopglotError",
    "SignatureError",
    "TemporaryError",
    "Token",
    "TokenExpired",
    "TokenStore",
    "Transform",
    "TransportError",
    "aconnect",
    "connect",
    "hookimpl",
    "load_connectors",
]

# Names whose modules need pluggy, pydantic or httpx: imported when first asked for, so that `import shopglot` and
# `shopglot --help` stay quick.
_LATE = {
    "AsyncConnection": "shopglot.connection",
    "Authorization": "shopglot.connection",
    "ClientSettings": "shopglot.client",
    "Connection": "shopglot.connection",
    "ConnectorInfo": "shopglot.registry",
    "Credentials": "shopglot.live",
    "InstalledConnector": "shopglot._installed",
    "MemoryTokenStore": "shopglot.live",
    "Normalized": "shopglot.normalize",
    "Registry": "shopglot.registry",
    "Rejected": "shopglot.normalize",
    "Token": "shopglot.live",
    "TokenStore": "shopglot.live",
    "aconnect": "shopglot.connection",
    "connect": "shopglot.connection",
    "hookimpl": "shopglot.hooks",
    "load_connectors": "shopglot.registry",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module 'shopglot' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATE})
