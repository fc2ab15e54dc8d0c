"""The sums that hold for every unified order, as a table: a wrong amount is seen where no rule is wrong by itself."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from shopglot_models import LineItem, Order

__all__ = ["IDENTITIES", "LINE_TOTAL", "PRICE", "SUB_TOTAL", "TOTAL", "Identity", "Sum"]

_ZERO = Decimal()


class Sum(NamedTuple):
    """One sum of one record: what it is off by, and the amounts of each part, by the part's field: all, and each."""

    difference: Decimal
    parts: Mapping[str, Sequence[Decimal | None]]


class Identity(NamedTuple):
    """One identity: the field that is told, what is wrong, what to look at, and the sums of a record that tell of it.

    `parts` are the fields that it is made of. `needs` are those that a mapping has to fill, or to call unsupported:
    before that it is only not finished.
    """

    field: str
    text: str
    ask: str
    sums: Callable[[Order], list[Sum]]
    parts: tuple[str, ...]
    needs: tuple[str, ...] = ()

    def holds(self, order: Order) -> bool | None:
        """Check whether it holds for an order; None where too little is said."""
        sums = self.sums(order)
        return not any(one.difference for one in sums) if sums else None


def _total(order: Order) -> list[Sum]:
    ledger = order.ledger()
    if ledger.difference is None:
        return []
    parts: dict[str, list[Decimal | None]] = {"total_tax": [order.total_tax], "shipping_cost": [order.shipping_cost]}
    for name in ("fees", "adjustments", "discounts"):
        amounts: list[Decimal | None] = [one.amount for one in getattr(order, name)]
        parts[name] = [_sum(amounts), *amounts]
    return [Sum(ledger.difference, parts)]


def _sub_total(order: Order) -> list[Sum]:
    lines = [line.sub_total for line in order.line_items]
    goods = _sum(lines)
    if not lines or goods is None or order.sub_total is None or order.total_discount is None:
        return []
    parts = {"sub_total": [order.sub_total], "total_discount": [order.total_discount]}
    return [Sum(order.sub_total - (goods - order.total_discount), parts)]


def _taxes(order: Order) -> list[Sum]:
    parts = _sum(tax.amount for tax in order.taxes)
    if not order.taxes or parts is None or order.total_tax is None:
        return []
    amounts: dict[str, list[Decimal | None]] = {
        "total_tax": [order.total_tax],
        "taxes": [tax.amount for tax in order.taxes],
    }
    return [Sum(order.total_tax - parts, amounts)]


def _each(sums: Callable[[LineItem, Decimal | None], Sum | None]) -> Callable[[Order], list[Sum]]:
    """Return the sums of every line; each gets the part of a line's tax that is on top of its prices."""

    def all_lines(order: Order) -> list[Sum]:
        told = []
        for line in order.line_items:
            on_top = _ZERO if order.tax_inclusive else line.tax_amount if order.tax_inclusive is False else None
            told.append(sums(line, on_top))
        return [one for one in told if one is not None]

    return all_lines


def _price(line: LineItem, _on_top: Decimal | None) -> Sum | None:
    if line.quantity is None or line.unit_price is None or line.sub_total is None:
        return None
    difference = line.sub_total - line.quantity * line.unit_price
    if line.quantity == 1 and not difference:
        return None  # the amount of one unit is that of all: it tells nothing
    return Sum(difference, {"line_items.unit_price": [line.unit_price], "line_items.sub_total": [line.sub_total]})


def _line_total(line: LineItem, on_top: Decimal | None) -> Sum | None:
    discounts = _sum(discount.amount for discount in line.discounts)
    if line.sub_total is None or line.total_amount is None or on_top is None or discounts is None:
        return None
    parts: dict[str, list[Decimal | None]] = {"line_items.discounts": [discounts]}
    parts["line_items.tax_amount"] = [line.tax_amount]
    return Sum(line.total_amount - (line.sub_total - discounts + on_top), parts)


def _refunded(line: LineItem, _on_top: Decimal | None) -> Sum | None:
    if line.quantity is None or line.refunded_quantity is None:
        return None
    return Sum(max(line.refunded_quantity - line.quantity, _ZERO), {})


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    kept = list(amounts)
    known = [amount for amount in kept if amount is not None]
    return sum(known, _ZERO) if len(known) == len(kept) else None


TOTAL = Identity(
    "total_amount",
    "the total is not goods - discounts + shipping + fees + adjustments + tax on top",
    "is each of them told, and once?",
    _total,
    (
        "total_amount", "total_tax", "shipping_cost", "fees", "adjustments", "discounts", "tax_inclusive",
        "line_items.sub_total",
    ),
    ("line_items", "fees", "total_tax", "tax_inclusive"),
)  # fmt: skip
PRICE = Identity(
    "line_items.sub_total",
    "a line's sub_total is not quantity x unit_price",
    "is `unit_price` that of one unit, and sub_total that of all, both before discounts?",
    _each(_price),
    ("line_items.sub_total", "line_items.unit_price", "line_items.quantity"),
)
LINE_TOTAL = Identity(
    "line_items.total_amount",
    "a line's total is not sub_total - discounts + tax on top",
    "is `tax_inclusive` right, and is each discount of the line told once?",
    _each(_line_total),
    ("line_items.total_amount", "line_items.sub_total", "line_items.discounts", "line_items.tax_amount"),
)
SUB_TOTAL = Identity(
    "sub_total",
    "sub_total is not the lines' sub_total - total_discount",
    "are the lines' sub_total before discounts, and is `total_discount` that of the goods alone?",
    _sub_total,
    ("sub_total", "total_discount", "line_items.sub_total"),
)
IDENTITIES = (
    TOTAL,
    PRICE,
    LINE_TOTAL,
    SUB_TOTAL,
    Identity(
        "taxes",
        "total_tax is not the sum of `taxes`",
        "is each tax told once, that of shipping too?",
        _taxes,
        ("taxes", "total_tax"),
    ),
    Identity(
        "line_items.refunded_quantity",
        "more units of a line are refunded than it has",
        "are the refunds compared with their line?",
        _each(_refunded),
        ("line_items.refunded_quantity",),
    ),
)
