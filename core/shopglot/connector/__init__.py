"""What a connector author writes: the definition as data, the operations that ask for I/O, the hook of a plugin.

One import place for authors; who only uses connectors needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot._lazy import lazy_face, publish
from shopglot.connector._definition import (
    API_VERSION,
    AsSent,
    ConnectorDefinition,
    Envelope,
    Gotcha,
    Guide,
    GuideSection,
    MaskDetector,
    Permission,
    RawSchema,
    Resource,
    Transform,
)
from shopglot.connector._hosts import HostSetting, read_base_url
from shopglot.connector._live import Credentials, Live, MemoryTokenStore, OAuth2, Operations, ShopRef, Token, TokenStore
from shopglot.connector._protocol import Batch, Completed, Operation, Page, Query, Request, Response
from shopglot.connector._sandbox import RunningSandbox, SandboxOptions
from shopglot.connector._settings import Setting
from shopglot.errors import InvalidConnector

if TYPE_CHECKING:
    from shopglot.connector.hooks import ENTRY_POINT_GROUP, PROJECT, hookimpl, shopglot_connector

__all__ = [
    "API_VERSION",
    "ENTRY_POINT_GROUP",
    "PROJECT",
    "AsSent",
    "Batch",
    "Completed",
    "ConnectorDefinition",
    "Credentials",
    "Envelope",
    "Gotcha",
    "Guide",
    "GuideSection",
    "HostSetting",
    "InvalidConnector",
    "Live",
    "MaskDetector",
    "MemoryTokenStore",
    "OAuth2",
    "Operation",
    "Operations",
    "Page",
    "Permission",
    "Query",
    "RawSchema",
    "Request",
    "Resource",
    "Response",
    "RunningSandbox",
    "SandboxOptions",
    "Setting",
    "ShopRef",
    "Token",
    "TokenStore",
    "Transform",
    "hookimpl",
    "read_base_url",
    "shopglot_connector",
]

# The hook needs pluggy, which users of connectors' data do not.
__getattr__, __dir__ = lazy_face(
    __name__,
    {"shopglot.connector.hooks": ("ENTRY_POINT_GROUP", "PROJECT", "hookimpl", "shopglot_connector")},
    globals(),
)

publish(__name__, globals(), __all__)
