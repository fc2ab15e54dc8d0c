"""Keeps the HTTP libraries' own log lines from showing what must not be seen.

httpx logs each request's whole URL at INFO, with `sign` and tokens in its query; httpcore logs response headers with
their cookies at DEBUG. Only lines that come from our own requests are touched.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar

import httpx

__all__ = ["OURS", "redact_logs"]

OURS: ContextVar[bool] = ContextVar("shopglot_request", default=False)
_NOISY = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy", "httpcore.socks")


class _Redact(logging.Filter):
    """Cuts queries off URLs, and everything but the event's name off httpcore's lines."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not OURS.get():
            return True
        if record.name == "httpx":
            if isinstance(record.args, tuple):
                record.args = tuple(
                    arg.copy_with(query=None) if isinstance(arg, httpx.URL) else arg for arg in record.args
                )
        else:
            record.msg = str(record.msg).split(" ", 1)[0]
            record.args = ()
        return True


_FILTER = _Redact()


def redact_logs() -> None:
    """Put the filter on the HTTP libraries' loggers; doing it again changes nothing."""
    for name in _NOISY:
        logging.getLogger(name).addFilter(_FILTER)
