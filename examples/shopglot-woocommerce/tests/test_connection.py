"""A whole shop over HTTP, with both drivers: records, filters with their bounds, and what is refused."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from shop_scene import NOW, Scene, woocommerce

import shopglot
from shopglot.connector import SandboxOptions
from shopglot.errors import AuthorizationError, MissingScope, NotFound, RequestError, SettingsError
from shopglot_woocommerce.sandbox import Api, serve


def _raw(scene: Scene, **wanted: Any) -> list[str]:
    orders = sorted(scene.shop.orders.values(), key=lambda order: order["id"])
    return [str(one["id"]) for one in orders if all(one[name] == value for name, value in wanted.items())]


def test_the_store_has_its_settings(quiet: Scene, kind: str) -> None:
    store = quiet.ask(kind, lambda shop: shop.store())
    assert store.model_dump(mode="json", exclude_defaults=True) == {
        "id": quiet.url,
        "name": "Tee & Tasse",
        "store_url": quiet.url,
        "admin_url": f"{quiet.url}/wp-admin/",
        "addresses": [{"line1": "Mustergasse 4", "city": "Wien", "postal_code": "1010", "country": "AT"}],
        "country": "AT",
        "currency": "EUR",
        "timezone": "Europe/Vienna",
        "extensions": {
            "woocommerce": {
                "tagline": "Nur ein Beispiel",
                "weight_unit": "kg",
                "dimension_unit": "cm",
                "calculates_taxes": "yes",
                "prices_include_tax": "yes",
            }
        },
    }


def test_every_order_adds_up_and_is_the_same_by_id(quiet: Scene, kind: str) -> None:
    orders = quiet.ask(kind, lambda shop: shop.orders.list())
    assert [order.id for order in orders] == [one for one in _raw(quiet) if one not in _raw(quiet, status="trash")]
    assert all(order.ledger().balanced for order in orders)
    batch = quiet.ask(kind, lambda shop: shop.orders.get_many([order.id for order in orders]))
    assert list(batch.records) == orders
    assert batch.missing == ()


def test_a_refunded_order_says_what_went_back_of_each_line(quiet: Scene, kind: str) -> None:
    number = next(str(one) for one in quiet.shop.refunds if quiet.shop.orders[one]["status"] != "trash")
    raw, document = quiet.shop.orders[int(number)], quiet.shop.refunds[int(number)][0]
    order = quiet.ask(kind, lambda shop: shop.orders.get(number))
    assert [(str(one.amount), one.reason) for one in order.refunds] == [(document["amount"], "Zerbrochen")]
    assert order.refunds[0].created_at is not None
    assert order.line_items[0].refunded_quantity == raw["line_items"][0]["quantity"]
    assert order.line_items[0].refunded_amount == order.refunded_amount == order.refunds[0].amount
    assert [line.refunded_quantity for line in order.line_items[1:]] == [0] * (len(order.line_items) - 1)


def test_refunds_are_asked_for_only_where_an_order_lists_some(quiet: Scene) -> None:
    quiet.api.requests.clear()
    quiet.ask("sync", lambda shop: shop.orders.list())
    asked = [path for path in quiet.api.requests if path.endswith("/refunds")]
    refunded = [one for one, order in quiet.shop.orders.items() if order["refunds"] and order["status"] != "trash"]
    assert sorted(asked) == sorted(f"/shop/wp-json/wc/v3/orders/{one}/refunds" for one in refunded)


def test_a_product_has_its_variations_and_the_currency_of_the_shop(quiet: Scene, kind: str) -> None:
    products = quiet.ask(kind, lambda shop: shop.products.list())
    assert {product.currency for product in products} == {"EUR"}
    assert {product.weight_unit for product in products} == {"kg"}
    variable = [product for product in products if product.product_type == "variable"]
    assert {len(product.variants) for product in variable} == {3}
    assert {variant.currency for product in variable for variant in product.variants} == {"EUR"}
    assert quiet.ask(kind, lambda shop: shop.products.get(variable[0].id)) == variable[0]


def test_an_ordered_variant_is_one_of_its_product(quiet: Scene, kind: str) -> None:
    products = {product.id: product for product in quiet.ask(kind, lambda shop: shop.products.list())}
    lines = [line for order in quiet.ask(kind, lambda shop: shop.orders.list()) for line in order.line_items]
    assert lines
    assert all(line.variant_id in {variant.id for variant in products[line.product_id].variants} for line in lines)


def test_more_variations_than_a_page_has_are_all_read(scene: Scene, kind: str) -> None:
    product = next(one for one in scene.shop.products.values() if one["type"] == "variable")
    first = scene.shop.variations[product["id"]][0]
    many = [{**first, "id": 900_000 + number} for number in range(230)]
    scene.shop.variations[product["id"]] = many
    read = scene.ask(kind, lambda shop: shop.products.get(str(product["id"])))
    assert [variant.id for variant in read.variants] == [str(one["id"]) for one in many]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("later", [0, 1])
@pytest.mark.parametrize(
    ("argument", "raw"), [("created_since", "date_created_gmt"), ("updated_since", "date_modified_gmt")]
)
def test_a_bound_includes_the_second_that_it_names(
    quiet: Scene, kind: str, argument: str, raw: str, later: int
) -> None:
    """The platform's own bound leaves it out, and would read an offset as the shop's clock."""
    there = [one for one in quiet.shop.orders.values() if one["status"] != "trash"]
    chosen = there[40]
    bound = _moment(chosen[raw]) + timedelta(seconds=later)
    found = [order.id for order in quiet.ask(kind, lambda shop: shop.orders.list(**{argument: bound}))]
    assert found == [str(one["id"]) for one in there if _moment(one[raw]) >= bound]
    assert (str(chosen["id"]) in found) is (later == 0)


def test_products_that_changed_include_drafts(quiet: Scene, kind: str) -> None:
    products = sorted(quiet.shop.products.values(), key=lambda one: one["id"])
    bound = _moment(products[5]["date_modified_gmt"])
    found = quiet.ask(kind, lambda shop: shop.products.list(updated_since=bound))
    assert [product.id for product in found] == [str(one["id"]) for one in products[5:]]
    assert any(product.created_at is None for product in found)


def test_a_draft_is_not_dropped_by_a_bound_that_it_says_nothing_about(quiet: Scene, kind: str) -> None:
    found = quiet.ask(kind, lambda shop: shop.products.list(created_since=datetime.fromtimestamp(NOW, UTC)))
    drafts = [str(one["id"]) for one in quiet.shop.products.values() if one["date_created_gmt"] is None]
    assert drafts
    assert [product.id for product in found] == drafts


@pytest.mark.parametrize(
    ("status", "tokens"),
    [
        ("active", {"pending", "processing", "on-hold"}),
        ("completed", {"completed", "refunded"}),
        ("cancelled", {"cancelled"}),
        ("archived", {"trash"}),
        ("other", {"failed"}),
        ("unknown", {"packed"}),
        ("woocommerce:packed", {"packed"}),
        (["completed", "woocommerce:failed"], {"completed", "refunded", "failed"}),
    ],
)
def test_a_status_in_our_words_or_the_platforms(quiet: Scene, kind: str, status: Any, tokens: set[str]) -> None:
    found = quiet.ask(kind, lambda shop: shop.orders.list(status=status))
    assert {order.source_status for order in found} == tokens
    assert len(found) == sum(one["status"] in tokens for one in quiet.shop.orders.values())


def test_a_status_that_the_shop_does_not_have_is_refused(quiet: Scene, kind: str) -> None:
    with pytest.raises(RequestError) as failed:
        quiet.ask(kind, lambda shop: shop.orders.list(status="woocommerce:shipped"))
    assert (failed.value.code, failed.value.status) == ("rest_invalid_param", 400)


def test_a_sort_is_refused_by_name(quiet: Scene, kind: str) -> None:
    with pytest.raises(RequestError, match="the platform can't sort by '-created_at'"):
        quiet.ask(kind, lambda shop: shop.orders.list(sort="-created_at"))


def test_filters_of_the_platform(quiet: Scene, kind: str) -> None:
    there = [one for one in quiet.shop.orders.values() if one["status"] != "trash"]
    customer = next(str(one["customer_id"]) for one in there if one["customer_id"])
    found = quiet.ask(kind, lambda shop: shop.orders.list(filters={"customer": customer}))
    assert [order.id for order in found] == [str(one["id"]) for one in there if str(one["customer_id"]) == customer]
    found = quiet.ask(kind, lambda shop: shop.products.list(filters={"type": "variable"}))
    assert {product.product_type for product in found} == {"variable"}


@pytest.mark.parametrize("wrong", ["1", "0", "007", "x", "99999999999999999999"])
def test_an_unknown_id_is_not_found(quiet: Scene, kind: str, wrong: str) -> None:
    with pytest.raises(NotFound):
        quiet.ask(kind, lambda shop: shop.orders.get(wrong))


def test_one_of_many_is_missing(quiet: Scene, kind: str) -> None:
    there = _raw(quiet, status="processing")[0]
    batch = quiet.ask(kind, lambda shop: shop.orders.get_many(["x", there, "1"]))
    assert ([one.id for one in batch.records], batch.missing) == ([there], ("x", "1"))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"consumer_secret": "cs_" + "a" * 40}, "woocommerce_rest_authentication_error"),
        ({"consumer_key": "ck_" + "a" * 40}, "woocommerce_rest_cannot_view"),
    ],
)
def test_a_wrong_key_is_told_without_the_key(
    quiet: Scene, kind: str, changed: dict[str, str], code: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(AuthorizationError) as failed:
        quiet.ask(kind, lambda shop: shop.orders.list(), **changed)
    assert failed.value.code == code
    assert not isinstance(failed.value, MissingScope)
    told = f"{failed.value!r} {failed.value} {caplog.text}"
    secrets = [quiet.shop.consumer_secret, quiet.shop.webhook_secret, *changed.values()]
    assert [one for one in secrets if one in told] == []


def test_a_key_of_another_form_is_refused_before_anything_is_sent(quiet: Scene, kind: str) -> None:
    quiet.api.requests.clear()
    with pytest.raises(SettingsError, match="consumer_secret has another form than"):
        quiet.ask(kind, lambda shop: shop.orders.list(), consumer_secret="a secret")
    assert quiet.api.requests == []


class _Refusing(Api):
    """A shop whose key may not read its settings."""

    def answer(self, path: str, params: Any, authorization: str) -> Any:
        if "/settings/" in path:
            return 403, {"code": "woocommerce_rest_cannot_view", "message": "Sorry.", "data": {"status": 403}}, {}
        return super().answer(path, params, authorization)


def test_without_its_settings_a_store_is_incomplete_and_products_have_no_currency(scene: Scene, kind: str) -> None:
    with serve(_Refusing(scene.shop)) as url:
        seller = Scene(scene.shop, scene.api, url)
        store = seller.ask(kind, lambda shop: shop.store(with_details=True))
        assert (store.record.name, store.record.currency, store.record.addresses) == ("Tee & Tasse", None, ())
        assert {(one.code, one.token) for one in store.warnings} == {
            ("R119", part) for part in ("general", "tax", "products")
        }
        product = seller.ask(kind, lambda shop: shop.products.get("1010"))
        assert (product.currency, str(product.price), product.weight) == (None, str(product.variants[0].price), None)


class _Closed(Api):
    """A shop with a plug-in that closes its API to visitors."""

    def answer(self, path: str, params: Any, authorization: str) -> Any:
        if not authorization:
            return 401, {"code": "rest_not_logged_in", "message": "You are not logged in.", "data": {"status": 401}}, {}
        return super().answer(path, params, authorization)


def test_an_index_that_is_closed_to_visitors_is_told_as_such(scene: Scene, kind: str) -> None:
    with serve(_Closed(scene.shop)) as url, pytest.raises(RequestError) as failed:
        Scene(scene.shop, scene.api, url).ask(kind, lambda shop: shop.store())
    assert str(failed.value) == (
        "the shop closes the index of its API, /wp-json/, to visitors (code rest_not_logged_in)\n"
        "  hint: Let visitors read /wp-json/ in the plug-in that closes it; everything else may stay closed."
    )


def test_an_address_without_an_api_is_told_as_such(scene: Scene, kind: str) -> None:
    with pytest.raises(RequestError) as failed:
        scene.ask(kind, lambda shop: shop.store(), store_url=scene.url.removesuffix("/shop"))
    assert failed.value.code == "rest_no_route"


class _Vanishing(Api):
    """A shop in which the refunds of an order are gone when they are asked for."""

    def answer(self, path: str, params: Any, authorization: str) -> Any:
        if path.endswith("/refunds"):
            body = {"code": "woocommerce_rest_invalid_order_id", "message": "Invalid order ID.", "data": 404}
            return 500, body, {}
        return super().answer(path, params, authorization)


def test_refunds_that_are_gone_cost_their_order_its_documents_and_nobody_else_anything(scene: Scene, kind: str) -> None:
    refunded = [str(one) for one in scene.shop.refunds if scene.shop.orders[one]["status"] != "trash"]
    with serve(_Vanishing(scene.shop)) as url:
        details = Scene(scene.shop, scene.api, url).ask(kind, lambda shop: shop.orders.list(with_details=True))
    lacking = {one.record.id for one in details if any(warning.code == "R119" for warning in one.warnings)}
    assert lacking == set(refunded)
    assert len(details) == sum(one["status"] != "trash" for one in scene.shop.orders.values())
    assert all(one.record.refunded_amount for one in details if one.record.id in lacking)


def test_some_refunds_of_an_order_are_none(scene: Scene, kind: str) -> None:
    number = next(one for one in scene.shop.refunds if scene.shop.orders[one]["status"] != "trash")
    order = scene.shop.orders[number]
    order["refunds"] = [*order["refunds"], {"id": 7, "reason": "", "total": "-1.00"}]
    found = scene.ask(kind, lambda shop: shop.orders.get(str(number), with_details=True))
    assert [one.token for one in found.warnings if one.code == "R119"] == ["refund_documents"]
    assert found.record.line_items[0].refunded_quantity is None


def test_the_sandbox_of_the_definition_takes_orders() -> None:
    opened = woocommerce().definition.sandbox
    assert opened is not None
    with opened(SandboxOptions(orders=3, products=3, now=lambda: NOW)) as running:
        assert running.place_orders is not None
        placed = running.place_orders(2)
        credentials = shopglot.Credentials(dict(running.settings))
        with shopglot.connect(woocommerce(), credentials, hosts=running.hosts) as shop:
            there = [*shop.orders.list(), *shop.orders.list(status="archived")]
    assert len(there) == 5
    assert set(placed) <= {order.id for order in there}


def test_a_shop_in_a_region_is_refused() -> None:
    opened = woocommerce().definition.sandbox
    assert opened is not None
    refused = pytest.raises(SettingsError, match="a WooCommerce shop is one shop, in no region")
    with refused, opened(SandboxOptions(regions=("US",))):
        pass
