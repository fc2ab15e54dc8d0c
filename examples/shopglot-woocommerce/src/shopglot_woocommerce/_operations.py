"""Reading a shop: its own data, and products, orders and customers, by pages and by id."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shopglot.connector import Batch, Completed, Operation, Page, Request, ShopRef
from shopglot.errors import AuthorizationError, RequestError
from shopglot_woocommerce._paging import read_all, read_page, records_in, start
from shopglot_woocommerce._transforms import is_erased

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.connector import Query

__all__ = [
    "GROUPS",
    "REFUNDS",
    "VARIATIONS",
    "complete_order",
    "complete_product",
    "complete_shop",
    "get_customers",
    "get_orders",
    "get_products",
    "list_customers",
    "list_guests",
    "list_orders",
    "list_products",
    "list_shops",
    "shop_of",
]

API = "/wc/v3"
# The keys of records under which mappings find what calls of their own add.
REFUNDS, VARIATIONS = "refund_documents", "variation_records"
GROUPS = ("general", "tax", "products")
_INDEX = "name,description,url,home,gmt_offset,timezone_string"


def list_shops() -> Operation[Page]:
    """Read what the shop says of itself to everybody.

    Without the key: WordPress takes it for one of its own passwords there, and refuses it.
    """
    try:
        response = yield Request("GET", "/", params={"_fields": _INDEX}, authenticated=False, bucket="shop")
    except AuthorizationError as error:
        raise RequestError(
            "the shop closes the index of its API, /wp-json/, to visitors",
            code=error.code,
            status=error.status,
            hint="Let visitors read /wp-json/ in the plug-in that closes it; everything else may stay closed.",
        ) from None
    return Page((response.json(),))


def shop_of(raw: Any) -> ShopRef:
    """Return the handle of a shop; its address is its id."""
    return ShopRef(str(raw.get("home") or raw.get("url") or ""), raw)


def complete_shop(_shop: ShopRef, raw: Mapping[str, Any]) -> Operation[Completed]:
    """Read a shop's settings: currency, address, taxes, units."""
    found = {}
    for group in GROUPS:
        response = yield Request("GET", f"{API}/settings/{group}", params={"_fields": "id,value"}, bucket="settings")
        found[group] = response.json()
    return Completed({**raw, **found})


def list_orders(_shop: ShopRef, query: Query) -> Operation[Page]:
    """Read one page of orders, refunds left out."""
    params = {**_since("after", query.created_since), **_since("modified_after", query.updated_since)}
    if query.statuses:
        params["status"] = ",".join(query.statuses)
    return (yield from read_page(f"{API}/orders", start("order", query, params | dict(query.filters)), query.page_size))


def list_guests(_shop: ShopRef, query: Query) -> Operation[Page]:
    """Read one page of the orders of guests who can be told apart: by a mailbox, which nobody had erased."""
    params = {**_since("after", query.created_since), **_since("modified_after", query.updated_since)}
    place = start("guest", query, {**params, "customer": "0"})
    page = yield from read_page(f"{API}/orders", place, query.page_size)
    return Page(tuple(order for order in page.items if _is_guest(order)), page.next_cursor)


def _is_guest(order: Any) -> bool:
    billing = order.get("billing")
    email = billing.get("email") if isinstance(billing, dict) else None
    return order.get("customer_id") == 0 and isinstance(email, str) and bool(email.strip()) and not is_erased(email)


def list_products(_shop: ShopRef, query: Query) -> Operation[Page]:
    """Read one page of products, variations left out."""
    place = start("product", query, _since("modified_after", query.updated_since) | dict(query.filters))
    return (yield from read_page(f"{API}/products", place, query.page_size))


def list_customers(shop: ShopRef, query: Query) -> Operation[Page]:
    """Read one page of the users who have an account as customers."""
    params = {"role": shop.settings.get("customer_role", "customer"), **dict(query.filters)}
    return (yield from read_page(f"{API}/customers", start("customer", query, params), query.page_size))


def _since(param: str, bound: int | None) -> dict[str, str]:
    """Return the parameters of an inclusive bound: the platform's own excludes it.

    An offset in the text would be turned into the shop's local time, and then be compared with UTC.
    """
    if bound is None:
        return {}
    moment = datetime.fromtimestamp(max(bound - 1, 0), UTC)
    return {param: moment.strftime("%Y-%m-%dT%H:%M:%S"), "dates_are_gmt": "true"}


def get_orders(_shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
    """Read orders by id; those in the trash are missing."""
    return (yield from _by_id("order", f"{API}/orders", ids))


def get_products(_shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
    """Read products by id; those in the trash are missing."""
    return (yield from _by_id("product", f"{API}/products", ids))


def get_customers(_shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
    """Read users by id, whatever their role: who has placed an order is a customer."""
    return (yield from _by_id("customer", f"{API}/customers", ids, role="all"))


def _by_id(resource: str, path: str, ids: Sequence[str], **params: str) -> Operation[Batch]:
    by_id: dict[str, Any] = {}
    if known := [one for one in ids if one.isascii() and one.isdigit() and one.strip("0")]:
        asked = {"include": ",".join(known), "per_page": str(len(known)), **params}
        response = yield Request("GET", path, params=asked, bucket=resource)
        by_id = {str(record["id"]): record for record in records_in(response)}
    return Batch(
        items=tuple(by_id[one] for one in ids if one in by_id),
        missing=tuple(one for one in ids if one not in by_id),
    )


def complete_order(_shop: ShopRef, raw: Any) -> Operation[Completed] | None:
    """Return the call for an order's refunds; None for one that lists none."""
    return _complete_refunds(raw) if _has_some(raw, "refunds") else None


def _complete_refunds(raw: Mapping[str, Any]) -> Operation[Completed]:
    documents = yield from read_all(f"{API}/orders/{raw['id']}/refunds", "refund")
    listed = {refund.get("id") for refund in raw["refunds"] if isinstance(refund, dict)}
    # A sum over some of them would be a wrong one; the order's own list has the amounts of all.
    whole = listed <= {document["id"] for document in documents}
    return Completed({**raw, REFUNDS: list(documents)}) if whole else Completed(raw, (REFUNDS,))


def complete_product(_shop: ShopRef, raw: Any) -> Operation[Completed] | None:
    """Return the calls for a product's variations; None for one that has none."""
    return _complete_variations(raw) if _has_some(raw, "variations") else None


def _complete_variations(raw: Mapping[str, Any]) -> Operation[Completed]:
    variations = yield from read_all(f"{API}/products/{raw['id']}/variations", "variation")
    return Completed({**raw, VARIATIONS: list(variations)})


def _has_some(raw: Any, key: str) -> bool:
    # What is not shaped as documented is left to the mapping, which says what is wrong with it.
    listed = raw.get(key) if isinstance(raw, dict) and type(raw.get("id")) is int else None
    return isinstance(listed, list) and bool(listed)
