"""Invented orders: with and without an account, coupons, fees, refunds, a plug-in's status, erased ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_woocommerce.sandbox._goods import euros
from shopglot_woocommerce.sandbox._people import ERASED, billing_of, shipping_of
from shopglot_woocommerce.sandbox._shop import STATUSES, moments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopglot_woocommerce.sandbox._shop import Record

__all__ = ["make_order"]

_FIRST_ORDER = 50_000
_TAX = 20
_RATE = 7
_SHIPPING, _FEE = 490, 150
_UNPAID = frozenset({"pending", "on-hold", "cancelled", "failed"})
_MAILBOXES = 9
"""How many guests there are."""


def _tax(cents: int) -> int:
    return (cents * _TAX + 50) // 100


def make_order(
    number: int,
    at: float,
    pick: Callable[[str, int], int],
    sold: Sequence[Record],
    buyers: Sequence[Record],
) -> tuple[Record, list[Record]]:
    """Return an order and its refunds."""
    identity = _FIRST_ORDER + number * 2
    status = STATUSES[pick("status", len(STATUSES))]
    paid = status not in _UNPAID
    guest = pick("guest", 3) == 0
    erased = status == "completed" and pick("erased", 4) == 0
    billing = billing_of(100 + pick("mailbox", _MAILBOXES)) if guest else buyers[pick("buyer", len(buyers))]["billing"]
    people = ERASED if erased else {"billing": billing, "shipping": shipping_of(billing)}
    customer = 0 if guest or erased else 15 + buyers.index(next(one for one in buyers if one["billing"] is billing))
    lines = [_line(identity, place, sold, pick) for place in range(1 + pick("lines", 3))] if sold else []
    goods = sum(line["cents"] for line in lines)
    spared = sum(line["before"] for line in lines) - goods
    fee = _FEE if pick("fee", 4) == 0 else 0
    taxes = [line["tax"] for line in lines]
    refunds = _refunds(identity, at, lines) if status == "refunded" or (paid and pick("refund", 7) == 0) else []
    order = {
        "id": identity,
        "parent_id": 0,
        "number": str(identity),
        "order_key": f"wc_order_example{number}",
        "created_via": "checkout",
        "status": status,
        "currency": "EUR",
        **moments("date_created", at),
        **moments("date_modified", at + 900),
        **moments("date_paid", at + 60 if paid else None),
        **moments("date_completed", at + 600 if status == "completed" else None),
        "discount_total": euros(spared),
        "discount_tax": euros(_tax(spared)),
        "shipping_total": euros(_SHIPPING),
        "shipping_tax": euros(_tax(_SHIPPING)),
        "cart_tax": euros(sum(taxes) + _tax(fee)),
        "total": euros(goods + sum(taxes) + fee + _tax(fee) + _SHIPPING + _tax(_SHIPPING)),
        "total_tax": euros(sum(taxes) + _tax(fee) + _tax(_SHIPPING)),
        "prices_include_tax": True,
        "customer_id": customer,
        "customer_note": "",
        **people,
        "payment_method": "bacs",
        "payment_method_title": "Banküberweisung",
        "transaction_id": "",
        "meta_data": [{"id": identity, "key": "_anonymized", "value": "yes"}] if erased else [],
        "line_items": [line["raw"] for line in lines],
        "tax_lines": [_tax_line(identity, sum(taxes) + _tax(fee), _tax(_SHIPPING))],
        "shipping_lines": [_charge(identity + 1, _SHIPPING, method_title="Post", method_id="flat_rate")],
        "fee_lines": [_charge(identity, fee, name="Verpackung")] if fee else [],
        "coupon_lines": [_coupon(identity, spared)] if spared else [],
        "refunds": [{"id": one["id"], "reason": one["reason"], "total": f"-{one['amount']}"} for one in refunds],
    }
    return order, refunds


def _line(order: int, place: int, sold: Sequence[Record], pick: Callable[[str, int], int]) -> dict[str, Any]:
    product = sold[pick(f"product {place}", len(sold))]
    quantity = 1 + pick(f"quantity {place}", 3)
    before = int(product["price"].replace(".", "")) * quantity
    cents = before - before // 10 if pick(f"coupon {place}", 4) == 0 else before
    tax = _tax(cents)
    variation = product["variations"][place % len(product["variations"])] if product["variations"] else 0
    raw = {
        "id": order * 10 + place,
        "name": product["name"],
        "product_id": product["id"],
        "variation_id": variation,
        "quantity": quantity,
        "tax_class": "",
        "subtotal": euros(before),
        "subtotal_tax": euros(_tax(before)),
        "total": euros(cents),
        "total_tax": euros(tax),
        "taxes": [{"id": _RATE, "total": euros(tax), "subtotal": euros(_tax(before))}],
        "meta_data": _options(order * 10 + place) if variation else [],
        "sku": product["sku"],
        "price": cents / quantity / 100,
    }
    return {"raw": raw, "before": before, "cents": cents, "tax": tax}


def _options(line: int) -> list[Record]:
    return [{"id": line, "key": "pa_farbe", "value": "blau", "display_key": "Farbe", "display_value": "Blau"}]


def _tax_line(order: int, goods: int, shipping: int) -> Record:
    return {
        "id": order * 10 + 7,
        "rate_code": "AT-MWST-1",
        "rate_id": _RATE,
        "label": "MwSt.",
        "compound": False,
        "tax_total": euros(goods),
        "shipping_tax_total": euros(shipping),
        "rate_percent": _TAX,
        "meta_data": [],
    }


def _charge(identity: int, cents: int, **names: str) -> Record:
    return {"id": identity * 10 + 8, **names, "total": euros(cents), "total_tax": euros(_tax(cents)), "meta_data": []}


def _coupon(order: int, spared: int) -> Record:
    return {
        "id": order * 10 + 9,
        "code": "zehn",
        "discount": euros(spared),
        "discount_tax": euros(_tax(spared)),
        "meta_data": [],
    }


def _refunds(order: int, at: float, lines: Sequence[dict[str, Any]]) -> list[Record]:
    """Return one refund, of the whole first line."""
    if not lines:
        return []
    line = lines[0]
    undone = {
        **line["raw"],
        "id": order * 10 + 6,
        "quantity": -line["raw"]["quantity"],
        "subtotal": euros(-line["cents"]),
        "total": euros(-line["cents"]),
        "total_tax": euros(-line["tax"]),
        "taxes": [{"id": _RATE, "total": euros(-line["tax"]), "subtotal": ""}],
        "meta_data": [{"id": order, "key": "_refunded_item_id", "value": str(line["raw"]["id"])}],
    }
    document = {
        "id": order + 1,
        **moments("date_created", at + 700),
        "amount": euros(line["cents"] + line["tax"]),
        "reason": "Zerbrochen",
        "refunded_by": 1,
        "refunded_payment": False,
        "meta_data": [],
        "line_items": [undone],
    }
    return [document]
