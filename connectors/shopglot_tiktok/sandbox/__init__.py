"""A simulated TikTok Shop: the platform's API, token host and authorize page on loopback or in process.

It needs the extra `sandbox` (starlette, uvicorn, faker). What is faithful and what is assumed stands in SANDBOX.md.
"""

from __future__ import annotations

from shopglot_tiktok.sandbox._answers import Answer, Call
from shopglot_tiktok.sandbox._app import create_app
from shopglot_tiktok.sandbox._clock import SandboxClock
from shopglot_tiktok.sandbox._faults import Fault
from shopglot_tiktok.sandbox._options import SandboxSwitches
from shopglot_tiktok.sandbox._sandbox import LogEntry, Sandbox
from shopglot_tiktok.sandbox._server import SandboxServer, run, serve
from shopglot_tiktok.sandbox._shops import Seller, Shop
from shopglot_tiktok.sandbox._tokens import SCOPES
from shopglot_tiktok.sandbox._transport import SandboxTransport

__all__ = [
    "SCOPES",
    "Answer",
    "Call",
    "Fault",
    "LogEntry",
    "Sandbox",
    "SandboxClock",
    "SandboxServer",
    "SandboxSwitches",
    "SandboxTransport",
    "Seller",
    "Shop",
    "create_app",
    "run",
    "serve",
]
