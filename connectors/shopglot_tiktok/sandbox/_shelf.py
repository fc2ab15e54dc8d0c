"""What product records need beside the product, and the small things that several of their parts write alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import mix
from shopglot_tiktok.sandbox._money import amount
from shopglot_tiktok.sandbox._pictures import picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._catalogue import Catalogue, Product, Sku
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._stock import Level, Stock

__all__ = ["Shelf", "brand", "categories", "one_in", "text_id"]


def one_in(product: Product, count: int, salt: int) -> bool:
    """Return True for one product in `count`; another `salt` chooses others."""
    return mix(product.word, salt) % count == 0


def text_id(base: int, *parts: int | str, span: int = 10**12) -> str:
    """Return an invented id that stays the same for the same parts."""
    return str(base + mix(0, *(one if isinstance(one, int) else mix(0, *map(ord, one)) for one in parts)) % span)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One shop's products as they are sent: `stamp` makes pictures' queries, `newer` asks for the newest keys too."""

    catalogue: Catalogue
    stock: Stock
    stamp: Callable[[], int]
    newer: bool

    @property
    def market(self) -> Market:
        """The shop's market."""
        return self.catalogue.market

    @property
    def region(self) -> str:
        """The market's code."""
        return self.catalogue.market.region

    @property
    def cross_border(self) -> bool:
        """Whether the seller sits in another country than the shop."""
        return self.catalogue.shop.seller_type == "CROSS_BORDER"

    def level(self, sku: Sku) -> Level:
        """Return what there is of a SKU."""
        return self.stock.level(sku)

    def money(self, value: int) -> str:
        """Return minor units as text."""
        return amount(value, self.market)

    def picture(self, word: int) -> dict[str, Any]:
        """Return one picture."""
        return picture(self.market, word, self.stamp)


def brand(product: Product) -> dict[str, str]:
    """Return a product's brand; only for one that has one."""
    return {"id": text_id(7_082_400_000_000_000_000, product.brand, span=10**6), "name": product.brand}


def categories(product: Product) -> list[dict[str, Any]]:
    """Return a product's categories, the root first."""
    root, leaf = (text_id(600_000, name, span=90_000) for name in product.category)
    return [
        {"id": root, "is_leaf": False, "local_name": product.category[0], "parent_id": "0"},
        {"id": leaf, "is_leaf": True, "local_name": product.category[1], "parent_id": root},
    ]
