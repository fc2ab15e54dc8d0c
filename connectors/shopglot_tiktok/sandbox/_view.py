"""All that is known of one order at one moment, gathered once for everything that its record is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopglot_tiktok.sandbox._money import bill
from shopglot_tiktok.sandbox._parcel import parcels
from shopglot_tiktok.sandbox._timeline import unit_parcel, unit_status

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._book import Book
    from shopglot_tiktok.sandbox._catalogue import Catalogue
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._money import Bill
    from shopglot_tiktok.sandbox._parcel import Parcel
    from shopglot_tiktok.sandbox._timeline import Life

__all__ = ["View", "view"]

_REASON = {"BUYER": 0, "SELLER": 1, "SYSTEM": 2}


@dataclass(frozen=True, slots=True)
class View:
    """One order at `now`; `stamp` gives pictures their changing query, `newer` asks for the newest keys too."""

    book: Book
    catalogue: Catalogue
    number: int
    now: int
    stamp: Callable[[], int]
    newer: bool
    word: int
    created: int
    life: Life
    status: int
    since: int
    bill: Bill
    parcels: tuple[Parcel, ...]

    @property
    def market(self) -> Market:
        """The shop's market."""
        return self.book.market

    @property
    def region(self) -> str:
        """The market's code."""
        return self.book.market.region

    @property
    def order_id(self) -> int:
        """The order's number at the platform."""
        return self.book.order_id(self.number)

    @property
    def live(self) -> bool:
        """Whether it was placed in a LIVE session: lotteries and auctions are, and some others."""
        return self.bill.kind.order_type in {"ZERO_LOTTERY", "AUCTION"} or (self.word >> 38) % 100 < 15  # noqa: PLR2004 - a share

    @property
    def packages_early(self) -> bool:
        """Whether its packages exist before they are shipped."""
        early = self.market.packages_early or self.book.shop.seller_type == "CROSS_BORDER"
        return early and not self.bill.kind.digital

    def unit_status(self, place: int, *, parcel: int | None = None) -> int:
        """Return the state of a unit, or of its part in another parcel."""
        return unit_status(self.life, place, len(self.bill.units), self.now, parcel=parcel)

    def unit_parcel(self, place: int) -> int:
        """Return the number of the parcel that a unit travels in."""
        return unit_parcel(self.life, place, len(self.bill.units))

    def parcel_at(self, number: int) -> Parcel:
        """Return a parcel; until the first of two is arranged there is but one."""
        split = 0 < self.parcels[0].arranged <= self.now
        return self.parcels[number if split else 0]

    def shipped(self, parcel: Parcel) -> bool:
        """Return whether the seller has arranged the parcel's carrier."""
        return 0 < parcel.arranged <= self.now

    def reason(self, who: str) -> str:
        """Return the cancellation's reason in the market's language."""
        return self.market.cancel_reasons[_REASON[who]]


def view(  # noqa: PLR0913 - each is a separate fact, all but three by name
    book: Book, catalogue: Catalogue, number: int, *, now: int, stamp: Callable[[], int], newer: bool
) -> View:
    """Return all that is known of order `number` at `now`."""
    life = book.life(number)
    status, since = life.at(now)
    group = book.group(number)
    return View(
        book=book,
        catalogue=catalogue,
        number=number,
        now=now,
        stamp=stamp,
        newer=newer,
        word=book.word(number),
        created=book.created(number),
        life=life,
        status=status,
        since=since,
        bill=bill(book, catalogue, number),
        parcels=parcels(life, book.market, group[0] if group else number),
    )
