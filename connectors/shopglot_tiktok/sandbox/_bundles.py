"""Virtual bundles in an order: the parts by their number, and each piece with its own price, state and parcel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._money import amount
from shopglot_tiktok.sandbox._pictures import picture_url
from shopglot_tiktok.sandbox._timeline import CANCELLED, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._units import Unit
    from shopglot_tiktok.sandbox._view import View

__all__ = ["bundle_parts", "sub_items"]


def bundle_parts(view: View) -> list[dict[str, Any]]:
    """Return `combined_listing_skus`: what one bundle is made of."""
    return [
        {"product_id": part.id, "seller_sku": part.skus[0].seller_sku, "sku_count": count, "sku_id": part.skus[0].id}
        for part, count in view.catalogue.parts()
    ]


def _shares(whole: int, weights: list[int]) -> list[int]:
    """Return `whole` split by weight; the last one takes what is left."""
    parts = [whole * weight // sum(weights) for weight in weights[:-1]]
    return [*parts, whole - sum(parts)]


def sub_items(
    view: View, place: int, unit: Unit, line_id: int, travel: Callable[[View, int, int], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return `sub_item_info`: every piece of the bundle that unit `place` is; their amounts sum to the unit's.

    A bundle in the last of two parcels sends its last piece there, the others in the first one: it is as far as its
    slowest piece. `travel` gives the keys of a parcel for a state.
    """
    pieces = [part for part, count in view.catalogue.parts() for _ in range(count)]
    weights = [part.skus[0].price for part in pieces]
    money = {
        name: _shares(getattr(unit, name), weights) for name in ("original", "seller_discount", "platform_discount")
    }
    taxes = [(rate, _shares(tax, weights)) for rate, tax in unit.taxes] if view.bill.tax_on_top else []
    market, own, rows = view.market, view.unit_parcel(place), []
    for nth, part in enumerate(pieces):
        parcel = own if nth == len(pieces) - 1 else 0
        status = view.unit_status(place, parcel=parcel)
        sku = part.skus[0]
        listed, seller, platform = (money[name][nth] for name in money)
        row = {
            "currency": market.currency,
            "display_status": STATUSES[status],
            "id": str(line_id + 1 + nth),
            "is_dangerous_good": False,
            "original_price": amount(listed, market),
            "platform_discount": amount(platform, market),
            "product_id": part.id,
            "product_name": part.title,
            "sale_price": amount(listed - seller - platform, market),
            "seller_discount": amount(seller, market),
            "seller_sku": sku.seller_sku,
            "sku_id": sku.id,
            "sku_image": picture_url(market, part.word, view.stamp),
            "sku_name": ", ".join(value for _, value in sku.options) or market.default_sku,
            "warehouse_id": view.catalogue.warehouses[0],
            **travel(view, status, parcel),
        }
        if taxes:
            row["item_tax"] = [
                {"tax_amount": amount(shares[nth], market), "tax_rate": rate, "tax_type": "SALES_TAX"}
                for rate, shares in taxes
            ]
            row["retail_delivery_fee"] = amount(0, market)
        if status == CANCELLED:
            who = view.life.initiator or (view.life.dropped.by if view.life.dropped else "SYSTEM")
            row |= {"cancel_reason": view.reason(who), "cancel_user": who}
        rows.append(row)
    return rows
