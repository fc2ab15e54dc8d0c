"""The pace of calls: one per app, shop and bucket, slower after a "too many", and silent until it is over."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from threading import Lock

__all__ = ["Limiter"]

# Just under the allowed rate: two clocks never agree on where a second begins.
HEADROOM = 0.96
# After a refusal the pace goes to what was really accepted, and stays there a while before it tries for more.
BACK_OFF = 0.9
HOLD = 30.0
# The longer all goes well, the faster it climbs: a refusal in passing must not cost minutes.
CLIMB_PER_SECOND = 0.01
FASTER_AFTER = 10.0
SLOWEST = 0.5


@dataclass(slots=True)
class _Lane:
    top: float
    rate: float
    next_slot: float = 0.0
    silent_until: float = 0.0
    held_until: float = 0.0
    climbed_at: float = 0.0
    accepted: deque[float] = field(default_factory=deque)


class Limiter:
    """Paces calls per key; times are the clock's steady seconds. Safe between threads."""

    def __init__(self, rate: float) -> None:
        self._top = rate * HEADROOM
        self._lanes: dict[str, _Lane] = {}
        self._lock = Lock()

    def _lane(self, key: str) -> _Lane:
        return self._lanes.setdefault(key, _Lane(self._top, self._top))

    def reserve(self, key: str, now: float) -> float:
        """Take the next slot and return the seconds until it; check `silence` again after waiting."""
        with self._lock:
            lane = self._lane(key)
            self._climb(lane, now)
            slot = max(lane.next_slot, lane.silent_until, now)
            lane.next_slot = slot + 1 / lane.rate
            return slot - now

    def silence(self, key: str, now: float) -> float:
        """Return the seconds until calls are allowed at all."""
        with self._lock:
            return max(0.0, self._lane(key).silent_until - now)

    def note_accepted(self, key: str, now: float) -> None:
        """Count a call that the platform let through."""
        with self._lock:
            accepted = self._lane(key).accepted
            accepted.append(now)
            while accepted and accepted[0] <= now - 1:
                accepted.popleft()

    def note_refused(self, key: str, now: float, wait: float) -> None:
        """Slow down after a "too many requests", and be silent for `wait` seconds."""
        with self._lock:
            lane = self._lane(key)
            if now >= lane.silent_until:
                # Answers to calls of one burst are one refusal, not many.
                measured = sum(1 for at in lane.accepted if at > now - 1) * HEADROOM
                lane.rate = max(SLOWEST, min(measured or lane.rate, lane.rate * BACK_OFF))
            lane.silent_until = max(lane.silent_until, now + wait)
            lane.next_slot = max(lane.next_slot, lane.silent_until) if wait else lane.next_slot
            lane.held_until = lane.climbed_at = now + wait + HOLD

    @staticmethod
    def _climb(lane: _Lane, now: float) -> None:
        if lane.rate < lane.top and now > lane.climbed_at:
            pace = CLIMB_PER_SECOND * (1 + (now - lane.held_until) / FASTER_AFTER)
            lane.rate = min(lane.top, lane.rate * (1 + pace * (now - lane.climbed_at)))
            lane.climbed_at = now
