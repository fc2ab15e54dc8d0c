"""An order's life as a pure function: which state it enters, and when; and where each of its parcels is.

The path and the waiting times come from one word of bits, so that the state of any order at any moment is known
without its history. Shares and waiting times are invented; the states and their order are the platform's. A unit's
own state only goes forward; the order's state follows from its units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from shopglot_tiktok.sandbox._kinds import ITEM_CANCEL_MARKETS, SALE

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._kinds import Kind
    from shopglot_tiktok.sandbox._markets import Market

__all__ = ["STATUSES", "Asked", "Dropped", "Journey", "Life", "life", "plain", "unit_parcel", "unit_status"]

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
# How many of 1,000 orders ship in two parts, lose a unit, or are asked back in vain, where they can.
_SPLIT_PER_MILLE, _DROP_PER_MILLE, _REFUSED_PER_MILLE = 150, 60, 15
_COLLECTED = 60


class Journey(NamedTuple):
    """When one parcel was arranged, came to the carrier and reached the buyer; 0: never."""

    arranged: int
    collected: int
    delivered: int


class Dropped(NamedTuple):
    """How many of the order's last units were cancelled while the rest goes on, when, and by whom."""

    units: int
    at: int
    by: str


class Asked(NamedTuple):
    """When the buyer asked for the order to be cancelled, and when the seller answered."""

    at: int
    until: int


class Life(NamedTuple):
    """An order's states in time; a tuple, since an index makes a million of them.

    `steps` are `(status, at)` pairs, ascending, the first at the order's creation; a status stands twice where only a
    part of the order changed. `paid` is when money comes in (0: it does not), `initiator` who cancels (empty: nobody
    does). `journeys` holds one parcel, two for an order that ships in two parts, or none.
    """

    steps: tuple[tuple[int, int], ...]
    cod: bool
    hold: bool
    initiator: str
    paid: int = 0
    journeys: tuple[Journey, ...] = ()
    dropped: Dropped | None = None
    asked: Asked | None = None

    def at(self, now: int) -> tuple[int, int]:
        """Return the status, and since when the order is as it is."""
        reached = self.steps[0]
        for step in self.steps:
            if step[1] > now:
                break
            reached = step
        return reached

    def entered(self, status: int, now: int) -> int:
        """Return the moment at which the order came into this status, or 0 when it has not (yet)."""
        for code, moment in self.steps:
            if code == status and moment <= now:
                return moment
        return 0

    def next_after(self, now: int) -> int:
        """Return the moment of the next change, or 0 when the order is at its end."""
        for _, moment in self.steps:
            if moment > now:
                return moment
        return 0

    def asking(self, now: int) -> bool:
        """Return whether a buyer's request to cancel waits for the seller."""
        return self.asked is not None and self.asked.at <= now < self.asked.until


def units(word: int) -> int:
    """Return how many units an order has: 1 to 5, mostly 1."""
    return (1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5)[word >> 60]


def unit_parcel(life: Life, place: int, count: int) -> int:
    """Return which parcel unit `place` of `count` travels in: all but the last in the first, the last in the last."""
    return len(life.journeys) - 1 if place == count - 1 and life.journeys else 0


def parcel_status(life: Life, number: int, now: int) -> int:
    """Return the state that parcel `number` gives its units, from AWAITING_SHIPMENT to DELIVERED."""
    if number >= len(life.journeys):
        return AWAITING_SHIPMENT
    arranged, collected, delivered = life.journeys[number]
    if 0 < delivered <= now:
        return DELIVERED
    if 0 < collected <= now:
        return IN_TRANSIT
    return AWAITING_COLLECTION if 0 < arranged <= now else AWAITING_SHIPMENT


def unit_status(life: Life, place: int, count: int, now: int, *, parcel: int | None = None) -> int:
    """Return the state of unit `place` of `count`: one that `display_status` knows, and never an earlier one later.

    `parcel` is for a part of the unit that travels in another parcel than the unit itself.
    """
    if life.dropped and place >= count - life.dropped.units and life.dropped.at <= now:
        return CANCELLED
    status = life.at(now)[0]
    if status in {UNPAID, CANCELLED, COMPLETED}:
        return status
    if status == DELIVERED:
        return DELIVERED
    return parcel_status(life, unit_parcel(life, place, count) if parcel is None else parcel, now)


def _cod(word: int, market: Market, kind: Kind) -> bool:
    return kind is SALE and (word >> 10) % 1000 < market.cod


def _split(word: int, kind: Kind) -> bool:
    return kind is SALE and units(word) > 1 and (word >> 30) % 1000 < _SPLIT_PER_MILLE


def plain(word: int, market: Market, kind: Kind) -> bool:
    """Return whether the order is paid at once, ends well and goes in one piece."""
    ends_well = word % 1000 >= _NOT_DELIVERED
    return ends_well and not (_cod(word, market, kind) or _split(word, kind) or _part_of(word, market, kind))


def _part_of(word: int, market: Market, kind: Kind) -> bool:
    fits = kind is SALE and market.region in ITEM_CANCEL_MARKETS and units(word) > 1
    return fits and (word >> 33) % 1000 < _DROP_PER_MILLE


def life(  # noqa: PLR0913 - each is a separate fact, the last two by name
    word: int, market: Market, created: int, kind: Kind = SALE, *, ready: bool = False, joined: tuple[int, int] = (0, 0)
) -> Life:
    """Return the life of the order that `word` stands for.

    `ready` skips payment and hold. `joined` is `(word, arranged)` of the parcel that the order shares with another.
    """
    cod = not ready and _cod(word, market, kind)
    hold = not (ready or cod or kind.again or kind.digital)
    steps: list[tuple[int, int]] = []
    paid = created
    if not (cod or ready or kind.free):
        steps.append((UNPAID, created))
        paid += 5 + (word >> 20) % 600
    initiator = _end(word % 1000, cod=cod or ready or kind.free)
    if initiator == "NOBODY_PAID":
        steps.append((CANCELLED, created + DAY))
        return Life(tuple(steps), cod, hold, "SYSTEM")
    if kind.digital:
        steps += _digital(paid, word)
        return Life(tuple(steps), cod, hold, "", paid)
    open_from = _draw_opening(word, paid, kind, hold=hold)
    if hold:
        steps.append((ON_HOLD, paid))
    if kind.handling_starts_late:
        # The payment of a pre-order is only authorized a day before its release.
        paid = open_from - DAY
    if initiator == "BUYER" and hold and word % 2 == 0:
        regret = open_from - 10 * 60
        steps.append((CANCELLED, regret))
        return Life(tuple(steps), cod, hold, initiator, paid if paid < regret else 0)
    steps.append((AWAITING_SHIPMENT, open_from))
    if initiator in {"BUYER", "SELLER"}:
        asked = _draw_request(word, open_from) if initiator == "BUYER" else None
        end = asked.until if asked else open_from + HOUR + (word >> 28) % DAY
        if asked:
            steps.append((AWAITING_SHIPMENT, asked.at))
        steps.append((CANCELLED, end))
        return Life(tuple(steps), cod, hold, initiator, 0 if cod else paid, asked=asked)
    return _draw_shipping(word, market, kind, steps, initiator, joined, cod=cod, hold=hold, paid=paid)


def _draw_opening(word: int, paid: int, kind: Kind, *, hold: bool) -> int:
    if kind.handling_starts_late:
        return paid + (20 + (word >> 24) % 20) * DAY
    return paid + HOUR if hold else paid


def _end(fate: int, *, cod: bool) -> str:
    if fate < _NEVER_PAID and not cod:
        return "NOBODY_PAID"
    if _NEVER_PAID <= fate < _REGRET:
        return "BUYER"
    if _REGRET <= fate < _OUT_OF_STOCK:
        return "SELLER"
    return "SYSTEM" if _OUT_OF_STOCK <= fate < _NOT_DELIVERED else ""


def _draw_request(word: int, open_from: int) -> Asked:
    at = open_from + 600 + (word >> 28) % (2 * HOUR)
    return Asked(at, at + HOUR + (word >> 31) % DAY)


def _digital(paid: int, word: int) -> list[tuple[int, int]]:
    delivered = paid + 60
    return [(AWAITING_SHIPMENT, paid), (DELIVERED, delivered), (COMPLETED, delivered + 7 * DAY + (word >> 40) % DAY)]


def _draw_shipping(  # noqa: PLR0913, PLR0917 - what `life` has found so far
    word: int, market: Market, kind: Kind, steps: list[tuple[int, int]], initiator: str, joined: tuple[int, int],
    *, cod: bool, hold: bool, paid: int,
) -> Life:  # fmt: skip
    open_from = steps[-1][1]
    dropped = asked = None
    start = open_from + 4 * HOUR + (word >> 28) % (30 * HOUR) + kind.handling * DAY // 2
    if not initiator and _part_of(word, market, kind):
        count = 2 if units(word) > 3 else 1  # noqa: PLR2004 - of four units two, of fewer one
        at = open_from + HOUR + (word >> 35) % (2 * HOUR)
        dropped = Dropped(count, at, "BUYER" if word & 1 else "SELLER")
        steps.append((AWAITING_SHIPMENT, at))
    elif not initiator and not joined[1] and (word >> 34) % 1000 < _REFUSED_PER_MILLE:
        asked = _draw_request(word, open_from)
        steps += [(AWAITING_SHIPMENT, asked.at), (AWAITING_SHIPMENT, asked.until)]
        start += DAY + 4 * HOUR
    journeys: tuple[Journey, ...] = (_journey(joined[0] or word, joined[1] or start, lost=initiator == "SYSTEM"),)
    if not initiator and not dropped and not asked and _split(word, kind):
        journeys = (*journeys, _journey(word >> 3, start + DAY + (word >> 37) % (2 * DAY), lost=False))
    steps += _arrivals(journeys)
    if initiator:
        steps.append((CANCELLED, journeys[0].collected + 2 * DAY + (word >> 36) % (5 * DAY)))
        return Life(tuple(steps), cod, hold, initiator, 0 if cod else paid, journeys)
    delivered = steps[-1][1]
    if cod:
        paid = delivered + _COLLECTED
        steps.append((DELIVERED, paid))
    steps.append((COMPLETED, delivered + 7 * DAY + (word >> 40) % (7 * DAY)))
    return Life(tuple(steps), cod, hold, "", paid, journeys, dropped, asked)


def _journey(word: int, arranged: int, *, lost: bool) -> Journey:
    collected = arranged + HOUR + (word >> 32) % (20 * HOUR)
    return Journey(arranged, collected, 0 if lost else collected + DAY + (word >> 36) % (5 * DAY))


def _arrivals(journeys: tuple[Journey, ...]) -> list[tuple[int, int]]:
    """Return the order's steps while its parcels travel: the order is as far as its slowest parcel."""
    if len(journeys) == 1:
        (arranged, collected, delivered) = journeys[0]
        steps = [(AWAITING_COLLECTION, arranged), (IN_TRANSIT, collected)]
        return [*steps, (DELIVERED, delivered)] if delivered else steps
    first, last = journeys
    steps = []
    for moment in sorted({*first, *last}):
        if last.arranged > moment:
            steps.append((PARTIALLY_SHIPPING, moment))
        elif max(first.collected, last.collected) > moment:
            steps.append((AWAITING_COLLECTION, moment))
        elif max(first.delivered, last.delivered) > moment:
            steps.append((IN_TRANSIT, moment))
        else:
            steps.append((DELIVERED, moment))
    return steps
