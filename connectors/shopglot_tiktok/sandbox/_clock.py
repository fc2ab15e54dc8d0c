"""The sandbox's time: real or frozen, and always movable forward."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SandboxClock"]


class SandboxClock:
    """Unix seconds as the simulated platform sees them.

    `SandboxClock()` follows this machine's clock; `SandboxClock(at)` stands still at `at` until `advance` is called,
    so that a test needs no sleep. A client whose requests are signed with another clock is refused, as on the
    platform: after `advance`, sign with `clock.now`.
    """

    def __init__(self, at: int | None = None, *, source: Callable[[], float] = time.time) -> None:
        self._at = at
        self._source = source
        self._ahead = 0.0
        self._lock = threading.Lock()

    def time(self) -> float:
        """Return the moment in Unix seconds, with its fraction."""
        start = self._source() if self._at is None else self._at
        return start + self._ahead

    def now(self) -> int:
        """Return the moment in whole Unix seconds."""
        return int(self.time())

    def advance(self, seconds: float) -> None:
        """Move time forward; ValueError if asked to move it back."""
        if seconds < 0:
            raise ValueError(f"time only moves forward: {seconds} seconds is not possible")
        with self._lock:
            self._ahead += seconds
