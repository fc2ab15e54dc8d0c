"""The rarer kinds of order: each is met where it exists, told by its own keys, and only there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from shopglot_tiktok.sandbox import Sandbox, SandboxClock
from shopglot_tiktok.sandbox._kinds import KINDS
from shopglot_tiktok.sandbox._markets import MARKETS
from shopglot_tiktok.sandbox._timeline import DELIVERED

if TYPE_CHECKING:
    from tests.support.caller import MakeCaller

NOW = 1_767_225_600
FREE = {"sample", "lottery", "replacement", "exchange"}


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return Sandbox(7, 900 * len(MARKETS), 40, sorted(MARKETS), clock=SandboxClock(NOW))


def of_kind(sandbox: Sandbox, region: str, name: str) -> list[dict[str, Any]]:
    shop = next(shop for shop in sandbox.shops if shop.region == region)
    book = sandbox.book(shop)
    return [sandbox.order(shop, one, NOW) for one in range(book.count) if book.kind(one).name == name]


def told(order: dict[str, Any]) -> str:
    """Give the kind of an order as its keys tell it."""
    flags: dict[str, bool] = {
        "replacement": order["is_replacement_order"],
        "exchange": order.get("is_exchange_order", False),
        "refundable_sample": order.get("is_refundable_sample", False),
        "sample": order["is_sample_order"] and not order["is_refundable_sample"],
        "subscription": order["is_subscription_order"],
        "digital": order["shipping_type"] == "TIKTOK_DIGITAL",
        "lottery": order["order_type"] == "ZERO_LOTTERY",
        order["order_type"].lower(): order["order_type"] not in {"NORMAL", "ZERO_LOTTERY"},
    }
    (name,) = [name for name, flag in flags.items() if flag] or ["sale"]
    return name


@pytest.mark.parametrize("region", sorted(MARKETS))
def test_each_kind_is_met_where_it_exists_and_told_by_its_keys(sandbox: Sandbox, region: str) -> None:
    for kind in KINDS:
        orders = of_kind(sandbox, region, kind.name)
        assert bool(orders) == (not kind.markets or region in kind.markets), kind.name
        for order in orders:
            assert told(order) == kind.name
            free = {"0", "0.00"} >= {order["payment"]["total_amount"]}
            assert free or kind.name not in FREE
            assert ("handling_duration" in order) == bool(kind.handling)


@pytest.mark.parametrize("region", ["US", "GB"])
@pytest.mark.parametrize(
    ("name", "key"), [("replacement", "replaced_order_id"), ("exchange", "exchange_source_order_id")]
)
def test_what_is_sent_again_names_an_earlier_order_of_its_buyer(
    sandbox: Sandbox, region: str, name: str, key: str
) -> None:
    shop = next(shop for shop in sandbox.shops if shop.region == region)
    book = sandbox.book(shop)
    for order in of_kind(sandbox, region, name):
        number = book.find(order[key])
        assert number is not None
        earlier = sandbox.order(shop, number, NOW)
        assert book.life(number).entered(DELIVERED, order["create_time"])
        assert earlier["user_id"] == order["user_id"]
        (item,) = order["line_items"]
        assert item["product_id"] == earlier["line_items"][0]["product_id"]
        assert order["payment"]["sub_total"] == order["payment"]["shipping_fee"] == "0.00"


def test_a_pre_order_is_paid_a_day_before_its_release(make_caller: MakeCaller) -> None:
    orders = [row for row in make_caller(2500).orders() if row["order_type"] == "PRE_ORDER"]
    held = [row for row in orders if row["status"] == "ON_HOLD"]
    released = [row for row in orders if row["status"] not in {"UNPAID", "ON_HOLD", "CANCELLED"}]
    assert held
    assert released
    assert all(("paid_time" in row) == (row["release_date"] - 86_400 <= NOW) for row in held)
    assert {row["release_date"] - row["paid_time"] for row in released} == {86_400}


def test_unboxing_live_and_customised_goods_carry_their_keys(make_caller: MakeCaller) -> None:
    rows = make_caller(1500).orders()
    items = [item for row in rows for item in row["line_items"]]
    boxes = [row for row in rows if any(item.get("is_unboxing_item") for item in row["line_items"])]
    assert boxes
    assert all(row["buyer_nickname"] and row["buyer_avatar"] for row in boxes)
    opened = [item for item in items if "unboxing_case_list" in item]
    assert {case["unbox_sku_type"] for item in opened for case in item["unboxing_case_list"]} == {"NORMAL", "GIFT"}
    assert {bool(item["room_id"]) for item in items} == {True, False}
    assert any(item.get("product_listing_type") == "TEMPORARY_LISTING" for item in items)
    assert any(item.get("is_pod_customized") and item["pod_info_id"] for item in items)
