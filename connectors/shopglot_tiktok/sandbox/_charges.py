"""What an order costs besides goods, shipping and tax: one table from which amounts and keys are made.

Keys and their markets are the platform's (`handling_fee`, `payment_platform_discount` and its service fee are
documented without a market: theirs are assumed); amounts and shares are invented.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot_tiktok.sandbox._dice import Dice

__all__ = ["CHARGES", "Charge", "draw"]


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge: its key in `payment`, and by market what it costs in minor units.

    `per_mille` orders bear it, of those that bear the charge named `along` where that is set. `sign` says what it does
    to the total: 1 adds, -1 takes off, 0 nothing, being a part of `along`. `on_line` charges stand on the first unit
    too. `always` names the markets that send it as zero where it is not charged.
    """

    key: str
    per_mille: int
    cost: Mapping[str, int]
    sign: int = 1
    along: str = ""
    on_line: bool = False
    always: frozenset[str] = field(default_factory=frozenset)


_ID, _US = frozenset({"ID"}), frozenset({"US"})
_WALLET = "payment_platform_discount"
CHARGES = (
    Charge("small_order_fee", 400, {"TH": 2000}, on_line=True, always=frozenset({"TH"})),
    Charge("buyer_service_fee", 800, {"ID": 1000}, on_line=True, always=_ID),
    Charge("handling_fee", 60, {"ID": 2500, "BR": 390, "MX": 1900}, always=_ID),
    Charge("item_insurance_fee", 80, {"ID": 700, "US": 199}, always=_ID),
    Charge("item_insurance_tax", 1000, {"US": 19}, along="item_insurance_fee"),
    Charge("shipping_insurance_fee", 300, {"ID": 600}, always=_ID),
    # distance_fee is the whole; distance_shipping_fee says how much of it is for shipping outside Java.
    Charge("distance_fee", 120, {"ID": 6000}, on_line=True),
    Charge("distance_shipping_fee", 600, {"ID": 4000}, sign=0, along="distance_fee", on_line=True),
    Charge("retail_delivery_fee", 60, {"US": 28}, on_line=True, always=_US),
    Charge(_WALLET, 50, {"ID": 5000, "MY": 300, "PH": 3000, "SG": 150, "TH": 2000, "VN": 8000}, sign=-1),
    Charge(
        "payment_discount_service_fee", 500,
        {"ID": 500, "MY": 50, "PH": 500, "SG": 20, "TH": 300, "VN": 1000}, along=_WALLET,
    ),
)  # fmt: skip


def draw(dice: Dice, region: str, goods: int) -> dict[str, int]:
    """Return the charges of an order of this market whose goods cost `goods`, by key; none is a zero."""
    charges: dict[str, int] = {}
    for charge in CHARGES:
        if region not in charge.cost or (charge.along and charge.along not in charges):
            continue
        if dice.chance(charge.per_mille) and (charge.sign >= 0 or charge.cost[region] <= goods):
            charges[charge.key] = charge.cost[region]
    return charges
