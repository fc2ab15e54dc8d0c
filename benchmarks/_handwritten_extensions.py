"""What the unified order has no word for, by hand: the fields of `extensions.tiktok`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from _handwritten_values import amounts, compact, flag, integer, moment, money, obj, objects, text, texts

if TYPE_CHECKING:
    from _handwritten_hidden import People
    from _handwritten_lines import PriceDetail

Json = dict[str, Any]

SHIPPING_DISCOUNTS = {
    "shipping_fee_seller_discount": "seller",
    "shipping_fee_platform_discount": "platform",
    "shipping_fee_cofunded_discount": "shared",
}
PROMOTIONS = {"goods": "seller_funded_product_promotions", "shipping": "seller_funded_shipping_promotions"}


def extension_fields(raw: Json, payment: Json, units: list[Json], detail: PriceDetail, people: People) -> Json:
    """Give what the unified order has no word for."""
    duration = obj(raw.get("handling_duration"))
    return {
        **plain_extensions(raw, payment),
        "handling_duration": compact({"days": integer(duration.get("days")), "type": text(duration.get("type"))})
        or None,
        "order_rights": raw.get("order_rights"),
        "shipping_discounts": amounts(payment, SHIPPING_DISCOUNTS, "funded_by"),
        "fulfillment_priority_level": raw.get("fulfillment_priority_level"),
        "cod_fee": cod_fee(detail.order),
        "drop_off_location": people.drop_off_location(),
        "package_ids": texts(objects(raw.get("packages")), "id"),
        "buyer_nickname": people.named("buyer_nickname"),
        "recipient_name": people.recipient_name(),
        "recipient_local_script": people.local_script(),
        "cpf": people.named("cpf"),
        "cpf_name": people.named("cpf_name"),
        "units": [unit_fields(unit, detail) for unit in units] or None,
    }


def cod_fee(detail: Json) -> Json | None:
    fee = {"amount": money(detail.get("cod_fee")), "with_tax": money(detail.get("cod_fee_net_amount"))}
    return compact(fee) or None


def plain_extensions(raw: Json, payment: Json) -> Json:
    """Give what is only read and typed."""
    return {
        "order_type": text(raw.get("order_type")),
        "commerce_platform": text(raw.get("commerce_platform")),
        "is_sample_order": flag(raw.get("is_sample_order")),
        "is_refundable_sample": flag(raw.get("is_refundable_sample")),
        "is_cod": flag(raw.get("is_cod")),
        "is_on_hold_order": flag(raw.get("is_on_hold_order")),
        "is_replacement_order": flag(raw.get("is_replacement_order")),
        "replaced_order_id": text(raw.get("replaced_order_id")),
        "is_exchange_order": flag(raw.get("is_exchange_order")),
        "exchange_source_order_id": text(raw.get("exchange_source_order_id")),
        "is_subscription_order": flag(raw.get("is_subscription_order")),
        "authentication_required": flag(raw.get("authentication_required")),
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
        "distance_shipping_fee": money(payment.get("distance_shipping_fee")),
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
        "arranged_at": moment(raw.get("rts_time")),
        "tts_sla_time": moment(raw.get("tts_sla_time")),
        "shipping_due_time": moment(raw.get("shipping_due_time")),
        "collection_due_time": moment(raw.get("collection_due_time")),
        "delivery_due_time": moment(raw.get("delivery_due_time")),
        "delivery_sla_time": moment(raw.get("delivery_sla_time")),
        "delivery_option_required_delivery_time": moment(raw.get("delivery_option_required_delivery_time")),
        "fast_dispatch_sla_time": moment(raw.get("fast_dispatch_sla_time")),
        "fast_rts_sla_time": moment(raw.get("fast_rts_sla_time")),
        "fast_collection_sla_time": moment(raw.get("fast_collection_sla_time")),
        "instore_pickup_sla_time": moment(raw.get("instore_pickup_sla_time")),
        "pick_up_cut_off_time": moment(raw.get("pick_up_cut_off_time")),
        "recommended_shipping_time": moment(raw.get("recommended_shipping_time")),
        "seller_note": text(raw.get("seller_note")),
        "need_upload_invoice": text(raw.get("need_upload_invoice")),
        "payment_institution_registry_id": text(raw.get("channel_entity_national_registry_id")),
    }


def unit_fields(unit: Json, detail: PriceDetail) -> Json:
    """Give what one unit adds to its line."""
    return compact(
        plain_unit(unit)
        | {
            "unboxing_cases": [
                compact({"sku": text(case.get("unbox_sku")), "type": text(case.get("unbox_sku_type"))})
                for case in objects(unit.get("unboxing_case_list"))
            ]
            or None,
            "promotions": promotions(detail.of(unit)),
            "pieces": [piece_fields(piece) for piece in objects(unit.get("sub_item_info"))] or None,
        }
    )


def plain_unit(unit: Json) -> Json:
    """Give what is only read and typed."""
    return {
        "id": text(unit.get("id")),
        "image": text(unit.get("sku_image")),
        "package_id": text(unit.get("package_id")),
        "package_status": text(unit.get("package_status")),
        "tracking_number": text(unit.get("tracking_number")),
        "shipping_provider_id": text(unit.get("shipping_provider_id")),
        "arranged_at": moment(unit.get("rts_time")),
        "sku_type": text(unit.get("sku_type")),
        "gift_retail_price": money(unit.get("gift_retail_price")),
        "taxes": unit_taxes(unit),
        "shipping_vat_amount": money(unit.get("shipping_vat_amount")),
        "shipping_vat_rate": money(unit.get("shipping_vat_rate")),
        "retail_delivery_fee": money(unit.get("retail_delivery_fee")),
        "small_order_fee": money(unit.get("small_order_fee")),
        "buyer_service_fee": money(unit.get("buyer_service_fee")),
        "distance_fee": money(unit.get("distance_fee")),
        "distance_shipping_fee": money(unit.get("distance_shipping_fee")),
        "cancel_reason": text(unit.get("cancel_reason")),
        "cancel_user": text(unit.get("cancel_user")),
        "is_dangerous_good": flag(unit.get("is_dangerous_good")),
        "needs_prescription": flag(unit.get("needs_prescription")),
        "is_unboxing_item": flag(unit.get("is_unboxing_item")),
        "unboxing_sku_code": text(unit.get("unboxing_sku_code")),
        "is_customized": flag(unit.get("is_pod_customized")),
        "customization_id": text(unit.get("pod_info_id")),
        "live_session_id": text(unit.get("room_id")),
        "listing_type": text(unit.get("product_listing_type")),
    }


def unit_taxes(unit: Json) -> list[Json] | None:
    found = [
        compact(
            {
                "type": text(tax.get("tax_type")),
                "rate": money(tax.get("tax_rate")),
                "amount": money(tax.get("tax_amount")),
            }
        )
        for tax in objects(unit.get("item_tax"))
    ]
    return found or None


def promotions(told: list[Json]) -> list[Json] | None:
    """List the promotions that the seller pays for: those of the goods, then those of the shipping."""
    found = [
        compact(
            {
                "id": text(one.get("activity_id")),
                "type": text(one.get("discount_type")),
                "of": of,
                "amount": money(one.get("discount_amount")),
            }
        )
        for of, key in PROMOTIONS.items()
        for unit in told
        for one in objects(unit.get(key))
    ]
    return found or None


def piece_fields(piece: Json) -> Json:
    """Give what the platform tells of one piece of a bundle."""
    return compact(
        {
            "id": text(piece.get("id")),
            "product_id": text(piece.get("product_id")),
            "product_name": text(piece.get("product_name")),
            "sku_id": text(piece.get("sku_id")),
            "sku_name": text(piece.get("sku_name")),
            "sku": text(piece.get("seller_sku")),
            "image": text(piece.get("sku_image")),
            "status": text(piece.get("display_status")),
            "package_id": text(piece.get("package_id")),
            "package_status": text(piece.get("package_status")),
            "tracking_number": text(piece.get("tracking_number")),
            "shipping_provider_id": text(piece.get("shipping_provider_id")),
            "shipping_provider_name": text(piece.get("shipping_provider_name")),
            "warehouse_id": text(piece.get("warehouse_id")),
            "arranged_at": moment(piece.get("rts_time")),
            "currency": text(piece.get("currency")),
            "original_price": money(piece.get("original_price")),
            "sale_price": money(piece.get("sale_price")),
            "seller_discount": money(piece.get("seller_discount")),
            "platform_discount": money(piece.get("platform_discount")),
            "taxes": unit_taxes(piece),
            "retail_delivery_fee": money(piece.get("retail_delivery_fee")),
            "cancel_reason": text(piece.get("cancel_reason")),
            "cancel_user": text(piece.get("cancel_user")),
            "is_dangerous_good": flag(piece.get("is_dangerous_good")),
        }
    )
