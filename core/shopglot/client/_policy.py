"""What to do after an error: the whole retry policy, as one pure function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from shopglot.client._wire import NEVER_SENT
from shopglot.errors import RateLimited

if TYPE_CHECKING:
    from shopglot.client._settings import ClientSettings
    from shopglot.connector import Request
    from shopglot.errors import PlatformError

__all__ = ["CallState", "Decision", "decide"]


@dataclass(frozen=True, slots=True)
class CallState:
    """Where a call stands: attempts made, seconds left of the deadline, the platform's `Retry-After`, chance."""

    attempts: int
    left: float
    retry_after: float | None
    chance: float
    refreshed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`retry` after `wait` seconds, `refresh` the token and repeat, or `raise` the error (why: `reason`)."""

    what: Literal["retry", "refresh", "raise"]
    wait: float = 0.0
    reason: str = ""


def decide(error: PlatformError, request: Request, at: CallState, settings: ClientSettings) -> Decision:
    """Decide what follows an error.

    | action of the error | safe to repeat, or never sent | neither |
    |---|---|---|
    | retry | retry: full jitter, at least `Retry-After` | hand back |
    | refresh | refresh once, repeat once: it was refused unread | the same |
    | reauthorize, fix, give_up | raise     | raise     |

    Never more than `settings.attempts` requests, never past the deadline.
    """
    if at.attempts >= settings.attempts:
        return Decision("raise", reason="attempts")
    if error.action == "refresh":
        if at.refreshed or not request.authenticated:
            return Decision("raise", reason="refreshed")
        return Decision("refresh")
    if error.action != "retry":
        return Decision("raise", reason=error.action)
    if not request.safe_to_repeat and error.code != NEVER_SENT:
        return Decision("raise", reason="unsafe")
    wait = at.chance * min(settings.max_wait, settings.initial_wait * 2 ** (at.attempts - 1))
    if at.retry_after is not None:
        if at.retry_after > min(settings.max_retry_after, at.left):
            return Decision("raise", reason="retry_after")
        # The platform's word is the least; a little chance on top spreads those that it told the same.
        wait = at.retry_after + wait * 0.1
    elif isinstance(error, RateLimited):
        wait += settings.initial_wait
    if wait >= at.left:
        return Decision("raise", reason="deadline")
    return Decision("retry", wait)
