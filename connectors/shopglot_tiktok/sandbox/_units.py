"""The units of an order: which goods, at which price, with whose discount."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopglot_tiktok.sandbox._dice import Dice, mix
from shopglot_tiktok.sandbox._taxes import Tax, goods_taxes
from shopglot_tiktok.sandbox._timeline import units

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._book import Book
    from shopglot_tiktok.sandbox._catalogue import Catalogue, Product, Sku
    from shopglot_tiktok.sandbox._kinds import Kind

__all__ = ["Unit", "order_units"]

_PFAND = 25 * 6
_MIXED_PER_MILLE = 120


@dataclass(frozen=True, slots=True)
class Unit:
    """One line item: one unit of one SKU. Amounts in minor units; `retail` is a given thing's retail value."""

    product: Product
    sku: Sku
    original: int
    seller_discount: int
    platform_discount: int
    taxes: tuple[Tax, ...]
    retail: int
    gift: bool
    pfand: int

    @property
    def sale(self) -> int:
        """What the buyer pays for the unit before tax and fees."""
        return self.original - self.seller_discount - self.platform_discount

    @property
    def tax(self) -> int:
        """All taxes on the unit."""
        return sum(amount for _, amount in self.taxes)


def _step(book: Book) -> int:
    return 1 if book.market.decimals else 500 if book.market.currency != "JPY" else 10


def _unit(book: Book, product: Product, sku: Sku, price: int, off: tuple[int, int] = (0, 0)) -> Unit:
    """Return one unit; `off` is what seller and platform take off its price."""
    seller, platform = off
    paid = price - seller - platform
    return Unit(
        product=product,
        sku=sku,
        original=price,
        seller_discount=seller,
        platform_discount=platform,
        taxes=goods_taxes(book.shop, product, paid),
        retail=0,
        gift=False,
        pfand=_PFAND if book.shop.region == "DE" and product.title.startswith("Mineralwasser") else 0,
    )


def _gift(book: Book, product: Product, sku: Sku) -> Unit:
    return replace(_unit(book, product, sku, 0), retail=sku.price, gift=True)


def _bought(dice: Dice, book: Book, product: Product, count: int, kind: Kind) -> list[Unit]:
    sku, step = dice.pick(product.skus), _step(book)
    price = sku.price
    if kind.order_type == "AUCTION":
        price = max(price * dice.between(40, 160) // 100 // step, 1) * step
    if kind.free:
        one = _unit(book, product, sku, price, (price, 0))
        return [replace(one, retail=price if kind.name == "sample" else 0, pfand=0)] * count
    if product.gift:
        return [_gift(book, product, sku)] * count
    seller = price * dice.pick((0, 0, 0, 10, 15, 20)) // 100 // step * step
    platform = price * dice.pick((0, 0, 0, 0, 5, 10)) // 100 // step * step
    if count > 1 and dice.chance(_MIXED_PER_MILLE):
        # One price for all, but the seller pays for some units and the platform for the others.
        off = max(price * dice.pick((5, 10, 20)) // 100 // step, 1) * step
        pair = (_unit(book, product, sku, price, (off, 0)), _unit(book, product, sku, price, (0, off)))
        return [pair[place % 2] for place in range(count)]
    return [_unit(book, product, sku, price, (seller, platform))] * count


def order_units(book: Book, catalogue: Catalogue, number: int, kind: Kind) -> tuple[Unit, ...]:
    """Return the units of order `number`; units of one SKU stand together."""
    word = book.word(number)
    dice = Dice(mix(word, 41))
    if kind.again:
        source = book.source(number)
        first = order_units(book, catalogue, source, book.kind(source))[0] if source is not None else None
        product = first.product if first else catalogue.product(0)
        sku = product.skus[-1] if kind.name == "exchange" or not first else first.sku
        return (replace(_unit(book, product, sku, sku.price, (sku.price, 0)), pfand=0),)
    if kind.digital:
        return tuple(_bought(dice, book, catalogue.digital(), 1, kind))
    left = 1 if kind.free else units(word)
    made: list[Unit] = []
    while left:
        count = dice.between(1, left)
        made += _bought(dice, book, catalogue.sold(dice), count, kind)
        left -= count
    if all(unit.gift for unit in made):
        made[0] = _bought(dice, book, catalogue.product(0), 1, kind)[0]
    return tuple(made)
