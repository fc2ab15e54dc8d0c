"""An order's life as a pure function: which state it enters, and when.

The path and the waiting times come from one word of bits, so that the state of any order at any moment is known
without its history. Shares and waiting times are invented; the states and their order are the platform's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._markets import Market

__all__ = ["STATUSES", "Life", "life"]

STATUSES = (
    "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED",
    "COMPLETED", "CANCELLED",
)  # fmt: skip
UNPAID, ON_HOLD, AWAITING_SHIPMENT, PARTIALLY_SHIPPING, AWAITING_COLLECTION = range(5)
IN_TRANSIT, DELIVERED, COMPLETED, CANCELLED = range(5, 9)

HOUR = 3_600
DAY = 24 * HOUR
# How many of 1,000 orders end badly: never paid, the buyer's regret, out of stock, not deliverable.
_NEVER_PAID, _REGRET, _OUT_OF_STOCK, _NOT_DELIVERED = 30, 70, 90, 100
_PRE_ORDER_FROM = 985
_SPLIT_FROM = 880
_SPLIT_MARKETS = frozenset({"US", "GB"})


class Life(NamedTuple):
    """An order's states in time; a tuple, since an index makes a million of them.

    `steps` are `(status, at)` pairs, ascending, the first at the order's creation; `cod`, `hold`, `pre_order` and
    `split` are what the path depended on; `initiator` is who cancels (empty: nobody does).
    """

    steps: tuple[tuple[int, int], ...]
    cod: bool
    hold: bool
    pre_order: bool
    split: bool
    initiator: str

    def at(self, now: int) -> tuple[int, int]:
        """Give the status and since when it holds."""
        found = self.steps[0]
        for step in self.steps:
            if step[1] > now:
                break
            found = step
        return found

    def entered(self, status: int, now: int) -> int:
        """Give the moment at which the order came into this status, or 0 when it has not (yet)."""
        for code, moment in self.steps:
            if code == status and moment <= now:
                return moment
        return 0

    def next_after(self, now: int) -> int:
        """Give the moment of the next change, or 0 when the order is at its end."""
        for _, moment in self.steps:
            if moment > now:
                return moment
        return 0


def units(word: int) -> int:
    """Give how many units an order has: 1 to 5, mostly 1."""
    return (1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5)[word >> 60]


def life(word: int, market: Market, created: int, *, ready: bool = False) -> Life:
    """Give the life of the order that `word` stands for; `ready` skips payment and hold."""
    fate, trait = word % 1000, (word >> 10) % 1000
    cod = not ready and trait < market.cod
    pre_order = not ready and market.region == "US" and trait >= _PRE_ORDER_FROM
    hold = market.hold and not ready
    split = market.region in _SPLIT_MARKETS and units(word) > 1 and _SPLIT_FROM <= trait < _PRE_ORDER_FROM
    steps: list[tuple[int, int]] = []
    paid = created
    if not (cod or ready):
        steps.append((UNPAID, created))
        paid += 5 + (word >> 20) % 600
    initiator = _end(fate, cod=cod or ready)
    if initiator == "NOBODY_PAID":
        steps.append((CANCELLED, created + DAY))
        return Life(tuple(steps), cod, hold, pre_order, split, "SYSTEM")
    open_from = paid
    if hold:
        steps.append((ON_HOLD, paid))
        open_from += (20 + (word >> 24) % 20) * DAY if pre_order else HOUR
    if initiator == "BUYER" and hold and fate % 2 == 0:
        steps.append((CANCELLED, open_from - 10 * 60))
    else:
        steps.append((AWAITING_SHIPMENT, open_from))
        steps += _journey(word, open_from, initiator, split=split)
    return Life(tuple(steps), cod, hold, pre_order, split, initiator)


def _end(fate: int, *, cod: bool) -> str:
    if fate < _NEVER_PAID and not cod:
        return "NOBODY_PAID"
    if _NEVER_PAID <= fate < _REGRET:
        return "BUYER"
    if _REGRET <= fate < _OUT_OF_STOCK:
        return "SELLER"
    return "SYSTEM" if _OUT_OF_STOCK <= fate < _NOT_DELIVERED else ""


def _journey(word: int, moment: int, initiator: str, *, split: bool) -> list[tuple[int, int]]:
    """Give the steps from AWAITING_SHIPMENT at `moment` to the end."""
    if initiator == "BUYER":
        return [(CANCELLED, moment + 20 * 60 + (word >> 28) % (3 * HOUR))]
    if initiator == "SELLER":
        return [(CANCELLED, moment + HOUR + (word >> 28) % DAY)]
    steps = []
    moment += 4 * HOUR + (word >> 28) % (30 * HOUR)
    if split:
        steps.append((PARTIALLY_SHIPPING, moment))
        moment += DAY + (word >> 30) % (2 * DAY)
    steps.append((AWAITING_COLLECTION, moment))
    moment += HOUR + (word >> 32) % (20 * HOUR)
    steps.append((IN_TRANSIT, moment))
    moment += DAY + (word >> 36) % (5 * DAY)
    if initiator == "SYSTEM":
        return [*steps, (CANCELLED, moment + DAY)]
    return [*steps, (DELIVERED, moment), (COMPLETED, moment + 7 * DAY + (word >> 40) % (7 * DAY))]
