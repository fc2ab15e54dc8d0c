"""Time and chance, in one place, so that tests need neither."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from typing import Protocol

__all__ = ["REAL", "Clock", "RealClock", "SimulatedClock"]


class Clock(Protocol):
    """Wall time, steady time, waiting and chance."""

    def now(self) -> float:
        """Return Unix seconds: for signatures and expiries."""

    def monotonic(self) -> float:
        """Return seconds that never go back: for deadlines and rates."""

    def random(self) -> float:
        """Return a number from 0 up to 1."""

    def sleep(self, seconds: float, wake: threading.Event) -> None:
        """Wait, or until `wake` is set."""

    async def asleep(self, seconds: float) -> None:
        """Wait without holding the event loop."""


class RealClock:
    """The machine's own."""

    def now(self) -> float:
        """Return Unix seconds."""
        return time.time()

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    def random(self) -> float:
        """Return a number from 0 up to 1."""
        return random.random()  # noqa: S311 - spreads retries, guards nothing

    def sleep(self, seconds: float, wake: threading.Event) -> None:
        """Wait, or until `wake` is set."""
        wake.wait(seconds)

    async def asleep(self, seconds: float) -> None:
        """Wait without holding the event loop."""
        await asyncio.sleep(seconds)


REAL = RealClock()


class SimulatedClock:
    """A clock that moves only when somebody waits or says so: `sleep` returns at once and the time has passed.

    `start` is Unix seconds, `seed` makes chance repeatable. `slept` lists every wait.
    """

    def __init__(self, start: float = 1_767_225_600.0, seed: int = 0) -> None:
        self._now = start
        self._start = start
        self._random = random.Random(seed)  # noqa: S311 - spreads retries, guards nothing
        self._lock = threading.Lock()
        self.slept: list[float] = []

    def now(self) -> float:
        """Return simulated Unix seconds."""
        return self._now

    def monotonic(self) -> float:
        """Return seconds since the start."""
        return self._now - self._start

    def random(self) -> float:
        """Return the next number of the seed's sequence."""
        with self._lock:
            return self._random.random()

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        with self._lock:
            self._now += seconds

    def sleep(self, seconds: float, wake: threading.Event) -> None:
        """Let the time pass at once, unless `wake` is set."""
        if not wake.is_set():
            self.slept.append(seconds)
            self.advance(seconds)

    async def asleep(self, seconds: float) -> None:
        """Let the time pass at once, and give other tasks a turn."""
        self.slept.append(seconds)
        self.advance(seconds)
        await asyncio.sleep(0)
