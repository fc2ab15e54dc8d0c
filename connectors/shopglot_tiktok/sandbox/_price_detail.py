"""Price detail: what an order and each of its units cost, by the formulas that the platform's OpenAPI states.

`payment` = sku_sale_price + shipping_sale_price + tax_amount + small_order_fee. What the formula does not know (service
and handling fees, insurance, deposits, the discount of a payment platform) is in the order's total alone. Outside the
US an order's prices hold its tax. The formulas add up there too where the prices here are without it, and `subtotal` is
what the order calls its sale price: assumed, since no such answer has become public. Of vouchers that OpenAPI tells the
kind, the newer catalogue the amount: which of the two comes follows `newer_keys`.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import mix
from shopglot_tiktok.sandbox._lines import line_id
from shopglot_tiktok.sandbox._money import amount

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._units import Unit
    from shopglot_tiktok.sandbox._view import View

__all__ = ["price_detail"]

# The kinds of voucher that the OpenAPI lists: a new user's, the seller's price of a SKU, the platform's free shipping.
_VOUCHERS = {
    "shipping_fee_deduction_platform_voucher": "1030000",
    "voucher_deduction_platform": "1010000",
    "voucher_deduction_seller": "1020000",
}
_ACTIVITY = 7_600_000_000_000_000_000


def _amounts(view: View, place: int, unit: Unit) -> Counter[str]:
    """Return a unit's amounts in minor units; shipping and fees stand on the first one."""
    bill, word = view.bill, view.word
    first = not place
    shipping_tax = bill.shipping_tax if first else 0
    inside, shipping_inside = (0, 0) if bill.tax_on_top else (unit.tax, shipping_tax)
    amounts = Counter(
        {
            "cod_fee": 0,
            "shipping_fee_deduction_platform": bill.shipping_platform * first,
            "shipping_fee_deduction_platform_voucher": bill.shipping_platform * (first and word % 2),
            "shipping_fee_deduction_seller": (bill.shipping_seller + bill.shipping_cofunded) * first,
            "shipping_list_price": bill.shipping * first - shipping_inside,
            "shipping_sale_price": bill.shipping_fee * first - shipping_inside,
            "sku_gift_net_price": unit.retail,
            "sku_gift_original_price": unit.retail,
            "sku_list_price": unit.original - inside,
            "sku_sale_price": unit.sale - inside,
            "subtotal": unit.sale - inside + unit.tax,
            "subtotal_deduction_platform": unit.platform_discount,
            "subtotal_deduction_seller": unit.seller_discount,
            "subtotal_tax_amount": unit.tax,
            "tax_amount": unit.tax + shipping_tax,
            "total": unit.original - inside + bill.shipping * first - shipping_inside,
            "voucher_deduction_platform": unit.platform_discount * (word % 3 == 0),
            "voucher_deduction_seller": unit.seller_discount * (word % 4 == 0),
        }
    )
    amounts["payment"] = (
        amounts["sku_sale_price"]
        + amounts["shipping_sale_price"]
        + amounts["tax_amount"]
        + bill.charges.get("small_order_fee", 0) * first
    )
    amounts["net_price_amount"] = amounts["payment"] - unit.tax - shipping_tax
    if view.region == "ID":
        for key in ("distance_fee", "distance_shipping_fee"):
            amounts[key] = bill.charges.get(key, 0) * first
    return amounts


def _rate(unit: Unit) -> str:
    return str(sum((Decimal(rate) for rate, _ in unit.taxes), Decimal(0)))


def _write_amounts(view: View, amounts: Counter[str]) -> dict[str, str]:
    """Return amounts as text, and vouchers as the document in question tells them."""
    told = {key: amount(value, view.market) for key, value in amounts.items()}
    if not view.newer:
        for key, code in _VOUCHERS.items():
            if amounts[key]:
                told[key] = code
            else:
                del told[key]
    return told


def _promotions(view: View, place: int, unit: Unit) -> dict[str, Any]:
    """Return the promotions that the seller pays for, one of each kind at most."""
    coupon = view.word % 4 == 0
    shipping = (view.bill.shipping_seller + view.bill.shipping_cofunded) if not place else 0
    return {
        f"seller_funded_{what}_promotions": [
            {
                "activity_id": str(_ACTIVITY + mix(view.book.seed, 46, nth, view.word % 9) % 10**12),
                "discount_amount": amount(value, view.market),
                "discount_type": "COUPON" if coupon and not nth else "ACTIVITY",
            }
        ]
        for nth, (what, value) in enumerate((("product", unit.seller_discount), ("shipping", shipping)))
        if value
    }


def price_detail(view: View) -> dict[str, Any]:
    """Return the price detail of an order."""
    market, rows, whole, rates = view.market, [], Counter[str](), []
    for place, unit in enumerate(view.bill.units):
        amounts = _amounts(view, place, unit)
        for key, value in amounts.items():
            whole[key] += value
        rates.append(_rate(unit))
        row = {
            **_write_amounts(view, amounts),
            "cod_fee_amount": amount(0, market),
            "currency": market.currency,
            "id": str(line_id(view.order_id, place)),
            "tax_rate": rates[-1],
        }
        if view.newer:
            row |= _promotions(view, place, unit)
        rows.append(row)
    order: dict[str, Any] = {
        **_write_amounts(view, whole),
        "cod_fee_net_amount": amount(0, market),
        "currency": market.currency,
        "line_items": rows,
    }
    if len(set(rates)) == 1:
        order["tax_rate"] = rates[0]
    return order
