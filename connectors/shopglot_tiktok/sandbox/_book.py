"""The order book of one shop: order number to the facts that decide everything else, nothing held in memory.

Order `k` of a shop is a pure function of the seed, the shop and `k`; only orders placed while the sandbox runs are
remembered, one entry a batch.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from shopglot_tiktok.sandbox._dice import mix
from shopglot_tiktok.sandbox._ids import whole_number
from shopglot_tiktok.sandbox._markets import MARKETS
from shopglot_tiktok.sandbox._timeline import life

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._shops import Shop
    from shopglot_tiktok.sandbox._timeline import Life

__all__ = ["MAX_ORDERS", "Book", "Fulfillment", "Shipping"]

Shipping = Literal["TIKTOK", "SELLER"]
Fulfillment = Literal["FULFILLMENT_BY_SELLER", "FULFILLMENT_BY_TIKTOK"]

MAX_ORDERS = 1_000_000
HISTORY = 400 * 86_400
_BASE = 1 << 59
_SHOP_SHIFT, _NUMBER_SHIFT = 42, 20
_NUMBERS = (1 << (_SHOP_SHIFT - _NUMBER_SHIFT)) - 1
_SALT = 0xFFFF


@dataclass(frozen=True, slots=True)
class _Batch:
    first: int
    created: int
    shipping: Shipping
    fulfillment: Fulfillment
    ready: bool


class Book:
    """All orders of one shop; number 0 is the oldest.

    `opened` is the Unix second at which the sandbox was made: the first `count` orders lie in the 400 days before it,
    growing denser to its end, as in a shop that grows. `shipping` is what those orders have ("MIXED": both);
    `platform_fulfilled` of 1,000 of them are FULFILLMENT_BY_TIKTOK.
    """

    def __init__(  # noqa: PLR0913 - each is a separate fact, the choices by name
        self,
        seed: int,
        shop: Shop,
        count: int,
        opened: int,
        *,
        shipping: Shipping | Literal["MIXED"],
        platform_fulfilled: int,
    ) -> None:
        self.shop = shop
        self.market = MARKETS[shop.region]
        self.count = count
        self.buyers = max(1, count * 3 // 5)
        self.seed = seed
        self._first_batch = count
        self._total = (count << 8) ** 3
        self._opened = opened
        self._shipping = shipping
        self._platform_fulfilled = platform_fulfilled
        self._batches: list[_Batch] = []

    def word(self, number: int) -> int:
        """Give the 64 bits that order `number` is made of."""
        return mix(self.seed, 31, self.shop.index, number)

    def _batch(self, number: int) -> _Batch | None:
        if number < self._first_batch:
            return None
        return self._batches[bisect_right(self._batches, number, key=lambda batch: batch.first) - 1]

    def created(self, number: int) -> int:
        """Give the moment of order `number`; it never falls as the number grows."""
        return self._created(number, self.word(number))

    def _created(self, number: int, word: int) -> int:
        batch = self._batch(number)
        if batch is not None:
            return batch.created
        left = ((self._first_batch - number) << 8) - 1 - (word & 0xFF)
        return self._opened - HISTORY * left**3 // self._total

    def life(self, number: int) -> Life:
        """Give the states of order `number` in time."""
        batch, word = self._batch(number), self.word(number)
        ready = batch is not None and batch.ready
        return life(word, self.market, self._created(number, word), ready=ready)

    def shipping(self, number: int) -> Shipping:
        """Say who arranges the carrier of order `number`."""
        batch = self._batch(number)
        if batch is not None:
            return batch.shipping
        if self._shipping == "MIXED":
            return "SELLER" if (self.word(number) >> 17) & 1 else "TIKTOK"
        return self._shipping

    def fulfillment(self, number: int) -> Fulfillment:
        """Say who stores and packs order `number`."""
        batch = self._batch(number)
        if batch is not None:
            return batch.fulfillment
        platform = (self.word(number) >> 18) % 1000 < self._platform_fulfilled
        return "FULFILLMENT_BY_TIKTOK" if platform else "FULFILLMENT_BY_SELLER"

    def buyer(self, number: int) -> int:
        """Give the number of the buyer of order `number`; some buyers come often."""
        draw = mix(self.seed, 32, self.shop.index, number)
        return draw % (self.buyers if draw & 1 << 63 else max(self.buyers // 5, 1))

    def order_id(self, number: int) -> int:
        """Give the id of order `number`, 18 digits."""
        return _BASE + (self.shop.index << _SHOP_SHIFT) + (number << _NUMBER_SHIFT) + (self.word(number) & _SALT)

    def find(self, order_id: str) -> int | None:
        """Give the number of the order with this id, or None when this shop has none such."""
        wanted = whole_number(order_id)
        if wanted is None:
            return None
        rest = wanted - _BASE
        number = (rest >> _NUMBER_SHIFT) & _NUMBERS
        if rest < 0 or rest >> _SHOP_SHIFT != self.shop.index or number >= self.count:
            return None
        return number if self.order_id(number) == wanted else None

    def place(self, count: int, now: int, shipping: Shipping, fulfillment: Fulfillment, *, ready: bool) -> range:
        """Add `count` orders at `now` and give their numbers; ValueError beyond a million orders in the shop."""
        if count < 0 or self.count + count > MAX_ORDERS:
            raise ValueError(f"a shop holds 0 to {MAX_ORDERS} orders; {self.count} + {count} is out of range")
        placed = range(self.count, self.count + count)
        if count:
            self._batches.append(_Batch(self.count, now, shipping, fulfillment, ready))
            self.count += count
        return placed
