"""What Apideck's ecommerce contract has a place for: the fields of each of its objects.

Facts from its public OpenAPI 10.34.0, with the fields that its Python SDK 0.52.0 adds (a store's addresses, a
product's tax status, the tax number of a customer and of a customer's address).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot_models._amounts import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["APIDECK_CURRENCIES", "SHAPES", "Shape"]

_CURRENCIES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTC BTN BWP BYR BZD CAD CDF
CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB ETH EUR FJD FKP GBP GEL GHS GIP GMD
GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR
LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT MOP MRO MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN
PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STD SVC SYP SZL THB TJS TMT TND
TOP TRC TRY TTD TWD TZS UAH UGX UNKNOWN_CURRENCY USD USN USS UYI UYU UZS VEF VND VUV WST XAF XAG XAU XBA XBB XBC XBD
XCD XDR XOF XPD XPF XPT XTS XXX YER ZAR ZMK ZMW
"""

APIDECK_CURRENCIES = frozenset(_CURRENCIES.split())
"""The 183 codes of its closed list, as SDK 0.52.0 has it: withdrawn ones, and four that are no ISO 4217 code.

It lacks some that are in use: BYN, VES, MRU, STN, SLE, VED, and the newer XCG, ZWG, UYW.
"""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """One object of the contract: which fields it has, and which of them may be null.

    `nullable` are scalars that are null when missing, `plain` are scalars and lists of scalars that are left out then,
    `parts` are objects and lists of objects, `checked` are fields with a narrower set of values than ours, `always`
    are those that an entry can't do without, so that a refused value leaves a null, `lists` are lists that it wants
    even empty, `derived` are those that say something else than our field of that name: what is made of our object
    and of the whole record.
    """

    nullable: frozenset[str]
    plain: frozenset[str] = frozenset()
    parts: Mapping[str, Shape] = field(default_factory=dict)
    checked: Mapping[str, Callable[[str], bool]] = field(default_factory=dict)
    always: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    derived: Mapping[str, Callable[[dict[str, Any], dict[str, Any]], Any]] = field(default_factory=dict)

    @property
    def fields(self) -> frozenset[str]:
        """All the fields that the contract has a place for."""
        return self.nullable | self.plain | self.parts.keys()


def _shape(nullable: str, plain: str = "", *, always: str = "", lists: str = "", **parts: Shape) -> Shape:
    names = frozenset(f"{nullable} {always}".split())
    checked = {name: check for name, check in _CHECKS.items() if name in names}
    return Shape(names, frozenset(plain.split()), parts, checked, frozenset(always.split()), frozenset(lists.split()))


def _not_cancelled(line: dict[str, Any], _order: dict[str, Any]) -> Any:
    """Return how many units of a line are still wanted: who ships by the contract's quantity ships no cancelled one."""
    ordered, cancelled = line["quantity"], line["cancelled_quantity"]
    return ordered if ordered is None or cancelled is None else plain(Decimal(ordered) - Decimal(cancelled))


def _live_or_not(product: dict[str, Any], _whole: dict[str, Any]) -> Any:
    """Return the contract's status: it has no word for a draft."""
    return "archived" if product["status"] == "draft" else product["status"]


def _buyer_or_recipient(customer: dict[str, Any], order: dict[str, Any]) -> Any:
    """Return the buyer's name, or the recipient's: the contract's address has no name, and a label needs one."""
    return customer["name"] or (order["shipping_address"] or {}).get("name")


def _lines_below(address: dict[str, Any], _whole: dict[str, Any]) -> Any:
    """Return all lines below the first as one: the contract has two, and a label needs the ward or district too."""
    return ", ".join(line for line in (address["line2"], address["line3"], address["line4"]) if line) or None


_CHECKS: dict[str, Callable[[str], bool]] = {
    "currency": APIDECK_CURRENCIES.__contains__,
    "email": lambda text: _EMAIL.fullmatch(text) is not None,
}

_NAMES = "id name first_name last_name company_name"
_ADDRESS = _shape("line1 line2 company_name city state postal_code country")
_ADDRESS = replace(_ADDRESS, derived={"line2": _lines_below})
_OF_CUSTOMER = _shape("id line1 line2 city state postal_code country", "type tax_number")
_DISCOUNT = _shape("code amount percentage")
_MAILBOX = _shape("id type", always="email")
_PHONE = _shape("id country_code area_code extension type", "number")
_OPTION = _shape("id name value")
_IMAGE = _shape("id url")

_LINE = _shape(
    "id product_id variant_id sku name description unit_price tax_rate tax_amount is_refunded refunded_amount "
    "refunded_quantity sub_total total_amount",
    always="quantity",
    options=_OPTION,
    discounts=_DISCOUNT,
)
_LINE = replace(_LINE, derived={"quantity": _not_cancelled})
_ORDER = _shape(
    "order_number currency sub_total shipping_cost coupon_discount total_discount total_tax total_amount "
    "refunded_amount tax_inclusive status payment_status fulfillment_status payment_method note created_at updated_at",
    "id",
    discounts=_DISCOUNT,
    customer=replace(_shape(_NAMES, phone_numbers=_PHONE, emails=_MAILBOX), derived={"name": _buyer_or_recipient}),
    billing_address=_ADDRESS,
    shipping_address=_ADDRESS,
    tracking=_shape("url updated_at", always="provider number"),
    line_items=_LINE,
    refunds=_shape("id currency created_at", "amount reason"),
)
_PRODUCT = _shape(
    "name description status price sku inventory_quantity weight weight_unit created_at updated_at",
    "id tax_status tags",
    images=_IMAGE,
    options=_shape("id name", "values", lists="values"),
    variants=_shape(
        "name price sku inventory_quantity weight weight_unit", "id", lists="options", options=_OPTION, images=_IMAGE
    ),
    categories=_shape("id name"),
)
_PRODUCT = replace(_PRODUCT, derived={"status": _live_or_not})
_CUSTOMER = _shape(
    "name first_name last_name company_name status currency created_at updated_at",
    "id tax_number",
    emails=_MAILBOX,
    phone_numbers=_PHONE,
    addresses=replace(_OF_CUSTOMER, derived=_ADDRESS.derived),
    orders=_shape("total status", "id"),
)
_STORE = _shape("name store_url admin_url created_at updated_at", "id", addresses=_ADDRESS)

SHAPES: Mapping[str, Shape] = {"Store": _STORE, "Product": _PRODUCT, "Order": _ORDER, "Customer": _CUSTOMER}
"""By the unified model's name: the shape of its counterpart in the contract."""
