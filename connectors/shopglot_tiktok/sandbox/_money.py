"""An order's units and its money, in minor units, by the sums that the platform documents.

`sub_total` = goods less discounts; `total_amount` = sub_total + shipping + tax (US only: elsewhere tax is inside the
prices) + fees; small amounts of currencies without decimals come as "0".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopglot_tiktok.sandbox._dice import Dice, mix
from shopglot_tiktok.sandbox._timeline import units

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._book import Book
    from shopglot_tiktok.sandbox._catalogue import Catalogue, Product, Sku
    from shopglot_tiktok.sandbox._markets import Market

__all__ = ["Bill", "Unit", "amount", "bill"]

_US_TAX_PER_MILLE = 95
_VAT_PER_MILLE = 100
_SAMPLES = 10
_PFAND = 25


@dataclass(frozen=True, slots=True)
class Unit:
    """One line item: one unit of one SKU. Amounts in minor units; `retail` is a gift's or sample's retail value."""

    product: Product
    sku: Sku
    original: int
    seller_discount: int
    platform_discount: int
    tax: int
    retail: int
    gift: bool
    pfand: int

    @property
    def sale(self) -> int:
        """Give what the buyer pays for the unit before tax and fees."""
        return self.original - self.seller_discount - self.platform_discount


@dataclass(frozen=True, slots=True)
class Bill:
    """The units of an order and what is paid around them, in minor units."""

    units: tuple[Unit, ...]
    sample: bool
    shipping: int
    shipping_seller: int
    shipping_platform: int
    shipping_cofunded: int
    fee: int
    insurance: int
    tax_on_top: bool

    def total(self, name: str) -> int:
        """Give the sum of one of the units' amounts."""
        return sum(getattr(unit, name) for unit in self.units)

    @property
    def shipping_fee(self) -> int:
        """Give what the buyer pays for shipping."""
        return self.shipping - self.shipping_seller - self.shipping_platform - self.shipping_cofunded

    @property
    def total_amount(self) -> int:
        """Give what the buyer pays in all."""
        tax = self.total("tax") if self.tax_on_top else 0
        return self.total("sale") + self.shipping_fee + tax + self.fee + self.insurance + self.total("pfand")


def amount(value: int, market: Market) -> str:
    """Give minor units as the platform writes them: "12.00", or "89000" where there are no decimals."""
    return f"{value // 100}.{value % 100:02d}" if market.decimals else str(value)


def _unit(dice: Dice, product: Product, book: Book, *, sample: bool) -> Unit:
    sku = dice.pick(product.skus)
    region, kind = book.shop.region, book.shop.seller_type
    step = 1 if book.market.decimals else 500 if book.market.currency != "JPY" else 10
    seller = sku.price * dice.pick((0, 0, 0, 10, 15, 20)) // 100 // step * step
    platform = sku.price * dice.pick((0, 0, 0, 0, 5, 10)) // 100 // step * step
    if sample or product.gift:
        seller, platform = sku.price, 0
    paid = sku.price - seller - platform
    tax = 0
    if region == "US":
        tax = paid * _US_TAX_PER_MILLE // 1000
    elif kind == "CROSS_BORDER":
        tax = paid * _VAT_PER_MILLE // (1000 + _VAT_PER_MILLE)
    return Unit(
        product=product,
        sku=sku,
        original=sku.price if not product.gift else 0,
        seller_discount=seller if not product.gift else 0,
        platform_discount=platform,
        tax=tax,
        retail=sku.price if sample or product.gift else 0,
        gift=product.gift,
        pfand=_PFAND * 6 if region == "DE" and product.title.startswith("Mineralwasser") else 0,
    )


def bill(book: Book, catalogue: Catalogue, number: int) -> Bill:
    """Give the units and money of order `number`; units of one SKU stand together."""
    word = book.word(number)
    dice, market = Dice(mix(word, 41)), book.market
    sample = (word >> 44) % 1000 < _SAMPLES
    left, found = units(word), []
    while left:
        count = dice.between(1, left)
        product = catalogue.sold(dice)
        unit = _unit(dice, product, book, sample=sample)
        found += [unit] * count
        left -= count
    if not sample and all(unit.gift for unit in found):
        found[0] = _unit(dice, catalogue.product(0), book, sample=False)
    fee = market.shipping if not sample else 0
    free = dice.pick(("", "", "platform", "seller", "cofunded" if market.hold else "platform"))
    small = {"TH": 2000, "ID": 1000}.get(market.region, 0) if not sample else 0
    return Bill(
        units=tuple(found),
        sample=sample,
        shipping=fee,
        shipping_seller=fee // 2 if free == "seller" else 0,
        shipping_platform=fee if free == "platform" else 0,
        shipping_cofunded=fee // 4 if free == "cofunded" else 0,
        fee=small,
        insurance=600 if market.region == "ID" and dice.chance(300) and not sample else 0,
        tax_on_top=market.region == "US",
    )
