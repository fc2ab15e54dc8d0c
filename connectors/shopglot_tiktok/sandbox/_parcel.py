"""How an order travels and how it ends: carrier, package, tracking number, cancellation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopglot_tiktok.sandbox._timeline import AWAITING_COLLECTION, IN_TRANSIT, PARTIALLY_SHIPPING

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._timeline import Life

__all__ = ["Parcel", "parcel"]

_REASON = {"BUYER": 0, "SELLER": 1, "SYSTEM": 2}


@dataclass(frozen=True, slots=True)
class Parcel:
    """`shipped_at` is 0 before shipping; `initiator` is empty where nobody cancels."""

    package_id: str
    carrier: str
    carrier_id: str
    tracking: str
    shipped_at: int
    collected_at: int
    sku_type: str
    initiator: str
    cancel_reason: str


def parcel(life: Life, market: Market, number: int, now: int, *, sample: bool) -> Parcel:
    """Give the parcel of order `number` as it is at `now`."""
    shipped = life.entered(PARTIALLY_SHIPPING, now) or life.entered(AWAITING_COLLECTION, now)
    kind = number % len(market.carriers)
    return Parcel(
        package_id=str(1_154_000_000_000_000_000 + (ord(market.region[0]) << 40) + number),
        carrier=market.carriers[kind],
        carrier_id=str(7_117_858_858_072_016_686 + kind),
        tracking=f"{market.region}{9_400_100_000_000 + number}",
        shipped_at=shipped,
        collected_at=life.entered(IN_TRANSIT, now),
        sku_type="UNKNOWN" if sample else "PRE_ORDER" if life.pre_order else "NORMAL",
        initiator=life.initiator,
        cancel_reason=market.cancel_reasons[_REASON[life.initiator]] if life.initiator else "",
    )
