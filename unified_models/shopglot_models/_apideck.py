"""A record as Apideck's ecommerce contract has it.

Closed objects stay closed, absent objects and lists are left out, amounts and quantities are text, moments end in
`Z`. What the contract has no word for, the flag for hidden fields first of all, goes under `custom_mappings`, its one
legal place. Facts: Apideck's public OpenAPI 10.34.0 and its Python SDK 0.52.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_models._currency import APIDECK_CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_models._base import Record

__all__ = ["apideck_warnings", "to_apideck"]

_ADDRESS = ("line1", "line2", "company_name", "city", "state", "postal_code", "country")
_EMAIL = ("id", "email", "type")
_PHONE = ("id", "country_code", "area_code", "number", "extension", "type")
_OPTION = ("id", "name", "value")
_DISCOUNT = ("code", "amount", "percentage")
_IMAGE = ("id", "url")

# Model name -> the contract's fields; a name alone is copied, a pair says how the parts of a list or object look.
_Shape = tuple[Any, ...]
_CUSTOMER: _Shape = (
    "id", "name", "first_name", "last_name", "company_name", ("phone_numbers", _PHONE), ("emails", _EMAIL),
)  # fmt: skip
_SHAPES: dict[str, _Shape] = {
    "Order": (
        "id", "order_number", "currency", ("discounts", _DISCOUNT), "sub_total", "shipping_cost", "coupon_discount",
        "total_discount", "total_tax", "total_amount", "refunded_amount", "tax_inclusive", "status", "payment_status",
        "fulfillment_status", "payment_method", ("customer", _CUSTOMER), ("billing_address", _ADDRESS),
        ("shipping_address", _ADDRESS), ("tracking", ("provider", "number", "url", "updated_at")),
        (
            "line_items",
            (
                "id", "product_id", "variant_id", "sku", "name", "description", ("options", _OPTION), "quantity",
                "unit_price", "tax_rate", "tax_amount", "is_refunded", "refunded_amount", "refunded_quantity",
                "sub_total", "total_amount", ("discounts", _DISCOUNT),
            ),
        ),
        "note", ("refunds", ("id", "amount", "currency", "reason", "created_at")), "created_at", "updated_at",
    ),
    "Product": (
        "id", "name", "description", "status", "price", "sku", "inventory_quantity", "tax_status", ("images", _IMAGE),
        "weight", "weight_unit", ("options", ("id", "name", "values")),
        (
            "variants",
            (
                "id", "name", "price", "sku", "inventory_quantity", "weight", "weight_unit", ("options", _OPTION),
                ("images", _IMAGE),
            ),
        ),
        "tags", ("categories", ("id", "name")), "created_at", "updated_at",
    ),
    "Customer": (
        *_CUSTOMER, "status", "currency", "tax_number", ("addresses", ("type", "id", *_ADDRESS)),
        ("orders", ("id", "total", "status")), "created_at", "updated_at",
    ),
    "Store": ("id", "name", "store_url", "admin_url", ("addresses", _ADDRESS), "created_at", "updated_at"),
}  # fmt: skip
# Fields that the contract wants in every entry, null where there is nothing to say.
_ALWAYS = {"line_items": ("quantity",), "tracking": ("provider", "number"), "variants": ("name", "price", "options")}
# Top-level fields of ours that are no part of `custom_mappings`: they say nothing where they are empty.
_EMPTY: tuple[Any, ...] = (None, [], {}, False)


def _copy(values: dict[str, Any], shape: _Shape, always: tuple[str, ...] = ()) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in shape:
        name, inner = field if isinstance(field, tuple) else (field, None)
        value = values.get(name)
        if isinstance(value, list) and inner is not None:
            value = [kept for item in value if (kept := _copy(item, inner, _ALWAYS.get(name, ())))]
        elif isinstance(value, dict) and inner is not None:
            value = _copy(value, inner)
        if (value is not None and value not in ([], {})) or name in always:
            made[name] = value if value is not None or name != "options" else []
    return made


def to_apideck(record: Record) -> dict[str, Any]:
    """Give a record as Apideck's contract has it, ready for JSON.

    Under `custom_mappings` stand, where they say anything: `customer_hidden`, `hidden_fields`, `source_status`,
    `extensions`, and every other top-level field that the contract lacks.
    """
    values = record.model_dump(mode="json")
    shape = _SHAPES[type(record).__name__]
    made = _copy(values, shape)
    if made.get("currency") is not None and made["currency"] not in APIDECK_CURRENCIES:
        del made["currency"]
    for refund in made.get("refunds", ()):
        if refund.get("currency") not in APIDECK_CURRENCIES:
            refund.pop("currency", None)
    for name in ("store_url", "admin_url"):
        if not str(made.get(name, "")).startswith(("http://", "https://")):
            made.pop(name, None)
    made_of = {field[0] if isinstance(field, tuple) else field for field in shape}
    custom = {name: value for name, value in values.items() if name not in made_of and value not in _EMPTY}
    if "customer_hidden" in values:
        custom["customer_hidden"] = values["customer_hidden"]
    if custom:
        made["custom_mappings"] = custom
    return made


def apideck_warnings(record: Record) -> list[str]:
    """Say which fields `to_apideck` had to leave out because the contract can't hold their value."""
    found = []
    tests: dict[str, Callable[[Any], bool]] = {
        "currency": lambda value: value in APIDECK_CURRENCIES,
        "store_url": lambda value: value.startswith(("http://", "https://")),
        "admin_url": lambda value: value.startswith(("http://", "https://")),
    }
    for name, fits in tests.items():
        value = getattr(record, name, None)
        if value is not None and not fits(value):
            found.append(f"/{name}: the contract's closed list or form does not hold this value; it is left out")
    return found
