"""The live side of TikTok Shop: hosts, signature, errors, authorisation and operations, in one piece of data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.live import Live, Shop
from shopglot.protocol import Exchange, Page, Request
from shopglot_tiktok._errors import judge
from shopglot_tiktok._oauth import OAUTH
from shopglot_tiktok._operations_orders import BATCH, get_orders, list_orders
from shopglot_tiktok._operations_products import complete_product, get_products, list_products
from shopglot_tiktok._signing import sign

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LIVE"]


def list_shops() -> Exchange[Page]:
    """Read all shops of the authorisation: a seller-level call, without a shop's cipher and without pages."""
    response = yield Request("GET", "/authorization/202309/shops", bucket="shops")
    return Page(items=tuple((response.json().get("data") or {}).get("shops") or ()))


def shop_of(raw: Mapping[str, Any]) -> Shop:
    """Make the handle of a shop from its record."""
    return Shop(str(raw.get("id", "")), raw)


LIVE = Live(
    hosts={"api": "https://open-api.tiktokglobalshop.com", "auth": "https://auth.tiktok-shops.com"},
    sign=sign,
    judge=judge,
    oauth=OAUTH,
    stores=list_shops,
    shop_of=shop_of,
    lists={"order": list_orders, "product": list_products},
    gets={"order": get_orders, "product": get_products},
    completes={"product": complete_product},
    batch_size={"order": BATCH},
    rate=50.0,
    app_setting="app_key",
    customers_from="order",
    customer_filter="buyer_user_id",
)
