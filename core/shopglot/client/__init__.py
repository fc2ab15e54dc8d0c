"""The drivers that do a connector's I/O over httpx: time-outs, retries, rate limits, token renewal, redaction."""

from __future__ import annotations

from shopglot.client._async import AsyncDriver
from shopglot.client._clock import Clock, RealClock, SimulatedClock
from shopglot.client._engine import Engine
from shopglot.client._policy import Decision, Situation, decide
from shopglot.client._retry_after import retry_after
from shopglot.client._settings import ClientSettings
from shopglot.client._sync import Driver
from shopglot.client._wire import origins

__all__ = [
    "AsyncDriver",
    "ClientSettings",
    "Clock",
    "Decision",
    "Driver",
    "Engine",
    "RealClock",
    "SimulatedClock",
    "Situation",
    "decide",
    "origins",
    "retry_after",
]
