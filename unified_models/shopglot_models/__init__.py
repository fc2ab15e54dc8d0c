"""The unified models: Store, Product, Order, Customer and their parts; the contract that every connector fills."""

from __future__ import annotations

from shopglot_models._apideck import apideck_warnings, to_apideck
from shopglot_models._base import Model, Record
from shopglot_models._currency import APIDECK_CURRENCIES, CURRENCIES, Currency
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
from shopglot_models._money import Discount, Fee, FundedBy, Refund, Tax
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
from shopglot_models._published import breaking_changes, json_schema, write_schemas
from shopglot_models._values import Amount, Country, Extensions, Moment
from shopglot_models.customer import Customer, CustomerStatus, LinkedOrder
from shopglot_models.order import FulfillmentStatus, LineItem, Order, OrderStatus, PaymentStatus, TrackingItem
from shopglot_models.product import Product, ProductStatus, ProductType, TaxStatus, Variant
from shopglot_models.store import Store, StoreStatus

MODELS: dict[str, type[Record]] = {"Store": Store, "Product": Product, "Order": Order, "Customer": Customer}
"""The four records, by name."""

__all__ = [
    "APIDECK_CURRENCIES",
    "CURRENCIES",
    "MODELS",
    "Address",
    "AddressType",
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
    "FulfillmentStatus",
    "FundedBy",
    "HiddenEvidence",
    "HiddenField",
    "HiddenReason",
    "Image",
    "InventoryLevel",
    "LengthUnit",
    "LineItem",
    "LinkedCustomer",
    "LinkedOrder",
    "Model",
    "Moment",
    "Option",
    "OptionValues",
    "Order",
    "OrderStatus",
    "PaymentStatus",
    "PhoneNumber",
    "PhoneType",
    "Product",
    "ProductStatus",
    "ProductType",
    "Record",
    "Refund",
    "Revealable",
    "Store",
    "StoreStatus",
    "Tax",
    "TaxStatus",
    "TrackingItem",
    "Variant",
    "WeightUnit",
    "apideck_warnings",
    "breaking_changes",
    "json_schema",
    "to_apideck",
    "write_schemas",
]
