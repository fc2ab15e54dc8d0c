"""The products of a shop as data: product number to facts, a pure function of the seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from shopglot_tiktok.sandbox._dice import Dice, mix
from shopglot_tiktok.sandbox._ids import whole_number
from shopglot_tiktok.sandbox._markets import MARKETS
from shopglot_tiktok.sandbox._words import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._shops import Shop

__all__ = ["Catalogue", "Product", "Sku"]

_BASE = 1_729_500_000_000_000_000
_SHOP_SHIFT, _NUMBER_SHIFT = 44, 20
_SPAN = 700 * 86_400
# Every status comes early, so that a small shop has them all; most products are live.
_STATUSES = (
    "ACTIVATE", "ACTIVATE", "ACTIVATE", "SELLER_DEACTIVATED", "ACTIVATE", "DRAFT", "ACTIVATE", "PENDING", "ACTIVATE",
    "FAILED", "ACTIVATE", "DELETED", "ACTIVATE", "PLATFORM_DEACTIVATED", "ACTIVATE", "FREEZE", "ACTIVATE", "ACTIVATE",
    "ACTIVATE", "ACTIVATE",
)  # fmt: skip
_NEVER_SOLD = frozenset({"DRAFT", "PENDING", "FAILED"})
# What is special about some live places of the status table; the market is named where only one has it.
_TRAITS = {4: "auction", 6: "gift", 8: "bundle", 14: "digital", 16: "blind_box", 18: "customized"}
_ONLY_IN = {"blind_box": "US"}
_SINGLE = frozenset({"gift", "bundle", "digital"})
_SIZES = ("S", "M", "L")
_BRANDS = ("Maplewright", "Nordkiesel", "Lá Xanh", "Cactus Azul", "Kiefer")


@dataclass(frozen=True, slots=True)
class Sku:
    """One variant; `price` is the list price in minor units, `options` are `(colour or size?, value)` texts."""

    id: str
    seller_sku: str
    options: tuple[tuple[str, str], ...]
    price: int
    stock: int
    active: bool


@dataclass(frozen=True, slots=True)
class Product:
    """One product; `word` feeds everything that only its record needs.

    `trait` is empty or one of `auction`, `gift`, `bundle`, `digital`, `blind_box`, `customized`.
    """

    number: int
    id: str
    title: str
    status: str
    category: tuple[str, str]
    brand: str
    created_ms: int
    updated: int
    skus: tuple[Sku, ...]
    trait: str
    word: int

    @property
    def gift(self) -> bool:
        """Whether it is only given away."""
        return self.trait == "gift"

    @property
    def bundle(self) -> bool:
        """Whether it is made of other products."""
        return self.trait == "bundle"

    @property
    def created(self) -> int:
        """The creation in Unix seconds."""
        return self.created_ms // 1000


class Catalogue:
    """All products of one shop, made when looked at; the newest has the highest number."""

    def __init__(self, seed: int, shop: Shop, count: int, opened: int) -> None:
        self.shop = shop
        self.count = count
        self.market = MARKETS[shop.region]
        self.warehouses = tuple(str(7_068_500_000_000_000_000 + shop.index * 1000 + n) for n in (1, 2, 3))
        self._seed = seed
        self._opened = opened
        self._touched: dict[int, int] = {}
        self._make: Callable[[int], Product] = lru_cache(maxsize=4096)(self._product)

    def created_ms(self, number: int) -> int:
        """Return the creation in Unix milliseconds; it grows with the number."""
        age = _SPAN * 1000 * (self.count - number) // self.count
        return self._opened * 1000 - age + mix(self._seed, 21, number) % 997

    def updated(self, number: int) -> int:
        """Return the last change in Unix seconds."""
        if number in self._touched:
            return self._touched[number]
        created = self.created_ms(number) // 1000
        return created + mix(self._seed, 22, number) % max(self._opened - created, 1)

    def status(self, number: int) -> str:
        """Return the product's state."""
        return _STATUSES[number % len(_STATUSES)]

    def touch(self, number: int, now: int) -> None:
        """Let the seller edit a product: its last change is now."""
        if not 0 <= number < self.count:
            raise ValueError(f"there are {self.count} products, no number {number}")
        self._touched[number] = now
        self._make = lru_cache(maxsize=4096)(self._product)

    def product(self, number: int) -> Product:
        """Return product `number` (0 to `count` - 1)."""
        return self._make(number)

    def find(self, product_id: str) -> Product | None:
        """Return the product of this id, or None when this shop has none such."""
        number = self._number(product_id)
        product = None if number is None else self.product(number)
        return product if product and product.id == product_id else None

    def _number(self, some_id: str) -> int | None:
        wanted = whole_number(some_id)
        if wanted is None:
            return None
        rest = wanted - _BASE - (self.shop.index << _SHOP_SHIFT)
        number = rest >> _NUMBER_SHIFT
        return number if rest >= 0 and number < self.count else None

    def number_of_sku(self, sku_id: str) -> int | None:
        """Return the number of the product that has this SKU, or None."""
        number = self._number(sku_id)
        if number is None or all(sku.id != sku_id for sku in self.product(number).skus):
            return None
        return number

    def sold(self, dice: Dice) -> Product:
        """Return a product that may stand in an order, as goods that are sent."""
        for _ in range(20):
            number = dice.below(self.count)
            if self.status(number) not in _NEVER_SOLD and _TRAITS.get(number % len(_STATUSES)) != "digital":
                return self.product(number)
        return self.product(0)

    def digital(self) -> Product:
        """Return the goods that are not sent; a shop too small to have any sells its first product so."""
        number = next(number for number, trait in _TRAITS.items() if trait == "digital")
        return self.product(number if number < self.count else 0)

    def parts(self) -> tuple[tuple[Product, int], ...]:
        """Return what a bundle is made of: the product, whose first variant it is, and how many pieces."""
        return (self.product(0), 1), (self.product(min(1, self.count - 1)), 2)

    def _product(self, number: int) -> Product:
        word = mix(self._seed, 23, self.shop.index, number)
        dice, words = Dice(word), WORDS[self.shop.region]
        title, root, leaf = dice.pick(words.goods)
        trait = _TRAITS.get(number % len(_STATUSES), "")
        if trait in _ONLY_IN and _ONLY_IN[trait] != self.shop.region:
            trait = ""
        if trait == "bundle":
            title = f"{words.bundle}: {title}"
        elif trait in _SINGLE:
            title = words.gift if trait == "gift" else words.digital
        base = _BASE + (self.shop.index << _SHOP_SHIFT) + (number << _NUMBER_SHIFT) + (word & 0xFF) * 64
        status = self.status(number)
        return Product(
            number=number,
            id=str(base),
            title=f"{title} {number + 1}",
            status=status,
            category=(root, leaf),
            brand=dice.pick(_BRANDS) if dice.chance(600) else "",
            created_ms=self.created_ms(number),
            updated=self.updated(number),
            skus=() if status == "DRAFT" else self._skus(dice, base, number, single=trait in _SINGLE),
            trait=trait,
            word=word,
        )

    def _skus(self, dice: Dice, base: int, number: int, *, single: bool) -> tuple[Sku, ...]:
        words = WORDS[self.shop.region]
        colours = () if single or dice.chance(300) else words.colours[: dice.between(1, 3)]
        sizes = _SIZES if colours and dice.chance(300) else ()
        low, high = self.market.price
        price = self._round(dice.between(low, high))
        variants: list[tuple[tuple[str, str], ...]] = [
            ((words.colour, colour), (words.size, size)) if size else ((words.colour, colour),)
            for colour in colours
            for size in (sizes or ("",))
        ] or [()]
        return tuple(
            Sku(
                id=str(base + 1 + place),
                seller_sku="" if dice.chance(100) else f"SKU-{number + 1}-{place + 1}",
                options=options,
                price=self._round(price + place * (high - low) // 50),
                stock=0 if dice.chance(120) else dice.between(1, 400),
                active=not (place and dice.chance(80)),
            )
            for place, options in enumerate(variants)
        )

    def _round(self, amount: int) -> int:
        step = 1 if self.market.decimals else 1000 if self.market.currency != "JPY" else 10
        return max(amount // step, 1) * step
