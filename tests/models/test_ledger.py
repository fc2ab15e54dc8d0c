"""How an order adds up: each part once, with its sign, and what is left over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from shopglot_models import Ledger, Order

WHOLE: dict[str, Any] = {
    "id": "1",
    "currency": "USD",
    "line_items": [{"sub_total": "59.98"}, {"sub_total": "10.00"}],
    "discounts": [
        {"amount": "5.00", "funded_by": "seller"},
        {"amount": "2.50", "funded_by": "platform"},
        {"amount": "1.00", "funded_by": "seller"},
        {"code": "X"},
    ],
    "sub_total": "61.48",
    "shipping_cost": "4.99",
    "fees": [{"type": "retail_delivery", "amount": "0.28"}, {"type": "handling", "amount": "1.00"}],
    "adjustments": [{"type": "payment_discount", "amount": "-3.00", "funded_by": "payment_provider"}],
    "total_tax": "5.10",
    "tax_inclusive": False,
    "total_amount": "69.85",
}


def order(**changed: Any) -> Order:
    return Order.model_validate(WHOLE | changed)


def test_a_whole_order_adds_up() -> None:
    ledger = order().ledger()
    assert ledger == Ledger(
        currency="USD",
        goods=Decimal("69.98"),
        discounts={"seller": Decimal("6.00"), "platform": Decimal("2.50")},
        sub_total=Decimal("61.48"),
        shipping=Decimal("4.99"),
        fees=Decimal("1.28"),
        adjustments=Decimal("-3.00"),
        tax_on_top=Decimal("5.10"),
        total=Decimal("69.85"),
        difference=Decimal("0.00"),
    )
    assert (ledger.balanced, ledger.size) == (True, None)


def test_tax_inside_the_prices_is_not_added_again() -> None:
    ledger = order(tax_inclusive=True, total_amount="64.75").ledger()
    assert (ledger.tax_on_top, ledger.balanced) == (Decimal(), True)


def test_a_tax_of_which_nobody_knows_where_it_is_leaves_the_sum_open() -> None:
    ledger = order(tax_inclusive=None).ledger()
    assert (ledger.tax_on_top, ledger.difference, ledger.balanced, ledger.size) == (None, None, None, None)
    assert order(tax_inclusive=None, total_tax="0.00", total_amount="64.75").ledger().balanced is True


@pytest.mark.parametrize("missing", ["line_items", "total_amount"])
def test_a_part_that_is_not_known_leaves_the_sum_open(missing: str) -> None:
    changed: dict[str, Any] = {
        missing: None if missing == "total_amount" else [{"sub_total": "1"}, {}],
        "sub_total": None,
    }
    assert order(**changed).ledger().balanced is None


def test_without_lines_the_orders_own_figures_are_the_goods() -> None:
    assert order(line_items=[], total_discount="8.50").ledger().goods == Decimal("69.98")
    assert Order(id="1").ledger() == Ledger(currency=None, goods=None, tax_on_top=Decimal())


@pytest.mark.parametrize(
    ("total", "difference", "size"),
    [
        ("69.86", "0.01", "under_0_1_percent"),
        ("69.35", "-0.50", "under_1_percent"),
        ("66.85", "-3.00", "under_10_percent"),
        ("139.70", "69.85", "10_percent_or_more"),
        ("0.00", "-69.85", "10_percent_or_more"),
    ],
)
def test_what_is_left_over_is_told_with_its_size(total: str, difference: str, size: str) -> None:
    ledger = order(total_amount=total).ledger()
    assert (ledger.difference, ledger.balanced, ledger.size) == (Decimal(difference), False, size)
