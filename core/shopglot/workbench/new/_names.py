"""The names that ecommerce platforms give to what the unified models hold, the surest first."""

from __future__ import annotations

__all__ = ["ADDRESS", "FLAGS", "HOLDERS", "KNOWN", "WORDS"]

# Objects that group values of the record that holds them, and say nothing of their own.
HOLDERS = frozenset({
    "pricing", "payment", "summary", "price", "prices", "total", "totals", "amount", "amounts", "cancelled", "status",
    "order", "dates", "times", "detail", "details", "info",
})  # fmt: skip

KNOWN: dict[str, dict[str, str]] = {
    "Order": {
        "id": "id order_id",
        "order_number": "order_number name number order_name reference_id",
        "currency": "currency currency_code order_currency currency_iso",
        "sub_total": "sub_total subtotal_price items_total_after_discount",
        "shipping_cost": "shipping_cost shipping_total total_shipping_price shipping_price shipping_fee delivery_cost "
        "total_shipping shipping_amount shipping_cost_ex_tax",
        "coupon_discount": "coupon_discount coupon_total coupon_amount",
        "total_discount": "total_discount total_discounts discount_total discounts_total",
        "total_tax": "total_tax tax_total tax tax_amount taxes_total",
        "total_amount": "total_amount total_price order_total grand_total total_inc_tax amount_total total",
        "refunded_amount": "refunded_amount total_refunded refund_total amount_refunded",
        "tax_inclusive": "tax_inclusive taxes_included tax_included",
        "status": "status_id order_status status state order_state",
        "source_status": "status order_status state order_state",
        "payment_status": "payment_status financial_status display_financial_status order_payment_status",
        "fulfillment_status": "fulfillment_status display_fulfillment_status order_fulfillment_status shipping_status "
        "delivery_status",
        "payment_method": "payment_method_title payment_method_name payment_method payment_gateway_names "
        "payment_gateway gateway",
        "note": "note customer_note customer_message buyer_message buyer_note buyer_checkout_notes order_note",
        "cancel_reason": "cancelled_reason",
        "created_at": "created_at date_created_gmt create_time created date_created creation_date purchase_date "
        "order_date placed_at ordered_at",
        "updated_at": "updated_at date_modified_gmt update_time updated date_modified last_modified_date "
        "last_update_date modified_at modified last_updated",
        "paid_at": "paid_at date_paid_gmt paid_time date_paid payment_date",
        "ship_by": "ship_by ship_by_date latest_ship_date ship_due_date",
        "shipped_at": "shipped_at date_shipped shipped_date ship_time ship_date",
        "delivered_at": "delivered_at delivered_date date_delivered delivery_time",
        "cancelled_at": "cancelled_at cancelled_date date_cancelled cancelled_time",
        "customer": "customer buyer buyer_info purchaser",
        "billing_address": "billing_address billing bill_to invoice_address bill_to_address",
        "shipping_address": "shipping_address shipping ship_to delivery_address recipient_address shipping_addresses "
        "recipient",
        "line_items": "line_items order_items items products order_lines lines",
        "tracking": "fulfillments shipments parcels packages trackings",
        "taxes": "tax_lines taxes",
        "discounts": "coupon_lines coupons discounts discount_codes",
        "refunds": "refunds",
    },
    "LineItem": {
        "id": "id uid line_item_id order_item_id item_id",
        "product_id": "product_id legacy_item_id asin",
        "variant_id": "variant_id variation_id legacy_variation_id sku_id",
        "sku": "sku seller_sku item_sku",
        "name": "title name product_name item_name",
        "description": "variant_title variation_name",
        "quantity": "quantity quantity_ordered qty",
        "unfulfilled_quantity": "fulfillable_quantity unfulfilled_quantity",
        "unit_price": "unit_price original_unit_price price_ex_tax base_price",
        "tax_amount": "total_tax tax_amount item_tax",
        "is_refunded": "is_refunded refunded",
        "refunded_amount": "refunded_amount",
        "refunded_quantity": "quantity_refunded refunded_quantity",
        "source_status": "fulfillment_status line_item_fulfillment_status status",
        "taxes": "tax_lines taxes",
        "discounts": "discount_allocations applied_discounts applied_promotions discounts",
        "options": "selected_options variation_aspects product_options options",
    },
    "Option": {"id": "option_id", "name": "display_name name", "value": "display_value value"},
    "LinkedCustomer": {
        "id": "id customer_id buyer_id user_id username",
        "name": "name display_name full_name buyer_name customer_name",
        "first_name": "first_name given_name",
        "last_name": "last_name family_name surname",
        "company_name": "company company_name",
        "emails": "email email_address default_email_address buyer_email contact_email",
        "phone_numbers": "phone phone_number default_phone_number",
    },
    "Address": {
        "name": "name full_name display_name recipient_name",
        "company_name": "company company_name",
        "line1": "line1 line_1 address_1 address_line_1 street_1 street address",
        "line2": "line2 line_2 address_2 address_line_2 street_2",
        "line3": "line3 line_3 address_3 address_line_3",
        "city": "city locality town",
        "state": "state province state_or_province state_or_region administrative_district_level_1 region",
        "postal_code": "postal_code zip postcode zip_code zipcode",
        "country": "country_code_v_2 country_code country_iso_2 country_iso2 region_code country",
        "phone": "phone phone_number primary_phone",
    },
    "TrackingItem": {
        "provider": "tracking_company company tracking_carrier shipping_carrier_code carrier shipping_provider",
        "number": "tracking_number shipment_tracking_number number",
        "url": "tracking_url tracking_link url",
        "updated_at": "updated_at",
    },
    "Refund": {
        "id": "id refund_id",
        "amount": "amount total_refunded refund_amount",
        "currency": "currency",
        "reason": "reason note",
        "created_at": "created_at refund_date date_created_gmt date_created",
    },
    "Tax": {
        "type": "title name label",
        "rate": "percentage rate_percent rate_percentage",
        "amount": "price amount tax_total line_amount applied",
    },
    "Discount": {"code": "code", "amount": "applied allocated_amount discount_amount discount amount"},
    "Product": {
        "id": "id product_id",
        "name": "title name product_name",
        "description": "description body_html description_html",
        "status": "status state",
        "price": "price",
        "sku": "sku seller_sku",
        "created_at": "created_at date_created_gmt create_time date_created",
        "updated_at": "updated_at date_modified_gmt update_time date_modified",
    },
    "Customer": {
        "id": "id customer_id user_id",
        "name": "display_name name full_name",
        "first_name": "first_name given_name",
        "last_name": "last_name family_name",
        "company_name": "company company_name",
        "created_at": "created_at date_created_gmt create_time date_created",
        "updated_at": "updated_at date_modified_gmt update_time date_modified",
    },
    "Store": {
        "id": "id store_id shop_id",
        "name": "name shop_name store_name",
        "currency": "currency",
        "country": "country_code country",
    },
}
"""By unified model and field: the raw names that mean it, in lower case with underscores."""

ADDRESS = frozenset({"line1", "city", "state", "postal_code", "country"})
"""The unified fields of which an object has three at least, if it is an address."""

WORDS: dict[str, tuple[str, ...]] = {
    "open": ("active",), "processing": ("active", "pending"), "pending": ("active",), "closed": ("completed",),
    "complete": ("completed",), "unshipped": ("active", "pending"), "partially_shipped": ("active", "partial"),
    "fulfilled": ("shipped",), "unfulfilled": ("pending",), "not_started": ("pending",), "in_transit": ("shipped",),
    "partially_fulfilled": ("partial",), "in_progress": ("partial",), "partially_paid": ("partial",),
    "captured": ("paid",), "void": ("voided",), "fully_refunded": ("refunded",),
}  # fmt: skip
"""Words of platforms for a status, where the unified one has another: the first that the field knows."""

FLAGS: dict[str, str] = {
    "is_replacement_order": "replacement", "is_exchange_order": "exchange", "is_sample_order": "sample",
    "is_subscription_order": "subscription",
}  # fmt: skip
"""Raw flags, and the kind of order that each says."""
