"""Deliveries: the signature over the raw body, and what each topic tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from shop_scene import woocommerce

from shopglot.connector import WebhookEvent, read_json
from shopglot.errors import ResponseError, SignatureError
from shopglot_woocommerce._webhooks import signature

SECRET = "a secret that was invented"
SETTINGS = {"webhook_secret": SECRET}
RAW = Path(__file__).parents[1] / "src" / "shopglot_woocommerce" / "fixtures" / "raw"

# Made with `openssl dgst -sha256 -hmac "$secret" -binary | base64`.
VECTORS = [
    (SECRET, b'{"id":1}', "0EOeRoCLYxTvi1pG3JT+b+/5kw3x5lXA/H2eu1de/6M="),
    (SECRET, b"", "eQaDK0+OcMd6mRB0Mc+JniPEh3IOTFk47DnJWm+yebA="),
    ("kö", '{"name":"Tür"}'.encode(), "V/0T2xdLtp+YUJ5xLVsQ8AUuXBLyvrSw/DvPY4iRabE="),
]


def _headers(topic: str, body: bytes, secret: str = SECRET) -> dict[str, str]:
    return {"x-wc-webhook-topic": topic, "x-wc-webhook-signature": signature(secret, body)}


def _read(topic: str, body: bytes, **headers: str) -> tuple[WebhookEvent, ...]:
    return woocommerce().read_webhook({**_headers(topic, body), **headers}, body, SETTINGS, now=0)


def _body(name: str) -> bytes:
    return (RAW / name).read_bytes()


@pytest.mark.parametrize(("secret", "body", "signed"), VECTORS)
def test_a_signature_is_that_of_another_implementation(secret: str, body: bytes, signed: str) -> None:
    assert signature(secret, body) == signed


@pytest.mark.parametrize(
    ("topic", "file", "event"),
    [
        ("order.created", "order/one.us.guest_pending.json", ("order", "730", "created")),
        ("order.updated", "order/one.us.guest_pending.json", ("order", "730", "updated")),
        ("order.restored", "order/one.us.guest_pending.json", ("order", "730", "updated")),
        ("product.updated", "product/one.simple_on_sale.json", ("product", "95", "updated")),
        ("customer.created", "customer/one.at.two_addresses.json", ("customer", "15", "created")),
    ],
)
def test_a_whole_record_is_handed_over(topic: str, file: str, event: tuple[str, str, Any]) -> None:
    body = _body(file)
    assert _read(topic, body) == (WebhookEvent(*event, topic, raw=read_json(body)),)


@pytest.mark.parametrize(
    ("topic", "file", "event"),
    [
        ("order.updated", "order/one.at.refunds_not_read.json", ("order", "727", "updated")),
        ("product.created", "product/one.variable_not_read.json", ("product", "93", "created")),
    ],
)
def test_a_record_that_takes_further_calls_is_to_be_read(topic: str, file: str, event: tuple[str, str, Any]) -> None:
    assert _read(topic, _body(file)) == (WebhookEvent(*event, topic),)


def test_a_deletion_tells_the_id_alone() -> None:
    assert _read("order.deleted", b'{"id":730}') == (WebhookEvent("order", "730", "deleted", "order.deleted"),)


@pytest.mark.parametrize("topic", ["coupon.updated", "action.woocommerce_add_to_cart", "order.archived", "order", ""])
def test_a_topic_that_is_not_ours_tells_nothing(topic: str) -> None:
    assert _read(topic, b'{"id":730}') == ()


def test_the_ping_of_a_new_webhook_is_no_event() -> None:
    assert woocommerce().read_webhook({}, b"webhook_id=12", SETTINGS, now=0) == ()
    with pytest.raises(SignatureError):
        woocommerce().read_webhook({}, b"webhook_id=12&x", SETTINGS, now=0)


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        ("order.deleted", b'{"id":730,"number":"730"}'),
        ("order.updated", b'{"id":730}'),
        ("order.updated", b'{"order":{"id":730}}'),
        ("order.updated", b'{"id":"730","number":"730"}'),
        ("order.updated", b"[]"),
        ("order.updated", b"<html>"),
    ],
)
def test_a_body_of_another_topic_is_refused(topic: str, body: bytes) -> None:
    """Headers are not signed: an exchanged topic makes no deletion of a change."""
    with pytest.raises(ResponseError):
        _read(topic, body)


def test_every_changed_byte_is_refused() -> None:
    body = b'{"id":730,"status":"processing"}'
    headers = _headers("order.updated", body)
    for place in range(len(body)):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        with pytest.raises(SignatureError) as failed:
            woocommerce().read_webhook(headers, changed, SETTINGS, now=0)
        assert failed.value.code == "webhook_signature"
    signed = headers["x-wc-webhook-signature"]
    for wrong in ("", signed[:-1], signed + "=", signed.lower(), "ü"):
        with pytest.raises(SignatureError):
            woocommerce().read_webhook({**headers, "x-wc-webhook-signature": wrong}, body, SETTINGS, now=0)


def test_a_refusal_says_what_to_do_and_shows_no_secret() -> None:
    with pytest.raises(SignatureError) as failed:
        woocommerce().read_webhook(_headers("order.updated", b"{}", "another"), b"{}", SETTINGS, now=0)
    assert str(failed.value) == (
        "the delivery's signature does not fit (code webhook_signature)\n"
        "  hint: Answer 401. If the shop did send it, compare webhook_secret with the webhook's secret."
    )


@pytest.mark.parametrize("settings", [{}, {"webhook_secret": ""}])
def test_without_a_secret_nothing_is_believed(settings: dict[str, str]) -> None:
    with pytest.raises(SignatureError, match="this connection has no webhook_secret"):
        woocommerce().read_webhook(_headers("order.updated", b'{"id":1}', ""), b'{"id":1}', settings, now=0)
