"""Listing products past the ceiling, with their details, and resuming at any page."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from shopglot import NotFound, PermanentError, RequestError
from shopglot.connector import Operation, Page, Query, Request, Response, ShopRef
from shopglot_tiktok._errors import error_from
from shopglot_tiktok._operations_products import complete_product, get_products, list_products

SHOP = ShopRef("7495000000000100001", {"id": "7495000000000100001", "cipher": "ROW_cipher"})
NOW = 1_767_225_600
CEILING = 10_000


class Platform:
    """Product search as documented: inclusive windows, newest first, refused above 10,000 matches."""

    def __init__(self, products: list[dict[str, Any]]) -> None:
        self.products = sorted(products, key=lambda one: (-one["create_time"], one["id"]))
        self.by_id = {one["id"]: one for one in products}
        self.requests: list[Request] = []
        self.found: dict[str, list[dict[str, Any]]] = {}

    def answer(self, request: Request) -> dict[str, Any]:
        self.requests.append(request)
        assert request.params["shop_cipher"] == "ROW_cipher"
        if request.method == "GET":
            return self.detail(request.path.rpartition("/")[2])
        assert request.body not in {None, b"", b"{}"}
        return self.search(json.loads(request.body or b""), request.params)

    def detail(self, product: str) -> dict[str, Any]:
        if product not in self.by_id:
            return {"code": 12052032, "message": "The product does not exist"}
        found = self.by_id[product]
        if found["status"] in {"FREEZE", "DELETED"}:
            return {"code": 12052901, "message": "status not allowed"}
        return {"code": 0, "data": {"id": product, "description": f"about {product}", "status": found["status"]}}

    def search(self, body: dict[str, Any], params: Any) -> dict[str, Any]:
        key = json.dumps(body)
        if key not in self.found:
            self.found = {key: [one for one in self.products if fits(one, body)]}
        found = self.found[key]
        if len(found) > CEILING:
            return {"code": 12052180, "message": "The total number of search results can not exceed 10000."}
        token = params.get("page_token")
        begin = int(base64.b64decode(token)) if token else 0
        end = begin + int(params["page_size"])
        more = base64.b64encode(str(end).encode()).decode() if end < len(found) else ""
        data = {"products": found[begin:end], "total_count": len(found), "next_page_token": more}
        return {"code": 0, "data": data}

    def play(self, operation: Operation[Any]) -> Any:
        """Run an operation against this platform, as a driver would."""
        try:
            request = next(operation)
            while True:
                response = Response(200, {}, json.dumps(self.answer(request)).encode())
                error = error_from(request, response)
                request = operation.throw(error) if error else operation.send(response)
        except StopIteration as stop:
            return stop.value


def fits(product: dict[str, Any], body: dict[str, Any]) -> bool:
    return (
        body["status"] in {"ALL", product["status"]}
        and body.get("create_time_ge", 0) <= product["create_time"] <= body.get("create_time_le", NOW)
        and body.get("update_time_ge", 0) <= product["update_time"]
    )


def product(number: int, created: int, status: str = "ACTIVATE", updated: int | None = None) -> dict[str, Any]:
    return {
        "id": str(1_730_000_000_000_000_000 + number),
        "title": f"Product {number}",
        "status": status,
        "create_time": created,
        "update_time": updated or created,
    }


def all_pages(platform: Platform, query: Query) -> list[Page]:
    pages = [platform.play(list_products(SHOP, query))]
    while pages[-1].next_cursor is not None:
        cursor = pages[-1].next_cursor
        pages.append(platform.play(list_products(SHOP, Query(cursor=cursor, page_size=query.page_size, now=NOW))))
    return pages


def ids(pages: list[Page]) -> list[str]:
    return [one["id"] for page in pages for one in page.items]


@pytest.fixture(scope="module")
def large() -> Platform:
    # Spread over four years, with 9,900 in one second: an import.
    spread = [product(number, NOW - 126_000_000 + number * 20_000) for number in range(6_000)]
    return Platform(spread + [product(20_000 + number, NOW - 50_000_000) for number in range(9_900)])


def test_a_catalogue_above_the_ceiling_comes_whole_and_once(large: Platform) -> None:
    large.requests.clear()
    pages = all_pages(large, Query(now=NOW))
    listed = ids(pages)
    assert len(listed) == len(set(listed)) == 15_900
    assert set(listed) == set(large.by_id)
    searches = sum(request.method == "POST" for request in large.requests)
    assert searches <= 159 + 60


@pytest.mark.parametrize("since", [NOW - 50_000_000, NOW - 49_999_999])
def test_time_filters_mean_the_same_above_the_ceiling(large: Platform, since: int) -> None:
    for query in (Query(created_since=since, now=NOW), Query(updated_since=since, now=NOW)):
        expected = {one["id"] for one in large.products if one["create_time"] >= since}
        listed = ids(all_pages(large, query))
        assert len(listed) == len(expected)
        assert set(listed) == expected


def test_too_many_in_one_second_is_said() -> None:
    platform = Platform([product(number, NOW - 1000) for number in range(CEILING + 1)])
    with pytest.raises(PermanentError) as caught:
        all_pages(platform, Query(now=NOW))
    assert str(caught.value) == (
        "more than 10,000 products were created in one second, and the platform lists no more (code 12052180)\n"
        "  hint: List them by status, or by updated_since."
    )


def test_the_first_request_of_a_small_shop() -> None:
    platform = Platform([product(1, NOW - 1000)])
    platform.play(list_products(SHOP, Query(updated_since=NOW - 5000, page_size=20, now=NOW)))
    first = platform.requests[0]
    assert (first.where, first.safe_to_repeat) == ("POST api:/product/202502/products/search", True)
    assert first.params == {"shop_cipher": "ROW_cipher", "page_size": "20"}
    assert first.body == b'{"status":"ALL","update_time_ge":1767220600}'


def test_each_product_has_its_detail_where_the_platform_gives_it() -> None:
    platform = Platform([product(1, NOW - 10), product(2, NOW - 20, "FREEZE"), product(3, NOW - 30, "DELETED")])
    page = platform.play(list_products(SHOP, Query(now=NOW)))
    assert page.total == 3
    completed = [platform.play(complete_product(SHOP, item)) for item in page.items]
    assert [(done.record.get("description"), done.lacks) for done in completed] == [
        ("about 1730000000000000001", ()),
        (None, ("detail",)),
        (None, ("detail",)),
    ]
    assert [done.record["title"] for done in completed] == ["Product 1", "Product 2", "Product 3"]
    assert [request.method for request in platform.requests] == ["POST", "GET"]


def test_several_statuses_are_listed_one_after_the_other() -> None:
    statuses = ["ACTIVATE", "DRAFT", "FREEZE"] * 5
    platform = Platform([product(number, NOW - number, status) for number, status in enumerate(statuses)])
    pages = all_pages(platform, Query(statuses=("FREEZE", "DRAFT"), page_size=2, now=NOW))
    assert [one["status"] for page in pages for one in page.items] == ["FREEZE"] * 5 + ["DRAFT"] * 5


def test_products_by_id() -> None:
    platform = Platform([product(1, NOW), product(2, NOW, "DELETED")])
    batch = platform.play(get_products(SHOP, ["1730000000000000001", "1730000000000000009", "../orders"]))
    assert [one["id"] for one in batch.items] == ["1730000000000000001"]
    assert batch.missing == ("1730000000000000009", "../orders")
    with pytest.raises(RequestError, match="a frozen or deleted product can't be read alone"):
        platform.play(get_products(SHOP, ["1730000000000000002"]))
    assert all(request.path.startswith("/product/202309/products/173") for request in platform.requests)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "e30",
        "é",
        "W10",
        "A" * 20_000,
        base64.urlsafe_b64encode(b'{"v":2,"r":"product","l":[[null,null,null]],"u":null,"c":null,"f":[],"t":null}').decode(),
        base64.urlsafe_b64encode(b'{"v":1,"r":"order","l":[[null,null,null]],"u":null,"c":null,"f":[],"t":null,"x":false}').decode(),
        base64.urlsafe_b64encode(b'{"v":1,"r":"product","l":[[null,"1",null]],"u":null,"c":null,"f":[],"t":null,"x":false}').decode(),
        base64.urlsafe_b64encode(b'{"v":1,"r":"product","l":[],"u":null,"c":null,"f":[],"t":null,"x":false}').decode(),
    ],
)  # fmt: skip
def test_a_wrong_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(RequestError) as caught:
        next(list_products(SHOP, Query(cursor=cursor, now=NOW)))
    assert str(caught.value) == (
        "not a cursor for listing products, or made by another version (code bad_cursor)\n"
        "  hint: Start again without a cursor."
    )


def test_an_unknown_product_is_not_found() -> None:
    platform = Platform([])
    operation = get_products(SHOP, ["1730000000000000001"])
    assert platform.play(operation).missing == ("1730000000000000001",)
    with pytest.raises(NotFound, match="not a product id"):
        platform.play(list_details("x"))


def list_details(product_id: str) -> Operation[Any]:
    from shopglot_tiktok._operations_products import _detail  # noqa: PLC0415 - only this test looks inside

    return _detail(SHOP, product_id)
