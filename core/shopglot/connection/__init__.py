"""A connector with credentials: stores, products, orders and customers of one shop, for threads and for tasks."""

from __future__ import annotations

from shopglot._lazy import publish
from shopglot.connection._async import AsyncConnection, AsyncListing
from shopglot.connection._authorize import Authorization
from shopglot.connection._base import RecordBatch, RecordPage
from shopglot.connection._connect import aconnect, connect
from shopglot.connection._settings import wrong_settings
from shopglot.connection._sync import Connection, Listing

__all__ = [
    "AsyncConnection",
    "AsyncListing",
    "Authorization",
    "Connection",
    "Listing",
    "RecordBatch",
    "RecordPage",
    "aconnect",
    "connect",
    "wrong_settings",
]

publish(__name__, globals(), __all__)
