"""Units in time: each only goes forward, the order follows from them, some are cancelled while the rest ships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from shopglot_tiktok.sandbox._kinds import ITEM_CANCEL_MARKETS
from shopglot_tiktok.sandbox._markets import MARKETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot_tiktok.sandbox import Sandbox
    from tests.support.caller import MakeCaller

RANKS = {
    name: rank
    for rank, name in enumerate(
        ("UNPAID", "AWAITING_SHIPMENT", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED", "CANCELLED")
    )
}
ORDER_RANKS = {
    name: rank
    for rank, name in enumerate(
        (
            "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION", "IN_TRANSIT",
            "DELIVERED", "COMPLETED", "CANCELLED",
        )
    )
}  # fmt: skip


def parts(order: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give every unit of an order, and every piece of its bundles."""
    for item in order["line_items"]:
        yield item
        yield from item.get("sub_item_info", [])


def history(sandbox: Sandbox, number: int) -> Iterator[dict[str, Any]]:
    """Give an order just before and just after each of its changes."""
    shop = sandbox.shops[0]
    book = sandbox.book(shop)
    moments = {at + shift for _, at in book.life(number).steps for shift in (-1, 0)}
    for moment in sorted(moments):
        if moment >= book.created(number):
            yield sandbox.order(shop, number, moment)


def expected_status(order: dict[str, Any]) -> set[str]:
    """Give the order states that its units allow."""
    ranks = {RANKS[one["display_status"]] for one in order["line_items"]}
    if ranks == {6}:
        return {"CANCELLED"}
    slowest, fastest = min(ranks), max(ranks - {6})
    if slowest == 1:
        return {"PARTIALLY_SHIPPING"} if fastest > 1 else {"ON_HOLD", "AWAITING_SHIPMENT"}
    return {list(RANKS)[slowest]}


@pytest.mark.parametrize("region", sorted(MARKETS))
def test_no_unit_and_no_order_ever_goes_back(make_caller: MakeCaller, region: str) -> None:
    sandbox = make_caller(120, regions=(region,), enter=False).sandbox
    statuses: set[str] = set()
    for number in range(120):
        units: dict[str, int] = {}
        whole = 0
        for order in history(sandbox, number):
            statuses.add(order["status"])
            assert ORDER_RANKS[order["status"]] >= whole
            whole = ORDER_RANKS[order["status"]]
            assert order["status"] in expected_status(order)
            for part in parts(order):
                rank = RANKS[part["display_status"]]
                assert rank >= units.get(part["id"], 0)
                units[part["id"]] = rank
    assert statuses == set(ORDER_RANKS)


@pytest.mark.parametrize("region", sorted(MARKETS))
def test_on_hold_and_split_shipping_are_met_in_every_market(make_caller: MakeCaller, region: str) -> None:
    caller = make_caller(1500, regions=(region,))
    held = caller.orders(None, {"order_status": "ON_HOLD"})
    assert held
    assert all(order["is_on_hold_order"] for order in held)
    split = caller.orders(None, {"order_status": "PARTIALLY_SHIPPING"})
    assert split
    for order in split:
        assert order["split_or_combine_tag"] == "SPLIT"
        states = [item["display_status"] for item in order["line_items"]]
        assert states[-1] == "AWAITING_SHIPMENT"
        assert set(states[:-1]) <= {"AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED"}


def test_two_parcels_have_two_packages_and_two_tracking_numbers(make_caller: MakeCaller) -> None:
    orders = make_caller(400, regions=("GB",)).orders()
    seen = 0
    for order in orders:
        tracked = {item["tracking_number"]: item["package_id"] for item in parts(order) if "tracking_number" in item}
        assert len(set(tracked.values())) == len(tracked)
        assert set(tracked.values()) == {package["id"] for package in order.get("packages", [])}
        seen += len(tracked) == 2
    assert seen > 5


@pytest.mark.parametrize("region", sorted(ITEM_CANCEL_MARKETS))
def test_some_units_are_cancelled_while_the_rest_ships(make_caller: MakeCaller, region: str) -> None:
    sandbox = make_caller(400, regions=(region,), enter=False).sandbox
    shop = sandbox.shops[0]
    book = sandbox.book(shop)
    seen = 0
    for number in range(400):
        dropped = book.life(number).dropped
        if not dropped:
            continue
        before, after = (sandbox.order(shop, number, dropped.at + shift) for shift in (-1, 0))
        end = sandbox.order(shop, number, book.life(number).steps[-1][1])
        assert {item["display_status"] for item in before["line_items"]} == {"AWAITING_SHIPMENT"}
        assert after["update_time"] == dropped.at
        assert after["status"] == "AWAITING_SHIPMENT"
        for order, rest in ((after, "AWAITING_SHIPMENT"), (end, "COMPLETED")):
            # The order's amounts stay what they were: money back is told by other endpoints.
            assert order["payment"] == before["payment"]
            states = [item["display_status"] for item in order["line_items"]]
            kept = len(states) - dropped.units
            assert states == [rest] * kept + ["CANCELLED"] * dropped.units
            gone = order["line_items"][kept:]
            assert {item["cancel_user"] for item in gone} == {dropped.by}
            assert all(item["cancel_reason"] and "tracking_number" not in item for item in gone)
            assert "cancel_time" not in order
        seen += 1
    assert seen > 5


@pytest.mark.parametrize("region", ["US", "MY"])
def test_combined_orders_share_buyer_parcel_and_fate(make_caller: MakeCaller, region: str) -> None:
    rows = make_caller(1500, regions=(region,), shipping="MIXED").orders()
    combined: dict[str, list[Any]] = {}
    for row in rows:
        if row.get("split_or_combine_tag") == "COMBINED":
            combined.setdefault(row["packages"][0]["id"], []).append(row)
    assert len(combined) > 3
    for pair in combined.values():
        assert len(pair) == 2
        for name in ("user_id", "recipient_address", "tracking_number", "shipping_type", "fulfillment_type", "status"):
            if name != "status" or pair[0]["status"] not in {"COMPLETED", "DELIVERED"}:
                assert pair[0][name] == pair[1][name]
        assert pair[0].get("collection_time") == pair[1].get("collection_time")
    grouped = {row["id"] for row in rows if "auto_combine_group_id" in row}
    assert bool(grouped) == (region == "US")


def test_the_pieces_of_a_bundle_have_their_own_state_and_parcel(make_caller: MakeCaller) -> None:
    rows = make_caller(3000, regions=("GB",)).orders()
    bundles = [item for row in rows for item in row["line_items"] if "sub_item_info" in item]
    assert len(bundles) > 30
    for item in bundles:
        pieces = item["sub_item_info"]
        counts = {part["sku_id"]: part["sku_count"] for part in item["combined_listing_skus"]}
        assert len(pieces) == sum(counts.values()) == len({piece["id"] for piece in pieces})
        assert {sku: sum(piece["sku_id"] == sku for piece in pieces) for sku in counts} == counts
        slowest = min(pieces, key=lambda piece: RANKS[piece["display_status"]])
        assert item["display_status"] == slowest["display_status"]
    assert any(len({piece["tracking_number"] for piece in item["sub_item_info"] if "tracking_number" in piece}) == 2
               for item in bundles)  # fmt: skip
