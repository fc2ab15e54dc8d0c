"""Line items as the platform sends them: one entry for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._bundles import bundle_parts, sub_items
from shopglot_tiktok.sandbox._charges import CHARGES
from shopglot_tiktok.sandbox._dice import mix
from shopglot_tiktok.sandbox._money import amount
from shopglot_tiktok.sandbox._pictures import picture_url
from shopglot_tiktok.sandbox._taxes import shipping_vat
from shopglot_tiktok.sandbox._timeline import (
    AWAITING_COLLECTION,
    AWAITING_SHIPMENT,
    CANCELLED,
    COMPLETED,
    DELIVERED,
    IN_TRANSIT,
    STATUSES,
    UNPAID,
)

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._units import Unit
    from shopglot_tiktok.sandbox._view import View

__all__ = ["line_id", "line_items", "sku_name"]

# Observed: the first unit's id is the order's plus two of these steps, each further unit one more.
_STEP = 65_536
_PACKAGE_STATUS = {
    UNPAID: "TO_FULFILL",
    AWAITING_SHIPMENT: "TO_FULFILL",
    AWAITING_COLLECTION: "PROCESSING",
    IN_TRANSIT: "FULFILLING",
    DELIVERED: "COMPLETED",
    COMPLETED: "COMPLETED",
    CANCELLED: "CANCELLED",
}
_ROOM = 7_570_000_000_000_000_000
_POD = 7_580_000_000_000_000_000


def line_id(order_id: int, place: int) -> int:
    """Return the id of unit `place` of an order."""
    return order_id + (place + 2) * _STEP


def sku_name(unit: Unit, market: Market) -> str:
    """Return the variant's text: option values, or the shop language's word for the only one."""
    return ", ".join(value for _, value in unit.sku.options) or market.default_sku


def _travel(view: View, status: int, parcel_number: int) -> dict[str, Any]:
    """Return what is known of the parcel of something in this state."""
    parcel = view.parcel_at(parcel_number)
    dropped = status == CANCELLED and not view.life.initiator
    shipped = view.shipped(parcel) and status not in {UNPAID, AWAITING_SHIPMENT} and not dropped
    data: dict[str, Any] = {}
    if shipped or view.packages_early:
        data |= {"package_id": parcel.package_id, "package_status": _PACKAGE_STATUS[status]}
    if shipped:
        data |= {
            "rts_time": parcel.arranged,
            "shipping_provider_id": parcel.carrier_id,
            "shipping_provider_name": parcel.carrier,
            "tracking_number": parcel.tracking,
        }
    return data


def _taxes(view: View, place: int, unit: Unit) -> dict[str, Any]:
    market = view.market
    data: dict[str, Any] = {}
    if view.bill.tax_on_top:
        data["item_tax"] = [
            {"tax_amount": amount(tax, market), "tax_rate": rate, "tax_type": "SALES_TAX"} for rate, tax in unit.taxes
        ]
    elif market.region == "FR":
        data["item_tax"] = [{"tax_amount": "0", "tax_rate": "0", "tax_type": "SALES_TAX"}]
    if market.vat and view.book.shop.seller_type == "LOCAL":
        fee, count = view.bill.shipping_fee, len(view.bill.units)
        rate, vat = shipping_vat(fee // count + (fee % count if not place else 0), market.vat)
        data |= {"shipping_vat_amount": amount(vat, market), "shipping_vat_rate": rate}
    return data


def _charges(view: View, place: int) -> dict[str, str]:
    charges = {}
    for charge in CHARGES:
        if charge.on_line and (charge.key in view.bill.charges or view.region in charge.always):
            charges[charge.key] = amount(view.bill.charges.get(charge.key, 0) if not place else 0, view.market)
    return charges


def _sku_type(view: View) -> str:
    kind = view.bill.kind
    if kind.name == "sample":
        return "UNKNOWN"
    # A back order is no SKU type: the deprecated key never learnt it.
    return "NORMAL" if kind.order_type in {"BACK_ORDER", "AUCTION"} else kind.order_type


def _special(view: View, unit: Unit, place: int) -> dict[str, Any]:
    """Return the keys of goods that are unboxed, made for the buyer, or dangerous to send."""
    data: dict[str, Any] = {}
    if view.bill.kind.order_type == "MADE_TO_ORDER":
        data["handling_duration_days"] = str(view.bill.kind.handling)
    if view.region == "US":
        data["is_dangerous_good"] = unit.product.word % 11 == 0
    if view.region == "ID" and unit.product.word % 29 == 0:
        data["needs_prescription"] = False
    if unit.product.trait == "blind_box":
        data["is_unboxing_item"] = True
        if view.status not in {UNPAID, CANCELLED}:
            data["unboxing_sku_code"] = f"BOX-{mix(view.word, place) % 12 + 1}"
            if view.newer:
                data["unboxing_case_list"] = [
                    {"unbox_sku": data["unboxing_sku_code"], "unbox_sku_type": "NORMAL"},
                    {"unbox_sku": "BOX-STICKER", "unbox_sku_type": "GIFT"},
                ]
    return data


def _newer(view: View, unit: Unit, place: int) -> dict[str, Any]:
    """Return the keys that came in 2026."""
    data: dict[str, Any] = {}
    if view.region == "US":
        data["room_id"] = str(_ROOM + mix(view.word, 43) % 10**12) if view.live else ""
    if view.live and (view.word >> 41) % 8 == 0:
        data["product_listing_type"] = "TEMPORARY_LISTING"
    if unit.product.trait == "customized":
        data |= {"is_pod_customized": True, "pod_info_id": str(_POD + mix(view.word, 44, place) % 10**12)}
    return data


def line_items(view: View) -> list[dict[str, Any]]:
    """Return all line items of an order."""
    market, rows = view.market, []
    for place, unit in enumerate(view.bill.units):
        status = view.unit_status(place)
        own_id = line_id(view.order_id, place)
        row: dict[str, Any] = {
            "currency": market.currency,
            "display_status": STATUSES[status],
            "gift_retail_price": amount(unit.retail, market) if unit.retail else "0",
            "id": str(own_id),
            "is_gift": unit.gift,
            "original_price": amount(unit.original, market),
            "platform_discount": amount(unit.platform_discount, market),
            "product_id": unit.product.id,
            "product_name": unit.product.title,
            "sale_price": amount(unit.sale, market),
            "seller_discount": amount(unit.seller_discount, market),
            "seller_sku": unit.sku.seller_sku,
            "sku_id": unit.sku.id,
            "sku_image": picture_url(market, unit.product.word, view.stamp),
            "sku_name": sku_name(unit, market),
            "sku_type": _sku_type(view),
            **_taxes(view, place, unit),
            **_charges(view, place),
            **_special(view, unit, place),
            **_travel(view, status, view.unit_parcel(place)),
        }
        if view.newer:
            row |= _newer(view, unit, place)
        if unit.pfand:
            row["pfand_fee"] = amount(unit.pfand, market)
        if unit.product.bundle:
            row["combined_listing_skus"] = bundle_parts(view)
            if view.newer:
                row["sub_item_info"] = sub_items(view, place, unit, own_id, _travel)
        if status == CANCELLED:
            who = view.life.initiator or (view.life.dropped.by if view.life.dropped else "SYSTEM")
            row |= {"cancel_reason": view.reason(who), "cancel_user": who}
        rows.append(row)
    return rows
