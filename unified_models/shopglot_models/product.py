"""The unified product."""

from __future__ import annotations

from typing import Literal

from shopglot_models._amounts import Amount, Quantity
from shopglot_models._base import Model, Record
from shopglot_models._currency import Currency
from shopglot_models._extensions import Extensions
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
from shopglot_models._moments import Moment
from shopglot_models._text import Id

__all__ = ["Product", "ProductStatus", "ProductType", "TaxStatus", "Variant"]

ProductStatus = Literal["active", "draft", "archived"]
ProductType = Literal["simple", "variable", "bundle", "gift"]
TaxStatus = Literal["taxable", "shipping", "none"]


class Variant(Model):
    """One thing that can be bought: a SKU."""

    shown = ("id",)

    id: Id
    """The platform's id of the variant; on some platforms, of the SKU."""
    name: str | None = None
    """What tells it from its siblings; the product's name where there are none."""
    price: Amount | None = None
    """What buyers see, before promotions."""
    currency: Currency | None = None
    """The currency of both prices."""
    compare_at_price: Amount | None = None
    """The reference price beside it, such as a list price."""
    sku: str | None = None
    """The seller's own code; not unique on every platform."""
    barcode: Barcode | None = None
    """The code on the goods."""
    status: ProductStatus | None = None
    """`active` when it can be bought now, `draft` before its product could for the first time."""
    source_status: str | None = None
    """The platform's own status token."""
    inventory_quantity: Quantity | None = None
    """Units that can ship now, over all locations."""
    inventory: tuple[InventoryLevel, ...] = ()
    """The same per location."""
    weight: Quantity | None = None
    """In `weight_unit`; packed where the platform does not say otherwise."""
    weight_unit: WeightUnit | None = None
    """The unit of `weight`."""
    dimensions: Dimensions | None = None
    """The outer size."""
    options: tuple[Option, ...] = ()
    """The option values that make this variant."""
    images: tuple[Image, ...] = ()
    """Pictures of this variant, beside the product's."""
    components: tuple[Component, ...] = ()
    """The parts, where the variant is a bundle."""


class Product(Record):
    """A product with its variants."""

    shown = ("id",)

    id: Id
    """The platform's id of the product."""
    name: str | None = None
    """The title that buyers see."""
    description: str | None = None
    """HTML, as the seller wrote it: foreign markup, to be cleaned before it is shown."""
    status: ProductStatus | None = None
    """`active` when it can be bought now, `draft` before it could for the first time, else `archived`."""
    source_status: str | None = None
    """The platform's own status token."""
    product_type: ProductType | None = None
    """`simple`: one variant, `variable`: several, `bundle`: made of other goods, `gift`: given away, never sold."""
    price: Amount | None = None
    """The one price, where there is one; else see the variants."""
    currency: Currency | None = None
    """The currency of both prices."""
    compare_at_price: Amount | None = None
    """The reference price, under the same rule."""
    tax_status: TaxStatus | None = None
    """What of it is taxed: it, its shipping only, or nothing."""
    sku: str | None = None
    """The seller's own code, under the same rule."""
    inventory_quantity: Quantity | None = None
    """Units that can ship now, over all variants that can be bought and all locations."""
    brand: Brand | None = None
    """The brand; null for unbranded goods."""
    images: tuple[Image, ...] = ()
    """Pictures, the cover first."""
    weight: Quantity | None = None
    """The packed product, in `weight_unit`."""
    weight_unit: WeightUnit | None = None
    """The unit of `weight`."""
    dimensions: Dimensions | None = None
    """The packed size."""
    options: tuple[OptionValues, ...] = ()
    """What a buyer can choose."""
    variants: tuple[Variant, ...] = ()
    """What can be bought."""
    tags: tuple[str, ...] = ()
    """Free words of seller or platform."""
    categories: tuple[Category, ...] = ()
    """The path, root first."""
    created_at: Moment | None = None
    """When it was made."""
    updated_at: Moment | None = None
    """When it last changed."""
    extensions: Extensions = {}
    """What the unified model has no word for, under the connector's id."""
