"""How an order adds up: one sum, stated once, for everybody who reads an order's money.

goods - discounts = sub_total
sub_total + shipping + fees + adjustments + tax_on_top + difference = total
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shopglot_models._currency import Currency
    from shopglot_models._money import Adjustment, Discount, Fee

__all__ = ["Ledger", "ledger_of"]

_ZERO = Decimal()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The parts of one order's total, in its currency; exact, and none of them rounded or made up.

    `goods` are all units before discounts, cancelled ones included as the platform's total includes them; `discounts`
    is what is taken off them by who pays for it, as positive amounts. `sub_total`, `shipping` and `total` are the
    platform's. `fees` and `adjustments` are sums; an adjustment that lowers the total is negative. `tax_on_top` is
    the part of the tax that is not inside the prices already; None where the platform leaves open which it is.

    `difference` is what the total has beyond the parts: zero for an order that adds up, None where a part that is
    needed is not known.
    """

    currency: Currency | None
    goods: Decimal | None
    discounts: Mapping[str, Decimal] = field(default_factory=dict)
    sub_total: Decimal | None = None
    shipping: Decimal | None = None
    fees: Decimal = _ZERO
    adjustments: Decimal = _ZERO
    tax_on_top: Decimal | None = None
    total: Decimal | None = None
    difference: Decimal | None = None

    @property
    def balanced(self) -> bool | None:
        """Whether the order adds up; None where that can't be told."""
        return None if self.difference is None else self.difference == 0

    @property
    def size(self) -> str | None:
        """The size class of the difference, which may be told where an amount may not; None for a balanced order.

        One of `under_0_1_percent`, `under_1_percent`, `under_10_percent` and `10_percent_or_more` of the total.
        """
        if not self.difference:
            return None
        part = abs(self.difference / self.total) if self.total else Decimal(1)
        return next((name for most, name in _SIZES if part < most), "10_percent_or_more")


_SIZES = (
    (Decimal("0.001"), "under_0_1_percent"),
    (Decimal("0.01"), "under_1_percent"),
    (Decimal("0.1"), "under_10_percent"),
)


def ledger_of(  # noqa: PLR0913 - the parts of one sum, each by name
    *,
    currency: Currency | None,
    lines: Sequence[Decimal | None],
    discounts: Sequence[Discount],
    total_discount: Decimal | None,
    sub_total: Decimal | None,
    shipping: Decimal | None,
    fees: Sequence[Fee],
    adjustments: Sequence[Adjustment],
    total_tax: Decimal | None,
    tax_inclusive: bool | None,
    total: Decimal | None,
) -> Ledger:
    """Return the ledger of an order; `lines` are its lines' sub_totals."""
    goods = _goods(lines, sub_total, total_discount)
    by_funder: dict[str, Decimal] = {}
    for discount in discounts:
        if discount.amount is not None:
            funder = discount.funded_by or "unknown"
            by_funder[funder] = by_funder.get(funder, _ZERO) + discount.amount
    charged = _sum(fee.amount for fee in fees)
    adjusted = _sum(adjustment.amount for adjustment in adjustments)
    tax = _tax_on_top(total_tax, inclusive=tax_inclusive)
    difference = None
    if goods is not None and tax is not None and total is not None:
        difference = total - (goods - _sum(by_funder.values()) + (shipping or _ZERO) + charged + adjusted + tax)
    return Ledger(currency, goods, by_funder, sub_total, shipping, charged, adjusted, tax, total, difference)


def _goods(
    lines: Sequence[Decimal | None], sub_total: Decimal | None, total_discount: Decimal | None
) -> Decimal | None:
    """Return the goods before discounts: the lines say it, and without lines the order's own figures."""
    if lines and None not in lines:
        return _sum(line for line in lines if line is not None)
    return None if sub_total is None else sub_total + (total_discount or _ZERO)


def _tax_on_top(total_tax: Decimal | None, *, inclusive: bool | None) -> Decimal | None:
    if inclusive or not total_tax:
        return _ZERO
    return total_tax if inclusive is False else None


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, _ZERO)
