"""TikTok's order to the unified one, by hand: what a careful developer would write without a mapping language.

It gives the same values as mappings/shopglot_mappings/tiktok/order.yaml; the benchmark asserts it for each order. It
says nothing about what went wrong: no warnings, no lines of a mapping.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from _handwritten_extensions import extension_fields
from _handwritten_hidden import People, hidden_fields
from _handwritten_lines import DISCOUNTS, MOVING, WAITING, PriceDetail, line_items
from _handwritten_values import amounts, compact, moment, money, obj, objects, text, texts, total

Json = dict[str, Any]

STATUS = {
    "UNPAID": "active",
    "ON_HOLD": "active",
    "AWAITING_SHIPMENT": "active",
    "PARTIALLY_SHIPPING": "active",
    "AWAITING_COLLECTION": "active",
    "IN_TRANSIT": "active",
    "DELIVERED": "active",
    "COMPLETED": "completed",
    "CANCELLED": "cancelled",
    "CANCEL": "cancelled",
}
FULFILLMENT = {
    "UNPAID": "pending",
    "ON_HOLD": "pending",
    "AWAITING_SHIPMENT": "pending",
    "AWAITING_COLLECTION": "pending",
    "PARTIALLY_SHIPPING": "partial",
    "IN_TRANSIT": "shipped",
    "DELIVERED": "delivered",
}
KINDS = {
    "is_replacement_order": "replacement",
    "is_exchange_order": "exchange",
    "is_sample_order": "sample",
    "is_subscription_order": "subscription",
}
FEES = {
    "retail_delivery_fee": "retail_delivery",
    "small_order_fee": "small_order",
    "buyer_service_fee": "buyer_service",
    "handling_fee": "payment_handling",
    "item_insurance_fee": "item_insurance",
    "shipping_insurance_fee": "shipping_insurance",
    "distance_fee": "distance",
    "payment_discount_service_fee": "payment_discount_service",
}
TAXES = {"product_tax": "product", "shipping_fee_tax": "shipping", "item_insurance_tax": "item_insurance"}


def unify_order(raw: Json) -> Json:
    """Give the values of the unified order."""
    payment = obj(raw.get("payment"))
    units = objects(raw.get("line_items"))
    detail = PriceDetail(obj(raw.get("price_detail")))
    people = People(raw)
    currency = text(payment.get("currency"))
    status = text(raw.get("status"))
    order = {
        "id": text(raw.get("id")),
        "order_number": text(raw.get("id")),
        "source_status": status,
        "kind": next((kind for key, kind in KINDS.items() if raw.get(key) is True), "sale"),
        "currency": currency,
        "total_amount": money(payment.get("total_amount")),
        "sub_total": money(payment.get("sub_total")),
        "shipping_cost": money(payment.get("shipping_fee")),
        "total_tax": total([money(payment.get("tax")), money(payment.get("item_insurance_tax"))]),
        "total_discount": total([money(payment.get("seller_discount")), money(payment.get("platform_discount"))]),
        "tax_inclusive": tax_inclusive(currency, payment),
        "status": STATUS.get(status, "unknown") if status else None,
        "payment_status": payment_status(raw, status, payment),
        "fulfillment_status": fulfillment_status(raw, status, units),
        "payment_method": text(raw.get("payment_method_name")),
        "customer": people.customer(),
        "shipping_address": people.shipping_address(),
        "tracking": tracking(raw, status, units),
        "line_items": line_items(raw, units, currency, detail),
        "discounts": amounts(payment, DISCOUNTS, "funded_by"),
        "fees": fees(payment, units),
        "adjustments": adjustments(payment),
        "taxes": amounts(payment, TAXES, "type"),
        "note": text(raw.get("buyer_message")),
        "cancel_reason": text(raw.get("cancel_reason")),
        "ship_by": moment(raw.get("rts_sla_time")),
        "created_at": moment(raw.get("create_time")),
        "updated_at": moment(raw.get("update_time")),
        "paid_at": moment(raw.get("paid_time")),
        "cancelled_at": moment(raw.get("cancel_time")),
        "shipped_at": moment(raw.get("collection_time")),
        "delivered_at": moment(raw.get("delivery_time")),
    }
    order = compact(order)
    extensions = compact(extension_fields(raw, payment, units, detail, people))
    if extensions:
        order["extensions"] = {"tiktok": extensions}
    order["hidden_fields"] = hidden_fields(raw, currency, people, order)
    order["customer_hidden"] = bool(order["hidden_fields"])
    return order


def tax_inclusive(currency: str | None, payment: Json) -> bool | None:
    if currency == "USD":
        return False
    return True if money(payment.get("tax")) else None


def payment_status(raw: Json, status: str | None, payment: Json) -> str:
    paid = bool(raw.get("paid_time"))
    if status == "CANCELLED":
        return "unknown" if paid else "voided"
    if paid:
        return "paid"
    if status == "UNPAID":
        return "pending"
    if money(payment.get("total_amount")) == 0:
        return "paid"
    return "pending" if raw.get("is_cod") is True or status == "ON_HOLD" else "unknown"


def fulfillment_status(raw: Json, status: str | None, units: list[Json]) -> str:
    """Decide by the units and the parts of bundles, and by the order's own status where they say nothing."""
    states = {text(unit.get("display_status")) for unit in units}
    if status == "CANCELLED" or states == {"CANCELLED"}:
        return "cancelled"
    parts = [part for unit in units for part in objects(unit.get("sub_item_info"))]
    deep = states.union([text(part.get("display_status")) for part in parts])
    waiting = not WAITING.isdisjoint(deep)
    if waiting and not MOVING.isdisjoint(deep):
        return "partial"
    if waiting and not WAITING.isdisjoint(states):
        return "pending"
    if "IN_TRANSIT" in states:
        return "shipped"
    if "DELIVERED" in states or (status == "COMPLETED" and raw.get("delivery_time")):
        return "delivered"
    return FULFILLMENT.get(status, "unknown") if status else "unknown"


def fees(payment: Json, units: list[Json]) -> list[Json] | None:
    found = amounts(payment, FEES, "type") or []
    deposits: dict[str | None, list[Decimal | None]] = {}
    for unit in units:
        deposit = money(unit.get("pfand_fee"))
        if deposit:
            deposits.setdefault(text(unit.get("currency")), []).append(deposit)
    found += [{"type": "bottle_deposit", "amount": total(each)} for each in deposits.values()]
    return found or None


def adjustments(payment: Json) -> list[Json] | None:
    discount = money(payment.get("payment_platform_discount"))
    return [{"type": "payment_discount", "amount": -discount, "funded_by": "payment_provider"}] if discount else None


def tracking(raw: Json, status: str | None, units: list[Json]) -> list[Json] | None:
    """Give one parcel for each number of the units, and of parts that go alone; else the order's own."""
    numbers = {text(unit.get("tracking_number")) for unit in units}
    parts = [part for unit in units for part in objects(unit.get("sub_item_info"))]
    alone = [part for part in parts if text(part.get("tracking_number")) not in numbers]
    found = parcels(units) + parcels(alone)
    number = text(raw.get("tracking_number"))
    if not found and number and status != "CANCELLED":
        shipped = [unit for unit in units if unit.get("display_status") != "CANCELLED"]
        own = {
            "provider": text(raw.get("shipping_provider")),
            "number": number,
            "quantity": Decimal(len(shipped)) if isinstance(raw.get("line_items"), list) else None,
            "raw_ids": texts(shipped, "id"),
        }
        found = [compact(own)]
    return found or None


def parcels(pieces: list[Json]) -> list[Json]:
    """Put the pieces of one number together; the parcel of a cancelled one is void."""
    groups: dict[str, list[Json]] = {}
    for piece in pieces:
        number = text(piece.get("tracking_number"))
        if number and piece.get("display_status") != "CANCELLED":
            groups.setdefault(number, []).append(piece)
    return [
        compact(
            {
                "provider": ", ".join(dict.fromkeys(texts(group, "shipping_provider_name") or ())) or None,
                "number": number,
                "quantity": Decimal(len(group)),
                "raw_ids": texts(group, "id"),
            }
        )
        for number, group in groups.items()
    ]
