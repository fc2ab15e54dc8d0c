"""Does the money of many orders add up: every identity that a reader may try, over simulated orders and all fixtures.

Run `python benchmarks/ledger.py` (20,000 simulated orders of all markets, local and cross-border; about half a
minute) or `python benchmarks/ledger.py --orders 2000`. Exits with 1 where an order does not add up that should.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shopglot
from shopglot_models import Order
from shopglot_tiktok.sandbox import Sandbox, SandboxClock, SandboxSwitches
from shopglot_tiktok.sandbox._markets import MARKETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FIXTURES = Path(__file__).parents[1] / "fixtures" / "tiktok"
NOW = 1_767_225_600
ZERO = Decimal()


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """Add what is there."""
    return sum((amount for amount in amounts if amount is not None), ZERO)


def lines(order: Order, name: str) -> Decimal:
    """Add one amount of all lines."""
    return total(getattr(line, name) for line in order.line_items)


def funders(order: Order) -> bool:
    """Say whether the lines' discounts are the order's, funder by funder."""
    of_lines: Counter[str | None] = Counter()
    for line in order.line_items:
        for discount in line.discounts:
            of_lines[discount.funded_by] += discount.amount or 0  # type: ignore[assignment]
    return of_lines == Counter({one.funded_by: one.amount for one in order.discounts})


def on_top(order: Order) -> Decimal:
    """Give the tax that is not inside the prices."""
    return (order.total_tax or ZERO) if order.tax_inclusive is False else ZERO


def beside(order: Order) -> Decimal:
    """Give shipping, fees and adjustments."""
    fees = total(fee.amount for fee in order.fees)
    return (order.shipping_cost or ZERO) + fees + total(one.amount for one in order.adjustments)


# What holds by contract comes first; then what a reader may try, and why it fails where it does.
CONTRACT: dict[str, Callable[[Order], bool]] = {
    "ledger().difference = 0": lambda order: order.ledger().balanced is True,
    "total = sub_total + shipping + fees + adjustments + tax on top": lambda order: (
        (order.sub_total or ZERO) + beside(order) + on_top(order) == order.total_amount
    ),
    "sum of line totals + shipping + fees + adjustments + tax of no line = total": lambda order: (
        lines(order, "total_amount")
        + beside(order)
        + (on_top(order) - lines(order, "tax_amount") if order.tax_inclusive is False else ZERO)
        == order.total_amount
    ),
    "sum of line sub_totals - total_discount = sub_total": lambda order: (
        lines(order, "sub_total") - (order.total_discount or ZERO) == order.sub_total
    ),
    "line discounts by funder = order discounts": funders,
    "quantity x unit_price = line sub_total": lambda order: all(
        line.quantity is not None and line.unit_price is not None and line.quantity * line.unit_price == line.sub_total
        for line in order.line_items
    ),
    "quantity x discounted_unit_price + tax on top = line total": lambda order: all(
        line.quantity is not None
        and line.discounted_unit_price is not None
        and line.quantity * line.discounted_unit_price
        + ((line.tax_amount or ZERO) if order.tax_inclusive is False else ZERO)
        == line.total_amount
        for line in order.line_items
    ),
    "line sub_total - its discounts + tax on top = line total": lambda order: all(
        (line.sub_total or ZERO)
        - total(one.amount for one in line.discounts)
        + ((line.tax_amount or ZERO) if order.tax_inclusive is False else ZERO)
        == line.total_amount
        for line in order.line_items
    ),
    "sum of taxes = total_tax, where parts are told": lambda order: (
        not order.taxes or total(tax.amount for tax in order.taxes) == order.total_tax
    ),
    "tax is known to be inside or on top": lambda order: not order.total_tax or order.tax_inclusive is not None,
}
TRIED: dict[str, tuple[Callable[[Order], bool], str]] = {
    "sub_total + shipping + tax = total (Apideck's fields alone)": (
        lambda order: (order.sub_total or ZERO) + (order.shipping_cost or ZERO) + on_top(order) == order.total_amount,
        "fees and adjustments are no fields of that contract: they stand under custom_mappings",
    ),
    "sum of line sub_totals = sub_total": (
        lambda order: lines(order, "sub_total") == order.sub_total,
        "a line's is before discounts, the order's after: docs/money.md",
    ),
    "sum of line tax_amounts = total_tax": (
        lambda order: lines(order, "tax_amount") == (order.total_tax or ZERO),
        "shipping and insurance are taxed too; cross-border lines are told only by the price detail, not read here",
    ),
}


def simulated(count: int) -> Iterator[Any]:
    """Give that many raw orders: all markets, local and cross-border, three moments in time."""
    each = -(-count // (len(MARKETS) * 2 * 3))
    for cross_border in (False, True):
        options = SandboxSwitches(shipping="MIXED")
        sandbox = Sandbox(
            seed=7,
            orders=each * 3 * len(MARKETS),
            products=60,
            regions=tuple(MARKETS),
            clock=SandboxClock(NOW),
            cross_border=cross_border,
            options=options,
        )
        for moment in range(3):
            now = NOW + moment * 86_400
            for shop in (shop for seller in sandbox.sellers for shop in seller.shops):
                for number in range((2 - moment) * each, (3 - moment) * each):
                    yield sandbox.order(shop, number, now)


def fixtures() -> Iterator[tuple[Any, bool]]:
    """Give every order of the fixtures, and whether it is made to add up."""
    index = json.loads((FIXTURES / "index.json").read_text(encoding="utf-8"))
    for entry in index["fixtures"]:
        if entry["resource"] == "order":
            answer = json.loads((FIXTURES / entry["file"]).read_text(encoding="utf-8"), parse_float=Decimal)
            for raw in answer["data"].get("orders", []):
                yield raw, not {"unbalanced", "incomplete prices"} & set(entry["tags"])


class Tally:
    """How many orders break which identity."""

    def __init__(self) -> None:
        self.orders = 0
        self.broken: Counter[str] = Counter()
        self.statuses: Counter[str | None] = Counter()

    def add(self, order: Order) -> None:
        """Try all identities on one order."""
        self.orders += 1
        self.statuses[order.source_status] += 1
        for name, holds in (CONTRACT | {name: tried for name, (tried, _) in TRIED.items()}).items():
            self.broken[name] += not holds(order)


def main() -> int:
    """Measure, print the table, and say whether the contract holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--orders", type=int, default=20_000, help="how many simulated orders (20,000)")
    asked = parser.parse_args()
    tiktok = shopglot.load_connectors()["tiktok"]
    shop, files = Tally(), Tally()
    for result in tiktok.normalize_many("order", simulated(asked.orders)):
        if isinstance(result, shopglot.Normalized) and isinstance(result.record, Order):
            shop.add(result.record)
    for raw, adds_up in fixtures():
        result, *_ = tiktok.normalize_many("order", [raw])
        record = result.record if isinstance(result, shopglot.Normalized) else None
        if adds_up and isinstance(record, Order) and None not in {record.total_amount, record.sub_total}:
            files.add(record)
    print(
        f"| identity on the unified record | simulated: fails of {shop.orders:,} | fixtures: fails of {files.orders} |"
    )
    print("|---|---:|---:|")
    for name in CONTRACT:
        print(f"| {name} | {shop.broken[name]:,} | {files.broken[name]} |")
    for name, (_, why) in TRIED.items():
        print(f"| {name} ({why}) | {shop.broken[name]:,} | {files.broken[name]} |")
    print("\n" + ", ".join(f"{status} {count:,}" for status, count in shop.statuses.most_common()))
    broken = sum(tally.broken[name] for tally in (shop, files) for name in CONTRACT)
    print(f"contract broken: {broken}")
    return 1 if broken or not shop.orders or not files.orders else 0


if __name__ == "__main__":
    sys.exit(main())
