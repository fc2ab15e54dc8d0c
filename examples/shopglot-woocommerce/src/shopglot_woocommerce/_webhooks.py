"""WooCommerce's deliveries: the signature over the body, and what each topic tells.

The headers are not signed, and a delivery has no id of its own: what the platform calls so is made of the webhook and
the second, and shared by all deliveries of that second.
"""

from __future__ import annotations

import hmac
import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

from shopglot.connector import ShopRef, WebhookEvent, Webhooks, read_json
from shopglot.errors import ResponseError, SignatureError
from shopglot_woocommerce._operations import complete_order, complete_product

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WEBHOOKS", "events", "signature", "verify"]

_KINDS: dict[str, Literal["created", "updated", "deleted"]] = {
    "created": "created",
    "updated": "updated",
    "restored": "updated",
    "deleted": "deleted",
}
# What a record of a resource takes to be whole, if anything.
_COMPLETE = {"order": complete_order, "product": complete_product, "customer": None}
# Sent unsigned when a webhook is saved; the platform wants it answered with 200. It tells of no record.
_PING = re.compile(rb"webhook_id=[0-9]{1,20}")
_NO_SHOP = ShopRef("", {})


def signature(secret: str, body: bytes) -> str:
    """Return the header `X-WC-Webhook-Signature` of a body: HMAC-SHA256 in base64."""
    return b64encode(hmac.new(secret.encode(), body, sha256).digest()).decode()


def verify(headers: Mapping[str, str], body: bytes, settings: Mapping[str, str], _now: int) -> None:
    """Check the signature over the raw body; a delivery carries no time that is signed."""
    if _PING.fullmatch(body):
        return
    secret = settings.get("webhook_secret", "")
    if not secret:
        raise SignatureError(
            "this connection has no webhook_secret, so no delivery can be checked",
            code="webhook_secret",
            hint="Copy the webhook's secret into the setting webhook_secret.",
        )
    if not hmac.compare_digest(headers.get("x-wc-webhook-signature", "").encode(), signature(secret, body).encode()):
        raise SignatureError(
            "the delivery's signature does not fit",
            code="webhook_signature",
            hint="Answer 401. If the shop did send it, compare webhook_secret with the webhook's secret.",
        )


def events(headers: Mapping[str, str], body: bytes) -> tuple[WebhookEvent, ...]:
    """Return what a delivery tells: an order, a product or a customer; nothing for another topic and for a ping."""
    if _PING.fullmatch(body):
        return ()
    topic = headers.get("x-wc-webhook-topic", "")
    resource, _, event = topic.partition(".")
    kind = _KINDS.get(event)
    if resource not in _COMPLETE or kind is None:
        return ()
    raw: Any = read_json(body, where="webhook")
    record = raw.get("id") if isinstance(raw, dict) else None
    # The topic is not signed: one that was exchanged makes no deletion of a change, and none the other way round.
    if type(record) is not int or (kind == "deleted") is not (len(raw) == 1):
        raise ResponseError(f"not a delivery of {topic}", code="A208", where="webhook")
    complete = _COMPLETE[resource]
    whole = kind != "deleted" and (complete is None or complete(_NO_SHOP, raw) is None)
    return (WebhookEvent(resource, str(record), kind, topic, raw=raw if whole else None),)


WEBHOOKS = Webhooks(verify, events)
