"""Line items as the platform sends them: one entry for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._money import amount
from shopglot_tiktok.sandbox._pictures import picture_url
from shopglot_tiktok.sandbox._timeline import (
    AWAITING_COLLECTION,
    AWAITING_SHIPMENT,
    CANCELLED,
    COMPLETED,
    DELIVERED,
    IN_TRANSIT,
    ON_HOLD,
    PARTIALLY_SHIPPING,
    STATUSES,
    UNPAID,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._catalogue import Catalogue
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._money import Bill, Unit
    from shopglot_tiktok.sandbox._parcel import Parcel

__all__ = ["line_items", "sku_name"]

# Observed: the first unit's id is the order's plus two of these steps, each further unit one more.
_STEP = 65_536
_PACKAGE_STATUS = {
    UNPAID: "TO_FULFILL",
    ON_HOLD: "TO_FULFILL",
    AWAITING_SHIPMENT: "TO_FULFILL",
    PARTIALLY_SHIPPING: "PROCESSING",
    AWAITING_COLLECTION: "PROCESSING",
    IN_TRANSIT: "FULFILLING",
    DELIVERED: "COMPLETED",
    COMPLETED: "COMPLETED",
    CANCELLED: "CANCELLED",
}


def sku_name(unit: Unit, market: Market) -> str:
    """Give the variant's text: option values, or the shop language's word for the only one."""
    return ", ".join(value for _, value in unit.sku.options) or market.default_sku


def _status(status: int, place: int, count: int) -> int:
    # The sandbox ships a split order in two parts: all units but the last one, then the last one.
    if status == PARTIALLY_SHIPPING:
        return AWAITING_SHIPMENT if place == count - 1 else IN_TRANSIT
    return AWAITING_SHIPMENT if status == ON_HOLD else status


def _bundle(catalogue: Catalogue) -> list[dict[str, Any]]:
    parts = (catalogue.product(0), catalogue.product(min(1, catalogue.count - 1)))
    return [
        {"product_id": part.id, "seller_sku": part.skus[0].seller_sku, "sku_count": count, "sku_id": part.skus[0].id}
        for count, part in enumerate(parts, 1)
    ]


def _market_fields(unit: Unit, market: Market, share: int) -> dict[str, Any]:
    region = market.region
    if region == "US":
        tax = {"tax_amount": amount(unit.tax, market), "tax_rate": "0.095", "tax_type": "SALES_TAX"}
        return {"item_tax": [tax], "retail_delivery_fee": "0.00"}
    if region == "FR":
        none = {"tax_amount": "0", "tax_rate": "0", "tax_type": "SALES_TAX"}
        return {"item_tax": [none], "shipping_vat_amount": "0.00", "shipping_vat_rate": "0.2"}
    if region == "TH":
        return {"small_order_fee": amount(share, market)}
    if region == "ID":
        return {"buyer_service_fee": amount(share, market)}
    if unit.pfand:
        return {"pfand_fee": amount(unit.pfand, market)}
    return {}


def line_items(  # noqa: PLR0913 - each is a separate fact
    order_id: int, bill: Bill, parcel: Parcel, catalogue: Catalogue, *, status: int, stamp: Callable[[], int]
) -> list[dict[str, Any]]:
    """Give all line items of an order whose state is `status`."""
    market, count, rows = catalogue.market, len(bill.units), []
    for place, unit in enumerate(bill.units):
        own = _status(status, place, count)
        shipped = parcel.shipped_at and own not in {UNPAID, AWAITING_SHIPMENT}
        row: dict[str, Any] = {
            "currency": market.currency,
            "display_status": STATUSES[own],
            "gift_retail_price": amount(unit.retail, market) if unit.retail else "0",
            "id": str(order_id + (place + 2) * _STEP),
            "is_gift": unit.gift,
            "original_price": amount(unit.original, market),
            "platform_discount": amount(unit.platform_discount, market),
            "product_id": unit.product.id,
            "product_name": unit.product.title,
            "sale_price": amount(unit.sale, market),
            "seller_discount": amount(unit.seller_discount, market),
            "seller_sku": unit.sku.seller_sku,
            "sku_id": unit.sku.id,
            "sku_image": picture_url(market, unit.product.word, stamp),
            "sku_name": sku_name(unit, market),
            "sku_type": parcel.sku_type,
            **_market_fields(unit, market, bill.fee if not place else 0),
        }
        if unit.product.bundle:
            row["combined_listing_skus"] = _bundle(catalogue)
        if shipped or market.packages_early:
            row["package_id"] = parcel.package_id
            row["package_status"] = _PACKAGE_STATUS[own]
        if shipped:
            row["rts_time"] = parcel.shipped_at
            row["shipping_provider_id"] = parcel.carrier_id
            row["shipping_provider_name"] = parcel.carrier
            row["tracking_number"] = parcel.tracking
        if own == CANCELLED:
            row["cancel_reason"] = parcel.cancel_reason
            row["cancel_user"] = parcel.initiator
        rows.append(row)
    return rows
