"""Product search in three versions, the 10,000 ceiling, Get Product, stock and warehouses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.paths import ROOT

if TYPE_CHECKING:
    from tests.support.caller import Caller, MakeCaller

VERSIONS = ("202309", "202312", "202502")
NOW = 1_767_225_600


def field(rows: list[Any], name: str) -> list[Any]:
    return [row[name] for row in rows]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("size", [1, 7, 100])
def test_every_product_comes_once_the_newest_first(caller: Caller, version: str, size: int) -> None:
    rows = caller.products(version=version, size=size)
    assert len(set(field(rows, "id"))) == len(rows) == 60
    moments = field(rows, "create_time")
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize("newer", [True, False])
def test_the_three_shapes(make_caller: MakeCaller, newer: bool) -> None:  # noqa: FBT001 - a parameter
    caller = make_caller(0, newer_keys=newer)
    rows = {version: next(row for row in caller.products(version=version) if not row["skus"]) for version in VERSIONS}
    base = {"create_time", "id", "recommended_categories", "sales_regions", "skus", "status", "title", "update_time"}
    assert set(rows["202309"]) == base
    assert set(rows["202312"]) == base | {"audit", "is_not_for_sale", "listing_quality_tier"}
    assert set(rows["202502"]) - {"product_families"} == (
        set(rows["202312"]) | {"has_draft"} | ({"selling_format"} if newer else set())
    )
    reasons = {"not_submitted_reasons"} if newer else set()
    assert set(rows["202502"]["audit"]) == {"pre_approved_reasons", "status"} | reasons


# Keys of 2026, by what carries them; the OpenAPI 0.1.7 has none of them.
NEWER = {
    "order": {
        "authentication_required", "fast_collection_sla_time", "fast_rts_sla_time", "instore_pickup_sla_time",
        "is_refundable_sample", "is_subscription_order",
    },
    "line": {
        "is_pod_customized", "pod_info_id", "product_listing_type", "room_id", "sub_item_info", "unboxing_case_list",
    },
    "product": {
        "is_blind_box", "key_product_features", "pod_info", "scheduled_sale", "search_terms", "selling_format",
    },
    "sku": {"purchase_order_quantity_limit", "sku_dimensions", "sku_weight"},
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(key for keys in NEWER.values() for key in keys))
def test_every_newest_key_is_in_the_document(name: str) -> None:
    assert f"`{name}`" in (ROOT / "SANDBOX.md").read_text("utf-8")


@pytest.mark.parametrize("newer", [True, False])
def test_the_newest_keys_are_sent_or_none_of_them(make_caller: MakeCaller, newer: bool) -> None:  # noqa: FBT001 - a parameter
    sent: dict[str, set[str]] = {name: set() for name in NEWER}
    for region in ("US", "TH"):
        caller = make_caller(700, products=80, regions=(region,), newer_keys=newer)
        for order in caller.orders():
            sent["order"] |= order.keys()
            sent["line"].update(*(item.keys() for item in order["line_items"]))
        for row in caller.products():
            if row["status"] not in {"FREEZE", "DELETED"}:
                product = caller.data("GET", f"/product/202309/products/{row['id']}")
                sent["product"] |= product.keys()
                sent["sku"].update(*(sku.keys() for sku in product["skus"]))
    for name, keys in NEWER.items():
        assert sent[name] & keys == (keys if newer else set()), name


@pytest.mark.parametrize("name", ["create_time", "update_time"])
def test_both_ends_of_a_window_are_included(caller: Caller, name: str) -> None:
    moments = sorted(field(caller.products(), name))
    low, high = moments[10], moments[40]
    found = sorted(field(caller.products({f"{name}_ge": low, f"{name}_le": high}), name))
    assert found == [moment for moment in moments if low <= moment <= high]
    assert field(caller.products({f"{name}_ge": low, f"{name}_le": low}), name) == [low]


def test_filters_agree_with_the_records(caller: Caller) -> None:
    rows = caller.products()
    statuses = Counter(field(rows, "status"))
    assert set(statuses) == {
        "DRAFT", "PENDING", "FAILED", "ACTIVATE", "SELLER_DEACTIVATED", "PLATFORM_DEACTIVATED", "FREEZE", "DELETED",
    }  # fmt: skip
    for status, count in statuses.items():
        assert len(caller.products({"status": status}, size=5)) == count
    sku = next(row for row in rows if row["skus"] and row["skus"][0]["seller_sku"])["skus"][0]
    assert [row["skus"][0]["id"] for row in caller.products({"seller_skus": [sku["seller_sku"]]})] == [sku["id"]]
    assert [row["skus"][0]["id"] for row in caller.products({"sku_ids": [sku["id"]]})] == [sku["id"]]
    assert len(caller.products({"sku_ids": [sku["id"]]}, "202309")) == 60
    assert {row["audit"]["status"] for row in caller.products({"audit_status": ["AUDITING", "FAILED"]})} == {
        "AUDITING",
        "FAILED",
    }
    assert set(field(caller.products({"listing_quality_tiers": ["GOOD"]}), "listing_quality_tier")) == {"GOOD"}


@pytest.mark.parametrize(
    ("body", "query", "code"),
    [
        ({"seller_skus": ["x"] * 11}, {}, 0),
        ({"seller_skus": [str(n) for n in range(11)]}, {}, 12019027),
        ({"sku_ids": [str(n) for n in range(11)]}, {}, 12019087),
        ({"create_time_ge": "x"}, {}, 12019118),
        ({"update_time_le": -1}, {}, 12019119),
        ({"status": "LIVE"}, {}, 12052910),
        ({"listing_platforms": ["TOKOPEDIA"]}, {}, 12052910),
        (None, {"page_size": 101}, 12019109),
        (None, {"page_token": "x"}, 12019108),
        (None, {"page_token": "WzEsIjEiXQ=="}, 12019108),
    ],
)
def test_bad_input(caller: Caller, body: Any, query: dict[str, Any], code: int) -> None:
    answer = caller.send("POST", "/product/202502/products/search", {"page_size": 10, **query}, body)
    assert (answer.status_code, answer.json()["code"]) == (200, code)


def test_more_than_ten_thousand_matches_are_refused_and_windows_help(make_caller: MakeCaller) -> None:
    caller = make_caller(0, products=10_050)
    answer = caller.send("POST", "/product/202502/products/search", {"page_size": 1}).json()
    del answer["request_id"]
    text = "The total number of search results can not exceed 10000."
    assert answer == {"code": 12052180, "data": None, "message": text}
    middle = NOW - 350 * 86_400
    totals = [
        caller.data("POST", "/product/202502/products/search", {"page_size": 1}, body)["total_count"]
        for body in ({"create_time_le": middle}, {"create_time_ge": middle + 1})
    ]
    assert sum(totals) == 10_050


def test_an_edited_product_comes_in_the_next_window(caller: Caller) -> None:
    caller.sandbox.advance(60)
    edited = caller.sandbox.edit_products(2)
    rows = caller.products({"update_time_ge": NOW + 60})
    assert sorted(field(rows, "id")) == sorted(edited)
    assert field(rows, "update_time") == [NOW + 60, NOW + 60]
    assert caller.data("GET", f"/product/202309/products/{edited[0]}")["update_time"] == NOW + 60


def test_get_product_agrees_with_the_list_and_refuses_some(caller: Caller) -> None:
    for row in caller.products():
        answer = caller.send("GET", f"/product/202309/products/{row['id']}").json()
        if row["status"] in {"FREEZE", "DELETED"}:
            assert (answer["code"], answer["data"]) == (12052901, {})
            continue
        detail = answer["data"]
        for name in ("id", "title", "status", "create_time", "update_time"):
            assert detail[name] == row[name]
        assert field(detail["skus"], "id") == field(row["skus"], "id")
        assert [chain["parent_id"] for chain in detail["category_chains"]] == ["0", detail["category_chains"][0]["id"]]


def test_an_unknown_product(caller: Caller) -> None:
    for one in ("1", "1729500000000000000", "x"):
        answer = caller.send("GET", f"/product/202309/products/{one}").json()
        del answer["request_id"]
        assert answer == {"code": 12052032, "data": {}, "message": "The product does not exist"}


def test_draft_and_review_version_exclude_each_other(caller: Caller) -> None:
    one = caller.products({"status": "ACTIVATE"})[0]["id"]
    both = {"return_draft_version": "true", "return_under_review_version": "true"}
    assert caller.send("GET", f"/product/202309/products/{one}", both).json()["code"] == 12052910


def test_picture_addresses_change_on_every_call_and_keys_do_not(caller: Caller) -> None:
    path = f"/product/202309/products/{caller.products({'status': 'ACTIVATE'})[0]['id']}"
    first, second = (caller.data("GET", path)["main_images"] for _ in range(2))
    assert field(first, "uri") == field(second, "uri")
    assert not {url for one in first for url in one["urls"]} & {url for one in second for url in one["urls"]}


def test_a_cross_border_seller_s_prices_hold_tax(make_caller: MakeCaller) -> None:
    local = make_caller(0, regions=("GB",)).products({"status": "ACTIVATE"})[0]["skus"][0]["price"]
    assert set(local) == {"currency", "tax_exclusive_price"}
    price = make_caller(0, regions=("GB",), cross_border=True).products({"status": "ACTIVATE"})[0]["skus"][0]["price"]
    assert float(price["sale_price"]) > float(price["tax_exclusive_price"])


def test_stock_by_product_and_by_sku(caller: Caller) -> None:
    row = next(row for row in caller.products() if len(row["skus"]) > 1)
    path = "/product/202309/inventory/search"
    (whole,) = caller.data("POST", path, None, {"product_ids": [row["id"], "1"]})["inventory"]
    assert field(whole["skus"], "id") == field(row["skus"], "id")
    (part,) = caller.data("POST", path, None, {"sku_ids": [row["skus"][1]["id"]]})["inventory"]
    assert part == {"product_id": row["id"], "skus": [whole["skus"][1]]}
    assert caller.send("POST", path, None, {}).json()["code"] == 12052910


def test_warehouses_hold_what_orders_and_products_name(caller: Caller) -> None:
    houses = caller.data("GET", "/logistics/202309/warehouses")["warehouses"]
    assert [(one["type"], one["effect_status"], one["is_default"]) for one in houses] == [
        ("SALES_WAREHOUSE", "ENABLED", True), ("RETURN_WAREHOUSE", "ENABLED", False),
        ("SALES_WAREHOUSE", "RESTRICTED", False),
    ]  # fmt: skip
    known = set(field(houses, "id"))
    assert {row["warehouse_id"] for row in caller.orders()} <= known
    assert {
        place["warehouse_id"] for row in caller.products() for sku in row["skus"] for place in sku["inventory"]
    } <= known
