"""Reading products: the search, cut into windows where too much matches, and each product's detail.

The search has no pictures, brand, category or description, and gives at most 10,000 matches. A window is cut by
creation time even when the filter is on change time: creation times never move, so no product slips from one window
into another while they are read, and none is lost or repeated.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopglot.connector import Batch, Completed, Operation, Page, Request
from shopglot.errors import NotFound, PermanentError, RequestError
from shopglot_tiktok._cursor import CursorPlace, Leg, start
from shopglot_tiktok._error_table import TOO_MANY_MATCHES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.connector import Query, ShopRef

__all__ = ["complete_product", "get_products", "list_products"]

CEILING = 10_000
# No shop is older: the lower end of a cut where the search has none.
FIRST = 1_514_764_800
# Get Product refuses these; the search record is all there is.
UNREADABLE = frozenset({"FREEZE", "DELETED"})
# What a product lacks of which the search alone could be read.
DETAIL = "detail"


def list_products(shop: ShopRef, query: Query) -> Operation[Page]:
    """Read one page of products, without what only their details hold."""
    place = start("product", query)
    place, data = yield from _search(shop, place, query)
    after = place.after(data.get("next_page_token") or None)
    return Page(
        items=tuple(data.get("products") or ()),
        next_cursor=after.encode() if after else None,
        total=data.get("total_count") if len(place.legs) == 1 and not place.cut else None,
    )


def _search(shop: ShopRef, place: CursorPlace, query: Query) -> Operation[tuple[CursorPlace, Mapping[str, Any]]]:
    while True:
        params = {
            "shop_cipher": str(shop.raw.get("cipher", "")),
            "page_size": str(query.page_size),
        }
        if place.token:
            params["page_token"] = place.token
        try:
            response = yield Request(
                "POST",
                "/product/202502/products/search",
                params=params,
                json=_body(place),
                safe_to_repeat=True,
                bucket="products.search",
            )
        except RequestError as error:
            if error.code != str(TOO_MANY_MATCHES):
                raise
        else:
            data = response.json().get("data") or {}
            if place.token or (data.get("total_count") or 0) <= CEILING:
                return place, data
        # Also when an open window grew past the ceiling while it was read: then, alone, its products come again.
        place = _cut(place, query.now)


def _body(place: CursorPlace) -> dict[str, Any]:
    leg = place.legs[0]
    # Always a status: an empty body is signed in two ways, so none is ever sent.
    body: dict[str, Any] = {"status": leg.status or "ALL"}
    if leg.low is not None:
        body["create_time_ge"] = leg.low
    if leg.high is not None:
        body["create_time_le"] = leg.high
    if place.updated_since is not None:
        body["update_time_ge"] = place.updated_since
    return body


def _cut(place: CursorPlace, now: int) -> CursorPlace:
    """Halve the first leg; its ends stay as open as they were."""
    leg = place.legs[0]
    low = FIRST if leg.low is None else leg.low
    high = max(now, low) if leg.high is None else leg.high
    if low >= high:
        raise PermanentError(
            "more than 10,000 products were created in one second, and the platform lists no more",
            code=str(TOO_MANY_MATCHES),
            hint="List them by status, or by updated_since.",
        )
    middle = (low + high) // 2
    halves = (Leg(leg.status, leg.low, middle), Leg(leg.status, middle + 1, leg.high))
    return replace(place, legs=(*halves, *place.legs[1:]), token=None, cut=True)


def complete_product(shop: ShopRef, raw: Mapping[str, Any]) -> Operation[Completed]:
    """Read a product's detail into its search record; it lacks it when the platform refuses the detail."""
    if raw.get("status") in UNREADABLE:
        return Completed(raw, (DETAIL,))
    detail = yield from _detail(shop, str(raw.get("id", "")))
    return Completed({**raw, **detail})


def _detail(shop: ShopRef, product: str) -> Operation[Mapping[str, Any]]:
    if not (product.isascii() and product.isdigit()):
        raise NotFound("not a product id", code="bad_id", hint="Product ids are digits.")
    response = yield Request(
        "GET",
        f"/product/202309/products/{product}",
        params={"shop_cipher": str(shop.raw.get("cipher", ""))},
        bucket="products.detail",
    )
    detail: Mapping[str, Any] = response.json().get("data") or {}
    return detail


def get_products(shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
    """Read products by id, one call each; unknown and foreign ones are `missing`.

    Raises `RequestError` for a frozen or deleted one, which only a listing shows.
    """
    items, missing = [], []
    for product in ids:
        try:
            items.append((yield from _detail(shop, product)))
        except NotFound:
            missing.append(product)
    return Batch(items=tuple(items), missing=tuple(missing))
