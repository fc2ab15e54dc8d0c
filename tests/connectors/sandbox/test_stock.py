"""Stock that moves with the orders placed: taken, committed, handed over, given back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.support.caller import Caller, MakeCaller

INVENTORY = "/product/202309/inventory/search"
BEFORE_THE_CARRIER = {"UNPAID", "AWAITING_SHIPMENT", "AWAITING_COLLECTION"}


def levels(caller: Caller) -> dict[str, tuple[int, int]]:
    """Give what can be sold and what is committed, by SKU."""
    ids = [row["id"] for row in caller.products()]
    rows = caller.data("POST", INVENTORY, None, {"product_ids": ids})["inventory"]
    return {
        sku["id"]: (sku["total_available_quantity"], sku["total_committed_quantity"])
        for row in rows
        for sku in row["skus"]
    }


def expected(start: dict[str, tuple[int, int]], orders: list[Any]) -> dict[str, tuple[int, int]]:
    """Give the levels that these orders leave of those at the start."""
    taken: Counter[str] = Counter()
    committed: Counter[str] = Counter()
    for order in orders:
        for item in order["line_items"]:
            status = item["display_status"]
            # A parcel that the carrier lost takes its goods along.
            lost = order["status"] == "CANCELLED" and "collection_time" in order
            if status == "CANCELLED" and not lost:
                continue
            taken[item["sku_id"]] += 1
            committed[item["sku_id"]] += status in BEFORE_THE_CARRIER
    return {sku: (max(available - taken[sku], 0), committed[sku]) for sku, (available, _) in start.items()}


def test_orders_take_stock_keep_it_until_the_carrier_comes_and_give_it_back(make_caller: MakeCaller) -> None:
    caller = make_caller(30, regions=("GB",))
    start = levels(caller)
    assert {committed for _, committed in start.values()} == {0}
    placed = caller.sandbox.place_orders(120)
    more: tuple[str, ...] = ()
    seen: set[tuple[int, int]] = set()
    for hours in (0, 1, 6, 24, 48, 96, 24 * 20):
        caller.sandbox.advance(hours * 3600)
        if hours == 24:
            more = caller.sandbox.place_orders(20, ready=True)
        caller.enter()
        orders = [row for row in caller.orders() if row["id"] in {*placed, *more}]
        now = levels(caller)
        assert now == expected(start, orders)
        seen.add((sum(one for one, _ in now.values()), sum(one for _, one in now.values())))
    assert len(seen) > 4
    assert sum(committed for _, committed in now.values()) == 0


def test_product_records_and_inventory_tell_the_same(make_caller: MakeCaller) -> None:
    caller = make_caller(0, regions=("MY",))
    caller.sandbox.place_orders(200)
    known = levels(caller)
    for row in caller.products():
        records = [row]
        if row["status"] not in {"FREEZE", "DELETED"}:
            records.append(caller.data("GET", f"/product/202309/products/{row['id']}"))
        for sku in (sku for record in records for sku in record["skus"]):
            assert sum(place["quantity"] for place in sku["inventory"]) == known[sku["id"]][0]


def test_the_spread_of_what_is_there_sums_up(make_caller: MakeCaller) -> None:
    caller = make_caller(0)
    ids = [row["id"] for row in caller.products()]
    kinds: set[str] = set()
    for row in caller.data("POST", INVENTORY, None, {"product_ids": ids})["inventory"]:
        for sku in row["skus"]:
            spread = sku["total_available_inventory_distribution"]
            kinds |= spread.keys()
            kept = sum(one["quantity"] for key in spread if key != "in_shop_inventory" for one in spread[key])
            assert spread["in_shop_inventory"]["quantity"] + kept == sku["total_available_quantity"]
            assert (
                sum(one["available_quantity"] for one in sku["warehouse_inventory"]) == sku["total_available_quantity"]
            )
    assert kinds == {"in_shop_inventory", "campaign_inventory", "creator_inventory"}
