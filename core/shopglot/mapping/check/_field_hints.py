"""What was likely meant by a name under `fields` that the unified model does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax import BESIDE_FIELDS, did_you_mean, hint_beside, listing, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.mapping.syntax import Rule, Type

__all__ = ["ALL_FIELDS", "hint_field"]

ALL_FIELDS = 16
"""So many fields of a model are told at once; of a larger one a few."""


def hint_field(name: str, rule: Rule, known: Mapping[str, Type], raw: Mapping[str, Type]) -> tuple[str, bool]:
    """Return what an unknown field was likely meant to be, or an empty text, and whether it is the raw one.

    `known` are the unified fields that there are, `raw` those of the raw element in scope.
    """
    if name in BESIDE_FIELDS:
        return hint_beside(name), False
    path = rule.slots["path"].path if rule.verb == "path" and rule.node.use is None else None
    last = path.steps[-1] if path is not None and path.steps else ""
    if path is not None and name in raw and path.steps == (last,) and last in known and last not in raw:
        return f"the unified field stands first: write {last}: {name}", True
    if meant := next((ours for ours, theirs in _OTHER_NAMES.items() if ours in known and name.lower() in theirs), ""):
        return f"did you mean `{meant}`?" + _shape(meant, name, known[meant]), False
    near = nearest(name, known)
    if near:
        return did_you_mean(name, known) + _shape(near, name, known[near]), False
    if name in raw:
        kept = "what there is no field for stands under `extensions`"
        return f"`{name}` is a raw field, and here stand unified ones: {listing(known, ALL_FIELDS)}; {kept}", False
    return f"did you mean `{last}`?" if last in known else "", False


# What platforms and other contracts call a unified field.
_OTHER_NAMES = {
    "postal_code": ("zip", "zip_code", "zipcode", "postcode", "postalcode", "plz"),
    "line1": ("address1", "address_1", "street", "street1", "street_1", "address_line1", "address_line_1", "address"),
    "line2": ("address2", "address_2", "street2", "street_2", "address_line2", "address_line_2"),
    "state": ("province", "region", "state_code", "province_code", "county"),
    "country": ("country_code", "countrycode", "country_iso"),
    "company_name": ("company", "organization", "organisation"),
    "quantity": ("qty", "amount_of_units", "units", "count"),
    "unit_price": ("price", "item_price", "price_per_unit"),
    "total_amount": ("total", "total_price", "grand_total", "order_total", "amount_total"),
    "sub_total": ("subtotal_price", "items_total", "goods_total"),
    "total_tax": ("tax", "taxes_total", "tax_total", "vat"),
    "shipping_cost": ("shipping", "shipping_total", "delivery_cost", "freight", "shipping_price", "shipping_amount"),
    "total_discount": ("discount", "discount_total", "discount_amount"),
    "tax_amount": ("tax", "vat", "total_tax"),
    "tax_rate": ("vat_rate", "rate"),
    "line_items": ("items", "lines", "order_lines", "products", "order_items", "positions"),
    "customer": ("buyer", "client", "purchaser", "user"),
    "name": ("title", "full_name", "product_name", "label"),
    "number": ("tracking_number", "phone", "phone_number"),
    "provider": ("carrier", "tracking_company", "shipping_company"),
    "payment_status": ("financial_status", "payment_state", "paid"),
    "fulfillment_status": ("shipping_status", "delivery_status", "shipment_status", "fulfilment_status"),
    "order_number": ("number", "reference", "order_no", "order_id"),
    "payment_method": ("gateway", "payment_type", "payment"),
    "created_at": ("created", "date", "order_date", "placed_at", "date_created", "creation_date", "ordered_at"),
    "updated_at": ("updated", "modified", "modified_at", "date_modified", "last_modified", "changed_at"),
    "id": ("order_id", "uid", "uuid", "key", "identifier"),
    "emails": ("email", "mail"),
    "phone_numbers": ("phone", "phones", "telephone", "mobile"),
    "type": ("kind", "label"),
    "tracking": ("shipments", "parcels", "trackings"),
    "note": ("comment", "message", "remark", "customer_note", "notes"),
    "kind": ("type", "order_type"),
}  # fmt: skip


def _shape(field: str, name: str, of: Type) -> str:
    """Return how the value of a field is written where it is a list of objects that have what was named."""
    if of.item is None or name not in of.item.fields:
        return ""
    return f" It is a list: {field}: {{list: [{{fields: {{{name}: …}}}}]}}"
