"""How to talk to a shop: where it is, its key, its errors and its operations, in one piece of data."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

from shopglot.connector import DerivedCustomers, ErrorBody, HostSetting, Live, Operations
from shopglot.errors import NotFound, PlatformError, RequestError
from shopglot_woocommerce._operations import (
    complete_order,
    complete_product,
    complete_shop,
    get_customers,
    get_orders,
    get_products,
    list_customers,
    list_guests,
    list_orders,
    list_products,
    list_shops,
    shop_of,
)
from shopglot_woocommerce._paging import MOST
from shopglot_woocommerce._transforms import GUEST
from shopglot_woocommerce._webhooks import WEBHOOKS

if TYPE_CHECKING:
    from shopglot.connector import Credentials, Request, Response

__all__ = ["ERRORS", "LIVE"]

_NOT_FOUND = 404

# What the status says already is not here: `woocommerce_rest_cannot_view` is 401 for a key that is not known and 403
# for one whose user may not read.
ERRORS = ErrorBody(
    by_code={
        # Sent with status 500, since WordPress finds no status in them.
        "woocommerce_rest_invalid_order_id": NotFound,
        "woocommerce_rest_invalid_order_refund_id": NotFound,
        "rest_user_invalid_id": NotFound,
        # WooCommerce is off, or older than its API.
        "rest_no_route": RequestError,
    }
)


def sign(request: Request, credentials: Credentials, _now: int) -> Request:
    """Return the request with the key as HTTP Basic authentication, which the platform takes over https alone."""
    settings = credentials.settings
    pair = f"{settings['consumer_key']}:{settings['consumer_secret']}"
    return replace(request, headers={**request.headers, "authorization": f"Basic {b64encode(pair.encode()).decode()}"})


def error_from(request: Request, response: Response) -> PlatformError | None:
    """Return the error that a response means, or None when it is good."""
    error = ERRORS.error_from(request, response)
    if isinstance(error, NotFound) and error.code == f"http_{_NOT_FOUND}":
        return RequestError(
            "there is no REST API at this address",
            code=error.code,
            status=_NOT_FOUND,
            hint="Compare store_url with the shop's address, and choose any permalinks but plain ones.",
        )
    return error


_TIMES = ("created_since", "updated_since")

LIVE = Live(
    hosts={"api": HostSetting("store_url", "/wp-json")},
    sign=sign,
    error_from=error_from,
    stores=list_shops,
    shop_of=shop_of,
    operations={
        "store": Operations(complete=complete_shop),
        "product": Operations(
            list_products,
            get_products,
            batch_size=MOST,
            page_size=MOST,
            # A draft that was never published has no creation time in UTC: the platform's bound would drop it.
            filters=("updated_since", "category", "tag", "type"),
            complete=complete_product,
        ),
        "order": Operations(
            list_orders,
            get_orders,
            batch_size=MOST,
            page_size=MOST,
            filters=(*_TIMES, "status", "customer", "product"),
            statuses={
                "active": ("pending", "processing", "on-hold"),
                "completed": ("completed", "refunded"),
                "cancelled": ("cancelled",),
                "archived": ("trash",),
            },
            complete=complete_order,
        ),
        "customer": Operations(list_customers, get_customers, batch_size=MOST, page_size=MOST, filters=("email",)),
        "guest": Operations(list_guests, page_size=MOST, filters=_TIMES),
    },
    rate=25.0,
    derived_customers=DerivedCustomers("guest", resource="guest", id_prefix=GUEST),
    webhooks=WEBHOOKS,
)
