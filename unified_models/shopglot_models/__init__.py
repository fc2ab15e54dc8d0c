"""The unified models: Store, Product, Order, Customer and their parts; the contract that every connector fills.

Records are frozen. Ids are text; an amount is an exact `Decimal`, and text in JSON; moments are aware and in UTC;
countries are ISO 3166-1 alpha-2 and currencies ISO 4217. Only `id` is required of a record: a platform may hide nearly
all else, and `hidden_fields` says so.

    >>> from shopglot_models import Order
    >>> order = Order.model_validate({"id": "576", "total_amount": "12.50", "currency": "EUR"})
    >>> order.total_amount, order.customer_hidden
    (Decimal('12.50'), False)
    >>> order.to_apideck()["total_amount"]
    '12.50'
"""

from __future__ import annotations

from shopglot_models._amounts import Amount, Fraction, Quantity
from shopglot_models._apideck_shapes import APIDECK_CURRENCIES
from shopglot_models._base import Model, Record, apideck_warnings, to_apideck
from shopglot_models._compare import breaking_changes
from shopglot_models._countries import COUNTRIES
from shopglot_models._currency import CURRENCIES, MINOR_DIGITS, Currency
from shopglot_models._extensions import Extensions
from shopglot_models._goods import (
    Barcode,
    Brand,
    Category,
    Component,
    Dimensions,
    Image,
    InventoryLevel,
    LengthUnit,
    Option,
    OptionValues,
    WeightUnit,
)
from shopglot_models._ledger import Ledger
from shopglot_models._meaning import Meaning, meaning_of
from shopglot_models._merge import Merger, merge, merge_all
from shopglot_models._moments import Moment
from shopglot_models._money import Adjustment, Discount, Fee, FundedBy, Refund, Tax
from shopglot_models._people import (
    Address,
    AddressType,
    Area,
    CustomerAddress,
    Email,
    EmailType,
    HiddenEvidence,
    HiddenField,
    HiddenReason,
    LinkedCustomer,
    PhoneNumber,
    PhoneType,
    Revealable,
)
from shopglot_models._personal import Personal, kind_of_person, personal_fields
from shopglot_models._schemas import MODELS, json_schema, write_schemas
from shopglot_models._text import Country, Url
from shopglot_models.customer import Customer, CustomerStatus, LinkedOrder, NameSource
from shopglot_models.order import (
    FulfillmentStatus,
    LineComponent,
    LineItem,
    Order,
    OrderKind,
    OrderStatus,
    PaymentStatus,
    TrackingItem,
)
from shopglot_models.product import Product, ProductStatus, ProductType, TaxStatus, Variant
from shopglot_models.store import Store, StoreStatus

__all__ = [
    "APIDECK_CURRENCIES",
    "COUNTRIES",
    "CURRENCIES",
    "MINOR_DIGITS",
    "MODELS",
    "Address",
    "AddressType",
    "Adjustment",
    "Amount",
    "Area",
    "Barcode",
    "Brand",
    "Category",
    "Component",
    "Country",
    "Currency",
    "Customer",
    "CustomerAddress",
    "CustomerStatus",
    "Dimensions",
    "Discount",
    "Email",
    "EmailType",
    "Extensions",
    "Fee",
    "Fraction",
    "FulfillmentStatus",
    "FundedBy",
    "HiddenEvidence",
    "HiddenField",
    "HiddenReason",
    "Image",
    "InventoryLevel",
    "Ledger",
    "LengthUnit",
    "LineComponent",
    "LineItem",
    "LinkedCustomer",
    "LinkedOrder",
    "Meaning",
    "Merger",
    "Model",
    "Moment",
    "NameSource",
    "Option",
    "OptionValues",
    "Order",
    "OrderKind",
    "OrderStatus",
    "PaymentStatus",
    "Personal",
    "PhoneNumber",
    "PhoneType",
    "Product",
    "ProductStatus",
    "ProductType",
    "Quantity",
    "Record",
    "Refund",
    "Revealable",
    "Store",
    "StoreStatus",
    "Tax",
    "TaxStatus",
    "TrackingItem",
    "Url",
    "Variant",
    "WeightUnit",
    "apideck_warnings",
    "breaking_changes",
    "json_schema",
    "kind_of_person",
    "meaning_of",
    "merge",
    "merge_all",
    "personal_fields",
    "to_apideck",
    "write_schemas",
]
