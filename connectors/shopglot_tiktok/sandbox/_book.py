"""The order book of one shop: order number to the facts that decide everything else, nothing held in memory.

Order `k` of a shop is a pure function of the seed, the shop and `k`; only orders placed while the sandbox runs are
remembered, one entry a batch.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from shopglot_tiktok.sandbox._dice import mix
from shopglot_tiktok.sandbox._ids import whole_number
from shopglot_tiktok.sandbox._kinds import SALE, kind_of
from shopglot_tiktok.sandbox._markets import MARKETS
from shopglot_tiktok.sandbox._timeline import DELIVERED, HOUR, life, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._kinds import Kind
    from shopglot_tiktok.sandbox._shops import Shop
    from shopglot_tiktok.sandbox._timeline import Life

__all__ = ["MAX_ORDERS", "Book", "Fulfillment", "Shipping"]

Shipping = Literal["TIKTOK", "SELLER"]
Carriage = Literal["TIKTOK", "SELLER", "TIKTOK_DIGITAL"]
Fulfillment = Literal["FULFILLMENT_BY_SELLER", "FULFILLMENT_BY_TIKTOK"]

MAX_ORDERS = 1_000_000
HISTORY = 400 * 86_400
_BASE = 1 << 59
_SHOP_SHIFT, _NUMBER_SHIFT = 42, 20
_NUMBERS = (1 << (_SHOP_SHIFT - _NUMBER_SHIFT)) - 1
_SALT = 0xFFFF
_REMEMBERED = 256
# Where the earlier order of a replacement is looked for, how rare combined orders are, and how near in time.
_TRIES = 12
_PAIRS = 16
_PAIR_WITHIN = 36 * HOUR


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
    `platform_fulfilled` of 1,000 of them are FULFILLMENT_BY_TIKTOK. `word` gives the 64 bits that an order is made of,
    `kind` what it is, `group` the orders that travel in one parcel with it, itself included (None: it travels alone).
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
        # A few orders are remembered: all that one record is made of asks for the same ones again and again.
        self.word: Callable[[int], int] = lru_cache(_REMEMBERED)(self._word)
        self.kind: Callable[[int], Kind] = lru_cache(_REMEMBERED)(self._kind)
        self.group: Callable[[int], range | None] = lru_cache(_REMEMBERED)(self._group)

    def _word(self, number: int) -> int:
        return mix(self.seed, 31, self.shop.index, number)

    def _batch(self, number: int) -> _Batch | None:
        if number < self._first_batch:
            return None
        return self._batches[bisect_right(self._batches, number, key=lambda batch: batch.first) - 1]

    def created(self, number: int) -> int:
        """Return the moment of order `number`; it never falls as the number grows."""
        return self._created(number, self.word(number))

    def _created(self, number: int, word: int) -> int:
        batch = self._batch(number)
        if batch is not None:
            return batch.created
        left = ((self._first_batch - number) << 8) - 1 - (word & 0xFF)
        return self._opened - HISTORY * left**3 // self._total

    def _kind(self, number: int) -> Kind:
        return self._kind_by(number, self.word(number))

    def _kind_by(self, number: int, word: int) -> Kind:
        kind = kind_of(word, self.market.region)
        if kind is SALE or self._ready(number) or (kind.again and self.source(number) is None):
            return SALE
        return kind

    def _ready(self, number: int) -> bool:
        batch = self._batch(number)
        return batch is not None and batch.ready

    def source(self, number: int) -> int | None:
        """Return the earlier, delivered order for which an order of a kind that comes `again` sends something."""
        created = self.created(number)
        for back in range(_TRIES):
            earlier = number * 9 // 10 - 13 * back
            if earlier < 0 or kind_of(self.word(earlier), self.market.region) is not SALE:
                continue
            if self.group(earlier) is None and self.life(earlier).entered(DELIVERED, created):
                return earlier
        return None

    def _group(self, number: int) -> range | None:
        first = number & ~1
        # A cheap spread over the pairs: nearly every order is asked, and nearly none is combined.
        if ((first >> 1) * 40_503 + self.seed * 7) % _PAIRS or first + 1 >= self.count:
            return None
        batch = self._batch(first)
        if batch is not self._batch(first + 1) or (batch is not None and batch.ready):
            return None
        words = self.word(first), self.word(first + 1)
        kinds = [kind_of(word, self.market.region) for word in words]
        moments = [self._created(first + place, word) for place, word in enumerate(words)]
        fits = moments[1] - moments[0] < _PAIR_WITHIN and kinds == [SALE, SALE]
        return range(first, first + 2) if fits and all(plain(word, self.market, SALE) for word in words) else None

    def _join(self, group: range) -> tuple[int, int]:
        alone = [life(self.word(one), self.market, self.created(one)).journeys[0].arranged for one in group]
        return self.word(group[0]), max(alone)

    def life(self, number: int) -> Life:
        """Return the states of order `number` in time."""
        # An index asks for each order once: remembering them here would only cost time.
        word, group = self._word(number), self._group(number)
        return life(
            word, self.market, self._created(number, word), self._kind_by(number, word),
            ready=self._ready(number), joined=self._join(group) if group else (0, 0),
        )  # fmt: skip

    def origin(self, number: int) -> int:
        """Return the order that decides who buys order `number`, and where to it goes; mostly itself."""
        group = self.group(number)
        if group is not None:
            return group[0]
        source = self.source(number) if self.kind(number).again else None
        return number if source is None else source

    def shipping(self, number: int) -> Carriage:
        """Return who arranges the carrier of order `number`."""
        if self.kind(number).digital:
            return "TIKTOK_DIGITAL"
        batch = self._batch(number)
        if batch is not None:
            return batch.shipping
        if self._shipping == "MIXED":
            group = self.group(number)
            return "SELLER" if (self.word(group[0] if group else number) >> 17) & 1 else "TIKTOK"
        return self._shipping

    def fulfillment(self, number: int) -> Fulfillment:
        """Return who stores and packs order `number`."""
        batch = self._batch(number)
        if batch is not None:
            return batch.fulfillment
        group = self.group(number)
        word = self.word(group[0] if group else number)
        platform = (word >> 18) % 1000 < self._platform_fulfilled and not self.kind(number).digital
        return "FULFILLMENT_BY_TIKTOK" if platform else "FULFILLMENT_BY_SELLER"

    def buyer(self, number: int) -> int:
        """Return the number of the buyer of order `number`; some buyers come often."""
        draw = mix(self.seed, 32, self.shop.index, self.origin(number))
        return draw % (self.buyers if draw & 1 << 63 else max(self.buyers // 5, 1))

    def order_id(self, number: int) -> int:
        """Return the id of order `number`, 18 digits."""
        return _BASE + (self.shop.index << _SHOP_SHIFT) + (number << _NUMBER_SHIFT) + (self.word(number) & _SALT)

    def find(self, order_id: str) -> int | None:
        """Return the number of the order with this id, or None when this shop has none such."""
        wanted = whole_number(order_id)
        if wanted is None:
            return None
        rest = wanted - _BASE
        number = (rest >> _NUMBER_SHIFT) & _NUMBERS
        if rest < 0 or rest >> _SHOP_SHIFT != self.shop.index or number >= self.count:
            return None
        return number if self.order_id(number) == wanted else None

    def place(self, count: int, now: int, shipping: Shipping, fulfillment: Fulfillment, *, ready: bool) -> range:
        """Add `count` orders at `now` and return their numbers; ValueError beyond a million orders in the shop."""
        if count < 0 or self.count + count > MAX_ORDERS:
            raise ValueError(f"a shop holds 0 to {MAX_ORDERS} orders; {self.count} + {count} is out of range")
        placed = range(self.count, self.count + count)
        if count:
            self._batches.append(_Batch(self.count, now, shipping, fulfillment, ready))
            self.count += count
        return placed
