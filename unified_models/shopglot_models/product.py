"""The unified product."""

from __future__ import annotations

from typing import Literal

from shopglot_models._base import Model, Record
from shopglot_models._currency import Currency
from shopglot_models._goods import (
    Barcode,
    Brand,
    Category,
    Component,
    Dimensions,
    Image,
    InventoryLevel,
    Option,
    OptionValues,
    WeightUnit,
)
from shopglot_models._values import Amount, Extensions, Moment

__all__ = ["Product", "ProductStatus", "ProductType", "TaxStatus", "Variant"]

ProductStatus = Literal["active", "archived"]
ProductType = Literal["simple", "variable", "bundle", "gift"]
TaxStatus = Literal["taxable", "shipping", "none"]


class Variant(Model):
    """One thing that can be bought: a SKU."""

    id: str
    name: str | None = None
    price: Amount | None = None
    """What buyers see, before promotions."""
    currency: Currency | None = None
    compare_at_price: Amount | None = None
    """The reference price beside it."""
    sku: str | None = None
    barcode: Barcode | None = None
    status: ProductStatus | None = None
    source_status: str | None = None
    inventory_quantity: Amount | None = None
    """Units that can ship now, over all locations."""
    inventory: list[InventoryLevel] = []
    weight: Amount | None = None
    weight_unit: WeightUnit | None = None
    dimensions: Dimensions | None = None
    options: list[Option] = []
    images: list[Image] = []
    components: list[Component] = []
    """The parts, where the variant is a bundle."""


class Product(Record):
    """A product with its variants."""

    id: str
    name: str | None = None
    description: str | None = None
    """HTML, as the seller wrote it."""
    status: ProductStatus | None = None
    """`active` when it can be bought now."""
    source_status: str | None = None
    """The platform's own status token."""
    product_type: ProductType | None = None
    price: Amount | None = None
    """The one price, where there is one; else see the variants."""
    currency: Currency | None = None
    compare_at_price: Amount | None = None
    tax_status: TaxStatus | None = None
    sku: str | None = None
    inventory_quantity: Amount | None = None
    """Units that can ship now, over all variants and locations."""
    brand: Brand | None = None
    images: list[Image] = []
    weight: Amount | None = None
    """The packed product."""
    weight_unit: WeightUnit | None = None
    dimensions: Dimensions | None = None
    options: list[OptionValues] = []
    variants: list[Variant] = []
    tags: list[str] = []
    categories: list[Category] = []
    """The path, root first."""
    created_at: Moment | None = None
    updated_at: Moment | None = None
    extensions: Extensions = {}
