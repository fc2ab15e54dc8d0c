"""The simulated shop: all state in one place, calls in, answers out, no HTTP."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._book import MAX_ORDERS, Book
from shopglot_tiktok.sandbox._catalogue import Catalogue
from shopglot_tiktok.sandbox._clock import SandboxClock
from shopglot_tiktok.sandbox._dice import base62, mix
from shopglot_tiktok.sandbox._faults import Fault, FaultPlan, befall
from shopglot_tiktok.sandbox._front import answer_call, make_request_id
from shopglot_tiktok.sandbox._gateway import SandboxLimiter
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

    from shopglot_tiktok.sandbox._answers import Answer, Call
    from shopglot_tiktok.sandbox._book import Fulfillment, Shipping
    from shopglot_tiktok.sandbox._view import View

__all__ = ["LogEntry", "Sandbox"]

_REMEMBERED_CALLS = 100_000


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One call that came in: never its query, headers or body. Status 0: no answer was sent."""

    method: str
    path: str
    status: int
    code: int


class Sandbox:
    """A simulated TikTok Shop platform with its sellers.

    Everything derives from `seed` and from the clock's moment at the start: two sandboxes made alike, given the same
    calls at the same moments, answer alike to the byte. `orders` are spread over all shops, `products` are the number
    in each. Without `cross_border` each region has a local seller of its own, with it one seller has a shop in each.

    Raises ValueError for unknown regions, and for more than 1,000,000 orders in a shop.
    """

    def __init__(  # noqa: PLR0913 - the few things that everybody sets; the rest stands in Options
        self,
        seed: int = 1,
        orders: int = 500,
        products: int = 60,
        regions: Sequence[str] = ("US",),
        *,
        cross_border: bool = False,
        clock: SandboxClock | None = None,
        options: SandboxSwitches | None = None,
        faults: Sequence[Fault] = (),
        redirect_url: str = "http://127.0.0.1:8000/vault/callback",
    ) -> None:
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
        self.log: deque[LogEntry] = deque(maxlen=_REMEMBERED_CALLS)
        self._shipping: Shipping = "SELLER" if self.options.shipping == "SELLER" else "TIKTOK"
        self._lock = threading.RLock()
        self._faults = FaultPlan(tuple(faults))
        self._limiter = SandboxLimiter(self.options.rate_limit, self.options.hourly_limit)
        self._calls = self._stamps = 0
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

    # What a test or a demo does to the shop.

    def authorize(
        self, who: Seller | Shop | str | None = None, *, scopes: Sequence[str] = SCOPES, user_type: int = 0
    ) -> str:
        """Let a seller approve the app and return the authorization code: good once, for 30 minutes.

        `who` is a seller, a shop, a region, or None for the first seller; ValueError when there is none such.
        """
        with self._lock:
            return self.desk.authorize(self._seller(who), tuple(scopes), self.clock.now(), user_type=user_type)

    def withdraw(self, who: Seller | Shop | str | None = None) -> None:
        """Let a seller withdraw the authorization: calls answer 105001, refreshes 36004005."""
        with self._lock:
            self.desk.withdraw(self._seller(who))

    def expire_tokens(self) -> None:
        """Let every access token be over now (105002); refresh tokens live on."""
        with self._lock:
            self.desk.expire()

    def deactivate(self, who: Seller | Shop | str | None = None) -> None:
        """Let the platform switch a seller off: product search answers 12052700."""
        with self._lock:
            self._inactive |= {self._seller(who).index}

    def activate(self, who: Seller | Shop | str | None = None) -> None:
        """Let the platform switch a seller on again."""
        with self._lock:
            self._inactive -= {self._seller(who).index}

    def set_shipping(self, shipping: Shipping) -> None:
        """Choose who ships orders placed from now on; earlier ones stay as they are, as in Seller Center."""
        with self._lock:
            self._shipping = shipping

    def place_orders(
        self,
        count: int,
        *,
        shop: Shop | None = None,
        ready: bool = False,
        fulfillment: Fulfillment = "FULFILLMENT_BY_SELLER",
    ) -> tuple[str, ...]:
        """Let buyers place orders now, in the first shop if none is named, and return their ids.

        `ready` orders skip payment and the hour on hold, and are in AWAITING_SHIPMENT at once.
        """
        with self._lock:
            book = self.book(shop or self.shops[0])
            placed = book.place(count, self.clock.now(), self._shipping, fulfillment, ready=ready)
            return tuple(str(book.order_id(number)) for number in placed)

    def edit_products(self, count: int, *, shop: Shop | None = None) -> tuple[str, ...]:
        """Let the seller edit the first `count` products now, and return their ids."""
        with self._lock:
            catalogue = self.catalogue(shop or self.shops[0])
            for number in range(count):
                catalogue.touch(number, self.clock.now())
            return tuple(catalogue.product(number).id for number in range(count))

    def advance(self, seconds: float) -> None:
        """Move time forward: orders go on in their lives, tokens age, the rate limit recovers."""
        self.clock.advance(seconds)

    def inject(self, fault: Fault) -> None:
        """Plan a fault."""
        with self._lock:
            self._faults.add(fault)

    def clear_faults(self) -> None:
        """Forget all faults that have not happened."""
        with self._lock:
            self._faults.clear()

    # What endpoints ask.

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

    # Calls.

    def handle(self, call: Call) -> Answer:
        """Return the response to one call, faults included; safe to use from several threads."""
        with self._lock:
            self._calls += 1
            request_id = make_request_id(self.seed, self.clock.now(), self._calls)
            fault = self._faults.due(call.path)
            if fault is None:
                answer = self._answer(call, request_id)
            elif fault.kind == "stripped":
                self._stripped = True
                try:
                    answer = self._answer(call, request_id)
                finally:
                    self._stripped = False
            else:
                answer = befall(fault, call, request_id, lambda call: self._answer(call, request_id))
            self.log.append(LogEntry(call.method, call.path, answer.status, answer.code))
            return answer

    def _answer(self, call: Call, request_id: str) -> Answer:
        return answer_call(self, call, self._limiter, request_id)
