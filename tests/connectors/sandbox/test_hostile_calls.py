"""Whatever a client sends, it gets an answer of the platform's form, never an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.support.caller import Caller, MakeCaller

SEARCH = "/order/202309/orders/search"
PRODUCTS = "/product/202502/products/search"
LONG = "9" * 5000
DEEP = b"[" * 200_000


@pytest.mark.parametrize("value", [None, True, -1, 10**30, 1.5, "", "x", LONG, [], [[]], {}, {"a": 1}, ["x"] * 200])
@pytest.mark.parametrize(
    "name",
    [
        "order_status", "create_time_ge", "update_time_lt", "shipping_type", "buyer_user_id", "warehouse_ids", "status",
        "create_time_le", "seller_skus", "sku_ids", "audit_status", "listing_platforms", "listing_quality_tiers",
        "product_ids",
    ],
)  # fmt: skip
def test_any_value_in_any_field(make_caller: MakeCaller, name: str, value: Any) -> None:
    caller = make_caller(3, products=3)
    for path in (SEARCH, PRODUCTS, "/product/202309/inventory/search"):
        answer = caller.send("POST", path, {"page_size": 1}, {name: value})
        assert answer.status_code in {200, 400}
        assert set(answer.json()) == {"code", "data", "message", "request_id"}


@pytest.mark.parametrize("value", [LONG, "٣", "-1", "1e3", "é", "[", "[" * 20_000, "[1]", "%00", "a,b,,c", "W1tbW1tb"])
def test_any_text_in_the_query_and_the_path(caller: Caller, value: str) -> None:
    for method, path, query in (
        ("POST", SEARCH, {"page_size": value}),
        ("POST", SEARCH, {"page_size": 1, "page_token": value}),
        ("POST", PRODUCTS, {"page_size": 1, "page_token": value}),
        ("GET", "/order/202309/orders", {"ids": value}),
        ("GET", "/authorization/202309/shops", {"timestamp": value}),
    ):
        answer = caller.send(method, path, query)
        assert answer.status_code in {200, 400}
        assert answer.json()["message"]
    assert caller.send("GET", f"/product/202309/products/{LONG}").json()["code"] == 12052032
    assert caller.send("GET", "/authorization/202309/shops", sign="é").json()["code"] == 106001


def test_bodies_that_are_too_deep_or_no_text(caller: Caller) -> None:
    for body in (DEEP, b'{"a":' * 100_000, b"{"):
        assert caller.send("POST", SEARCH, {"page_size": 1}, body).json()["code"] == 36009022


def test_a_state_with_markup_stays_text(caller: Caller) -> None:
    state = '"><script>alert(1)</script>'
    page = caller.http.get("/open/authorize", params={"service_id": caller.sandbox.service_id, "state": state})
    assert "<script>" not in page.text
