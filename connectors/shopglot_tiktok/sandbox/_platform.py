"""The simulated platform's state, and what endpoints ask of it: shops, orders, products, tokens."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._book import MAX_ORDERS, Book
from shopglot_tiktok.sandbox._catalogue import Catalogue
from shopglot_tiktok.sandbox._clock import SandboxClock
from shopglot_tiktok.sandbox._dice import base62, mix
from shopglot_tiktok.sandbox._index import OrderIndex
from shopglot_tiktok.sandbox._options import SandboxSwitches
from shopglot_tiktok.sandbox._orders import order_record
from shopglot_tiktok.sandbox._people import buyer, buyer_number
from shopglot_tiktok.sandbox._shelf import Shelf
from shopglot_tiktok.sandbox._shops import Seller, Shop, open_sellers
from shopglot_tiktok.sandbox._stock import Stock
from shopglot_tiktok.sandbox._tokens import SCOPES, TokenDesk
from shopglot_tiktok.sandbox._view import view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot_tiktok.sandbox._view import View

__all__ = ["Platform"]


class Platform:
    """Everything that the simulated platform knows. Endpoints ask it; `Sandbox` adds who acts on it and who calls it.

    Not locked but for `authorize`: whoever reads or changes several things at once holds `lock`.
    """

    def __init__(  # noqa: PLR0913 - what the same arguments of `Sandbox` are
        self,
        seed: int,
        orders: int,
        products: int,
        regions: Sequence[str],
        *,
        cross_border: bool,
        clock: SandboxClock | None,
        options: SandboxSwitches | None,
        redirect_url: str,
    ) -> None:
        self.lock = threading.RLock()
        self.seed = seed
        self.clock = clock or SandboxClock()
        self.options = options or SandboxSwitches()
        self.sellers = open_sellers(seed, regions, cross_border=cross_border)
        self.shops = tuple(shop for seller in self.sellers for shop in seller.shops)
        if products < 1 or not 0 <= orders <= MAX_ORDERS * len(self.shops):
            raise ValueError(f"orders must be 0 to {MAX_ORDERS} a shop, and products 1 at least")
        self.app_key = f"6{base62(mix(seed, 1), 11).lower()}"
        self.app_secret = f"{mix(seed, 2, 1):016x}{mix(seed, 2, 2):016x}"[:40]
        self.service_id = str(7_300_000_000_000_000_000 + mix(seed, 2, 3) % 10**15)
        self.redirect_url = redirect_url
        self.app_scopes = frozenset(SCOPES)
        self.desk = TokenDesk(
            seed,
            access_life=self.options.access_life,
            grant_life=self.options.grant_life,
            reuse=self.options.refresh_reuse,
        )
        self._stamps = 0
        # Whether the call in hand gets orders without their content: a fault of kind `stripped`.
        self._stripped = False
        self._inactive: frozenset[int] = frozenset()
        opened, share = self.clock.now(), len(self.shops)
        self._books = tuple(
            Book(
                seed, shop, orders // share + (shop.index < orders % share), opened,
                shipping=self.options.shipping, platform_fulfilled=self.options.platform_fulfilled,
            )
            for shop in self.shops
        )  # fmt: skip
        self._indexes = tuple(OrderIndex(book) for book in self._books)
        self._catalogues = tuple(Catalogue(seed, shop, products, opened) for shop in self.shops)
        pairs = zip(self._books, self._catalogues, strict=True)
        self._stocks = tuple(Stock(book, catalogue, book.count) for book, catalogue in pairs)

    def authorize(
        self, who: Seller | Shop | str | None = None, *, scopes: Sequence[str] = SCOPES, user_type: int = 0
    ) -> str:
        """Let a seller approve the app and return the authorization code: good once, for 30 minutes.

        `who` is a seller, a shop, a region, or None for the first seller; ValueError when there is none such.
        """
        with self.lock:
            return self.desk.authorize(self._seller(who), tuple(scopes), self.clock.now(), user_type=user_type)

    def book(self, shop: Shop) -> Book:
        """Return a shop's order book."""
        return self._books[shop.index]

    def index(self, shop: Shop) -> OrderIndex:
        """Return a shop's order index."""
        return self._indexes[shop.index]

    def catalogue(self, shop: Shop) -> Catalogue:
        """Return a shop's products."""
        return self._catalogues[shop.index]

    def shelf(self, shop: Shop) -> Shelf:
        """Return a shop's products as they are sent now, with the stock of this moment."""
        stock = self._stocks[shop.index].refresh(self.clock.now())
        return Shelf(self.catalogue(shop), stock, self.stamp, self.options.newer_keys)

    def stamp(self) -> int:
        """Return 32 bits that no call before has had."""
        self._stamps += 1
        return mix(self.seed, 91, self._stamps)

    def order(self, shop: Shop, number: int, now: int) -> dict[str, Any]:
        """Return one order record, as detail answers it."""
        if self._stripped:
            return {"has_updated_recipient_address": False, "packages": []}
        return order_record(self.view(shop, number, now), us_rules=self.options.us_rules)

    def view(self, shop: Shop, number: int, now: int) -> View:
        """Return all that is known of one order."""
        book, catalogue = self.book(shop), self.catalogue(shop)
        return view(book, catalogue, number, now=now, stamp=self.stamp, newer=self.options.newer_keys)

    def inactive(self, seller: Seller) -> bool:
        """Return whether the platform has switched a seller off."""
        return seller.index in self._inactive

    def owner(self, order_id: str) -> Shop | None:
        """Return the shop that has this order."""
        return next((shop for shop in self.shops if self.book(shop).find(order_id) is not None), None)

    def buyer_number(self, shop: Shop, user_id: str) -> int:
        """Return the number of a buyer of this shop, or -1 for an id that is nobody's."""
        book = self.book(shop)
        number = buyer_number(user_id)
        known = number < book.buyers and buyer(self.seed, book.market, shop.index, number).user_id == user_id
        return number if known else -1

    def _seller(self, who: Seller | Shop | str | None) -> Seller:
        for seller in self.sellers:
            names = {seller.base_region, seller.open_id, *(shop.region for shop in seller.shops)}
            if who is None or seller == who or who in seller.shops or who in names:
                return seller
        raise ValueError("no seller of this sandbox fits; `sellers` and `shops` list who is there")
