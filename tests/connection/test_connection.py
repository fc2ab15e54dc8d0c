"""A connection to the simulated shop, by both faces: what is read, how it resumes, and what goes wrong."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot_tiktok.sandbox import Fault, Sandbox, SandboxSwitches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.scene import Scene, SceneOf

SEARCH = "/order/202309/orders/search"


def ids(records: Sequence[Any]) -> list[str]:
    return [record.id for record in records]


def test_every_order_comes_once_for_the_least_requests(scene: Scene, kind: str) -> None:
    orders = scene.ask(kind, lambda shop: shop.orders.list())
    assert len(orders) == len(set(ids(orders))) == 250
    assert scene.calls() == ["/authorization/202309/shops", SEARCH, SEARCH, SEARCH]
    assert [order.updated_at for order in orders] == sorted(order.updated_at for order in orders)


@pytest.mark.parametrize("name", ["updated_since", "created_since"])
@pytest.mark.parametrize("resource", ["orders", "products"])
def test_since_is_inclusive_on_every_resource(scene: Scene, kind: str, resource: str, name: str) -> None:
    field = {"updated_since": "updated_at", "created_since": "created_at"}[name]
    everything = scene.ask(kind, lambda shop: getattr(shop, resource).list())
    moments = sorted(getattr(record, field) for record in everything)
    since = moments[len(moments) // 2]
    some = scene.ask(kind, lambda shop: getattr(shop, resource).list(**{name: since}))
    assert sorted(ids(some)) == sorted(record.id for record in everything if getattr(record, field) >= since)
    later = scene.ask(kind, lambda shop: getattr(shop, resource).list(**{name: moments[-1] + timedelta(seconds=1)}))
    assert later == []


def test_any_time_zone_is_the_same_moment(scene: Scene) -> None:
    since = datetime(2025, 12, 20, 12, tzinfo=UTC)
    with scene.connect() as shop:
        here = ids(list(shop.orders.list(created_since=since)))
        there = ids(list(shop.orders.list(created_since=since.astimezone(timezone(timedelta(hours=7))))))
    assert here == there


@pytest.mark.parametrize(
    ("asked", "tokens"),
    [
        (["tiktok:COMPLETED", "tiktok:CANCELLED"], {"COMPLETED", "CANCELLED"}),
        ("completed", {"COMPLETED"}),
        (["cancelled", "tiktok:IN_TRANSIT"], {"CANCELLED", "IN_TRANSIT"}),
    ],
)
def test_a_status_is_a_word_of_the_model_or_a_token_of_the_platform(
    scene: Scene, kind: str, asked: Any, tokens: set[str]
) -> None:
    everything = scene.ask(kind, lambda shop: shop.orders.list())
    some = scene.ask(kind, lambda shop: shop.orders.list(status=asked))
    assert sorted(ids(some)) == sorted(order.id for order in everything if order.source_status in tokens)
    assert {order.source_status for order in some} == tokens


def test_active_orders_are_all_that_are_neither_done_nor_cancelled(scene: Scene, kind: str) -> None:
    everything = scene.ask(kind, lambda shop: shop.orders.list())
    some = scene.ask(kind, lambda shop: shop.orders.list(status="active", page_size=20))
    assert sorted(ids(some)) == sorted(order.id for order in everything if order.status == "active")


@pytest.mark.parametrize("limit", [0, 1, 30, 120, 1000])
def test_a_limit_reads_no_more_than_it_needs(scene: Scene, kind: str, limit: int) -> None:
    orders = scene.ask(kind, lambda shop: shop.orders.list(limit=limit))
    assert len(orders) == min(limit, 250)
    assert scene.calls().count(SEARCH) == {0: 0, 1: 1, 30: 1, 120: 2, 1000: 3}[limit]


def test_a_listing_resumes_at_every_page(scene: Scene) -> None:
    with scene.connect() as shop:
        everything = ids(list(shop.orders.list(page_size=40)))
        seen: list[str] = []
        cursor = None
        while True:
            listing = shop.orders.list(page_size=40, cursor=cursor)
            page = next(listing.pages())
            seen += ids(page.records)
            cursor = page.next_cursor
            if cursor is None:
                break
    assert seen == everything


def test_the_cursor_never_runs_ahead_of_what_was_handed_out(scene: Scene) -> None:
    with scene.connect() as shop:
        listing = shop.orders.list(page_size=100)
        records = iter(listing)
        first = [next(records).id for _ in range(150)]
        again = list(shop.orders.list(cursor=listing.cursor))
        assert ids(again)[:50] == first[100:]
        assert listing.finished is False
        assert len(list(records)) == 100
        assert (listing.cursor, listing.finished, listing.total, listing.rejected_count) == (None, True, 250, 0)


def test_a_cursor_outlives_its_connection_and_its_token(scene: Scene, kind: str) -> None:
    with scene.connect() as shop:
        page = next(shop.orders.list(page_size=100).pages())
    scene.sandbox.expire_tokens()
    rest = scene.ask(kind, lambda shop: shop.orders.list(cursor=page.next_cursor))
    assert len(rest) == 150


def test_raw_gives_the_record_with_its_raw_form(scene: Scene, kind: str) -> None:
    first = scene.ask(kind, lambda shop: shop.orders.list(limit=1, with_details=True))[0]
    assert isinstance(first, shopglot.Normalized)
    assert first.raw["id"] == first.record.id
    one = scene.ask(kind, lambda shop: shop.orders.get(first.record.id, with_details=True))
    assert one.raw["id"] == first.record.id


def test_one_order(scene: Scene, kind: str) -> None:
    first = scene.ask(kind, lambda shop: shop.orders.list(limit=1))[0]
    assert scene.ask(kind, lambda shop: shop.orders.get(first.id)).id == first.id
    with pytest.raises(shopglot.NotFound) as caught:
        scene.ask(kind, lambda shop: shop.orders.get("999999999999999999"))
    assert str(caught.value) == (
        "this shop has no such order (code not_found)\n  hint: Check the id, and which shop is chosen."
    )


def test_many_orders_come_fifty_at_a_time(scene: Scene, kind: str) -> None:
    wanted = ids(scene.ask(kind, lambda shop: shop.orders.list(limit=120)))
    scene.sandbox.log.clear()
    batch = scene.ask(kind, lambda shop: shop.orders.get_many([*wanted, "999999999999999999"]))
    assert ids(batch.records) == wanted
    assert batch.missing == ("999999999999999999",)
    assert scene.calls().count("/order/202507/orders") == 3


def test_products_carry_their_details(scene: Scene, kind: str) -> None:
    products = scene.ask(kind, lambda shop: shop.products.list())
    assert len(products) == len(set(ids(products))) == 12
    readable = [product for product in products if product.source_status not in {"FREEZE", "DELETED"}]
    assert all(product.images for product in readable)
    assert sum(path.startswith("/product/202309/products/") for path in scene.calls()) == len(readable)
    one = scene.ask(kind, lambda shop: shop.products.get(readable[0].id))
    assert one.name == readable[0].name


def test_the_store(scene: Scene, kind: str) -> None:
    store = scene.ask(kind, lambda shop: shop.store())
    assert (store.id, store.country, store.currency) == (scene.sandbox.shops[0].id, "US", "USD")
    assert scene.ask(kind, lambda shop: shop.stores()) == [store]


def test_customers_are_merged_out_of_their_orders(scene_of: SceneOf, kind: str) -> None:
    scene = scene_of(options=SandboxSwitches(shipping="MIXED"))
    orders = scene.ask(kind, lambda shop: shop.orders.list(with_details=True))
    buyers = {order.raw["user_id"] for order in orders}
    scene.sandbox.log.clear()
    customers = scene.ask(kind, lambda shop: shop.customers.list(page_size=30))
    assert scene.calls().count(SEARCH) == 3
    assert ids(customers) == sorted(buyers)
    assert sorted(order.id for customer in customers for order in customer.orders) == sorted(
        order.record.id for order in orders
    )
    names = {order.raw["user_id"]: order.raw.get("recipient_address", {}).get("name") or "*" for order in orders}
    clear = {buyer for buyer, name in names.items() if "*" not in name}
    several = {
        customer.id for customer in customers if len({address.name for address in customer.addresses} - {None}) > 1
    }
    assert several
    assert set() < clear - several <= {customer.id for customer in customers if customer.name}
    busy = max(customers, key=lambda customer: len(customer.orders))
    assert scene.ask(kind, lambda shop: shop.customers.get(busy.id)) == busy
    with pytest.raises(shopglot.NotFound, match="this shop has no such customer"):
        scene.ask(kind, lambda shop: shop.customers.get("1"))


def test_customers_resume_after_the_last_one(scene: Scene) -> None:
    with scene.connect() as shop:
        everything = ids(list(shop.customers.list()))
        page = next(shop.customers.list(page_size=20).pages())
        assert ids(page.records) == everything[:20]
        assert ids(list(shop.customers.list(cursor=page.next_cursor))) == everything[20:]


class TestSeveralShops:
    @pytest.fixture
    def scene(self, scene_of: SceneOf) -> Any:
        return scene_of(regions=("GB", "DE", "TH"), cross_border=True)

    def test_none_chosen(self, scene: Scene, kind: str) -> None:
        shops = ", ".join(shop.id for shop in scene.sandbox.shops)
        with pytest.raises(shopglot.SettingsError) as caught:
            scene.ask(kind, lambda shop: shop.store())
        assert str(caught.value) == (
            f"this authorization has 3 shops, and none was chosen: {shops}\n  hint: Set shop_id to one of them."
        )

    def test_an_unknown_one_chosen(self, scene: Scene, kind: str) -> None:
        with pytest.raises(shopglot.SettingsError, match="the chosen shop is not one of this authorization's: 7"):
            scene.ask(kind, lambda shop: shop.store(), shop_id="1")

    def test_each_one_has_its_own_orders(self, scene: Scene, kind: str) -> None:
        assert ids(scene.ask(kind, lambda shop: shop.stores())) == [shop.id for shop in scene.sandbox.shops]
        listed = []
        for shop_ in scene.sandbox.shops:
            assert scene.ask(kind, lambda shop: shop.store(), shop_id=shop_.id).country == shop_.region
            listed += ids(scene.ask(kind, lambda shop: shop.orders.list(), shop_id=shop_.id))
        assert len(listed) == len(set(listed)) == 250


def test_an_expired_token_is_renewed_and_saved_in_the_middle_of_a_listing(scene: Scene) -> None:
    old = scene.store.load()
    with scene.connect() as shop:
        pages = shop.orders.list(page_size=100).pages()
        first = next(pages)
        scene.sandbox.expire_tokens()
        rest = [record for page in pages for record in page.records]
    assert len(first.records) + len(rest) == 250
    new = scene.store.load()
    assert old is not None
    assert new is not None
    assert new.access_token != old.access_token
    assert scene.calls().count("/api/v2/token/refresh") == 1


def test_a_withdrawn_authorization_says_what_to_do(scene: Scene, kind: str) -> None:
    scene.sandbox.withdraw()
    with pytest.raises(shopglot.AuthorizationError) as caught:
        scene.ask(kind, lambda shop: shop.store())
    assert (caught.value.code, caught.value.hint) == ("105001", "The seller must authorize the app again.")
    assert len(caught.value.request_id) == 34


def test_a_missing_permission_is_named(scene_of: SceneOf, kind: str) -> None:
    scene = scene_of(scopes=("seller.authorization.info", "seller.product.basic"))
    with pytest.raises(shopglot.MissingScope) as caught:
        scene.ask(kind, lambda shop: shop.orders.list())
    assert (caught.value.scope, caught.value.portal_name) == ("seller.order.info", "Order Information")


@pytest.mark.parametrize("wrong", [-400, 40])
def test_a_wrong_clock_is_named(scene: Scene, kind: str, wrong: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.clock.advance(1)
    now = scene.clock.now
    monkeypatch.setattr(scene.clock, "now", lambda: now() + wrong)
    scene.sandbox.clock._source = now
    with pytest.raises(shopglot.ClockError) as caught:
        scene.ask(kind, lambda shop: shop.store())
    assert caught.value.message == "the request's time is outside the platform's window"
    assert scene.calls() == ["/authorization/202309/shops"]


def test_a_wrong_secret_is_named_and_not_tried_again(scene: Scene, kind: str) -> None:
    scene.credentials = shopglot.Credentials({**scene.settings, "app_secret": "wrong"}, scene.credentials.token)
    with pytest.raises(shopglot.SignatureError) as caught:
        scene.ask(kind, lambda shop: shop.store())
    assert caught.value.hint == "Compare app_key and app_secret with the app's page."
    assert len(scene.calls()) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault("429", on=SEARCH, times=2, after=1, retry_after=2),
        Fault("429", on=SEARCH, times=2, after=1),
        Fault("503", on=SEARCH, times=2, after=1),
        Fault("code", on=SEARCH, times=2, after=1, code=36009003),
        Fault("code", on=SEARCH, times=2, after=1, code=36009007),
        Fault("code", on=SEARCH, times=1, after=1, code=105002),
        Fault("html", on=SEARCH, times=2, after=1),
        Fault("hang", on=SEARCH, times=2, after=1),
        Fault("reset", on=SEARCH, times=2, after=1),
        Fault("truncate", on=SEARCH, times=2, after=1),
    ],
    ids=lambda fault: f"{fault.kind}{fault.code or ''}",
)
def test_a_passing_fault_costs_no_order(scene: Scene, kind: str, fault: Fault) -> None:
    scene.sandbox.inject(fault)
    orders = scene.ask(kind, lambda shop: shop.orders.list())
    assert len(orders) == len(set(ids(orders))) == 250
    assert scene.calls().count(SEARCH) == 3 + fault.times


@pytest.mark.parametrize("fault_kind", ["reset", "truncate", "503"])
def test_each_call_may_fail_once_without_a_difference(scene_of: SceneOf, kind: str, fault_kind: Any) -> None:
    for number in range(6):
        scene = scene_of(orders=150, products=2)
        scene.sandbox.inject(Fault(fault_kind, after=number))
        orders = scene.ask(kind, lambda shop: shop.orders.list(page_size=50))
        assert len(orders) == len(set(ids(orders))) == 150
        assert len(scene.calls()) == (4 if number > 3 else 5)


def test_a_lasting_fault_is_handed_back_after_three_attempts(scene: Scene, kind: str) -> None:
    scene.sandbox.inject(Fault("code", on=SEARCH, times=0, code=36009003))
    with pytest.raises(shopglot.TemporaryError) as caught:
        scene.ask(kind, lambda shop: shop.orders.list())
    assert caught.value.message == "an internal error of the platform"
    assert scene.calls().count(SEARCH) == 3


def test_what_can_not_be_unified_is_handed_over_and_counted(scene_of: SceneOf, kind: str) -> None:
    scene = scene_of(regions=("BR",), orders=30)
    scene.sandbox.inject(Fault("stripped", on=SEARCH, times=0))
    handed: list[Any] = []
    orders = scene.ask(kind, lambda shop: shop.orders.list(), on_reject=handed.append)
    assert orders == []
    assert len(handed) == 30
    assert {reject.resource for reject in handed} == {"order"}
    with scene.connect() as shop:
        listing = shop.orders.list()
        assert list(listing) == []
        assert (listing.rejected_count, shop.rejected_count, len(shop.rejected)) == (30, 30, 30)


def test_keys_that_no_schema_knows_are_told_by_name(
    scene_of: SceneOf, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Sandbox.order

    def grown(self: Sandbox, shop: Any, number: int, now: int) -> dict[str, Any]:
        order = known(self, shop, number, now)
        lines = [line | {"carbon_grams": 7} for line in order["line_items"]]
        return order | {"line_items": lines} | ({"gift_wrap": True} if number % 2 else {})

    monkeypatch.setattr(Sandbox, "order", grown)
    scene = scene_of(orders=20)
    told: list[tuple[str, tuple[str, ...]]] = []
    orders = scene.ask(
        kind, lambda shop: shop.orders.list(with_details=True), on_unknown=lambda *found: told.append(found)
    )
    held = [order.unknown for order in orders if order.unknown]
    assert {frozenset(keys) for keys in held} == {
        frozenset({"line_items.carbon_grams"}),
        frozenset({"line_items.carbon_grams", "gift_wrap"}),
    }
    assert (len(held), told) == (20, [("order", keys) for keys in held])


def test_masked_text_reaches_nobody_unless_asked_for(scene: Scene, kind: str) -> None:
    def names(**more: Any) -> set[str]:
        orders = scene.ask(kind, lambda shop: shop.orders.list(), **more)
        return {order.shipping_address.name for order in orders if order.shipping_address} - {None}

    assert not any("*" in name for name in names())
    assert any("*" in name for name in names(mask_policy="keep"))


def test_the_shops_limit_is_kept_without_a_refusal(scene_of: SceneOf) -> None:
    scene = scene_of(orders=0, options=SandboxSwitches(rate_limit=50))
    with scene.connect() as shop:
        for _ in range(300):
            list(shop.orders.list())
    assert [entry.status for entry in scene.sandbox.log if entry.status == 429] == []
    assert scene.clock.monotonic() < 300 / 50 / 0.9


class TestAuthorization:
    def test_the_whole_way(self, scene: Scene) -> None:
        authorization = scene.authorization()
        state = authorization.new_state()
        assert authorization.url(state) == (
            f"https://services.tiktokshop.com/open/authorize?service_id={scene.sandbox.service_id}&state={state}"
        )
        code = scene.sandbox.authorize()
        callback = f"https://platform.example.com/vault/callback?code={code}&state={state}&shop_region=US"
        credentials = authorization.finish(callback, state)
        assert credentials.token is not None
        assert credentials.token.scopes
        assert credentials.settings["region"] == "global"
        with pytest.raises(shopglot.RequestError, match="this call-back was handled before: a code works once"):
            authorization.finish(callback, state)
        with pytest.raises(shopglot.AuthorizationError) as caught:
            scene.authorization().finish(callback, state)
        assert caught.value.code == "36004004"

    def test_a_code_is_over_after_half_an_hour(self, scene: Scene) -> None:
        code = scene.sandbox.authorize()
        scene.clock.advance(1801)
        with pytest.raises(shopglot.AuthorizationError) as caught:
            scene.authorization().finish({"code": code, "state": "s"}, "s")
        assert caught.value.hint == "Send the seller to the authorize page again."

    def test_only_a_seller_will_do(self, scene: Scene) -> None:
        code = scene.sandbox.authorize(user_type=1)
        with pytest.raises(shopglot.AuthorizationError, match="a creator authorized the app"):
            scene.authorization().finish({"code": code, "state": "s"}, "s")

    def test_for_tasks(self, scene: Scene) -> None:
        callback = f"code={scene.sandbox.authorize()}&state=s"
        credentials = asyncio.run(scene.authorization().afinish(callback, "s"))
        assert credentials.token is not None
        assert credentials.token.region == "US"


class TestWrongUse:
    def test_missing_settings_are_all_named(self, scene: Scene) -> None:
        with pytest.raises(shopglot.SettingsError) as caught:
            shopglot.connect(scene.connector, {"app_key": "x"})
        assert str(caught.value) == (
            "tiktok: app_secret is missing; service_id is missing\n  hint: `shopglot guide tiktok` says what each is."
        )

    def test_a_setting_outside_its_choices(self, scene: Scene) -> None:
        with pytest.raises(shopglot.SettingsError) as caught:
            shopglot.connect(scene.connector, {**scene.settings, "region": "mars"})
        assert str(caught.value) == (
            "tiktok: region must be one of global, us\n  hint: `shopglot guide tiktok` says what each is."
        )

    def test_not_authorized_yet(self, scene: Scene, kind: str) -> None:
        with pytest.raises(shopglot.AuthorizationError, match="this connection is not authorized yet"):
            scene.ask(kind, lambda shop: shop.store(), tokens=shopglot.MemoryTokenStore())

    def test_reprs_show_nothing(self, scene: Scene) -> None:
        with scene.connect() as shop:
            assert repr(shop) == "<Connection tiktok>"
