"""Order search, order detail and price detail."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._answers import Refusal
from shopglot_tiktok.sandbox._cursors import open_token, seal_token
from shopglot_tiktok.sandbox._ids import whole_number
from shopglot_tiktok.sandbox._index import OrderFilter
from shopglot_tiktok.sandbox._orders import DETAIL_ONLY
from shopglot_tiktok.sandbox._price_detail import price_detail
from shopglot_tiktok.sandbox._timeline import STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot_tiktok.sandbox._gateway import Visit
    from shopglot_tiktok.sandbox._platform import Platform

__all__ = ["get_orders", "get_price_detail", "page_size", "search_orders"]

_MOST_IDS = 50
_MOST_WAREHOUSES = 100
_LARGEST_PAGE = 100
_END = 1 << 38
_NOBODY = -1


# The body of Get Order List; of the type names "string" and "int64" were seen in a refusal, the others are assumed.
_TYPES: dict[str, type] = {
    "buyer_user_id": str,
    "create_time_ge": int,
    "create_time_lt": int,
    "is_buyer_request_cancel": bool,
    "order_status": str,
    "shipping_type": str,
    "update_time_ge": int,
    "update_time_lt": int,
    "warehouse_ids": list,
}
_EXPECTED = {bool: "bool", int: "int64", list: "list", str: "string"}
_ACTUAL = {bool: "bool", dict: "object", float: "number", int: "number", list: "array", str: "string"}


def page_size(visit: Visit, refusal: Refusal) -> int:
    """Return the page size; the refusal when it is not a number from 1 to 100."""
    size = whole_number(visit.call.parameter("page_size") or "")
    if size is None or not 1 <= size <= _LARGEST_PAGE:
        raise refusal
    return size


def _invalid(field: str) -> Refusal:
    return Refusal(36009004, "value", field=field)


def _check_types(body: Mapping[str, Any]) -> None:
    for name, value in body.items():
        fits = _TYPES.get(name)
        # A boolean is an int to Python, but not to the platform.
        actual = type(value)
        if fits is None or value is None or actual is fits:
            continue
        text = f"{name} type invalid,actual type is:{_ACTUAL[actual]},expected type is:{_EXPECTED[fits]}"
        raise Refusal(36009004, "type", field=text)


def _moment(body: Mapping[str, Any], name: str, default: int) -> int:
    value: int = default if body.get(name) is None else body[name]
    if not 0 <= value <= _END:
        raise _invalid("".join(part.capitalize() for part in name.split("_")))
    return value


def _choice(value: object, choices: tuple[str, ...], field: str) -> str | None:
    if value is None:
        return None
    if value not in choices:
        raise _invalid(field)
    return str(value)


def _buyer(platform: Platform, visit: Visit) -> int | None:
    body, shop = visit.body, visit.the_shop
    houses = body.get("warehouse_ids") or []
    if len(houses) > _MOST_WAREHOUSES:
        raise _invalid("WarehouseIds")
    if houses and platform.catalogue(shop).warehouses[0] not in houses:
        return _NOBODY
    user_id = body.get("buyer_user_id")
    return platform.buyer_number(shop, user_id) if user_id else None


def _filter(platform: Platform, visit: Visit) -> OrderFilter:
    body = visit.body
    sort = _choice(visit.call.parameter("sort_field"), ("create_time", "update_time"), "SortField")
    return OrderFilter(
        status=_choice(body.get("order_status") or None, STATUSES, "OrderStatus"),
        created=(_moment(body, "create_time_ge", 0), _moment(body, "create_time_lt", _END)),
        updated=(_moment(body, "update_time_ge", 0), _moment(body, "update_time_lt", _END)),
        shipping=_choice(body.get("shipping_type") or None, ("TIKTOK", "SELLER"), "ShippingType"),
        buyer=_buyer(platform, visit),
        asking=body.get("is_buyer_request_cancel"),
        sort="update_time" if sort == "update_time" else "create_time",
    )


def search_orders(platform: Platform, visit: Visit) -> dict[str, Any]:
    """Serve Get Order List: windows with an exclusive upper end, sorted, one page."""
    shop = visit.the_shop
    size = page_size(visit, _invalid("PageSize"))
    _check_types(visit.body)
    wanted = _filter(platform, visit)
    order = _choice(visit.call.parameter("sort_order"), ("ASC", "DESC"), "SortOrder") or platform.options.default_sort
    search = f"{shop.id}|{order}|{wanted}"
    token, after = visit.call.parameter("page_token"), None
    if token:
        after = open_token(platform.seed, search, token)
        if after is None:
            raise _invalid("PageToken")
    now = platform.clock.now()
    hits = platform.index(shop).search(wanted, now, size=size, after=after, descending=order == "DESC")
    rows = [
        {key: value for key, value in platform.order(shop, number, now).items() if key not in DETAIL_ONLY}
        for number in hits.numbers
    ]
    return {
        "next_page_token": seal_token(platform.seed, search, hits.last) if hits.more else "",
        "orders": rows,
        "total_count": hits.total,
    }


def _ids(text: str) -> list[str]:
    if text.startswith("["):
        # One public client sends a JSON array's text here, and is answered.
        try:
            return [str(one) for one in json.loads(text)]
        except (RecursionError, ValueError):
            raise _invalid("Ids") from None
    return [one.strip() for one in text.split(",") if one.strip()]


def get_orders(platform: Platform, visit: Visit) -> dict[str, Any]:
    """Serve Get Order Detail: up to 50 ids, in the order asked for; unknown and foreign ids are left out."""
    shop, book = visit.the_shop, platform.book(visit.the_shop)
    wanted = list(dict.fromkeys(_ids(visit.call.parameter("ids") or "")))
    if not wanted or len(wanted) > _MOST_IDS:
        raise _invalid("Ids")
    now, rows = platform.clock.now(), []
    for order_id in wanted:
        number = book.find(order_id)
        if number is None:
            if platform.options.refuse_foreign_orders and platform.owner(order_id):
                raise Refusal(21008111)
            continue
        rows.append(platform.order(shop, number, now))
    return {"orders": rows}


def get_price_detail(platform: Platform, visit: Visit) -> dict[str, Any]:
    """Serve Price Detail: what the order and each of its units cost, as text."""
    shop, book = visit.the_shop, platform.book(visit.the_shop)
    number = book.find(visit.path_id)
    if number is None:
        raise Refusal(21008111)
    return price_detail(platform.view(shop, number, platform.clock.now()))
