"""What a merchant sees of a product: whether it can be bought, what can ship, and what it weighs."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from shopglot_models import Product
from tests.support.paths import RAW

if TYPE_CHECKING:
    import shopglot


def raw_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RAW / "product" / f"{name}.json").read_text(encoding="utf-8"))["data"]
    return found


def product_of(tiktok: shopglot.Connector, raw: dict[str, Any]) -> Product:
    record = tiktok.normalize("product", raw).record
    assert isinstance(record, Product)
    return record


def test_the_stock_of_a_sku_that_can_not_be_bought_is_none(tiktok: shopglot.Connector) -> None:
    product = product_of(tiktok, raw_of("detail.us.one_sku_deactivated"))
    states = [(variant.status, variant.inventory_quantity) for variant in product.variants]
    assert [state for state, _ in states] == ["archived", *["active"] * (len(states) - 1)]
    assert product.status == "active"
    assert product.inventory_quantity == sum(stock or 0 for state, stock in states if state == "active")
    assert states[0][1]


def test_a_listing_without_a_live_sku_is_archived(tiktok: shopglot.Connector) -> None:
    product = product_of(tiktok, raw_of("detail.us.every_sku_deactivated"))
    assert (product.status, product.source_status, product.inventory_quantity) == ("archived", "ACTIVATE", Decimal())


def test_stock_that_was_not_told_is_not_zero(tiktok: shopglot.Connector) -> None:
    raw = raw_of("detail.us.every_sku_deactivated")
    for sku in raw["skus"]:
        del sku["inventory"]
    assert product_of(tiktok, raw).inventory_quantity is None


@pytest.mark.parametrize(
    ("status", "unified"),
    [
        ("ACTIVATE", "active"),
        ("INITIAL", "draft"),
        ("DRAFT", "draft"),
        ("SCHEDULED", "draft"),
        ("PENDING", "draft"),
        ("FAILED", "draft"),
        ("SELLER_DEACTIVATED", "archived"),
        ("PLATFORM_DEACTIVATED", "archived"),
        ("FREEZE", "archived"),
        ("DELETED", "archived"),
    ],
)
def test_a_draft_is_told_from_what_is_gone(tiktok: shopglot.Connector, status: str, unified: str) -> None:
    product = product_of(tiktok, raw_of("detail.us.multi_variant") | {"status": status})
    assert (product.status, product.source_status) == (unified, status)
    assert {variant.status for variant in product.variants} == {unified}
    assert product.to_apideck()["status"] == ("active" if unified == "active" else "archived")


@pytest.mark.parametrize("here", [None, "FREEZE"])
def test_a_listing_that_is_live_on_the_other_platform_can_be_bought(
    tiktok: shopglot.Connector, here: str | None
) -> None:
    raw = raw_of("detail.us.multi_variant") | {
        "integrated_platform_statuses": [{"platform": "TOKOPEDIA", "status": "ACTIVATE"}]
    }
    product = product_of(tiktok, raw | {"status": here})
    assert product.status == "active"
    assert {variant.status for variant in product.variants} == {"active"}


def test_a_weight_never_has_the_unit_of_another(tiktok: shopglot.Connector) -> None:
    result = tiktok.normalize("product", raw_of("detail.us.sku_weight_in_an_unknown_unit"))
    assert isinstance(result.record, Product)
    first, *_ = result.record.variants
    assert (first.weight, first.weight_unit) == (None, None)
    assert [(one.path, one.code, one.token) for one in result.warnings] == [
        ("/variants/0/weight_unit", "R105", "OUNCE")
    ]
    assert first.dimensions == result.record.dimensions  # the SKU's own lack their height

    first, *_ = product_of(tiktok, raw_of("detail.us.sku_weight_without_unit")).variants
    assert (first.weight, first.weight_unit) == (Decimal(250), "g")


def test_a_draft_without_skus_is_of_no_type_yet(tiktok: shopglot.Connector) -> None:
    product = product_of(tiktok, raw_of("detail.us.multi_variant") | {"status": "DRAFT", "skus": []})
    assert (product.product_type, product.status, product.variants) == (None, "draft", ())
