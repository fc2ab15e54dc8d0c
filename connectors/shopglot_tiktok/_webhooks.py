"""TikTok Shop's deliveries: the signature in the header `authorization`, and what each type tells.

Deliveries come at least once and in any order; `tts_notification_id` is the same in a repeated one.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from shopglot.connector import WebhookEvent, Webhooks, read_json
from shopglot.errors import ResponseError, SignatureError
from shopglot_tiktok._signing import webhook_signature

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal, TypeAlias

    Kind: TypeAlias = Literal["created", "updated", "deleted", "other"]

__all__ = ["WEBHOOKS", "events", "verify"]

# By `type`: the platform's name for it, the resource, the key of the record's id, and what happened to it. A package,
# a cancellation and a return are told by their order, which is to be read again.
_TYPES: dict[int, tuple[str, str, str, Kind]] = {
    1: ("ORDER_STATUS_CHANGE", "order", "order_id", "updated"),
    3: ("RECIPIENT_ADDRESS_UPDATE", "order", "order_id", "updated"),
    5: ("PRODUCT_STATUS_CHANGE", "product", "product_id", "updated"),
    6: ("SELLER_DEAUTHORIZATION", "", "", "other"),
    7: ("UPCOMING_AUTHORIZATION_EXPIRATION", "", "", "other"),
    11: ("CANCELLATION_STATUS_CHANGE", "order", "order_id", "updated"),
    12: ("RETURN_STATUS_CHANGE", "order", "order_id", "updated"),
    15: ("PRODUCT_INFORMATION_CHANGE", "product", "product_id", "updated"),
    16: ("PRODUCT_CREATION", "product", "product_id", "created"),
    37: ("PRODUCT_AUDIT_STATUS_CHANGE", "product", "product_id", "updated"),
}
_PACKAGES = 4


def verify(headers: Mapping[str, str], body: bytes, settings: Mapping[str, str], _now: int) -> None:
    """Check the signature over the app key and the raw body; a delivery carries no time that is signed apart."""
    wanted = webhook_signature(settings["app_key"], settings["app_secret"], body)
    if not hmac.compare_digest(headers.get("authorization", "").encode(), wanted.encode()):
        raise SignatureError(
            "the delivery's signature does not fit",
            code="webhook_signature",
            hint="Answer 401. If the platform did send it, compare app_key and app_secret.",
        )


def events(_headers: Mapping[str, str], body: bytes) -> tuple[WebhookEvent, ...]:
    """Return what a delivery tells: an order or a product to be read again; nothing for a type that is not known."""
    told: Any = read_json(body, where="webhook")
    data = told.get("data") if isinstance(told, dict) else None
    if not isinstance(told, dict) or type(told.get("type")) is not int or not isinstance(data, dict):
        raise ResponseError("not a delivery: `type` and `data` are needed", code="A208", where="webhook")
    if told["type"] == _PACKAGES:
        return tuple(_event(told, "PACKAGE_UPDATE", "order", one, "updated") for one in _orders_of(data))
    if told["type"] not in _TYPES:
        return ()
    topic, resource, key, kind = _TYPES[told["type"]]
    # Some ids are JSON numbers.
    record = str(data.get(key) or "") if key else ""
    if key and not record:
        raise ResponseError(f"not a delivery of {topic}: `{key}` is needed", code="A208", where="webhook")
    return (_event(told, topic, resource, record, kind),)


def _orders_of(data: Mapping[str, Any]) -> list[str]:
    packages = data.get("package_list")
    lists = (
        [one.get("order_id_list") for one in packages if isinstance(one, dict)] if isinstance(packages, list) else []
    )
    return list(dict.fromkeys(str(one) for ids in lists if isinstance(ids, list) for one in ids))


def _event(
    told: Mapping[str, Any],
    topic: str,
    resource: str,
    record: str,
    kind: Kind,
) -> WebhookEvent:
    at = told.get("timestamp")
    return WebhookEvent(
        resource=resource,
        record_id=record,
        kind=kind,
        topic=topic,
        event_id=str(told.get("tts_notification_id") or ""),
        shop_id=str(told.get("shop_id") or ""),
        at=at if type(at) is int else None,
    )


WEBHOOKS = Webhooks(verify=verify, events=events)
