"""Every number of the client, in one dataclass: opinions, with their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from shopglot.client._clock import REAL, Clock, SimulatedClock

__all__ = ["ClientSettings"]


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """How the drivers behave; times in seconds.

    `attempts` counts the first one; `base_wait` doubles per attempt up to `longest_wait`, and the wait is a random
    share of it (full jitter: clients that failed together do not come back together). `longest_retry_after` is how
    long a wait the platform may ask for before it is handed back as `RateLimited`. `deadline` covers all attempts of
    one call with their waits. `connect`, `read`, `write` and `pool` are httpx's time-outs. `largest_answer` is in
    bytes. `connections` may be open at a time, and `together` calls complete a page's records at a time. A shop may
    spend `shop_retries` retries, a process `process_retries`, and each good answer gives back `earned_retry` of one:
    in an outage the budget empties, and calls are then made once. `refresh_ahead` renews a token before it is over.
    `rate` overrides the connector's calls per second.
    """

    attempts: int = 3
    base_wait: float = 0.5
    longest_wait: float = 8.0
    longest_retry_after: float = 30.0
    deadline: float = 60.0
    connect: float = 5.0
    read: float = 30.0
    write: float = 10.0
    pool: float = 10.0
    largest_answer: int = 64 * 1024 * 1024
    connections: int = 20
    together: int = 8
    shop_retries: float = 20.0
    process_retries: float = 100.0
    earned_retry: float = 0.1
    refresh_ahead: float = 300.0
    rate: float | None = None
    clock: Clock = field(default=REAL, repr=False)

    def testing(self, clock: SimulatedClock | None = None) -> ClientSettings:
        """Give the same settings on a simulated clock: nothing sleeps, chance is repeatable."""
        return replace(self, clock=clock or SimulatedClock())
