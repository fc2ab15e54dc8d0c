"""Whether the money of unified orders adds up, identity by identity: a wrong sum is seen where no rule is wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from shopglot_models import Order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import BaseModel

    from shopglot_models import LineItem

__all__ = ["IDENTITIES", "Identity", "SeenSums"]

_ZERO = Decimal()


class Identity(NamedTuple):
    """One identity: the field that is told, what is wrong, what to look at, and whether it holds; None: can't be said.

    `needs` are the fields that a mapping has to fill, or to call unsupported: before that it is only not finished.
    """

    field: str
    text: str
    ask: str
    holds: Callable[[Order], bool | None]
    needs: tuple[str, ...] = ()


def _sub_total(order: Order) -> bool | None:
    lines = [line.sub_total for line in order.line_items]
    goods = _sum(lines)
    if not lines or goods is None or order.sub_total is None or order.total_discount is None:
        return None
    return goods - order.total_discount == order.sub_total


def _taxes(order: Order) -> bool | None:
    parts = _sum(tax.amount for tax in order.taxes)
    return None if not order.taxes or parts is None or order.total_tax is None else parts == order.total_tax


def _each(holds: Callable[[LineItem, Decimal | None], bool | None]) -> Callable[[Order], bool | None]:
    """Return a test of every line; it gets the part of a line's tax that is on top of its prices."""

    def all_lines(order: Order) -> bool | None:
        told = []
        for line in order.line_items:
            on_top = _ZERO if order.tax_inclusive else line.tax_amount if order.tax_inclusive is False else None
            told.append(holds(line, on_top))
        known = [one for one in told if one is not None]
        return all(known) if known else None

    return all_lines


def _price(line: LineItem, _on_top: Decimal | None) -> bool | None:
    if line.quantity is None or line.unit_price is None or line.sub_total is None:
        return None
    return line.quantity * line.unit_price == line.sub_total


def _line_total(line: LineItem, on_top: Decimal | None) -> bool | None:
    discounts = _sum(discount.amount for discount in line.discounts)
    if line.sub_total is None or line.total_amount is None or on_top is None or discounts is None:
        return None
    return line.sub_total - discounts + on_top == line.total_amount


def _refunded(line: LineItem, _on_top: Decimal | None) -> bool | None:
    if line.quantity is None or line.refunded_quantity is None:
        return None
    return line.refunded_quantity <= line.quantity


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    kept = list(amounts)
    known = [amount for amount in kept if amount is not None]
    return sum(known, _ZERO) if len(known) == len(kept) else None


_TOTAL = Identity(
    "total_amount",
    "the total is not goods - discounts + shipping + fees + adjustments + tax on top",
    "is each of them told, and once?",
    lambda order: order.ledger().balanced,
    ("line_items", "fees", "total_tax", "tax_inclusive"),
)
IDENTITIES = (
    _TOTAL,
    Identity(
        "sub_total",
        "sub_total is not the lines' sub_total - total_discount",
        "are the lines' sub_total before discounts, and is `total_discount` that of the goods alone, and positive?",
        _sub_total,
    ),
    Identity(
        "taxes",
        "total_tax is not the sum of `taxes`",
        "is each tax told once, that of shipping too?",
        _taxes,
    ),
    Identity(
        "line_items.sub_total",
        "a line's sub_total is not quantity x unit_price",
        "is `unit_price` that of one unit, and sub_total that of all, both before discounts?",
        _each(_price),
    ),
    Identity(
        "line_items.total_amount",
        "a line's total is not sub_total - discounts + tax on top",
        "is `tax_inclusive` right, and is each discount of the line told once?",
        _each(_line_total),
    ),
    Identity(
        "line_items.refunded_quantity",
        "more units of a line are refunded than it has",
        "are the refunds compared with their line?",
        _each(_refunded),
    ),
)


_SUSPECTS = ("total_tax", "shipping_cost", "total_discount", "fees", "adjustments", "discounts")


def _suspects(order: Order) -> set[str]:
    """Return the fields of which one amount, or all together, is what the total lacks or has too much."""
    difference = abs(order.ledger().difference or _ZERO)
    found = set()
    for name in _SUSPECTS:
        value = getattr(order, name)
        amounts = [one.amount for one in value] if isinstance(value, (list, tuple)) else [value]
        if difference and difference in {abs(one) for one in (*amounts, _sum(amounts)) if one is not None}:
            found.add(name)
    return found


class SeenSums:
    """In how many records each identity holds, and in how many it does not; `suspects` explain all that differ."""

    def __init__(self) -> None:
        self.broken: dict[Identity, set[int]] = {}
        self.held: dict[Identity, int] = {}
        self.suspects: set[str] | None = None

    def note(self, record: BaseModel, number: int) -> None:
        """Take note of one unified record."""
        if not isinstance(record, Order):
            return
        for identity in IDENTITIES:
            holds = identity.holds(record)
            if holds:
                self.held[identity] = self.held.get(identity, 0) + 1
            elif holds is False:
                self.broken.setdefault(identity, set()).add(number)
                if identity is _TOTAL:
                    found = _suspects(record)
                    self.suspects = found if self.suspects is None else self.suspects & found

    def hint(self, identity: Identity) -> str:
        """Return which part the difference of the totals is, where it is one."""
        if identity is not _TOTAL or not self.suspects:
            return identity.ask
        names = " or ".join(f"`{name}`" for name in _SUSPECTS if name in self.suspects)
        tax = ", or `tax_inclusive` wrong" if "total_tax" in self.suspects else ""
        return f"what differs is as much as {names}: it may be told twice or left out{tax}"

    def wrong(self) -> list[tuple[Identity, set[int]]]:
        """Return the identities that fail in half of the records that tell, or in more, and in which of them."""
        # Some orders never add up, so a few tell nothing.
        return [(one, records) for one, records in self.broken.items() if len(records) >= self.held.get(one, 0)]
