"""Listing orders by windows and statuses, reading them by id in batches, saying which are missing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shopglot import NotFound
from shopglot.connector import Operation, Query, Request, Response, ShopRef
from shopglot_tiktok._operations_orders import get_orders, list_orders

SHOP = ShopRef("7495000000000100001", {"cipher": "ROW_cipher"})
NOW = 1_767_225_600


def send(operation: Operation[Any], data: Any) -> Any:
    """Answer the request that is open; give the next one, or the result."""
    try:
        return operation.send(Response(200, {}, json.dumps({"code": 0, "data": data}).encode()))
    except StopIteration as stop:
        return stop.value


@pytest.mark.parametrize(
    ("query", "sort", "body"),
    [
        (Query(), "update_time", b'{"update_time_ge":1514764800}'),
        (Query(updated_since=5), "update_time", b'{"update_time_ge":5}'),
        (Query(created_since=5), "create_time", b'{"create_time_ge":5}'),
        (
            Query(updated_since=5, created_since=6, statuses=("UNPAID",)),
            "update_time",
            b'{"create_time_ge":6,"update_time_ge":5,"order_status":"UNPAID"}',
        ),
        (
            Query(filters=(("buyer_user_id", "74"), ("is_buyer_request_cancel", "true"))),
            "update_time",
            b'{"update_time_ge":1514764800,"buyer_user_id":"74","is_buyer_request_cancel":true}',
        ),
    ],
)
def test_the_search_always_has_a_sort_and_a_filter(query: Query, sort: str, body: bytes) -> None:
    request = next(list_orders(SHOP, query))
    assert (request.where, request.safe_to_repeat) == ("POST api:/order/202309/orders/search", True)
    assert request.params == {
        "shop_cipher": "ROW_cipher", "page_size": "100", "sort_field": sort, "sort_order": "ASC",
    }  # fmt: skip
    assert request.body == body


@pytest.mark.parametrize(
    ("sort", "field", "order"),
    [
        ("created_at", "create_time", "ASC"),
        ("-created_at", "create_time", "DESC"),
        ("updated_at", "update_time", "ASC"),
        ("-updated_at", "update_time", "DESC"),
    ],
)
def test_a_sort_is_the_platforms_and_the_cursor_keeps_it(sort: str, field: str, order: str) -> None:
    operation = list_orders(SHOP, Query(sort=sort, updated_since=5))
    sent = next(operation).params
    page = send(operation, {"orders": [], "next_page_token": "more"})
    again = next(list_orders(SHOP, Query(cursor=page.next_cursor))).params
    for params in (sent, again):
        assert (params["sort_field"], params["sort_order"]) == (field, order)


def test_a_cursor_holds_all_it_takes_to_go_on() -> None:
    operation = list_orders(SHOP, Query(updated_since=5, statuses=("UNPAID", "ON_HOLD")))
    next(operation)
    token = "aDU2+dHIz/K=="
    page = send(operation, {"orders": [{"id": "1"}], "next_page_token": token, "total_count": 2})
    assert page.items == ({"id": "1"},)
    assert page.total is None
    again = list_orders(SHOP, Query(cursor=page.next_cursor, page_size=50))
    request = next(again)
    assert request.params["page_token"] == token
    assert request.body == b'{"update_time_ge":5,"order_status":"UNPAID"}'
    page = send(again, {"orders": [{"id": "2"}], "next_page_token": ""})
    last = list_orders(SHOP, Query(cursor=page.next_cursor))
    request = next(last)
    assert "page_token" not in request.params
    assert request.body == b'{"update_time_ge":5,"order_status":"ON_HOLD"}'
    assert send(last, {}).next_cursor is None


@pytest.mark.parametrize("data", [None, {}, {"orders": None}, {"orders": [], "next_page_token": ""}])
def test_no_orders_are_no_orders(data: Any) -> None:
    operation = list_orders(SHOP, Query())
    next(operation)
    page = send(operation, data)
    assert (page.items, page.next_cursor) == ((), None)


def test_orders_by_id_say_which_are_missing() -> None:
    operation = get_orders(SHOP, ["3", "x,1", "1", "2", "3"])
    request = next(operation)
    assert request.where == "GET api:/order/202507/orders"
    assert request.params == {"shop_cipher": "ROW_cipher", "ids": "3,1,2"}
    # The second one is what some Brazilian answers have shrunk to: it can't be told whose it is.
    stripped = {"has_updated_recipient_address": False, "packages": []}
    batch = send(operation, {"orders": [{"id": "1"}, stripped, {"id": "3"}]})
    assert [order["id"] for order in batch.items] == ["3", "1", "3"]
    assert batch.missing == ("x,1", "2")


def test_one_foreign_order_does_not_spoil_its_batch() -> None:
    foreign = "5"
    operation = get_orders(SHOP, [str(number) for number in range(8)])
    request: Any = next(operation)
    asked = 0
    while isinstance(request, Request):
        asked += 1
        ids = request.params["ids"].split(",")
        if foreign in ids:
            try:
                request = operation.throw(NotFound("x", code="21008111"))
            except StopIteration as stop:
                request = stop.value
        else:
            request = send(operation, {"orders": [{"id": one} for one in ids]})
    assert [order["id"] for order in request.items] == ["0", "1", "2", "3", "4", "6", "7"]
    assert request.missing == (foreign,)
    assert asked == 7
