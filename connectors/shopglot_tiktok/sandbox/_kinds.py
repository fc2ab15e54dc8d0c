"""What an order is: an ordinary sale, or one of the rarer kinds that the platform tells by a key of its own.

Which kinds exist in which market is the platform's; how many of 1,000 orders they are is invented.
"""

from __future__ import annotations

from dataclasses import dataclass

from shopglot_tiktok.sandbox._markets import MARKETS

__all__ = ["ITEM_CANCEL_MARKETS", "KINDS", "SALE", "Kind", "kind_of"]

_US = frozenset({"US"})
# Replacement and exchange orders, and the cancelling of single items, exist here alone.
ITEM_CANCEL_MARKETS = frozenset({"US", "GB"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of order.

    `order_type` is the platform's word. `free` orders cost the buyer nothing: the seller takes the whole price off.
    `again` orders send something for an earlier order of the same buyer. `handling` is how many days the seller may
    take, counted as `days_are` says. `digital` goods are delivered by the platform at once, to nobody's address.
    `markets` names where the kind exists; empty: everywhere.
    """

    name: str
    per_mille: int = 0
    order_type: str = "NORMAL"
    markets: frozenset[str] = frozenset()
    free: bool = False
    again: bool = False
    digital: bool = False
    handling: int = 0
    days_are: str = ""

    @property
    def handling_starts_late(self) -> bool:
        """Whether the order waits for its goods' release."""
        return self.order_type == "PRE_ORDER"


SALE = Kind("sale")
KINDS = (
    SALE,
    Kind("sample", 8, free=True),
    Kind("refundable_sample", 3),
    Kind("lottery", 6, "ZERO_LOTTERY", free=True),
    Kind("auction", 10, "AUCTION"),
    Kind("digital", 6, digital=True),
    Kind("pre_order", 12, "PRE_ORDER", _US),
    Kind("made_to_order", 8, "MADE_TO_ORDER", _US, handling=10, days_are="BUSINESS_DAY"),
    Kind("back_order", 8, "BACK_ORDER", _US, handling=14, days_are="CALENDAR_DAY"),
    Kind("subscription", 12, markets=_US),
    Kind("replacement", 10, markets=ITEM_CANCEL_MARKETS, free=True, again=True),
    Kind("exchange", 10, markets=ITEM_CANCEL_MARKETS, free=True, again=True),
)


def _limits(region: str) -> tuple[tuple[int, Kind], ...]:
    limits, limit = [], 0
    for kind in KINDS:
        if kind.per_mille and (not kind.markets or region in kind.markets):
            limit += kind.per_mille
            limits.append((limit, kind))
    return tuple(limits)


_LIMITS = {region: _limits(region) for region in MARKETS}
_MOST = max(limits[-1][0] for limits in _LIMITS.values())


def kind_of(word: int, region: str) -> Kind:
    """Return the kind of the order that `word` stands for, by itself: an `again` one still needs its earlier order."""
    draw = (word >> 48) % 1000
    if draw >= _MOST:
        return SALE
    return next((kind for limit, kind in _LIMITS[region] if draw < limit), SALE)
