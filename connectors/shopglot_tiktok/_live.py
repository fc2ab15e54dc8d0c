"""The live side of TikTok Shop: hosts, signature, errors, authorization and operations, in one piece of data."""

from __future__ import annotations

from shopglot.connector import DerivedCustomers, Live, Operations
from shopglot_tiktok._errors import error_from, error_of
from shopglot_tiktok._oauth import OAUTH
from shopglot_tiktok._operations_orders import BATCH, FILTERS, STATUSES, complete_order, get_orders, list_orders
from shopglot_tiktok._operations_products import complete_product, get_products, list_products
from shopglot_tiktok._operations_shops import complete_shop, list_shops, shop_of
from shopglot_tiktok._signing import sign
from shopglot_tiktok._webhooks import WEBHOOKS

__all__ = ["LIVE"]


LIVE = Live(
    hosts={"api": "https://open-api.tiktokglobalshop.com", "auth": "https://auth.tiktok-shops.com"},
    sign=sign,
    error_from=error_from,
    error_of=error_of,
    oauth=OAUTH,
    stores=list_shops,
    shop_of=shop_of,
    operations={
        "store": Operations(complete=complete_shop),
        "product": Operations(
            list_products,
            get_products,
            # A product of Indonesia has a status on each of two platforms, and the search knows one: no unified status
            # selects by it.
            filters=("created_since", "updated_since", "status"),
            complete=complete_product,
            whole_by_id=True,
        ),
        "order": Operations(
            list_orders,
            get_orders,
            batch_size=BATCH,
            filters=FILTERS,
            sorts=("created_at", "-created_at", "updated_at", "-updated_at"),
            statuses=STATUSES,
            complete=complete_order,
        ),
    },
    rate=50.0,
    app_setting="app_key",
    derived_customers=DerivedCustomers("order", select="buyer_user_id"),
    webhooks=WEBHOOKS,
)
