"""What is sold: options, pictures, measures, stock, parts."""

from __future__ import annotations

from typing import Literal

from shopglot_models._amounts import Quantity
from shopglot_models._base import Model
from shopglot_models._text import Filled, Pixels, Url

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
    """One choice of a variant or a sold line: its name and its value."""

    id: str | None = None
    """The platform's id of the option."""
    name: str | None = None
    """What is chosen, such as `Color`."""
    value: str | None = None
    """What was chosen, such as `Black`."""


class OptionValues(Model):
    """What a buyer can choose, with all its values."""

    id: str | None = None
    """The platform's id of the option."""
    name: Filled
    """What is chosen, such as `Color`."""
    values: tuple[str, ...] = ()
    """The values over all variants, each once, in the platform's order."""


class Image(Model):
    """A picture."""

    id: str | None = None
    """What identifies the picture: addresses are often signed anew at every call, and are no identity."""
    url: Url
    """Where it can be fetched now; an entry without it shows nothing, so it is required."""
    width: Pixels | None = None
    """In pixels."""
    height: Pixels | None = None
    """In pixels."""


class Dimensions(Model):
    """The outer size of the goods, packed where the platform does not tell them apart."""

    length: Quantity | None = None
    """In `unit`."""
    width: Quantity | None = None
    """In `unit`."""
    height: Quantity | None = None
    """In `unit`."""
    unit: LengthUnit | None = None
    """The unit of all three."""


class Brand(Model):
    """Whose mark the product bears; absent for unbranded goods."""

    id: str | None = None
    """The platform's id of the brand."""
    name: str | None = None
    """The brand's name."""


class Category(Model):
    """One step of the category path."""

    id: str | None = None
    """The platform's id of the category."""
    name: Filled
    """The category's name, in the shop's language."""


class Barcode(Model):
    """The trade item number that is printed on the goods."""

    type: str | None = None
    """The kind of code in the platform's word, such as `GTIN`, `EAN`, `UPC`, `ISBN` or `JAN`."""
    code: Filled
    """The code, as text: leading zeros belong to it."""


class InventoryLevel(Model):
    """Stock at one location."""

    location_id: str | None = None
    """The warehouse or shop where it lies."""
    quantity: Quantity
    """Units that can ship from there now."""


class Component(Model):
    """One part of a bundle that is on sale."""

    product_id: str | None = None
    """The part's product."""
    variant_id: str | None = None
    """The part's variant."""
    sku: str | None = None
    """The seller's own code of the part."""
    name: str | None = None
    """The part's name."""
    quantity: Quantity | None = None
    """Pieces of this part in one bundle."""
