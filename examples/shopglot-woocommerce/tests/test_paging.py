"""Lists that are read while the shop goes on: nothing is lost, and nothing comes twice."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest
from shop_scene import NOW

from shopglot.connector import Query, Request, Response, ShopRef
from shopglot.errors import PermanentError, RequestError
from shopglot_woocommerce._operations import list_customers, list_orders, list_products
from shopglot_woocommerce.sandbox import Api, Shop, seeded_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from shop_scene import Scene

REF = ShopRef("shop", {})


def _answer(api: Api, request: Request) -> Response:
    pair = f"{api.shop.consumer_key}:{api.shop.consumer_secret}"
    status, body, headers = api.answer(
        f"/shop/wp-json{request.path}", request.params, f"Basic {b64encode(pair.encode()).decode()}"
    )
    return Response(status, {name.lower(): value for name, value in headers.items()}, json.dumps(body).encode())


def _run(api: Api, operation: Generator[Request, Response, Any]) -> Any:
    try:
        request = next(operation)
        while True:
            request = operation.send(_answer(api, request))
    except StopIteration as end:
        return end.value


def _walk(api: Api, listed: Any, between: Callable[[int, list[int]], None], size: int = 7, **query: Any) -> list[int]:
    """Read a list to its end, while something happens between two pages; every cursor is used as text."""
    found: list[int] = []
    ask = Query(page_size=size, **query)
    number = 0
    while True:
        page = _run(api, listed(REF, ask))
        assert len(page.items) <= size
        found += [item["id"] for item in page.items]
        if page.next_cursor is None:
            return found
        number += 1
        assert number < 200
        between(number, found)
        ask = Query(page_size=size, cursor=str(page.next_cursor))


@pytest.fixture
def api() -> Api:
    return Api(seeded_shop(1, 60, 12, lambda: NOW))


def _nothing(_number: int, _found: list[int]) -> None:
    pass


def _alive(shop: Shop) -> list[int]:
    return sorted(one["id"] for one in shop.orders.values() if one["status"] != "trash")


def test_a_quiet_list_is_read_once_at_a_record_more_a_page(api: Api) -> None:
    assert _walk(api, list_orders, _nothing) == _alive(api.shop)
    assert len(api.requests) == -(-len(_alive(api.shop)) // 7)


@pytest.mark.parametrize("size", [1, 2, 3, 99, 100])
def test_pages_of_any_size_make_the_same_list(api: Api, size: int) -> None:
    assert _walk(api, list_orders, _nothing, size) == _alive(api.shop)


@pytest.mark.parametrize("gone", [1, 5, 7, 20])
def test_what_is_deleted_behind_takes_nothing_along(api: Api, gone: int) -> None:
    before = _alive(api.shop)

    def delete(number: int, found: list[int]) -> None:
        if number == 4:
            api.shop.delete(api.shop.orders, found[-gone:])

    assert _walk(api, list_orders, delete) == before


def test_what_is_deleted_at_each_page_takes_nothing_along(api: Api) -> None:
    before = _alive(api.shop)
    assert _walk(api, list_orders, lambda _, found: api.shop.delete(api.shop.orders, found[-1:])) == before


def test_when_all_that_was_read_is_deleted_the_rest_is_read(api: Api) -> None:
    before = _alive(api.shop)

    def delete(_number: int, found: list[int]) -> None:
        api.shop.delete(api.shop.orders, [one for one in found if one in api.shop.orders])

    assert _walk(api, list_orders, delete) == before


def test_a_place_far_in_front_is_found_in_few_calls() -> None:
    api = Api(seeded_shop(1, 2000, 3, lambda: NOW))
    before = _alive(api.shop)
    first = _run(api, list_orders(REF, Query(page_size=100)))
    cursor = first.next_cursor
    for _ in range(14):
        cursor = _run(api, list_orders(REF, Query(page_size=100, cursor=cursor))).next_cursor
    read = _run(api, list_orders(REF, Query(page_size=1, cursor=cursor))).items[0]["id"]
    api.shop.delete(api.shop.orders, [one for one in before if one < read][:1400])
    api.requests.clear()
    page = _run(api, list_orders(REF, Query(page_size=100, cursor=cursor)))
    assert page.items[0]["id"] == read
    assert len(api.requests) <= 6


def test_what_is_deleted_in_front_is_not_there(api: Api) -> None:
    before = _alive(api.shop)
    gone = before[30:40]
    found = _walk(api, list_orders, lambda number, _: api.shop.delete(api.shop.orders, gone if number == 2 else ()))
    assert found == [one for one in before if one not in gone]


def test_what_is_placed_meanwhile_comes_at_the_end_once(api: Api) -> None:
    before = _alive(api.shop)
    placed: list[int] = []

    def place(number: int, _found: list[int]) -> None:
        if number <= 5:
            order = api.shop.place_order(NOW)
            api.shop.touch(order, status="processing")
            placed.append(order["id"])

    assert _walk(api, list_orders, place) == before + placed


def test_what_begins_to_match_behind_moves_nothing_in_twice(api: Api) -> None:
    def names(status: str) -> list[int]:
        return sorted(one["id"] for one in api.shop.orders.values() if one["status"] == status)

    for place, order in enumerate(api.shop.orders.values()):
        order["status"] = "processing" if place % 3 == 0 else "completed"
    before = names("completed")
    others = [one for one in api.shop.orders.values() if one["status"] == "processing" and one["id"] < before[20]]
    assert len(others) >= 5

    def change(number: int, found: list[int]) -> None:
        if number == 3:
            assert found[-1] >= before[20]
            for order in others:
                api.shop.touch(order, status="completed")

    assert _walk(api, list_orders, change, statuses=("completed",)) == before


def test_what_stops_to_match_behind_takes_nothing_along(api: Api) -> None:
    for order in api.shop.orders.values():
        order["status"] = "completed"
    before = sorted(api.shop.orders)

    def change(number: int, found: list[int]) -> None:
        if number in {2, 4}:
            for one in found[-5:]:
                api.shop.touch(api.shop.orders[one], status="cancelled")

    assert _walk(api, list_orders, change, statuses=("completed",)) == before


def test_what_changes_while_changes_are_read_comes_once(api: Api) -> None:
    bound = NOW - 30 * 3600
    changed = [one for one in _alive(api.shop) if api.shop.orders[one]["date_modified_gmt"] >= "2026-01-08T06:00:00"]
    earlier = [one for one in _alive(api.shop) if one not in changed]
    read = _walk(
        api,
        list_orders,
        lambda number, _: api.shop.touch(api.shop.orders[(earlier + changed)[number]]),
        5,
        updated_since=bound,
    )
    assert read == changed


def test_records_that_the_key_may_not_read_end_no_list(api: Api) -> None:
    """The platform counts them, and leaves them out of the window."""
    hidden = set(_alive(api.shop)[5:25])

    class Closed(Api):
        def answer(self, path: str, params: Any, authorization: str) -> Any:
            status, body, headers = super().answer(path, params, authorization)
            return status, [one for one in body if one["id"] not in hidden], headers

    closed = Closed(api.shop)
    assert _walk(closed, list_orders, _nothing) == [one for one in _alive(api.shop) if one not in hidden]


def test_without_a_total_a_list_ends_with_a_window_that_is_not_full(api: Api) -> None:
    class Bare(Api):
        def answer(self, path: str, params: Any, authorization: str) -> Any:
            status, body, _ = super().answer(path, params, authorization)
            return status, body, {}

    before = _alive(api.shop)
    bare = Bare(api.shop)
    assert _walk(bare, list_orders, lambda _, found: bare.shop.delete(bare.shop.orders, found[-1:])) == before


def test_a_shop_that_ignores_offsets_is_an_error_and_no_short_list(api: Api) -> None:
    class Cached(Api):
        def answer(self, path: str, params: Any, authorization: str) -> Any:
            return super().answer(path, {**params, "offset": "0"}, authorization)

    with pytest.raises(PermanentError) as failed:
        _walk(Cached(api.shop), list_orders, _nothing)
    assert str(failed.value) == (
        "the shop gives the same records at another offset: its list can't be read to the end (code offset_ignored)\n"
        "  hint: Look for a cache in front of the shop that leaves out the query of an address."
    )


@pytest.mark.parametrize("body", [{"orders": []}, [{"number": "7"}], [7], [{"id": "7"}]])
def test_what_is_no_list_of_records_is_an_error(api: Api, body: Any) -> None:
    class Odd(Api):
        def answer(self, *_: Any) -> Any:
            return 200, body, {}

    with pytest.raises(PermanentError, match="does not answer with a list of records, each with its id"):
        _run(Odd(api.shop), list_orders(REF, Query()))


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "[]", "7", '[1,"product",1,1,{}]', '[2,"order",1,1,{}]', '[1,"order","1",1,{}]', '[1,"order",1,1,[]]'],
)
def test_a_cursor_of_another_list_is_refused(api: Api, cursor: str) -> None:
    with pytest.raises(RequestError) as failed:
        _run(api, list_orders(REF, Query(cursor=cursor)))
    assert failed.value.code == "bad_cursor"
    assert str(failed.value).startswith("not a cursor for listing orders (code bad_cursor)")


def test_a_cursor_keeps_its_filters(api: Api) -> None:
    for order in list(api.shop.orders.values())[:20]:
        order["status"] = "on-hold"
    wanted = sorted(one["id"] for one in api.shop.orders.values() if one["status"] == "on-hold")
    assert _walk(api, list_orders, _nothing, 6, statuses=("on-hold",)) == wanted


@pytest.mark.parametrize(("listed", "records"), [(list_products, "products"), (list_customers, "customers")])
def test_other_lists_survive_deletions_too(api: Api, listed: Any, records: str) -> None:
    there = getattr(api.shop, records)
    before = sorted(one["id"] for one in there.values() if one.get("role", "customer") == "customer")
    assert _walk(api, listed, lambda _, found: api.shop.delete(there, found[-2:]), 3) == before


def test_a_page_tells_how_many_match(api: Api) -> None:
    page = _run(api, list_orders(REF, Query(page_size=7)))
    assert page.total == len(_alive(api.shop))


@pytest.mark.parametrize("size", [7, 20])
def test_a_listing_resumes_where_its_page_ended(quiet: Scene, kind: str, size: int) -> None:
    whole = quiet.ask(kind, lambda shop: shop.orders.list())
    first = quiet.ask("sync", lambda shop: next(shop.orders.list(page_size=size).pages()))
    rest = quiet.ask(kind, lambda shop: shop.orders.list(cursor=first.next_cursor))
    assert [*first.records, *rest] == whole
