"""What an accountant and a warehouse rely on: money that adds up, and units that are told apart."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from collections import Counter
from copy import deepcopy
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot_models import Order
from tests.support.paths import ROOT, tiktok_index
from tests.support.paths import TIKTOK as FIXTURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot_models import Discount

ENTRIES = [entry for entry in tiktok_index()["fixtures"] if entry["resource"] == "order"]
ON_PURPOSE = {"unbalanced"}


def raw_of(name: str) -> dict[str, Any]:
    answer = json.loads((FIXTURES / "raw" / "order" / f"{name}.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = answer["data"]["orders"][0]
    return found


def order_of(tiktok: shopglot.Connector, raw: dict[str, Any]) -> Order:
    record = tiktok.normalize("order", raw).record
    assert isinstance(record, Order)
    return record


def by_funder(discounts: Iterable[Discount]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in discounts:
        found[str(one.funded_by)] += one.amount or 0  # type: ignore[assignment]
    return found


@pytest.mark.fixtures
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: Path(entry["file"]).stem)
def test_every_order_keeps_the_contract_of_money(tiktok: shopglot.Connector, entry: dict[str, Any]) -> None:
    for result in tiktok.normalize_many("order", (FIXTURES / entry["file"]).read_bytes()):
        if not isinstance(result, shopglot.Normalized):
            continue  # what is rejected, and why, stands in the expected records
        order = result.record
        assert isinstance(order, Order)
        adds_up = None if order.total_amount is None else not ON_PURPOSE & set(entry["tags"])
        assert order.ledger().balanced is adds_up, order.ledger()
        for line in order.line_items:
            if line.quantity is not None and line.unit_price is not None:
                assert line.quantity * line.unit_price == line.sub_total
            if line.total_amount is not None and line.sub_total is not None and line.tax_amount is not None:
                off = sum((one.amount or Decimal() for one in line.discounts), Decimal())
                tax = line.tax_amount if order.tax_inclusive is False else 0
                assert line.sub_total - off + tax == line.total_amount
            assert sum((tax.amount for tax in line.taxes), Decimal()) == (line.tax_amount or 0)
        if order.line_items and order.discounts:
            lines = by_funder(one for line in order.line_items for one in line.discounts)
            assert lines == by_funder(order.discounts)
        if order.taxes:
            assert sum((tax.amount for tax in order.taxes), Decimal()) == order.total_tax


@pytest.mark.fixtures
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: Path(entry["file"]).stem)
def test_every_unit_is_counted_once(tiktok: shopglot.Connector, entry: dict[str, Any]) -> None:
    for result in tiktok.normalize_many("order", (FIXTURES / entry["file"]).read_bytes()):
        order = result.record if isinstance(result, shopglot.Normalized) else None
        if not isinstance(order, Order):
            continue
        units = Counter(unit for line in order.line_items for unit in line.raw_ids)
        assert set(units.values()) <= {1}
        pieces = {unit for line in order.line_items for part in line.components for unit in part.raw_ids}
        for line in order.line_items:
            assert line.quantity == len(line.raw_ids)
            if line.unfulfilled_quantity is not None and line.cancelled_quantity is not None:
                assert line.unfulfilled_quantity + line.cancelled_quantity <= line.quantity
        numbers = [parcel.number for parcel in order.tracking]
        assert len(numbers) == len(set(numbers))
        for parcel in order.tracking:
            assert set(parcel.raw_ids) <= units.keys() | pieces
            assert parcel.quantity == len(parcel.raw_ids)


def test_the_page_about_money_shows_what_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(ROOT / "docs" / "money.md"), module_relative=False)
    assert (found.failed, found.attempted > 0) == (0, True)


def test_a_discount_of_the_second_unit_is_not_lost(tiktok: shopglot.Connector) -> None:
    (line,) = order_of(tiktok, raw_of("detail.gb.discounts_of_two_funders_in_one_line")).line_items
    assert [(str(one.amount), one.funded_by) for one in line.discounts] == [("5.00", "seller"), ("5.00", "platform")]
    assert (line.sub_total, line.total_amount, line.discounted_unit_price) == tuple(
        map(Decimal, ("59.98", "49.98", "24.99"))
    )


def test_nobody_ships_a_cancelled_mug(tiktok: shopglot.Connector) -> None:
    order = order_of(tiktok, raw_of("detail.gb.one_of_two_mugs_cancelled"))
    told = [
        (one.sku, one.status, f"{one.unfulfilled_quantity} of {one.quantity}, {one.cancelled_quantity} cancelled")
        for one in order.line_items
    ]
    assert told == [
        ("MUG-BLK", "pending", "1 of 1, 0 cancelled"),
        ("MUG-BLK", "cancelled", "0 of 1, 1 cancelled"),
        ("TRAY-OAK", "pending", "1 of 1, 0 cancelled"),
    ]
    view = [(one["sku"], one["quantity"]) for one in order.to_apideck()["line_items"]]
    assert view == [("MUG-BLK", "1"), ("MUG-BLK", "0"), ("TRAY-OAK", "1")]
    assert order.total_amount == Decimal("45.49")


@pytest.mark.parametrize(
    ("name", "tax_inclusive"),
    [
        ("detail.us.tax_rates", False),
        ("detail.gb.cross_border_tax_inclusive", True),
        ("detail.vn.cross_border_tax_inclusive", True),
        ("detail.gb.partially_shipping", None),
    ],
)
def test_a_tax_outside_the_us_is_inside_the_prices(
    tiktok: shopglot.Connector, name: str, *, tax_inclusive: bool | None
) -> None:
    order = order_of(tiktok, raw_of(name))
    assert order.tax_inclusive is tax_inclusive
    assert order.ledger().tax_on_top == (order.total_tax if tax_inclusive is False else 0)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("detail.gb.first_parcel_announced", "pending"),
        ("detail.gb.partially_shipping", "partial"),
        ("detail.gb.second_parcel_announced", "partial"),
        ("detail.gb.void_parcel_of_a_cancelled_unit", "shipped"),
        ("detail.us.bundle_parts_ship_apart", "partial"),
    ],
)
def test_fulfilment_is_that_of_the_units(tiktok: shopglot.Connector, name: str, state: str) -> None:
    assert order_of(tiktok, raw_of(name)).fulfillment_status == state


FORWARD = ("AWAITING_SHIPMENT", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "CANCELLED")
RANKS = {"pending": 0, "partial": 1, "shipped": 2, "delivered": 3, "cancelled": 4}
SENT = {
    "AWAITING_SHIPMENT": "AWAITING_SHIPMENT", "AWAITING_COLLECTION": "AWAITING_COLLECTION",
    "IN_TRANSIT": "IN_TRANSIT", "DELIVERED": "DELIVERED", "CANCELLED": "CANCELLED",
}  # fmt: skip


def status_of(units: tuple[str, ...]) -> str:
    """Return the order's status as the platform tells it: by the unit that is least far."""
    kept = [unit for unit in units if unit != "CANCELLED"]
    if not kept:
        return "CANCELLED"
    least = min(kept, key=FORWARD.index)
    return "PARTIALLY_SHIPPING" if least == "AWAITING_SHIPMENT" and len(set(kept)) > 1 else SENT[least]


def test_fulfilment_never_goes_back_while_units_go_on(tiktok: shopglot.Connector) -> None:
    raw = raw_of("detail.gb.partially_shipping")

    def rank(units: tuple[str, ...]) -> int:
        order = deepcopy(raw)
        order["status"] = status_of(units)
        for line, unit in zip(order["line_items"], units, strict=True):
            line["display_status"] = unit
        return RANKS[str(order_of(tiktok, order).fulfillment_status)]

    ranks = {units: rank(units) for units in product(FORWARD, repeat=3)}
    for units, before in ranks.items():
        for place, unit in enumerate(units):
            # a unit goes on by one step; one that nobody has yet may be cancelled as well
            nexts = {FORWARD[min(FORWARD.index(unit) + 1, 3)]} if unit != "CANCELLED" else set()
            nexts |= {"CANCELLED"} if unit in FORWARD[:2] else set()
            for then in nexts:
                after = ranks[(*units[:place], then, *units[place + 1 :])]
                assert after >= before, (units, place, then)


@pytest.mark.parametrize(
    ("name", "fees", "adjustments"),
    [
        (
            "detail.id.fees_and_insurance",
            {"buyer_service": "2000", "payment_handling": "2500", "item_insurance": "700", "shipping_insurance": "600",
             "distance": "6000"},
            [],
        ),
        ("detail.my.payment_platform_discount", {"payment_discount_service": "0.50"},
         [("payment_discount", "-3.00", "payment_provider")]),
        ("detail.us.item_insurance", {"item_insurance": "1.99"}, []),
    ],
)  # fmt: skip
def test_fees_and_bank_discounts_are_told_once(
    tiktok: shopglot.Connector, name: str, fees: dict[str, str], adjustments: list[tuple[str, str, str]]
) -> None:
    order = order_of(tiktok, raw_of(name))
    assert {fee.type: str(fee.amount) for fee in order.fees} == fees
    assert [(one.type, str(one.amount), one.funded_by) for one in order.adjustments] == adjustments
    assert order.ledger().balanced


def test_the_tax_on_an_insurance_is_a_part_of_all_tax(tiktok: shopglot.Connector) -> None:
    order = order_of(tiktok, raw_of("detail.us.item_insurance"))
    assert order.total_tax == Decimal("2.75")
    assert {tax.type: str(tax.amount) for tax in order.taxes} == {"product": "2.56", "item_insurance": "0.19"}


def test_rates_of_several_taxes_are_one_rate_and_differing_units_have_none(
    tiktok: shopglot.Connector,
) -> None:
    both, differing = order_of(tiktok, raw_of("detail.us.state_and_county_tax")).line_items
    assert (both.tax_rate, both.tax_amount) == (Decimal("0.095"), Decimal("5.12"))
    assert [(str(tax.rate), str(tax.amount)) for tax in both.taxes] == [("0.06", "3.24"), ("0.035", "1.88")]
    assert (differing.tax_rate, differing.tax_amount) == (None, Decimal("4.52"))


def test_a_tax_alone_is_no_line_total(tiktok: shopglot.Connector) -> None:
    (line,) = order_of(tiktok, raw_of("detail.us.unit_without_sale_price")).line_items
    assert (line.discounted_unit_price, line.total_amount, line.sub_total) == (None, None, Decimal("59.98"))


def test_units_are_grouped_by_the_value_of_their_price(tiktok: shopglot.Connector) -> None:
    (line,) = order_of(tiktok, raw_of("detail.us.prices_written_two_ways")).line_items
    assert (line.quantity, line.discounted_unit_price) == (Decimal(2), Decimal("26.99"))


def test_zero_is_no_moment_and_no_payment(tiktok: shopglot.Connector) -> None:
    order = order_of(tiktok, raw_of("detail.us.times_that_are_zero"))
    assert (order.payment_status, order.paid_at, order.delivered_at) == ("pending", None, None)


def test_a_cancelled_order_that_was_paid_says_that_its_money_is_unknown(tiktok: shopglot.Connector) -> None:
    result = tiktok.normalize("order", raw_of("detail.gb.cancelled_by_operator"))
    assert isinstance(result.record, Order)
    assert result.record.paid_at is not None
    assert result.record.payment_status == "unknown"
    (warning,) = result.warnings
    assert str(warning) == (
        "/payment_status: cancelled after payment: whether it was refunded is not known until refunds are read "
        "[R118, order.yaml]"
    )


def test_an_order_that_does_not_add_up_is_warned_of_and_kept(tiktok: shopglot.Connector) -> None:
    result = tiktok.normalize("order", raw_of("detail.us.does_not_add_up"))
    assert isinstance(result.record, Order)
    assert result.record.total_amount == 100
    assert result.record.ledger().difference == Decimal("43.55")
    (warning,) = result.warnings
    assert str(warning) == (
        "/total_amount: the order does not add up: its total is not the sum of its parts (10_percent_or_more) "
        "[R117, order.yaml]"
    )


@pytest.mark.parametrize(
    ("name", "kind", "paid"),
    [
        ("detail.us.tax_rates", "sale", "paid"),
        ("detail.us.sample_never_paid", "sample", "paid"),
        ("detail.us.replacement", "replacement", "paid"),
        ("detail.gb.exchange", "exchange", "paid"),
        ("detail.us.subscription", "subscription", "paid"),
    ],
)
def test_the_kind_of_an_order_is_told(tiktok: shopglot.Connector, name: str, kind: str, paid: str) -> None:
    order = order_of(tiktok, raw_of(name))
    assert (order.kind, order.payment_status) == (kind, paid)


def test_parts_of_a_bundle_have_their_own_state_and_parcel(tiktok: shopglot.Connector) -> None:
    (line,) = order_of(tiktok, raw_of("detail.us.bundle_parts_ship_apart")).line_items
    assert line.status == "partial"
    parts = [f"{part.quantity} {part.sku} {part.status}" for part in line.components]
    assert parts == ["1 CUP-ENAMEL shipped", "1 CUP-ENAMEL cancelled", "1 LANTERN-LI pending"]
    parcels = [part.tracking.number if part.tracking else None for part in line.components]
    assert parcels == ["9400000000000000027011", None, None]


def test_a_parcel_says_which_units_are_in_it_and_a_void_one_is_none(tiktok: shopglot.Connector) -> None:
    order = order_of(tiktok, raw_of("detail.gb.void_parcel_of_a_cancelled_unit"))
    (parcel,) = order.tracking
    assert (parcel.provider, parcel.number, parcel.quantity) == ("Royal Mail", "QX000000001GB", Decimal(2))
    assert parcel.raw_ids == order.line_items[0].raw_ids


def test_simulated_orders_of_all_markets_keep_the_contract() -> None:
    script = ROOT / "benchmarks" / "ledger.py"
    result = subprocess.run(  # noqa: S603 - our own interpreter and our own script, its short form
        [sys.executable, str(script), "--orders", "960"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "| identity on the unified record | simulated: fails of 960 | fixtures: fails of 1" in result.stdout
    assert result.stdout.endswith("contract broken: 0\n")
