"""What a platform tells by itself: whether a delivery is genuine, and which records it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from shopglot.connector._fields import check_fields
from shopglot.connector._validation import check_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["WebhookEvent", "Webhooks"]


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """One thing that a delivery tells: what happened to which record.

    `resource` is a resource of the connector, blank for an event about something else, such as an authorization that
    ends; `topic` is the platform's own word. `event_id` is the same in a repeated delivery, blank where the platform
    gives none. `shop_id` is blank where the address alone says whose it is. `at` is in Unix seconds. `raw` is the whole
    raw record where the platform sends it; None where it is to be read by its id.
    """

    resource: str
    record_id: str
    kind: Literal["created", "updated", "deleted", "other"]
    topic: str
    event_id: str = ""
    shop_id: str = ""
    at: int | None = None
    raw: Any = field(default=None, repr=False)

    def __post_init__(self) -> None:
        check_fields(self, "webhook event")
        if self.resource:
            check_name("webhook event: resource", self.resource)


@dataclass(frozen=True, slots=True)
class Webhooks:
    """How a delivery is read; headers by lower-case name, the body as the bytes that came."""

    verify: Callable[[Mapping[str, str], bytes, Mapping[str, str], int], None]
    """Check the signature with the settings, secrets among them, at this time (Unix seconds).

    Raises `SignatureError` for one that does not fit, and for none. The body is not to be parsed before.
    """
    events: Callable[[Mapping[str, str], bytes], tuple[WebhookEvent, ...]]
    """Return what a verified delivery tells; nothing for a kind that is not known.

    Raises `ResponseError` for a body that is not what the platform sends.
    """

    def __post_init__(self) -> None:
        check_fields(self, "webhooks")
