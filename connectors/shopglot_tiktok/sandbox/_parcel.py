"""How an order travels: carriers, packages, tracking numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._timeline import Life

__all__ = ["Parcel", "parcels"]

_MOST_PARCELS = 2


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel; `arranged` is when it is, will be or would be announced to the carrier."""

    package_id: str
    carrier: str
    carrier_id: str
    tracking: str
    arranged: int


def parcels(life: Life, market: Market, number: int) -> tuple[Parcel, ...]:
    """Return the parcels of order `number`, by the number of the order that leads its parcel; at least one."""
    made = []
    for place, journey in enumerate(life.journeys or (None,)):
        kind = (number + place) % len(market.carriers)
        own = number * _MOST_PARCELS + place
        made.append(
            Parcel(
                package_id=str(1_154_000_000_000_000_000 + (ord(market.region[0]) << 40) + own),
                carrier=market.carriers[kind],
                carrier_id=str(7_117_858_858_072_016_686 + kind),
                tracking=f"{market.region}{9_400_100_000_000 + own}",
                arranged=journey.arranged if journey else 0,
            )
        )
    return tuple(made)
