"""The runners that do a connector's I/O over httpx: time-outs, retries, rate limits, token refresh, redaction."""

from __future__ import annotations

from shopglot._lazy import publish
from shopglot.client._async import AsyncHttpRunner
from shopglot.client._clock import Clock, RealClock, SimulatedClock
from shopglot.client._engine import CallPolicy
from shopglot.client._policy import CallState, Decision, decide
from shopglot.client._retry_after import retry_after
from shopglot.client._settings import ClientSettings
from shopglot.client._sync import HttpRunner
from shopglot.client._wire import base_urls

__all__ = [
    "AsyncHttpRunner",
    "CallPolicy",
    "CallState",
    "ClientSettings",
    "Clock",
    "Decision",
    "HttpRunner",
    "RealClock",
    "SimulatedClock",
    "base_urls",
    "decide",
    "retry_after",
]

publish(__name__, globals(), __all__)
