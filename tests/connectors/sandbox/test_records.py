"""Answers against the connector's raw schemas, in every market; determinism; unknown keys; market traits."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from shopglot_tiktok.sandbox import Sandbox, SandboxClock, SandboxSwitches
from shopglot_tiktok.sandbox._markets import MARKETS

if TYPE_CHECKING:
    from tests.support.caller import Caller, MakeCaller

NOW = 1_767_225_600


def validator(name: str) -> Any:
    text = (files("shopglot_tiktok") / "schemas" / f"{name}.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def check(name: str, answer: Any) -> Any:
    problems = [f"{error.json_path}: {error.validator}" for error in validator(name).iter_errors(answer.json())]
    assert problems == []
    assert answer.json()["code"] == 0
    return answer.json()["data"]


@pytest.mark.parametrize(
    ("region", "cross_border"),
    [*((region, False) for region in sorted(MARKETS)), ("GB", True), ("US", True), ("VN", True)],
)
def test_all_answers_fit_the_raw_schemas(make_caller: MakeCaller, region: str, cross_border: bool) -> None:  # noqa: FBT001 - a parameter
    caller = make_caller(60, products=20, regions=(region,), cross_border=cross_border, shipping="MIXED")
    check("authorized_shops", caller.send("GET", "/authorization/202309/shops"))
    check("active_shops", caller.send("GET", "/seller/202309/shops"))
    check("warehouses", caller.send("GET", "/logistics/202309/warehouses"))
    orders = check("order_search", caller.send("POST", "/order/202309/orders/search", {"page_size": 100}))["orders"]
    ids = ",".join(row["id"] for row in orders[:15])
    check("order_detail", caller.send("GET", "/order/202309/orders", {"ids": ids}))
    check("order_detail", caller.send("GET", "/order/202507/orders", {"ids": orders[-1]["id"]}))
    check("price_detail", caller.send("GET", f"/order/202407/orders/{orders[0]['id']}/price_detail"))
    for version in ("202309", "202312", "202502"):
        path = f"/product/{version}/products/search"
        products = check("product_search", caller.send("POST", path, {"page_size": 100}))["products"]
    check(
        "inventory_search",
        caller.send("POST", "/product/202309/inventory/search", None, {"product_ids": [products[0]["id"]]}),
    )
    for row in products:
        if row["status"] not in {"FREEZE", "DELETED"}:
            check("product_detail", caller.send("GET", f"/product/202309/products/{row['id']}"))


def test_token_and_error_answers_fit_their_schemas(make_caller: MakeCaller) -> None:
    caller = make_caller(0, enter=False)
    assert list(validator("token_get").iter_errors(caller.exchange(caller.sandbox.authorize()))) == []
    for answer in (
        caller.exchange("x"),
        caller.send("GET", "/nothing").json(),
        caller.send("GET", "/authorization/202309/shops").json(),
        caller.send("GET", "/authorization/209912/shops").json(),
    ):
        assert list(validator("error_envelope").iter_errors(answer)) == []


def test_two_sandboxes_made_alike_answer_alike(make_caller: MakeCaller) -> None:
    def transcript(seed: int) -> list[bytes]:
        caller = make_caller(50, seed=seed, regions=("JP", "VN"))
        answers = [caller.send("GET", "/authorization/202309/shops").content]
        caller.sandbox.place_orders(3)
        caller.sandbox.advance(5000)
        answers.append(caller.send("POST", "/order/202309/orders/search", {"page_size": 100}).content)
        answers.append(caller.send("POST", "/product/202502/products/search", {"page_size": 20}).content)
        return answers

    first = transcript(1)
    assert first == transcript(1)
    assert first != transcript(2)


def test_the_keys_of_an_answer_are_sorted_and_nothing_is_null(caller: Caller) -> None:
    body = caller.send("POST", "/order/202309/orders/search", {"page_size": 100}).content

    def sorted_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        assert names == sorted(names)
        assert None not in [value for _, value in pairs]
        return dict(pairs)

    json.loads(body, object_pairs_hook=sorted_pairs)


@pytest.mark.parametrize("region", sorted(MARKETS))
def test_people_are_stable_relayed_and_plausible(make_caller: MakeCaller, region: str) -> None:
    rows = make_caller(150, regions=(region,), shipping="SELLER", platform_fulfilled=0).orders()
    mails: dict[str, set[str]] = {}
    for row in rows:
        mails.setdefault(row["user_id"], set()).add(row["buyer_email"])
        assert re.fullmatch(r"v4b[A-Z2-7]{26}@[a-z0-9.]+", row["buyer_email"])
        assert re.fullmatch(r"7[0-9]{18}", row["user_id"])
        assert re.fullmatch(r"[0-9]{18}", row["id"])
    assert all(len(one) == 1 for one in mails.values())
    assert len({row["recipient_address"]["name"] for row in rows if "recipient_address" in row}) > 30
    assert max(Counter(row["user_id"] for row in rows).values()) > 1


@pytest.mark.parametrize(
    ("region", "currency", "decimals"),
    [("VN", "VND", False), ("JP", "JPY", False), ("ID", "IDR", False), ("GB", "GBP", True)],
)
def test_money_has_the_market_s_form(
    make_caller: MakeCaller,
    region: str,
    currency: str,
    decimals: bool,  # noqa: FBT001 - a parameter
) -> None:
    for row in make_caller(40, regions=(region,)).orders():
        money = row["payment"]
        assert money.pop("currency") == currency
        form = r"[0-9]+\.[0-9]{2}" if decimals else r"[0-9]+"
        assert all(re.fullmatch(form, value) for value in money.values())


def test_market_traits_show(make_caller: MakeCaller) -> None:
    def rows(region: str) -> list[Any]:
        found: list[Any] = make_caller(300, regions=(region,)).orders()
        return found

    assert any(row["is_cod"] and "paid_time" not in row for row in rows("VN"))
    assert {row["commerce_platform"] for row in rows("ID")} == {"TIKTOK_SHOP", "TOKOPEDIA"}
    assert any("cpf" in row for row in rows("BR"))
    assert any("pfand_fee" in item for row in rows("DE") for item in row["line_items"])
    american = rows("US")
    assert any("combined_listing_skus" in item for row in american for item in row["line_items"])
    assert any(item["is_gift"] and item["sale_price"] == "0.00" for row in american for item in row["line_items"])


def test_packages_exist_before_shipping_but_for_local_sellers_of_two_markets(make_caller: MakeCaller) -> None:
    for region, early in (("US", False), ("GB", False), ("TH", True), ("FR", True)):
        waiting = make_caller(200, regions=(region,)).orders(None, {"order_status": "AWAITING_SHIPMENT"})
        assert {"package_id" in item for row in waiting for item in row["line_items"]} == {early}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"regions": ("XX",)},
            "regions must be some of BR, DE, ES, FR, GB, ID, IE, IT, JP, MX, MY, PH, SG, TH, US, VN; not XX",
        ),
        (
            {"regions": ()},
            "regions must be some of BR, DE, ES, FR, GB, ID, IE, IT, JP, MX, MY, PH, SG, TH, US, VN; not none",
        ),
        ({"orders": 1_000_001}, "orders must be 0 to 1000000 a shop, and products 1 at least"),
        ({"products": 0}, "orders must be 0 to 1000000 a shop, and products 1 at least"),
    ],
)
def test_a_shop_that_can_t_be(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:
        Sandbox(**given)
    assert str(caught.value) == message


def test_time_only_moves_forward() -> None:
    clock = SandboxClock(NOW)
    clock.advance(1.5)
    assert (clock.time(), clock.now()) == (NOW + 1.5, NOW + 1)
    with pytest.raises(ValueError) as caught:
        clock.advance(-1)
    assert str(caught.value) == "time only moves forward: -1 seconds is not possible"


def test_a_million_orders_are_there_at_once(make_caller: MakeCaller) -> None:
    caller = make_caller(1_000_000, shipping="TIKTOK")
    shop = caller.sandbox.shops[0]
    ids = [str(caller.sandbox.book(shop).order_id(number)) for number in (0, 500_000, 999_999)]
    rows = caller.data("GET", "/order/202309/orders", {"ids": ",".join(ids)})["orders"]
    assert [row["id"] for row in rows] == ids
    moments = [row["create_time"] for row in rows]
    assert moments == sorted(moments)
    assert SandboxSwitches().rate_limit == 50
