"""What is sold: options, pictures, measures, stock, parts."""

from __future__ import annotations

from typing import Literal

from shopglot_models._base import Model
from shopglot_models._values import Amount

__all__ = [
    "Barcode",
    "Brand",
    "Category",
    "Component",
    "Dimensions",
    "Image",
    "InventoryLevel",
    "LengthUnit",
    "Option",
    "OptionValues",
    "WeightUnit",
]

WeightUnit = Literal["g", "kg", "lb", "oz"]
LengthUnit = Literal["mm", "cm", "m", "in", "ft"]


class Option(Model):
    """One chosen option of a variant or a sold line, such as Colour: Black."""

    id: str | None = None
    name: str | None = None
    value: str | None = None


class OptionValues(Model):
    """One option of a product with all its values."""

    id: str | None = None
    name: str
    values: list[str] = []


class Image(Model):
    """A picture; `id` is its identity where the address is signed anew at every call."""

    id: str | None = None
    url: str
    width: int | None = None
    """Pixels."""
    height: int | None = None
    """Pixels."""


class Dimensions(Model):
    """The size of the packed goods."""

    length: Amount | None = None
    width: Amount | None = None
    height: Amount | None = None
    unit: LengthUnit | None = None


class Brand(Model):
    """The brand; absent for unbranded goods."""

    id: str | None = None
    name: str | None = None


class Category(Model):
    """One category of the path, root first."""

    id: str | None = None
    name: str


class Barcode(Model):
    """A trade item number and its kind (GTIN, EAN, UPC, ISBN, JAN…)."""

    type: str | None = None
    code: str


class InventoryLevel(Model):
    """Units that can ship now from one location."""

    location_id: str | None = None
    quantity: Amount


class Component(Model):
    """One part of a bundle; `quantity` is pieces per one bundle."""

    product_id: str | None = None
    variant_id: str | None = None
    sku: str | None = None
    name: str | None = None
    quantity: Amount | None = None
