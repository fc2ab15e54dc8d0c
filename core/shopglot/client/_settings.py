"""Every number of the client, in one dataclass: opinions, with their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from shopglot.client._addresses import read_networks
from shopglot.client._clock import REAL, Clock, SimulatedClock

__all__ = ["ClientSettings"]


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """How calls behave; times in seconds."""

    attempts: int = 3
    """How often a call is made at most, the first time included."""
    initial_wait: float = 0.5
    """The wait before the second attempt; it doubles with each, and a random share of it is taken (full jitter)."""
    max_wait: float = 8.0
    """The longest such wait."""
    max_retry_after: float = 30.0
    """How long a wait the platform may ask for; a longer one is raised as `RateLimited`."""
    deadline: float = 60.0
    """All attempts of one call with their waits."""
    connect_timeout: float = 5.0
    """For a connection to be made."""
    read_timeout: float = 30.0
    """For the next bytes to come."""
    write_timeout: float = 10.0
    """For the next bytes to go."""
    pool_timeout: float = 10.0
    """For a connection of the pool to be free."""
    max_response_bytes: int = 64 * 1024 * 1024
    """A longer response is refused."""
    max_connections: int = 20
    """How many connections may be open at a time."""
    max_concurrency: int = 8
    """How many calls complete a page's records at a time."""
    shop_retries: float = 20.0
    """The retries that a shop may spend: in an outage they run out, and calls are then made once."""
    process_retries: float = 100.0
    """The same for all shops of this process together."""
    refill_per_success: float = 0.1
    """What each good response gives back of one retry."""
    refresh_ahead: float = 300.0
    """How long before its end a token is refreshed."""
    rate: float | None = None
    """Calls per second, in place of the connector's own figure."""
    private_networks: tuple[str, ...] = ()
    """Networks that are not public, such as `10.0.0.0/8`, to which hosts from settings may lead all the same."""
    clock: Clock = field(default=REAL, repr=False)
    """What tells the time and waits."""

    def __post_init__(self) -> None:
        read_networks(self.private_networks)

    def testing(self, clock: SimulatedClock | None = None) -> ClientSettings:
        """Return the same settings on a simulated clock: nothing sleeps, chance is repeatable."""
        return replace(self, clock=clock or SimulatedClock())
