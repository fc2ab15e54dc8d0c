"""Money: every sum that the platform states, over all markets, local and cross-border; and price detail beside it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from shopglot_tiktok.sandbox._charges import CHARGES
from shopglot_tiktok.sandbox._markets import MARKETS
from shopglot_tiktok.sandbox._price_detail import price_detail

if TYPE_CHECKING:
    from tests.support.caller import MakeCaller

NOW = 1_767_225_600
LINE_SUMS = {
    "original_price": "original_total_product_price",
    "platform_discount": "platform_discount",
    "sale_price": "sub_total",
    "seller_discount": "seller_discount",
    **{charge.key: charge.key for charge in CHARGES if charge.on_line},
}


def numbers(record: dict[str, Any]) -> dict[str, Decimal]:
    return {key: Decimal(value) for key, value in record.items() if isinstance(value, str) and value[:1].isdigit()}


def charges(payment: dict[str, Decimal]) -> Decimal:
    """Give what is added to goods, shipping, tax and deposits: written out, so that the table is proved by it."""
    added = (
        "small_order_fee", "buyer_service_fee", "handling_fee", "item_insurance_fee", "item_insurance_tax",
        "shipping_insurance_fee", "distance_fee", "retail_delivery_fee", "payment_discount_service_fee",
    )  # fmt: skip
    return sum((payment.get(key, Decimal(0)) for key in added), -payment.get("payment_platform_discount", Decimal(0)))


@pytest.fixture(params=[False, True], ids=["local", "cross_border"])
def cross_border(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.mark.parametrize("region", sorted(MARKETS))
def test_every_sum_holds(make_caller: MakeCaller, region: str, cross_border: bool) -> None:  # noqa: FBT001 - a parameter
    caller = make_caller(150, regions=(region,), cross_border=cross_border, shipping="MIXED", enter=False)
    sandbox = caller.sandbox
    (shop,) = sandbox.shops
    for number in range(150):
        order = sandbox.order(shop, number, NOW)
        money, items = numbers(order["payment"]), order["line_items"]
        goods = money["original_total_product_price"] - money["seller_discount"] - money["platform_discount"]
        assert money["sub_total"] == goods
        discounts = sum(money[f"shipping_fee_{who}_discount"] for who in ("seller", "platform", "cofunded"))
        assert money["shipping_fee"] == money["original_shipping_fee"] - discounts
        deposits = sum(Decimal(item.get("pfand_fee", 0)) for item in items)
        on_top = money["tax"] if region == "US" else Decimal(0)
        total = money["sub_total"] + money["shipping_fee"] + on_top + charges(money) + deposits
        assert money["total_amount"] == total >= 0
        assert money["tax"] == money.get("product_tax", Decimal(0)) + money.get("shipping_fee_tax", Decimal(0))
        for key, whole in LINE_SUMS.items():
            if key in items[0]:
                assert sum(Decimal(item[key]) for item in items) == money[whole], key
        for item in items:
            line = numbers(item)
            assert line["sale_price"] == line["original_price"] - line["seller_discount"] - line["platform_discount"]
        if region == "US":
            taxes = [Decimal(tax["tax_amount"]) for item in items for tax in item["item_tax"]]
            assert sum(taxes) == money["product_tax"]
        assert money.get("distance_shipping_fee", Decimal(0)) <= money.get("distance_fee", Decimal(0))


@pytest.mark.parametrize("region", sorted(MARKETS))
def test_price_detail_follows_its_formulas_and_the_order(
    make_caller: MakeCaller,
    region: str,
    cross_border: bool,  # noqa: FBT001 - a parameter
) -> None:
    caller = make_caller(120, regions=(region,), cross_border=cross_border, enter=False)
    sandbox = caller.sandbox
    (shop,) = sandbox.shops
    for number in range(120):
        order = sandbox.order(shop, number, NOW)
        detail = price_detail(sandbox.view(shop, number, NOW))
        money, whole = numbers(order["payment"]), numbers(detail)
        rows = [(numbers(row), item) for row, item in zip(detail["line_items"], order["line_items"], strict=True)]
        assert [row["id"] for row in detail["line_items"]] == [item["id"] for item in order["line_items"]]
        for found, small in (
            (whole, money.get("small_order_fee", Decimal(0))),
            *((row, Decimal(item.get("small_order_fee", 0))) for row, item in rows),
        ):
            payment = found["sku_sale_price"] + found["shipping_sale_price"] + found["tax_amount"] + small
            assert found["payment"] == payment
            deductions = found["subtotal_deduction_seller"] + found["subtotal_deduction_platform"]
            assert found["sku_sale_price"] == found["sku_list_price"] - deductions
            assert found["subtotal"] == found["sku_sale_price"] + found["subtotal_tax_amount"]
            assert found["total"] == found["sku_list_price"] + found["shipping_list_price"]
            shipping = found["shipping_fee_deduction_seller"] + found["shipping_fee_deduction_platform"]
            assert found["shipping_sale_price"] == found["shipping_list_price"] - shipping
            assert found["voucher_deduction_platform"] <= found["subtotal_deduction_platform"]
            assert found["voucher_deduction_seller"] <= found["subtotal_deduction_seller"]
        for key in whole.keys() - {"cod_fee_net_amount", "tax_rate"}:
            assert whole[key] == sum(row[key] for row, _ in rows), key
        inside = Decimal(region != "US")
        goods, shipping = money.get("product_tax", Decimal(0)), money.get("shipping_fee_tax", Decimal(0))
        assert whole["sku_sale_price"] == money["sub_total"] - inside * goods
        assert whole["shipping_sale_price"] == money["shipping_fee"] - inside * shipping
        assert (whole["subtotal_tax_amount"], whole["tax_amount"]) == (goods, money["tax"])
        assert whole["net_price_amount"] == whole["payment"] - money["tax"]
        deposits = sum(Decimal(item.get("pfand_fee", 0)) for item in order["line_items"])
        beside = charges(money) - money.get("small_order_fee", Decimal(0)) + deposits
        assert whole["payment"] + beside == money["total_amount"]


def test_vouchers_are_told_by_amount_or_by_kind(make_caller: MakeCaller) -> None:
    keys = {"shipping_fee_deduction_platform_voucher", "voucher_deduction_platform", "voucher_deduction_seller"}
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for newer, told in found.items():
        caller = make_caller(60, regions=("GB",), newer_keys=newer)
        for row in caller.orders():
            detail = caller.data("GET", f"/order/202407/orders/{row['id']}/price_detail")
            assert newer <= (keys <= detail.keys())
            told.update(detail[key] for key in keys & detail.keys())
    assert all(Decimal(value) < 100 for value in found[True])
    assert found[False] == {"1010000", "1020000", "1030000"}


def test_every_charge_is_met_in_its_markets_and_nowhere_else(make_caller: MakeCaller) -> None:
    for region in sorted(MARKETS):
        rows = make_caller(800, regions=(region,)).orders()
        for charge in CHARGES:
            sent = [row["payment"][charge.key] for row in rows if charge.key in row["payment"]]
            assert any(Decimal(value) for value in sent) == (region in charge.cost), (region, charge.key)
            assert bool(sent) == (region in charge.cost)


def test_units_of_one_sku_and_price_can_owe_their_discount_to_different_funders(
    make_caller: MakeCaller,
) -> None:
    mixed = 0
    for row in make_caller(500, regions=("GB",)).orders():
        by_goods: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
        for item in row["line_items"]:
            key = (item["sku_id"], item["original_price"], item["sale_price"])
            by_goods.setdefault(key, set()).add((item["seller_discount"], item["platform_discount"]))
        mixed += any(len(funders) == 2 for funders in by_goods.values())
    assert mixed > 5


def test_the_us_has_several_rates_of_several_levels_and_taxes_shipping(make_caller: MakeCaller) -> None:
    rows = make_caller(500).orders()
    rates = Counter(tuple(tax["tax_rate"] for tax in item["item_tax"]) for row in rows for item in row["line_items"])
    assert set(rates) == {("0.06", "0.035"), ("0.0725",), ("0.02", "0.01")}
    assert any(
        len({tuple(tax["tax_rate"] for tax in item["item_tax"]) for item in row["line_items"]}) > 1 for row in rows
    )
    assert {Decimal(row["payment"]["shipping_fee_tax"]) > 0 for row in rows} == {True, False}


@pytest.mark.parametrize("region", [market.region for market in MARKETS.values() if market.vat])
def test_eu_lines_say_the_vat_inside_their_shipping(make_caller: MakeCaller, region: str) -> None:
    rate = Decimal(MARKETS[region].vat) / 1000
    taxed = 0
    for row in make_caller(80, regions=(region,)).orders():
        fee = Decimal(row["payment"]["shipping_fee"])
        vat = sum(Decimal(item["shipping_vat_amount"]) for item in row["line_items"])
        assert {Decimal(item["shipping_vat_rate"]) for item in row["line_items"]} == {rate}
        assert abs(vat - fee * rate / (1 + rate)) < Decimal("0.06")
        taxed += vat > 0
    assert taxed > 10
    abroad = make_caller(5, regions=(region,), cross_border=True).orders()
    assert not any("shipping_vat_amount" in item for row in abroad for item in row["line_items"])
