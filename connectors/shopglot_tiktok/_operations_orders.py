"""Reading orders: the search a page at a time, the detail 50 ids at a time, and the price detail where it tells more.

An order states its tax as a whole. In the US its units state theirs too; elsewhere, where only cross-border orders
state a tax at all, they do not, and the price detail is the only response that does.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from shopglot.connector import Batch, Completed, Operation, Page, Request
from shopglot.errors import NotFound
from shopglot_tiktok._cursor import CursorPlace, start

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.connector import Query, ShopRef

__all__ = ["BATCH", "FILTERS", "PRICE_DETAIL", "SORTS", "STATUSES", "complete_order", "get_orders", "list_orders"]

BATCH = 50
# The key of an order's record under which the mapping finds its price detail.
PRICE_DETAIL = "price_detail"
# Before the platform existed: a filter that every order passes, because an empty body is signed in two ways.
EVER = 1_514_764_800
FILTERS = ("created_since", "updated_since", "status", "buyer_user_id", "is_buyer_request_cancel", "shipping_type")
SORTS = {"created_at": "create_time", "updated_at": "update_time"}
# The tokens of the orders that have a unified status, as the mapping's table says it the other way round.
STATUSES = {
    "active": (
        "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING",
        "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED",
    ),
    "completed": ("COMPLETED",),
    "cancelled": ("CANCELLED",),
}  # fmt: skip


def list_orders(shop: ShopRef, query: Query) -> Operation[Page]:
    """Read one page of orders: sorted as asked, or else oldest change first; by creation where only that is bounded.

    Creation times never move, change times do: an order that changes while it is listed comes again at the end.
    """
    place = start("order", query)
    usual = "created_at" if place.created_since is not None and place.updated_since is None else "updated_at"
    sort = place.sort or usual
    params = {
        "shop_cipher": str(shop.raw.get("cipher", "")),
        "page_size": str(query.page_size),
        "sort_field": SORTS[sort.removeprefix("-")],
        "sort_order": "DESC" if sort.startswith("-") else "ASC",
    }
    if place.token:
        params["page_token"] = place.token
    response = yield Request(
        "POST",
        "/order/202309/orders/search",
        params=params,
        json=_body(place),
        safe_to_repeat=True,
        bucket="orders.search",
    )
    data = response.json().get("data") or {}
    after = place.after(data.get("next_page_token") or None)
    return Page(
        items=tuple(data.get("orders") or ()),
        next_cursor=after.encode() if after else None,
        total=data.get("total_count") if len(place.legs) == 1 else None,
    )


def _body(place: CursorPlace) -> dict[str, Any]:
    leg = place.legs[0]
    body: dict[str, Any] = {}
    if place.created_since is not None:
        body["create_time_ge"] = place.created_since
    if place.updated_since is not None or not body:
        body["update_time_ge"] = EVER if place.updated_since is None else place.updated_since
    if leg.status is not None:
        body["order_status"] = leg.status
    body |= {name: value == "true" if name.startswith("is_") else value for name, value in place.filters}
    return body


def get_orders(shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
    """Read up to 50 orders by id; those that the platform leaves out, or that are another seller's, are `missing`."""
    by_id: dict[str, Any] = {}
    yield from _read(shop, [one for one in dict.fromkeys(ids) if one.isascii() and one.isdigit()], by_id)
    return Batch(
        items=tuple(by_id[one] for one in ids if one in by_id),
        missing=tuple(one for one in ids if one not in by_id),
    )


def _read(shop: ShopRef, ids: Sequence[str], by_id: dict[str, Any]) -> Operation[None]:
    if not ids:
        return
    params = {"shop_cipher": str(shop.raw.get("cipher", "")), "ids": ",".join(ids)}
    try:
        response = yield Request("GET", "/order/202507/orders", params=params, bucket="orders.detail")
    except NotFound:
        # One foreign order spoils the whole batch: find it by halving.
        if len(ids) > 1:
            yield from _read(shop, ids[: len(ids) // 2], by_id)
            yield from _read(shop, ids[len(ids) // 2 :], by_id)
        return
    orders: Sequence[Mapping[str, Any]] = (response.json().get("data") or {}).get("orders") or ()
    by_id.update((order["id"], order) for order in orders if isinstance(order, dict) and "id" in order)


def complete_order(shop: ShopRef, raw: Any) -> Operation[Completed] | None:
    """Return the call for an order's price detail; None for one whose units tell their tax, or that has none."""
    return _complete_price(shop, raw) if _lacks_unit_taxes(raw) else None


def _lacks_unit_taxes(raw: Any) -> bool:
    # Whatever is not shaped as documented is left to the mapping, which says what is wrong with it.
    payment = raw.get("payment") if isinstance(raw, dict) else None
    if not isinstance(payment, dict) or not _is_amount(payment.get("tax")):
        return False
    taxes = [unit.get("item_tax") for unit in _lines(raw)]
    parts = [part for tax in taxes if isinstance(tax, list) for part in tax if isinstance(part, dict)]
    return bool(taxes) and not any(_is_amount(part.get("tax_amount")) for part in parts)


def _is_amount(value: Any) -> bool:
    """Whether this is an amount other than nothing, as the platform writes them."""
    try:
        amount = Decimal(value) if isinstance(value, str) else Decimal()
    except InvalidOperation:
        return False
    return amount.is_finite() and bool(amount)


def _complete_price(shop: ShopRef, raw: Mapping[str, Any]) -> Operation[Completed]:
    order = str(raw.get("id", ""))
    if not (order.isascii() and order.isdigit()):
        return Completed(raw, (PRICE_DETAIL,))
    detail = yield from _price_detail(shop, order)
    if not isinstance(detail, dict):
        return Completed(raw, (PRICE_DETAIL,))
    # It may tell of some units alone, or state no tax: then it is told as lacking, and what it has is kept.
    units, priced = _lines(raw), _lines(detail)
    taxed = any(_is_amount(line.get("subtotal_tax_amount")) for line in priced)
    whole = taxed and {str(unit.get("id")) for unit in units} <= {str(line.get("id")) for line in priced}
    return Completed({**raw, PRICE_DETAIL: detail}, () if whole else (PRICE_DETAIL,))


def _price_detail(shop: ShopRef, order: str) -> Operation[Any]:
    params = {"shop_cipher": str(shop.raw.get("cipher", ""))}
    path = f"/order/202407/orders/{order}/price_detail"
    response = yield Request("GET", path, params=params, bucket="orders.price_detail")
    return response.json().get("data")


def _lines(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    lines = raw.get("line_items")
    return [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
