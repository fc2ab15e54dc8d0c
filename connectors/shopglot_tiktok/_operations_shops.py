"""Reading shops: all of an authorization in one call, and each one's warehouses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.connector import Completed, Operation, Page, Request, ShopRef

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WAREHOUSES", "complete_shop", "list_shops", "shop_of"]

# The key of a shop's record under which the mapping finds its warehouses.
WAREHOUSES = "warehouses"


def list_shops() -> Operation[Page]:
    """Read all shops of the authorization: a seller-level call, without a shop's cipher and without pages."""
    response = yield Request("GET", "/authorization/202309/shops", bucket="shops")
    return Page(items=tuple((response.json().get("data") or {}).get("shops") or ()))


def shop_of(raw: Mapping[str, Any]) -> ShopRef:
    """Return the handle of a shop, made from its record."""
    return ShopRef(str(raw.get("id", "")), raw)


def complete_shop(shop: ShopRef, raw: Mapping[str, Any]) -> Operation[Completed]:
    """Read a shop's warehouses into its record; they take the permission `seller.logistics`."""
    houses = yield from _warehouses(shop)
    return Completed({**raw, WAREHOUSES: houses})


def _warehouses(shop: ShopRef) -> Operation[Any]:
    params = {"shop_cipher": str(shop.raw.get("cipher", ""))}
    response = yield Request("GET", "/logistics/202309/warehouses", params=params, bucket="warehouses")
    return (response.json().get("data") or {}).get("warehouses") or []
