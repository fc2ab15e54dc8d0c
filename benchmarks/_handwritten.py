"""TikTok's order to the unified one, by hand: what a careful developer would write without a mapping language.

It gives the same values as mappings/shopglot_mappings/tiktok/order.yaml; the benchmark asserts it for each order. It
says nothing about what went wrong: no warnings, no lines of a mapping.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from _handwritten_hidden import People, hidden_fields
from _handwritten_values import compact, flag, integer, moment, money, obj, objects, text, total, whole

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
    "CANCELLED": "cancelled",
}
FEES = {
    "retail_delivery_fee": "retail_delivery",
    "small_order_fee": "small_order",
    "buyer_service_fee": "buyer_service",
    "handling_fee": "payment_handling",
    "item_insurance_fee": "item_insurance",
    "shipping_insurance_fee": "shipping_insurance",
    "distance_fee": "distance",
    "distance_shipping_fee": "distance_shipping",
    "payment_discount_service_fee": "payment_discount_service",
}
TAXES = {"product_tax": "product", "shipping_fee_tax": "shipping", "item_insurance_tax": "item_insurance"}
DISCOUNTS = {"seller_discount": "seller", "platform_discount": "platform"}
SHIPPING_DISCOUNTS = {
    "shipping_fee_seller_discount": "seller",
    "shipping_fee_platform_discount": "platform",
    "shipping_fee_cofunded_discount": "shared",
}


def unify_order(raw: Json) -> Json:
    """Give the values of the unified order."""
    payment = obj(raw.get("payment"))
    lines = objects(raw.get("line_items"))
    people = People(raw)
    currency = text(payment.get("currency"))
    status = text(raw.get("status"))
    order = {
        "id": text(raw.get("id")),
        "order_number": text(raw.get("id")),
        "source_status": status,
        "currency": currency,
        "total_amount": money(payment.get("total_amount")),
        "sub_total": money(payment.get("sub_total")),
        "shipping_cost": money(payment.get("shipping_fee")),
        "total_tax": money(payment.get("tax")),
        "total_discount": total([money(payment.get("seller_discount")), money(payment.get("platform_discount"))]),
        "tax_inclusive": tax_inclusive(currency, payment),
        "status": STATUS.get(status, "unknown") if status else None,
        "payment_status": payment_status(raw, status),
        "fulfillment_status": fulfillment_status(raw, status),
        "payment_method": text(raw.get("payment_method_name")),
        "customer": people.customer(),
        "shipping_address": people.shipping_address(),
        "tracking": tracking(raw, lines),
        "line_items": [line_item(units, currency) for units in grouped(lines)] or None,
        "discounts": amounts(payment, DISCOUNTS, "funded_by"),
        "fees": fees(payment, lines),
        "taxes": amounts(payment, TAXES, "type"),
        "note": text(raw.get("buyer_message")),
        "cancel_reason": text(raw.get("cancel_reason")),
        "ship_by": moment(raw.get("rts_sla_time")),
        "created_at": moment(raw.get("create_time")),
        "updated_at": moment(raw.get("update_time")),
        "paid_at": moment(raw.get("paid_time")),
        "cancelled_at": moment(raw.get("cancel_time")),
        "delivered_at": moment(raw.get("delivery_time")),
    }
    order = compact(order)
    extensions = compact(extension_fields(raw, payment, lines, people))
    if extensions:
        order["extensions"] = {"tiktok": extensions}
    order["hidden_fields"] = hidden_fields(raw, currency, people, order)
    order["customer_hidden"] = bool(order["hidden_fields"])
    return order


def tax_inclusive(currency: str | None, payment: Json) -> bool | None:
    if currency == "USD":
        return False
    return True if currency == "VND" and money(payment.get("tax")) else None


def payment_status(raw: Json, status: str | None) -> str:
    if raw.get("paid_time") is not None:
        return "paid"
    if status == "CANCELLED":
        return "voided"
    if status in {"UNPAID", "ON_HOLD"} or raw.get("is_cod") is True:
        return "pending"
    return "unknown"


def fulfillment_status(raw: Json, status: str | None) -> str:
    if status == "COMPLETED":
        return "delivered" if raw.get("delivery_time") is not None else "unknown"
    return FULFILLMENT.get(status, "unknown") if status else "unknown"


def amounts(source: Json, table: dict[str, str], label: str) -> list[Json] | None:
    """List the amounts that are not zero, each with its label."""
    found = [{"amount": amount, label: name} for key, name in table.items() if (amount := money(source.get(key)))]
    return found or None


def fees(payment: Json, lines: list[Json]) -> list[Json] | None:
    found = amounts(payment, FEES, "type") or []
    deposits: dict[Any, list[Decimal | None]] = {}
    for line in lines:
        deposit = money(line.get("pfand_fee"))
        if deposit:
            deposits.setdefault(line.get("currency"), []).append(deposit)
    found += [{"type": "bottle_deposit", "amount": total(each)} for each in deposits.values()]
    return found or None


def tracking(raw: Json, lines: list[Json]) -> list[Json] | None:
    """One parcel for each carrier and number of the lines; else the order's own."""
    parcels: dict[tuple[Any, Any], Json] = {}
    for line in lines:
        if text(line.get("tracking_number")):
            parcels.setdefault((line.get("shipping_provider_name"), line.get("tracking_number")), line)
    found = [parcel(line, "shipping_provider_name") for line in parcels.values()]
    if not found and text(raw.get("tracking_number")):
        found = [parcel(raw, "shipping_provider")]
    return found or None


def parcel(source: Json, provider: str) -> Json:
    return compact(
        {
            "provider": text(source.get(provider)),
            "number": text(source.get("tracking_number")),
            "updated_at": moment(source.get("rts_time")),
        }
    )


def grouped(lines: list[Json]) -> list[list[Json]]:
    """Put the units that a merchant would write on one line together."""
    groups: dict[tuple[Any, ...], list[Json]] = {}
    for line in lines:
        key = (line.get("sku_id"), line.get("sale_price"), line.get("is_gift"), line.get("display_status"))
        groups.setdefault(key, []).append(line)
    return list(groups.values())


def line_item(units: list[Json], currency: str | None) -> Json:
    first = units[0]
    prices = [money(unit.get("sale_price")) for unit in units]
    taxes = [tax for unit in units for tax in objects(unit.get("item_tax"))]
    tax_amounts = [money(tax.get("tax_amount")) for tax in taxes]
    rates = objects(first.get("item_tax"))
    return compact(
        {
            "id": text(first.get("id")),
            "raw_ids": [number for unit in units if (number := text(unit.get("id")))] or None,
            "product_id": text(first.get("product_id")),
            "variant_id": text(first.get("sku_id")),
            "sku": text(first.get("seller_sku")),
            "name": text(first.get("product_name")),
            "description": text(first.get("sku_name")),
            "quantity": Decimal(len(units)),
            "unit_price": prices[0],
            "sub_total": total([money(unit.get("original_price")) for unit in units]),
            "total_amount": total(prices + tax_amounts if currency == "USD" else prices),
            "tax_amount": total(tax_amounts),
            "tax_rate": money(rates[0].get("tax_rate")) if rates else None,
            "discounts": line_discounts(units),
            "is_gift": flag(first.get("is_gift")),
            "source_status": text(first.get("display_status")),
            "components": [component(part) for part in objects(first.get("combined_listing_skus"))] or None,
        }
    )


def line_discounts(units: list[Json]) -> list[Json] | None:
    found = [
        {"amount": total([money(unit.get(key)) for unit in units]), "funded_by": funded_by}
        for key, funded_by in DISCOUNTS.items()
        if money(units[0].get(key))
    ]
    return found or None


def component(part: Json) -> Json:
    return compact(
        {
            "product_id": text(part.get("product_id")),
            "variant_id": text(part.get("sku_id")),
            "sku": text(part.get("seller_sku")),
            "quantity": whole(part.get("sku_count")),
        }
    )


def extension_fields(raw: Json, payment: Json, lines: list[Json], people: People) -> Json:
    """Give what the unified order has no word for."""
    duration = obj(raw.get("handling_duration"))
    return {
        **plain_extensions(raw, payment),
        "handling_duration": compact({"days": integer(duration.get("days")), "type": text(duration.get("type"))})
        or None,
        "order_rights": raw.get("order_rights"),
        "shipping_discounts": amounts(payment, SHIPPING_DISCOUNTS, "funded_by"),
        "fulfillment_priority_level": raw.get("fulfillment_priority_level"),
        "drop_off_location": people.drop_off_location(),
        "package_ids": [number for package in objects(raw.get("packages")) if (number := text(package.get("id")))]
        or None,
        "buyer_nickname": people.named("buyer_nickname"),
        "recipient_name": people.recipient_name(),
        "recipient_local_script": people.local_script(),
        "cpf": people.named("cpf"),
        "cpf_name": people.named("cpf_name"),
        "units": [unit(line) for line in lines] or None,
    }


def plain_extensions(raw: Json, payment: Json) -> Json:
    """Give what is only read and typed."""
    return {
        "order_type": text(raw.get("order_type")),
        "commerce_platform": text(raw.get("commerce_platform")),
        "is_sample_order": flag(raw.get("is_sample_order")),
        "is_cod": flag(raw.get("is_cod")),
        "is_on_hold_order": flag(raw.get("is_on_hold_order")),
        "is_replacement_order": flag(raw.get("is_replacement_order")),
        "replaced_order_id": text(raw.get("replaced_order_id")),
        "is_exchange_order": flag(raw.get("is_exchange_order")),
        "exchange_source_order_id": text(raw.get("exchange_source_order_id")),
        "release_date": moment(raw.get("release_date")),
        "consultation_id": text(raw.get("consultation_id")),
        "is_buyer_request_cancel": flag(raw.get("is_buyer_request_cancel")),
        "cancellation_initiator": text(raw.get("cancellation_initiator")),
        "request_cancel_time": moment(raw.get("request_cancel_time")),
        "payment_method_code": text(raw.get("payment_method_code")),
        "payment_card_type": text(raw.get("payment_card_type")),
        "payment_auth_code": text(raw.get("payment_auth_code")),
        "original_sub_total": money(payment.get("original_total_product_price")),
        "original_shipping_cost": money(payment.get("original_shipping_fee")),
        "payment_platform_discount": money(payment.get("payment_platform_discount")),
        "shipping_type": text(raw.get("shipping_type")),
        "fulfillment_type": text(raw.get("fulfillment_type")),
        "fast_delivery_program": text(raw.get("fast_delivery_program")),
        "delivery_type": text(raw.get("delivery_type")),
        "delivery_option_id": text(raw.get("delivery_option_id")),
        "delivery_option_name": text(raw.get("delivery_option_name")),
        "warehouse_id": text(raw.get("warehouse_id")),
        "shipping_provider_id": text(raw.get("shipping_provider_id")),
        "split_or_combine_tag": text(raw.get("split_or_combine_tag")),
        "auto_combine_group_id": text(raw.get("auto_combine_group_id")),
        "has_updated_recipient_address": flag(raw.get("has_updated_recipient_address")),
        "shipped_at": moment(raw.get("rts_time")),
        "collected_at": moment(raw.get("collection_time")),
        "tts_sla_time": moment(raw.get("tts_sla_time")),
        "shipping_due_time": moment(raw.get("shipping_due_time")),
        "collection_due_time": moment(raw.get("collection_due_time")),
        "delivery_due_time": moment(raw.get("delivery_due_time")),
        "delivery_sla_time": moment(raw.get("delivery_sla_time")),
        "delivery_option_required_delivery_time": moment(raw.get("delivery_option_required_delivery_time")),
        "fast_dispatch_sla_time": moment(raw.get("fast_dispatch_sla_time")),
        "pick_up_cut_off_time": moment(raw.get("pick_up_cut_off_time")),
        "recommended_shipping_time": moment(raw.get("recommended_shipping_time")),
        "seller_note": text(raw.get("seller_note")),
        "need_upload_invoice": text(raw.get("need_upload_invoice")),
        "payment_institution_registry_id": text(raw.get("channel_entity_national_registry_id")),
    }


def unit(line: Json) -> Json:
    """Give what one unit adds to its line."""
    return compact(
        {
            "id": text(line.get("id")),
            "image": text(line.get("sku_image")),
            "package_id": text(line.get("package_id")),
            "package_status": text(line.get("package_status")),
            "tracking_number": text(line.get("tracking_number")),
            "shipping_provider_id": text(line.get("shipping_provider_id")),
            "shipped_at": moment(line.get("rts_time")),
            "sku_type": text(line.get("sku_type")),
            "gift_retail_price": money(line.get("gift_retail_price")),
            "tax_types": [kind for tax in objects(line.get("item_tax")) if (kind := text(tax.get("tax_type")))] or None,
            "shipping_vat_amount": money(line.get("shipping_vat_amount")),
            "shipping_vat_rate": money(line.get("shipping_vat_rate")),
            "retail_delivery_fee": money(line.get("retail_delivery_fee")),
            "small_order_fee": money(line.get("small_order_fee")),
            "buyer_service_fee": money(line.get("buyer_service_fee")),
            "distance_fee": money(line.get("distance_fee")),
            "distance_shipping_fee": money(line.get("distance_shipping_fee")),
            "cancel_reason": text(line.get("cancel_reason")),
            "cancel_user": text(line.get("cancel_user")),
            "is_dangerous_good": flag(line.get("is_dangerous_good")),
            "needs_prescription": flag(line.get("needs_prescription")),
            "is_unboxing_item": flag(line.get("is_unboxing_item")),
            "unboxing_sku_code": text(line.get("unboxing_sku_code")),
        }
    )
