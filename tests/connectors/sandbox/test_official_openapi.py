"""The sandbox and the raw schemas against the platform's own OpenAPI, which we may not ship.

It is in the npm package `@tts-open-toolkit/cli` (0.1.7). `.ci/run` fetches it; to do so by hand, unpack it anywhere and
name the folder in `SHOPGLOT_TIKTOK_OAS`. Without it these tests are skipped.
"""

from __future__ import annotations

import copy
import json
import os
from collections import Counter
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopglot_tiktok.sandbox._gateway import ROUTES
from shopglot_tiktok.sandbox._markets import MARKETS
from tests.support.platform_openapi import Node, Strict, answer_of, keys_of, official_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.support.caller import Caller, MakeCaller

FOLDER = os.environ.get("SHOPGLOT_TIKTOK_OAS", "")
pytestmark = pytest.mark.skipif(
    not FOLDER, reason="SHOPGLOT_TIKTOK_OAS names no unpacked @tts-open-toolkit/cli package"
)

# The documented answer keys that are ever sent, and all there are in the twelve answers. Raise the first as it grows.
SENT, DOCUMENTED = 999, 1008
DAY = 86_400
MOMENTS = (0, 4 * DAY, 45 * DAY)

ORDER_SEARCH = ("POST", "/order/202309/orders/search")
ORDER_DETAILS = (("GET", "/order/202309/orders"), ("GET", "/order/202507/orders"))
PRICE = ("GET", "/order/202407/orders/{order_id}/price_detail")
PRODUCT_SEARCHES = tuple(("POST", f"/product/{version}/products/search") for version in ("202309", "202312", "202502"))
PRODUCT = ("GET", "/product/202309/products/{product_id}")
STOCK = ("POST", "/product/202309/inventory/search")
PLAIN = (
    ("GET", "/authorization/202309/shops"),
    ("GET", "/seller/202309/shops"),
    ("GET", "/logistics/202309/warehouses"),
)
OPERATIONS = (*PLAIN, ORDER_SEARCH, *ORDER_DETAILS, PRICE, *PRODUCT_SEARCHES, PRODUCT, STOCK)

# Which of them each raw schema describes.
SCHEMAS = {
    "active_shops": PLAIN[1:2],
    "authorized_shops": PLAIN[0:1],
    "inventory_search": (STOCK,),
    "order_detail": ORDER_DETAILS,
    "order_search": (ORDER_SEARCH,),
    "price_detail": (PRICE,),
    "product_detail": (PRODUCT,),
    "product_search": PRODUCT_SEARCHES,
    "warehouses": PLAIN[2:3],
}

# What each answer holds always, by the path of what holds it: the OpenAPI marks nothing as required.
ENVELOPE = frozenset({"code", "message", "request_id", "data"})
ORDER = {
    "data.orders[]": frozenset({
        "id", "user_id", "status", "create_time", "update_time", "fulfillment_type", "payment", "line_items",
        "is_sample_order", "is_cod",
    }),
    "data.orders[].payment": frozenset({"currency", "total_amount", "sub_total"}),
    "data.orders[].line_items[]": frozenset({
        "id", "product_id", "product_name", "sku_id", "currency", "original_price", "sale_price", "display_status",
    }),
}  # fmt: skip
PRODUCTS = {
    "data.products[]": frozenset({"id", "title", "status", "create_time", "update_time", "skus"}),
    "data.products[].skus[]": frozenset({"id", "price"}),
    "data.products[].skus[].price": frozenset({"currency"}),
}
ALWAYS: dict[tuple[str, str], dict[str, frozenset[str]]] = {
    PLAIN[0]: {"data.shops[]": frozenset({"id", "name", "region", "seller_type", "cipher", "code"})},
    PLAIN[1]: {"data.shops[]": frozenset({"id", "region"})},
    PLAIN[2]: {"data.warehouses[]": frozenset({"id", "name", "type", "effect_status", "is_default", "address"})},
    ORDER_SEARCH: {"data": frozenset({"orders", "total_count", "next_page_token"}), **ORDER},
    **{one: {"data": frozenset({"orders"}), **ORDER} for one in ORDER_DETAILS},
    PRICE: {
        "data": frozenset({"currency", "payment", "total", "line_items"}),
        "data.line_items[]": frozenset({"id", "currency", "payment"}),
    },
    **{
        one: {"data": frozenset({"products", "total_count", "next_page_token"}), **PRODUCTS} for one in PRODUCT_SEARCHES
    },
    PRODUCT: {
        "data": frozenset({"id", "title", "status", "create_time", "update_time", "skus", "category_chains"}),
        "data.skus[]": frozenset({"id", "price", "inventory"}),
        "data.skus[].price": frozenset({"currency"}),
    },
    STOCK: {
        "data": frozenset({"inventory"}),
        "data.inventory[]": frozenset({"product_id", "skus"}),
        "data.inventory[].skus[]": frozenset({"id", "total_available_quantity", "warehouse_inventory"}),
    },
}
FILLED = frozenset({
    "data.shops", "data.warehouses", "data.orders[].line_items", "data.line_items", "data.inventory[].skus",
    "data.inventory[].skus[].warehouse_inventory",
})  # fmt: skip

# Keys that this OpenAPI does not know (lists, `data`, `orders` and `products` left out), and where they are documented.
CATALOGUE = "the platform's API catalogue of 2026"
SEEN = "seen in answers; no document names it"
NEWER = dict.fromkeys((
    "audit.not_submitted_reasons", "authentication_required", "fast_collection_sla_time", "fast_rts_sla_time",
    "fulfillment_priority_level", "instore_pickup_sla_time", "is_blind_box", "is_refundable_sample",
    "is_subscription_order", "key_product_features", "line_items.is_pod_customized", "line_items.pod_info_id",
    "line_items.product_listing_type", "line_items.room_id", "line_items.seller_funded_product_promotions",
    "line_items.seller_funded_shipping_promotions", "line_items.shipping_vat_amount", "line_items.shipping_vat_rate",
    "line_items.sub_item_info", "line_items.unboxing_case_list", "pod_info",
    "product_attributes.values.metric_standard_info", "product_tags", "recommended_shipping_time", "scheduled_sale",
    "search_terms", "selling_format", "skus.price.starting_bid_price", "skus.purchase_order_quantity_limit",
    "skus.sku_dimensions", "skus.sku_weight",
), CATALOGUE)  # fmt: skip
# Those that were seen before its time, or that it knows in another version of the same answer.
OLDER = (
    "fulfillment_priority_level", "line_items.shipping_vat_amount", "line_items.shipping_vat_rate", "product_tags",
    "recommended_shipping_time",
)  # fmt: skip
# Values that its prose does not list, by key.
VALUES: dict[str, dict[str, str]] = {
    "delivery_option_name": {"Standard shipping": SEEN},
    "fast_delivery_program": dict.fromkeys(("3_DAY_POTENTIAL_SHIPPING", "3_DAY_POTENTIAL_TRANSIT"), CATALOGUE),
    "line_items.sku_type": {"UNKNOWN": SEEN},
    "order_type": {"AUCTION": CATALOGUE},
    "package_weight.unit": {"GRAM": SEEN},
    "shipping_type": {"TIKTOK_DIGITAL": CATALOGUE},
    "skus.price.currency": {"BRL": CATALOGUE},
}
# Its prose lists kinds of vouchers for these; the newer text, and their names, say amounts.
AMOUNTS = dict.fromkeys((
    "voucher_deduction_platform", "voucher_deduction_seller", "line_items.voucher_deduction_platform",
    "line_items.voucher_deduction_seller", "line_items.shipping_fee_deduction_platform_voucher",
    "shipping_fee_deduction_platform_voucher",
), CATALOGUE)  # fmt: skip


@dataclass(slots=True)
class Survey:
    """What one seller's answers said at three moments."""

    problems: Counter[str] = field(default_factory=Counter)
    sent: set[tuple[tuple[str, str], str]] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    answers: dict[tuple[str, str], Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
def paths() -> dict[str, Any]:
    return official_paths(Path(FOLDER))


@pytest.fixture(scope="module")
def nodes(paths: dict[str, Any]) -> dict[tuple[str, str], Node]:
    return {operation: answer_of(paths, *operation) for operation in OPERATIONS}


@pytest.fixture(scope="module")
def surveys() -> dict[tuple[str, bool], Survey]:
    return {}


@pytest.fixture
def survey(
    make_caller: MakeCaller,
    nodes: dict[tuple[str, str], Node],
    surveys: dict[tuple[str, bool], Survey],
) -> Callable[[str, bool], Survey]:
    """Survey a seller, once for all tests of this file."""

    def of(region: str, cross_border: bool) -> Survey:  # noqa: FBT001 - two kinds of seller, and named in the tests
        if (region, cross_border) not in surveys:
            # A seed of its own each, so that what is rare in one shop is met in another.
            seed = 2 * sorted(MARKETS).index(region) + cross_border
            shop: dict[str, Any] = {"regions": (region,), "cross_border": cross_border, "products": 24}
            caller = make_caller(600, seed=seed, shipping="MIXED", **shop)
            surveys[region, cross_border] = _surveyed(caller, nodes)
        return surveys[region, cross_border]

    return of


def order_statuses(nodes: dict[tuple[str, str], Node]) -> frozenset[str]:
    orders = nodes[ORDER_SEARCH].keys["data"].keys["orders"].item
    assert orders is not None
    return orders.keys["status"].values


def strict(operation: tuple[str, str], newer: dict[str, str]) -> Strict:
    return Strict({"": ENVELOPE, **ALWAYS[operation]}, FILLED, newer, VALUES, AMOUNTS)


def _surveyed(caller: Caller, nodes: dict[tuple[str, str], Node], newer: dict[str, str] = NEWER) -> Survey:
    found = Survey()
    judges = {operation: strict(operation, newer) for operation in OPERATIONS}
    for before, moment in zip((0, *MOMENTS), MOMENTS, strict=False):
        caller.sandbox.advance(moment - before)
        caller.enter()
        for operation, answer in _answers(caller, sorted(order_statuses(nodes))):
            found.problems.update(judges[operation].problems(nodes[operation], answer))
            found.answers.setdefault(operation, answer)
            found.statuses |= {row["status"] for row in answer["data"].get("orders", ())}
    found.elsewhere = {row for judge in judges.values() for row in judge.elsewhere}
    found.sent = {(operation, key) for operation, judge in judges.items() for key in judge.seen}
    return found


def _answers(caller: Caller, statuses: Iterable[str]) -> Iterator[tuple[tuple[str, str], Any]]:
    """Read everything that a seller's app can read, orders of each status among them."""

    def ask(
        operation: tuple[str, str], path_id: str = "", query: dict[str, Any] | None = None, body: Any = None
    ) -> Any:
        method, path = operation
        head, _, tail = path.partition("{")
        return caller.send(method, head + path_id + tail.partition("}")[2], query, body).json()

    for operation in PLAIN:
        yield operation, ask(operation)
    yield ORDER_SEARCH, ask(ORDER_SEARCH, query={"page_size": 100})
    for status in statuses:
        yield ORDER_SEARCH, (found := ask(ORDER_SEARCH, query={"page_size": 8}, body={"order_status": status}))
        orders = [row["id"] for row in found["data"]["orders"]]
        for operation in ORDER_DETAILS if orders else ():
            yield operation, ask(operation, query={"ids": ",".join(orders)})
        for order in orders[:3]:
            yield PRICE, ask(PRICE, order)
    for operation in PRODUCT_SEARCHES:
        yield operation, (found := ask(operation, query={"page_size": 100}))
    products = [row["id"] for row in found["data"]["products"] if row["status"] not in {"FREEZE", "DELETED"}]
    for product in products:
        yield PRODUCT, ask(PRODUCT, product)
    yield STOCK, ask(STOCK, body={"product_ids": products[:20]})


def template(category: str, version: str, resource: str, official: dict[str, Any]) -> str:
    wanted = f"/{category}/{version}/{resource}"
    if "{id}" not in wanted:
        return wanted
    head, tail = wanted.split("{id}")
    return next(one for one in official if one.startswith(f"{head}{{") and one.endswith(f"}}{tail}"))


def test_every_route_is_an_official_one(paths: dict[str, Any]) -> None:
    for route in ROUTES:
        for version in route.versions:
            path = template(route.category, version, route.resource, paths)
            assert (route.method, path) in OPERATIONS, "this route's answers are surveyed by no test"
            parameters = paths[path][route.method.lower()]["parameters"]
            required = {one["name"] for one in parameters if one["in"] == "query" and one.get("required")}
            assert required == set(route.required), (route.name, version)
            assert ("shop_cipher" in {one["name"] for one in parameters}) == route.shop_level


@pytest.mark.parametrize("seller", ["local", "cross-border"])
@pytest.mark.parametrize("region", sorted(MARKETS))
def test_answers_fit(survey: Callable[[str, bool], Survey], region: str, seller: str) -> None:
    assert sorted(survey(region, seller == "cross-border").problems) == []


@pytest.mark.parametrize("region", sorted(MARKETS))
def test_every_documented_order_status_is_met(
    survey: Callable[[str, bool], Survey], nodes: dict[tuple[str, str], Node], region: str
) -> None:
    documented = order_statuses(nodes)
    assert len(documented) == 9
    met = survey(region, False).statuses | survey(region, True).statuses  # noqa: FBT003 - local, cross-border
    assert met == documented


def test_whatever_is_documented_elsewhere_is_sent(survey: Callable[[str, bool], Survey]) -> None:
    met = {
        row for region in MARKETS for cross_border in (False, True) for row in survey(region, cross_border).elsewhere
    }
    assert met == NEWER.keys() | AMOUNTS.keys() | {
        f"{key}: {value}" for key, values in VALUES.items() for value in values
    }


@pytest.mark.parametrize("region", sorted(MARKETS))
def test_without_newer_keys_answers_hold_none(
    make_caller: MakeCaller, nodes: dict[tuple[str, str], Node], region: str
) -> None:
    caller = make_caller(300, products=24, regions=(region,), shipping="MIXED", newer_keys=False)
    found = _surveyed(caller, nodes, {key: NEWER[key] for key in OLDER})
    assert sorted(found.problems) == []
    assert not found.elsewhere & AMOUNTS.keys()


def test_as_many_documented_keys_are_sent_as_before(
    survey: Callable[[str, bool], Survey], nodes: dict[tuple[str, str], Node]
) -> None:
    documented = {(operation, key) for operation, node in nodes.items() for key in keys_of(node)}
    assert len(documented) == DOCUMENTED
    sent: set[tuple[tuple[str, str], str]] = set()
    for region in sorted(MARKETS):
        for cross_border in (False, True):
            sent |= survey(region, cross_border).sent
    assert sent <= documented
    never = Counter(operation for operation, _ in documented - sent)
    assert len(sent) >= SENT, f"{len(sent)} of {DOCUMENTED} keys are sent; never, by answer: {never}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_raw_schemas_hold_every_official_key(name: str, nodes: dict[tuple[str, str], Node]) -> None:
    file = files("shopglot_tiktok") / "schemas" / f"{name}.json"
    known = set(_schema_keys(json.loads(file.read_text("utf-8"))))
    official = {key for operation in SCHEMAS[name] for key in keys_of(nodes[operation])}
    assert len(official) >= 7
    assert official - known == set()


def _schema_keys(schema: dict[str, Any]) -> Iterator[str]:
    def inside(one: dict[str, Any], path: str) -> Iterator[str]:
        while "$ref" in one:
            target: Any = schema
            for step in one["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            one = target
        for key, inner in one.get("properties", {}).items():
            yield f"{path}.{key}".lstrip(".")
            yield from inside(inner, f"{path}.{key}")
        if "items" in one:
            yield from inside(one["items"], f"{path}[]")
        if "then" in one:
            yield from inside(one["then"], path)

    return inside(schema, "")


def _first(answer: Any) -> Any:
    return answer["data"]["orders"][0]


# One fault each, planted in an answer that fits; and what the test must say of it.
FAULTS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "a status that does not exist": (
        lambda answer: _first(answer).update(status="BOGUS"),
        "data.orders[].status: BOGUS is not a listed value",
    ),
    "no status": (lambda answer: _first(answer).pop("status"), "data.orders[].status: missing"),
    "no currency": (
        lambda answer: _first(answer)["payment"].pop("currency"),
        "data.orders[].payment.currency: missing",
    ),
    "milliseconds": (
        lambda answer: _first(answer).update(create_time=1_767_225_600_000),
        "data.orders[].create_time: not in seconds since 1970",
    ),
    "letters as money": (
        lambda answer: _first(answer)["payment"].update(total_amount="abc"),
        "data.orders[].payment.total_amount: not a decimal number",
    ),
    "a code of 41 bits": (lambda answer: answer.update(code=2**40), "code: too large for int32"),
    "an order without lines": (
        lambda answer: _first(answer).update(line_items=[]),
        "data.orders[].line_items: empty",
    ),
    "an order of an id alone": (
        lambda answer: answer["data"]["orders"].append({"id": "576461413038785752"}),
        "data.orders[].line_items: missing",
    ),
    "a number for text": (lambda answer: _first(answer).update(user_id=7), "data.orders[].user_id: not text"),
    "a number for money": (
        lambda answer: _first(answer)["payment"].update(sub_total=7.5),
        "data.orders[].payment.sub_total: not text",
    ),
    "an unknown key": (
        lambda answer: _first(answer).update(colour="red"),
        "data.orders[].colour: no document knows this key",
    ),
    "null for text": (lambda answer: _first(answer).update(id=None), "data.orders[].id: not text"),
    "null for a list": (
        lambda answer: _first(answer).update(line_items=None),
        "data.orders[].line_items: not a list",
    ),
    "a line's status that does not exist": (
        lambda answer: _first(answer)["line_items"][0].update(display_status="ON_HOLD"),
        "data.orders[].line_items[].display_status: ON_HOLD is not a listed value",
    ),
    "a currency's name": (
        lambda answer: _first(answer)["line_items"][0].update(currency="euro"),
        "data.orders[].line_items[].currency: not a currency code",
    ),
    "text for a boolean": (lambda answer: _first(answer).update(is_cod="false"), "data.orders[].is_cod: not a boolean"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_noticed(
    name: str, survey: Callable[[str, bool], Survey], nodes: dict[tuple[str, str], Node]
) -> None:
    plant, said = FAULTS[name]
    answer = copy.deepcopy(survey("US", False).answers[ORDER_SEARCH])  # noqa: FBT003 - a local seller
    assert list(strict(ORDER_SEARCH, NEWER).problems(nodes[ORDER_SEARCH], answer)) == []
    plant(answer)
    assert said in set(strict(ORDER_SEARCH, NEWER).problems(nodes[ORDER_SEARCH], answer))
