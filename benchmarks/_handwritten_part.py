"""The part of an order that general transformers can say too, by hand and typed."""

from __future__ import annotations

from typing import Any

from _handwritten import payment_status
from _handwritten_extensions import plain_extensions, plain_unit
from _handwritten_values import compact, flag, moment, money, obj, objects, text, texts

Json = dict[str, Any]


def unify_part(raw: Json) -> Json:
    """Give the same values as the mapping of `_rivals.our_mapping`."""
    payment = obj(raw.get("payment"))
    address = obj(raw.get("recipient_address"))
    lines = objects(raw.get("line_items"))
    status = text(raw.get("status"))
    customer = {
        "id": text(raw.get("user_id")),
        "name": text(address.get("name")),
        "first_name": text(address.get("first_name")),
        "last_name": text(address.get("last_name")),
    }
    extensions = plain_extensions(raw, payment)
    extensions["package_ids"] = texts(objects(raw.get("packages")), "id")
    extensions["units"] = [compact(plain_unit(line)) for line in lines] or None
    return compact(
        {
            "id": text(raw.get("id")),
            "order_number": text(raw.get("id")),
            "source_status": status,
            "currency": text(payment.get("currency")),
            "total_amount": money(payment.get("total_amount")),
            "sub_total": money(payment.get("sub_total")),
            "shipping_cost": money(payment.get("shipping_fee")),
            "total_tax": money(payment.get("tax")),
            "payment_method": text(raw.get("payment_method_name")),
            "note": text(raw.get("buyer_message")),
            "cancel_reason": text(raw.get("cancel_reason")),
            "ship_by": moment(raw.get("rts_sla_time")),
            "created_at": moment(raw.get("create_time")),
            "updated_at": moment(raw.get("update_time")),
            "paid_at": moment(raw.get("paid_time")),
            "cancelled_at": moment(raw.get("cancel_time")),
            "shipped_at": moment(raw.get("collection_time")),
            "delivered_at": moment(raw.get("delivery_time")),
            "payment_status": payment_status(raw, status, payment),
            "customer": compact(customer) or None,
            "shipping_address": shipping_address(address),
            "line_items": [line_item(line) for line in lines] or None,
            "extensions": {"tiktok": compact(extensions)},
            "customer_hidden": False,
            "hidden_fields": [],
        }
    )


def shipping_address(address: Json) -> Json | None:
    districts = objects(address.get("district_info"))
    country = text(address.get("region_code"))
    found = {
        "name": text(address.get("name")),
        "line1": text(address.get("address_line1")) or text(address.get("address_detail")),
        "line2": text(address.get("address_line2")),
        "line3": text(address.get("address_line3")),
        "line4": text(address.get("address_line4")),
        "city": area_name(districts, "L2"),
        "state": area_name(districts, "L1"),
        "postal_code": text(address.get("postal_code")),
        "country": country.upper() if country and len(country) == 2 and country.isalpha() else None,
        "areas": [
            compact(
                {
                    "level": text(area.get("address_level")),
                    "name": text(area.get("address_name")),
                    "code": text(area.get("iso_code")),
                }
            )
            for area in districts
        ]
        or None,
    }
    return compact(found) or None


def area_name(districts: list[Json], level: str) -> str | None:
    for area in districts:
        if area.get("address_level") == level:
            return text(area.get("address_name"))
    return None


def line_item(line: Json) -> Json:
    return compact(
        {
            "id": text(line.get("id")),
            "product_id": text(line.get("product_id")),
            "variant_id": text(line.get("sku_id")),
            "sku": text(line.get("seller_sku")),
            "name": text(line.get("product_name")),
            "description": text(line.get("sku_name")),
            "unit_price": money(line.get("original_price")),
            "discounted_unit_price": money(line.get("sale_price")),
            "is_gift": flag(line.get("is_gift")),
            "source_status": text(line.get("display_status")),
        }
    )
