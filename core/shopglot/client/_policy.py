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

__all__ = ["Decision", "Situation", "decide"]


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a call stands: attempts made, seconds left of the deadline, the platform's `Retry-After`, chance."""

    attempts: int
    left: float
    retry_after: float | None
    chance: float
    refreshed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`retry` after `wait` seconds, `refresh` the token and repeat, or `hand_back` the error (why: `reason`)."""

    what: Literal["retry", "refresh", "hand_back"]
    wait: float = 0.0
    reason: str = ""


def decide(error: PlatformError, request: Request, at: Situation, settings: ClientSettings) -> Decision:
    """Decide what follows an error.

    | action of the error | safe to repeat, or never sent | neither |
    |---|---|---|
    | retry | retry: full jitter, at least `Retry-After` | hand back |
    | refresh | refresh once, repeat once: it was refused unread | the same |
    | reauthorise, fix, give_up | hand back | hand back |

    Never more than `settings.attempts` requests, never past the deadline.
    """
    if at.attempts >= settings.attempts:
        return Decision("hand_back", reason="attempts")
    if error.action == "refresh":
        if at.refreshed or not request.authenticated:
            return Decision("hand_back", reason="refreshed")
        return Decision("refresh")
    if error.action != "retry":
        return Decision("hand_back", reason=error.action)
    if not request.safe_to_repeat and error.code != NEVER_SENT:
        return Decision("hand_back", reason="unsafe")
    wait = at.chance * min(settings.longest_wait, settings.base_wait * 2 ** (at.attempts - 1))
    if at.retry_after is not None:
        if at.retry_after > min(settings.longest_retry_after, at.left):
            return Decision("hand_back", reason="retry_after")
        # The platform's word is the least; a little chance on top spreads those that it told the same.
        wait = at.retry_after + wait * 0.1
    elif isinstance(error, RateLimited):
        wait += settings.base_wait
    if wait >= at.left:
        return Decision("hand_back", reason="deadline")
    return Decision("retry", wait)
