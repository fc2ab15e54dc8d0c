"""Order search and detail: windows, sorts, filters, cursors, ids."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.support.caller import Caller, MakeCaller

SEARCH = "/order/202309/orders/search"
DETAIL = "/order/202507/orders"


def field(rows: list[Any], name: str) -> list[Any]:
    return [row[name] for row in rows]


def sku_images(row: dict[str, Any]) -> list[str]:
    """Take the pictures of units and of their parts out of an order."""
    parts = [part for item in row["line_items"] for part in (item, *item.get("sub_item_info", []))]
    return [part.pop("sku_image") for part in parts]


def test_every_order_comes_once_at_any_page_size(make_caller: MakeCaller) -> None:
    caller = make_caller(67)
    everything = Counter(field(caller.orders(), "id"))
    assert len(everything) == 67
    assert set(everything.values()) == {1}
    for size in (1, 13, 50):
        for sort in ("create_time", "update_time"):
            for order in ("ASC", "DESC"):
                rows = caller.orders({"page_size": size, "sort_field": sort, "sort_order": order})
                assert Counter(field(rows, "id")) == everything
                moments = field(rows, sort)
                assert moments == sorted(moments, reverse=order == "DESC")


@pytest.mark.parametrize("default", ["ASC", "DESC"])
def test_the_default_sort_is_a_switch(make_caller: MakeCaller, default: str) -> None:
    caller = make_caller(default_sort=default)
    moments = field(caller.orders(), "create_time")
    assert moments == sorted(moments, reverse=default == "DESC")


@pytest.mark.parametrize("name", ["create_time", "update_time"])
def test_the_lower_end_is_included_and_the_upper_end_is_not(caller: Caller, name: str) -> None:
    moments = sorted(field(caller.orders(), name))
    low, high = moments[10], moments[40]
    rows = caller.orders({"page_size": 7}, {f"{name}_ge": low, f"{name}_lt": high})
    assert sorted(field(rows, name)) == [moment for moment in moments if low <= moment < high]
    page = caller.search({"page_size": 1}, {f"{name}_ge": low, f"{name}_lt": high})
    assert page["total_count"] == sum(low <= moment < high for moment in moments)
    assert caller.search(None, {f"{name}_ge": low, f"{name}_lt": low}) == {
        "next_page_token": "", "orders": [], "total_count": 0,
    }  # fmt: skip


def test_filters_agree_with_the_records(make_caller: MakeCaller) -> None:
    caller = make_caller(400, shipping="MIXED")
    rows = caller.orders()
    statuses = Counter(field(rows, "status"))
    assert {"UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "IN_TRANSIT", "DELIVERED", "COMPLETED", "CANCELLED"} <= set(
        statuses
    )
    for status, count in statuses.items():
        found = caller.orders({"page_size": 33, "sort_field": "update_time"}, {"order_status": status})
        assert (len(found), set(field(found, "status"))) == (count, {status})
    for shipping in ("TIKTOK", "SELLER"):
        found = caller.orders(None, {"shipping_type": shipping})
        assert len(found) == Counter(field(rows, "shipping_type"))[shipping] > 0
    buyer, count = Counter(field(rows, "user_id")).most_common(1)[0]
    assert count > 1
    assert set(field(caller.orders(None, {"buyer_user_id": buyer}), "user_id")) == {buyer}
    assert caller.search(None, {"buyer_user_id": "123"})["total_count"] == 0
    assert caller.search(None, {"warehouse_ids": [rows[0]["warehouse_id"]]})["total_count"] == 400
    assert caller.search(None, {"warehouse_ids": ["1"]})["total_count"] == 0
    both = {"order_status": "COMPLETED", "create_time_lt": rows[200]["create_time"]}
    wanted = [row for row in rows if row["status"] == "COMPLETED" and row["create_time"] < rows[200]["create_time"]]
    assert caller.orders(None, both) == [] or len(caller.orders(None, both)) == len(wanted)


def test_page_tokens_are_opaque_and_must_be_escaped(make_caller: MakeCaller) -> None:
    caller = make_caller(300)
    query: dict[str, Any] = {"page_size": 20}
    while True:
        token = caller.search(query)["next_page_token"]
        if not token:
            break
        assert all(sign in token for sign in "+/=")
        query["page_token"] = token


def test_a_token_of_another_search_is_refused(caller: Caller) -> None:
    token = caller.search({"page_size": 5})["next_page_token"]
    expected = (400, 36009004, "PageToken is invalid.")
    for query, body in (
        ({"page_token": token}, {"order_status": "COMPLETED"}),
        ({"page_token": token, "sort_field": "update_time"}, None),
        ({"page_token": token.replace("+", " ")}, None),
        ({"page_token": "x"}, None),
    ):
        answer = caller.send("POST", SEARCH, {"page_size": 5, **query}, body)
        assert (answer.status_code, answer.json()["code"], answer.json()["message"]) == expected


@pytest.mark.parametrize("size", ["0", "101", "-1", "ten", "1.5"])
def test_page_sizes_out_of_bounds(caller: Caller, size: str) -> None:
    answer = caller.send("POST", SEARCH, {"page_size": size})
    assert (answer.status_code, answer.json()["message"]) == (400, "PageSize is invalid.")


@pytest.mark.parametrize(
    ("query", "body", "message"),
    [
        ({"sort_field": "pay_time"}, None, "SortField is invalid."),
        ({"sort_order": "asc"}, None, "SortOrder is invalid."),
        ({}, {"order_status": "CANCEL"}, "OrderStatus is invalid."),
        ({}, {"shipping_type": "MIXED"}, "ShippingType is invalid."),
        (
            {},
            {"create_time_ge": "1767225600"},
            "param create_time_ge type invalid,actual type is:string,expected type is:int64",
        ),
        (
            {},
            {"update_time_lt": True},
            "param update_time_lt type invalid,actual type is:bool,expected type is:int64",
        ),
        ({}, {"order_status": 111}, "param order_status type invalid,actual type is:number,expected type is:string"),
        ({}, {"warehouse_ids": "1"}, "param warehouse_ids type invalid,actual type is:string,expected type is:list"),
        ({}, {"update_time_ge": -1}, "UpdateTimeGe is invalid."),
        ({}, {"warehouse_ids": ["1"] * 101}, "WarehouseIds is invalid."),
    ],
)
def test_values_that_do_not_fit(caller: Caller, query: dict[str, str], body: Any, message: str) -> None:
    answer = caller.send("POST", SEARCH, {"page_size": 5, **query}, body)
    assert (answer.status_code, answer.json()["code"], answer.json()["message"]) == (400, 36009004, message)


def test_paging_by_change_loses_nothing_while_orders_change(make_caller: MakeCaller) -> None:
    caller = make_caller(300)
    seen: set[str] = set()
    query: dict[str, Any] = {"page_size": 20, "sort_field": "update_time", "sort_order": "ASC"}
    while True:
        page = caller.search(query, {"update_time_ge": 1})
        seen |= set(field(page["orders"], "id"))
        if not page["next_page_token"]:
            break
        query["page_token"] = page["next_page_token"]
        caller.sandbox.advance(600)
    assert len(seen) == 300


def test_the_index_after_a_long_time_is_the_index_of_a_fresh_shop(make_caller: MakeCaller) -> None:
    caller = make_caller(200)
    sort = {"sort_field": "update_time", "sort_order": "ASC"}
    for seconds in (60, 3600, 86_400, 80 * 86_400):
        caller.sandbox.advance(seconds)
        caller.enter()
        rows = caller.orders(sort)
        assert len(rows) == 200
        keys = [(row["update_time"], row["id"]) for row in rows]
        assert keys == sorted(keys)
    assert set(field(caller.orders(), "status")) == {"COMPLETED", "CANCELLED"}


def test_orders_move_through_their_life(caller: Caller) -> None:
    (order_id,) = caller.sandbox.place_orders(1)
    seen: list[str] = []
    moments: list[int] = []
    for _ in range(24 * 40):
        (row,) = caller.data("GET", DETAIL, {"ids": order_id})["orders"]
        if not seen or row["status"] != seen[-1]:
            seen.append(row["status"])
            moments.append(row["update_time"])
        caller.sandbox.advance(3600)
        caller.enter()
    assert seen[0] == "UNPAID"
    assert seen[-1] in {"COMPLETED", "CANCELLED"}
    assert moments == sorted(moments)


def test_detail_keeps_the_order_of_ids_and_leaves_strangers_out(make_caller: MakeCaller) -> None:
    caller = make_caller(60, regions=("US", "GB"))
    ids = field(caller.orders(), "id")
    foreign = field(caller.enter("GB").orders(), "id")[0]
    caller.enter("US")
    asked = [ids[5], "999999999999999999", ids[2], foreign, ids[5], "x"]
    rows = caller.data("GET", DETAIL, {"ids": ",".join(asked)})["orders"]
    assert field(rows, "id") == [ids[5], ids[2]]


def test_a_foreign_order_can_be_refused_instead(make_caller: MakeCaller) -> None:
    caller = make_caller(20, regions=("US", "GB"), refuse_foreign_orders=True)
    foreign = field(caller.enter("GB").orders(), "id")[0]
    answer = caller.enter("US").send("GET", DETAIL, {"ids": foreign}).json()
    assert answer["code"] == 21008111
    assert caller.data("GET", DETAIL, {"ids": "999999999999999999"}) == {"orders": []}


def test_at_most_fifty_ids(make_caller: MakeCaller) -> None:
    caller = make_caller(60)
    ids = field(caller.orders(), "id")
    assert len(caller.data("GET", DETAIL, {"ids": ",".join(ids[:50])})["orders"]) == 50
    assert caller.send("GET", DETAIL, {"ids": ",".join(ids[:51])}).json()["message"] == "Ids is invalid."


def test_list_and_detail_differ_in_four_fields_and_the_pictures(make_caller: MakeCaller) -> None:
    caller = make_caller(80, regions=("BR",))
    rows = caller.orders()
    details = []
    for start in (0, 40):
        ids = ",".join(field(rows[start : start + 40], "id"))
        details += caller.data("GET", DETAIL, {"ids": ids})["orders"]
    extra: set[str] = set()
    for row, detail in zip(rows, details, strict=True):
        extra |= detail.keys() - row.keys()
        assert row.keys() <= detail.keys()
        pictures = list(zip(sku_images(row), sku_images(detail), strict=True))
        assert all(one != two for one, two in pictures)
        assert row == {key: detail[key] for key in row}
    assert extra == {
        "channel_entity_national_registry_id", "payment_auth_code", "payment_card_type", "payment_method_code",
    }  # fmt: skip


def test_both_versions_of_the_detail_have_the_same_keys(make_caller: MakeCaller) -> None:
    caller = make_caller(5, regions=("TH",))
    ids = ",".join(field(caller.orders(), "id"))
    old = caller.data("GET", "/order/202309/orders", {"ids": ids})["orders"][0]
    new = caller.data("GET", DETAIL, {"ids": ids})["orders"][0]
    assert old.keys() == new.keys() >= {"fulfillment_priority_level", "recommended_shipping_time"}


def test_one_line_item_is_one_unit(make_caller: MakeCaller) -> None:
    sizes: Counter[int] = Counter()
    for row in make_caller(300).orders():
        items = row["line_items"]
        sizes[len(items)] += 1
        assert field(items, "id") == [str(int(row["id"]) + (place + 2) * 65_536) for place in range(len(items))]
    assert set(sizes) == {1, 2, 3, 4, 5}


def test_a_buyer_s_request_to_cancel_is_found_while_it_waits(make_caller: MakeCaller) -> None:
    caller = make_caller(0, regions=("GB",))
    caller.sandbox.place_orders(600)
    seen: Counter[str] = Counter()
    for _ in range(30):
        caller.sandbox.advance(3600)
        caller.enter()
        rows = {row["id"]: row for row in caller.orders()}
        waiting = {one for one, row in rows.items() if row["is_buyer_request_cancel"]}
        assert set(field(caller.orders(None, {"is_buyer_request_cancel": True}), "id")) == waiting
        assert set(field(caller.orders(None, {"is_buyer_request_cancel": False}), "id")) == rows.keys() - waiting
        for one in waiting:
            assert rows[one]["status"] == "AWAITING_SHIPMENT"
            assert rows[one]["request_cancel_time"] <= rows[one]["update_time"]
        seen.update(waiting)
    answered = [rows[one] for one in seen if one not in waiting]
    assert {row["status"] == "CANCELLED" for row in answered} == {True, False}
    assert all("request_cancel_time" in row for row in answered)
