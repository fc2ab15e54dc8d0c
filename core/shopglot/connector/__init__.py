"""What a connector author writes: the definition as data, the operations that ask for I/O, the hook of a plugin.

One import place for authors; who only uses connectors needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot._lazy import lazy_face, publish
from shopglot.connector._authorization import ClientCredentials, OAuth2
from shopglot.connector._credentials import Credentials, MemoryTokenStore, Token, TokenStore
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
from shopglot.connector._error_body import ErrorBody
from shopglot.connector._hosts import HostSetting, read_base_url
from shopglot.connector._live import Live
from shopglot.connector._operations import DerivedCustomers, Operations, ShopRef
from shopglot.connector._plain_words import plain_words
from shopglot.connector._protocol import Batch, Completed, Operation, Page, Query, Request, Response
from shopglot.connector._sandbox import RunningSandbox, SandboxOptions
from shopglot.connector._settings import Setting
from shopglot.connector._webhooks import WebhookEvent, Webhooks
from shopglot.errors import InvalidConnector
from shopglot.exact_json import read_json

if TYPE_CHECKING:
    from shopglot.connector.hooks import ENTRY_POINT_GROUP, PROJECT, hookimpl, shopglot_connector

__all__ = [
    "API_VERSION",
    "ENTRY_POINT_GROUP",
    "PROJECT",
    "AsSent",
    "Batch",
    "ClientCredentials",
    "Completed",
    "ConnectorDefinition",
    "Credentials",
    "DerivedCustomers",
    "Envelope",
    "ErrorBody",
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
    "WebhookEvent",
    "Webhooks",
    "hookimpl",
    "plain_words",
    "read_base_url",
    "read_json",
    "shopglot_connector",
]

# The hook needs pluggy, which users of connectors' data do not.
__getattr__, __dir__ = lazy_face(
    __name__,
    {"shopglot.connector.hooks": ("ENTRY_POINT_GROUP", "PROJECT", "hookimpl", "shopglot_connector")},
    globals(),
)

publish(__name__, globals(), __all__)
