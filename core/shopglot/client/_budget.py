"""How many retries may be spent, so that an outage is not made worse by a storm of them."""

from __future__ import annotations

from collections import defaultdict
from threading import Lock

__all__ = ["RetryBudget"]


class _Bucket:
    """A bucket of retries: starts full, each retry costs one, each good response puts a part of one back."""

    def __init__(self, capacity: float) -> None:
        self.capacity = capacity
        self.left = capacity


class RetryBudget:
    """One bucket for all, and one for each shop; a retry must be paid from both. Safe between threads."""

    def __init__(self, shop_retries: float, process_retries: float, earned: float) -> None:
        self._earned = earned
        self._all = _Bucket(process_retries)
        self._shops: defaultdict[str, _Bucket] = defaultdict(lambda: _Bucket(shop_retries))
        self._lock = Lock()

    def spend(self, owner: str) -> bool:
        """Pay for one retry; False when there is not enough left."""
        with self._lock:
            buckets = (self._all, self._shops[owner])
            if any(bucket.left < 1 for bucket in buckets):
                return False
            for bucket in buckets:
                bucket.left -= 1
            return True

    def refill(self, owner: str) -> None:
        """Put back a part of a retry: the platform responded well."""
        with self._lock:
            for bucket in (self._all, self._shops[owner]):
                bucket.left = min(bucket.capacity, bucket.left + self._earned)
