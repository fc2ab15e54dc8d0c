"""An order's money, in minor units, by the sums that the platform documents.

`sub_total` = goods less discounts; `total_amount` = sub_total + shipping + tax (US only: elsewhere tax is inside the
prices) + charges + deposits - a payment platform's discount; amounts of currencies without decimals come as "0".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopglot_tiktok.sandbox._charges import CHARGES, draw
from shopglot_tiktok.sandbox._dice import Dice, mix
from shopglot_tiktok.sandbox._taxes import shipping_tax
from shopglot_tiktok.sandbox._units import order_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot_tiktok.sandbox._book import Book
    from shopglot_tiktok.sandbox._catalogue import Catalogue
    from shopglot_tiktok.sandbox._kinds import Kind
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._units import Unit

__all__ = ["Bill", "amount", "bill", "payment"]

# Co-funded free shipping is a programme of these markets.
_COFUNDED = frozenset({"US", "GB"})


@dataclass(frozen=True, slots=True)
class Bill:
    """The units of an order and what is paid around them, in minor units."""

    kind: Kind
    units: tuple[Unit, ...]
    shipping: int
    shipping_seller: int
    shipping_platform: int
    shipping_cofunded: int
    shipping_tax: int
    charges: Mapping[str, int]
    tax_on_top: bool

    def total(self, name: str) -> int:
        """Return the sum of one of the units' amounts."""
        return sum(getattr(unit, name) for unit in self.units)

    @property
    def shipping_fee(self) -> int:
        """What the buyer pays for shipping."""
        return self.shipping - self.shipping_seller - self.shipping_platform - self.shipping_cofunded

    @property
    def tax(self) -> int:
        """All taxes on goods and shipping, inside the prices or not."""
        return self.total("tax") + self.shipping_tax

    @property
    def total_amount(self) -> int:
        """What the buyer pays in all."""
        charged = sum(charge.sign * self.charges.get(charge.key, 0) for charge in CHARGES)
        on_top = self.tax if self.tax_on_top else 0
        return self.total("sale") + self.shipping_fee + on_top + charged + self.total("pfand")


def amount(value: int, market: Market) -> str:
    """Return minor units as the platform writes them: "12.00", or "89000" where there are no decimals."""
    return f"{value // 100}.{value % 100:02d}" if market.decimals else str(value)


def bill(book: Book, catalogue: Catalogue, number: int) -> Bill:
    """Return the units and money of order `number`."""
    word, market, kind = book.word(number), book.market, book.kind(number)
    units, dice = order_units(book, catalogue, number, kind), Dice(mix(word, 42))
    charges = {} if kind.free else draw(dice, market.region, sum(unit.sale for unit in units))
    # Programmes with a distance fee carry the shipping inside the prices.
    shipping = 0 if kind.free or kind.digital or "distance_fee" in charges else market.shipping
    free = dice.pick(("", "", "platform", "seller", "cofunded" if market.region in _COFUNDED else "platform"))
    seller = shipping // 2 if free == "seller" else 0
    platform = shipping if free == "platform" else 0
    cofunded = shipping // 4 if free == "cofunded" else 0
    fee = shipping - seller - platform - cofunded
    return Bill(
        kind=kind,
        units=units,
        shipping=shipping,
        shipping_seller=seller,
        shipping_platform=platform,
        shipping_cofunded=cofunded,
        shipping_tax=shipping_tax(book.shop, fee, taxed=dice.chance(500)),
        charges=charges,
        tax_on_top=market.region == "US",
    )


def payment(bill: Bill, market: Market) -> dict[str, str]:
    """Return the `payment` object of an order."""
    amounts = {
        "original_shipping_fee": bill.shipping,
        "original_total_product_price": bill.total("original"),
        "platform_discount": bill.total("platform_discount"),
        "seller_discount": bill.total("seller_discount"),
        "shipping_fee": bill.shipping_fee,
        "shipping_fee_cofunded_discount": bill.shipping_cofunded,
        "shipping_fee_platform_discount": bill.shipping_platform,
        "shipping_fee_seller_discount": bill.shipping_seller,
        "sub_total": bill.total("sale"),
        "tax": bill.tax,
        "total_amount": bill.total_amount,
        **{charge.key: 0 for charge in CHARGES if market.region in charge.always},
        **bill.charges,
    }
    if bill.tax_on_top or bill.tax:
        amounts |= {"product_tax": bill.total("tax"), "shipping_fee_tax": bill.shipping_tax}
    return {"currency": market.currency, **{key: amount(value, market) for key, value in amounts.items()}}
