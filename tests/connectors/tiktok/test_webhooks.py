"""Deliveries of TikTok Shop: only genuine ones are read, and each tells which record to read again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot_tiktok._signing import webhook_signature

if TYPE_CHECKING:
    from shopglot.connector import WebhookEvent
    from shopglot.registry import Connector

SHOP = "7495000000000100001"
SETTINGS = {"app_key": "6simkey0001", "app_secret": "sim_secret", "service_id": "1"}


@pytest.fixture(scope="module")
def tiktok() -> Connector:
    return shopglot.load_connectors()["tiktok"]


def delivered(tiktok: Connector, told: Any, body: bytes | None = None) -> tuple[WebhookEvent, ...]:
    sent = json.dumps(told).encode() if body is None else body
    signed = webhook_signature(SETTINGS["app_key"], SETTINGS["app_secret"], sent)
    return tiktok.read_webhook({"Authorization": signed}, sent, SETTINGS)


def order(**changes: Any) -> dict[str, Any]:
    told = {"type": 1, "tts_notification_id": "75", "shop_id": SHOP, "timestamp": 1767225601}
    return {**told, "data": {"order_id": "576900000000000101", "order_status": "UNPAID"}, **changes}


def test_a_forged_delivery_is_told_without_the_secret(tiktok: Connector) -> None:
    with pytest.raises(shopglot.SignatureError) as caught:
        tiktok.read_webhook({}, b"{}", SETTINGS)
    assert str(caught.value) == (
        "the delivery's signature does not fit (code webhook_signature)\n"
        "  hint: Answer 401. If the platform did send it, compare app_key and app_secret."
    )


@pytest.mark.parametrize(
    ("told", "events"),
    [
        (
            order(),
            [
                (
                    "order",
                    "576900000000000101",
                    "updated",
                    "ORDER_STATUS_CHANGE",
                    "75",
                    "7495000000000100001",
                    1767225601,
                )
            ],
        ),
        (
            order(type=16, data={"product_id": 1730000000000000001, "update_time": 1}, tts_notification_id=None),
            [("product", "1730000000000000001", "created", "PRODUCT_CREATION", "", SHOP, 1767225601)],
        ),
        (
            order(type=4, data={"package_list": [{"order_id_list": ["1", "2"]}, {"order_id_list": ["2"]}, None]}),
            [("order", one, "updated", "PACKAGE_UPDATE", "75", SHOP, 1767225601) for one in ("1", "2")],
        ),
        (
            order(type=6, shop_id=None, timestamp="x", data={"message": "gone"}),
            [("", "", "other", "SELLER_DEAUTHORIZATION", "75", "", None)],
        ),
        (order(type=999), []),
    ],
)
def test_a_delivery_tells_which_record_to_read_again(tiktok: Connector, told: Any, events: list[Any]) -> None:
    found = delivered(tiktok, told)
    assert [
        (one.resource, one.record_id, one.kind, one.topic, one.event_id, one.shop_id, one.at) for one in found
    ] == events


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{", "webhook:1:2: "),
        (b"[]", "webhook: not a delivery: `type` and `data` are needed"),
        (b'{"type": true, "data": {}}', "webhook: not a delivery: `type` and `data` are needed"),
        (b'{"type": 1, "data": {}}', "webhook: not a delivery of ORDER_STATUS_CHANGE: `order_id` is needed"),
    ],
)
def test_a_genuine_delivery_of_another_form_is_a_typed_error(tiktok: Connector, body: bytes, message: str) -> None:
    with pytest.raises(shopglot.ResponseError) as caught:
        delivered(tiktok, None, body)
    assert str(caught.value).startswith(message)
