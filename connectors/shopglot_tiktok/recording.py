"""What of TikTok Shop's traffic may stay in a recording: for tests against a real shop, or a simulated one.

from shopglot.testing import cassette
from shopglot_tiktok.recording import allowed

with cassette("orders.yaml", allowed(), record=True, key=secrets.token_bytes(16)):
    ...
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from shopglot.testing import AllowList
from shopglot_tiktok._live import LIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["allowed"]

_PATH_WORDS = frozenset(
    """
    202309 202312 202407 202502 202507 active_shops api authorization get inventory logistics order orders
    price_detail product products refresh search seller shops token v2 warehouses
    """.split()  # noqa: SIM905 - a list of words reads better
)

_QUERY_KEPT = frozenset({"grant_type", "page_size", "sort_field", "sort_order", "version"})
_QUERY_FAKED = frozenset({"ids", "page_token", "shop_cipher"})

# Amounts, states, times, sizes and words of the platform's own: nothing that names a person or a shop.
_KEPT = frozenset(
    """
    code data
    access_token_expire_in granted_scopes refresh_token_expire_in seller_base_region user_type
    create_time_from create_time_ge create_time_lt create_time_to order_status update_time_ge update_time_lt
    amount available_quantity backorder_quantity buyer_service_fee cod_fee cod_fee_amount cod_fee_net_amount
    committed_quantity currency discount_value distance_fee distance_shipping_fee gift_retail_price handling_fee
    item_insurance_fee item_insurance_tax item_tax net_price_amount original_price original_shipping_fee
    original_total_product_price payment_discount_service_fee payment_platform_discount pfand_fee platform_discount
    price product_tax quantity retail_delivery_fee sale_price seller_discount shipping_fee
    shipping_fee_cofunded_discount shipping_fee_platform_discount shipping_fee_seller_discount shipping_fee_tax
    shipping_insurance_fee shipping_list_price shipping_sale_price shipping_vat_amount shipping_vat_rate
    sku_count sku_gift_net_price sku_gift_original_price sku_list_price sku_sale_price small_order_fee sub_total
    starting_bid_price subtotal subtotal_tax_amount tax tax_amount tax_exclusive_price tax_rate tax_type total
    total_amount total_available_quantity total_committed_quantity total_count unit_price
    cancel_order_sla_time cancel_time collection_due_time collection_time create_time delivery_due_time
    delivery_option_required_delivery_time delivery_sla_time delivery_time expiration_date fast_collection_sla_time
    fast_dispatch_sla_time fast_rts_sla_time instore_pickup_sla_time paid_time pick_up_cut_off_time
    recommended_shipping_time release_date request_cancel_time rts_sla_time rts_time schedule_sale_time
    shipping_due_time tts_sla_time update_time
    address_level address_level_name iso_code region region_code
    cancellation_initiator commerce_platform deactivation_source delivery_type discount_level discount_type
    display_status effect_status fast_delivery_program fulfillment_priority_level fulfillment_type inventory_type
    listing_quality_tier order_type package_status payment_card_type payment_method_code payment_method_name platform
    product_listing_type product_status product_tags product_types replicate_source seller_type selling_format
    shipping_type sku_type split_or_combine_tag state status sub_type unbox_sku_type unit warehouses.type
    height length width value
    """.split()  # noqa: SIM905 - the same
)
# A value that says something of the shop or the buyer where these stand: `value` is a size elsewhere.
_FAKED = frozenset(
    {"address.region", "address.state", "extra_identifier_codes.value", "recipient_address.region", "shops.code"}
)

_MESSAGES = frozenset({"Success", "success"})


@cache
def allowed() -> AllowList:
    """Return the allow-list: every field that the raw schemas know, most of them faked; reads the schemas once."""
    known = {name for file in (files("shopglot_tiktok") / "schemas").iterdir() for name in _names(_read(file))}
    return AllowList(
        origins=tuple(map(str, LIVE.hosts.values())),  # fixed ones
        path_words=_PATH_WORDS,
        query_kept=_QUERY_KEPT,
        query_faked=_QUERY_FAKED,
        keys_kept=_KEPT,
        keys_faked=frozenset(known - _KEPT) | _FAKED | {"buyer_user_id", "message", "request_id"},
        secrets=frozenset({"access_token", "refresh_token"}),
        texts=_MESSAGES,
    )


def _read(file: Any) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _names(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for value in schema.values():
            yield from _names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _names(value)
