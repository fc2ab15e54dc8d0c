"""What all connections of a process share: the retry budget and the pace of calls."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from shopglot.client._budget import RetryBudget
from shopglot.client._limiter import Limiter

if TYPE_CHECKING:
    from shopglot.client._clock import Clock
    from shopglot.client._settings import ClientSettings

__all__ = ["Shared", "find_shared"]


class Shared:
    """One retry budget, and one limiter for each rate."""

    def __init__(self, settings: ClientSettings) -> None:
        self.budget = RetryBudget(settings.shop_retries, settings.process_retries, settings.refill_per_success)
        self._limiters: dict[float, Limiter] = {}
        self._lock = Lock()

    def limiter(self, rate: float) -> Limiter:
        """Return the limiter for this many calls per second."""
        with self._lock:
            return self._limiters.setdefault(rate, Limiter(rate))


# By clock: a process has one real clock, and each simulated one is a world of its own.
_WORLDS: WeakKeyDictionary[Clock, Shared] = WeakKeyDictionary()
_LOCK = Lock()


def find_shared(settings: ClientSettings) -> Shared:
    """Return what everybody on this clock shares; the first one's budget figures hold."""
    with _LOCK:
        shared = _WORLDS.get(settings.clock)
        if shared is None:
            shared = _WORLDS[settings.clock] = Shared(settings)
        return shared
