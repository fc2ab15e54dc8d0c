"""Customers out of orders, by both faces: whole or said to be partial, every masked entry named, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot_models import Customer, Order, merge, merge_all
from shopglot_tiktok.sandbox import Fault, SandboxSwitches

if TYPE_CHECKING:
    from tests.support.scene import Scene, SceneOf

SEARCH = "/order/202309/orders/search"


@pytest.fixture
def scene(scene_of: SceneOf) -> Any:
    return scene_of(regions=("GB",), orders=600, options=SandboxSwitches(shipping="MIXED"))


def week(scene: Scene) -> Any:
    """Give the moment a week before the newest change."""
    orders = scene.ask("sync", lambda shop: shop.orders.list())
    scene.sandbox.log.clear()
    return max(order.updated_at for order in orders) - timedelta(days=7)


def clear(customer: Customer) -> set[tuple[str, Any]]:
    """Give what a customer says that a mask could take away."""
    found = {
        (name, value)
        for address in customer.addresses
        for name, value in address
        if name in {"name", "line1", "line2", "line3", "line4", "postal_code", "phone"} and value
    }
    return found | {("number", phone.number) for phone in customer.phone_numbers}


def unnamed(customer: Customer) -> list[int]:
    """Give the places of the addresses that lack a name or a street of which no hidden path tells."""
    paths = [field.path for field in customer.hidden_fields]
    return [
        place
        for place, address in enumerate(customer.addresses)
        if not (address.name and address.line1) and not any(path.startswith(f"/addresses/{place}/") for path in paths)
    ]


@pytest.mark.parametrize("region", ["US", "GB", "BR", "JP", "VN"])
def test_every_masked_address_is_named(scene_of: SceneOf, kind: str, region: str) -> None:
    scene = scene_of(regions=(region,), orders=600, options=SandboxSwitches(shipping="MIXED"))
    customers = scene.ask(kind, lambda shop: shop.customers.list())
    assert len(customers) > 200
    assert sum(not address.line1 for customer in customers for address in customer.addresses) > 50
    assert [customer.id for customer in customers if unnamed(customer)] == []
    for customer in customers:
        assert Customer.model_validate(customer.model_dump()) == customer


def test_a_full_listing_gives_whole_customers(scene: Scene, kind: str) -> None:
    orders = {order.id: order for order in scene.ask(kind, lambda shop: shop.orders.list())}
    customers = scene.ask(kind, lambda shop: shop.customers.list())
    for customer in customers:
        mine = [orders[linked.id] for linked in customer.orders]
        assert customer.partial is False
        assert customer.created_at == min(order.created_at for order in mine)
        assert customer.updated_at == max(order.updated_at for order in mine)
        assert [linked.updated_at for linked in customer.orders] == [order.updated_at for order in mine]


def test_a_window_gives_partial_customers_that_take_nothing_from_the_stored_ones(scene: Scene, kind: str) -> None:
    since = week(scene)
    stored = {customer.id: customer for customer in scene.ask(kind, lambda shop: shop.customers.list())}
    window = scene.ask(kind, lambda shop: shop.customers.list(updated_since=since))
    # What a careless replacement would destroy is there to be destroyed.
    assert sum(stored[customer.id].name is not None and customer.name is None for customer in window) > 10
    assert sum(len(customer.orders) < len(stored[customer.id].orders) for customer in window) > 50
    for customer in window:
        known = stored[customer.id]
        assert (customer.partial, customer.created_at) == (True, None)
        assert customer.updated_at is not None
        assert customer.updated_at >= since
        for merged in (merge(known, customer), merge(customer, known)):
            assert clear(merged) == clear(known)
            assert merged.model_dump(include={"name", "partial", "created_at", "updated_at"}) == known.model_dump(
                include={"name", "partial", "created_at", "updated_at"}
            )
            assert {order.id for order in merged.orders} == {order.id for order in known.orders}
            assert unnamed(merged) == []


def test_a_window_of_whole_customers_is_the_full_listings_part(scene: Scene, kind: str) -> None:
    since = week(scene)
    stored = {customer.id: customer for customer in scene.ask(kind, lambda shop: shop.customers.list())}
    scene.sandbox.log.clear()
    window = scene.ask(kind, lambda shop: shop.customers.list(updated_since=since))
    calls = scene.calls().count(SEARCH)
    scene.sandbox.log.clear()
    whole = scene.ask(kind, lambda shop: shop.customers.list(updated_since=since, whole=True))
    assert whole == [stored[customer.id] for customer in window]
    # Several run at a time; the shop may refuse one that came too early, which is then sent again.
    answered = [entry for entry in scene.sandbox.log if entry.path == SEARCH and entry.status == 200]
    assert len(answered) == calls + len(window)


def test_only_the_customers_of_a_page_are_completed(scene: Scene) -> None:
    since = week(scene)
    with scene.connect() as shop:
        page = next(shop.customers.list(updated_since=since, whole=True, page_size=5, limit=5).pages())
        calls = scene.calls().count(SEARCH)
        assert (len(page.records), page.incomplete, calls) == (5, (), 3 + 5)
        # The cursor knows that whole customers were asked for.
        rest = next(shop.customers.list(cursor=page.next_cursor, page_size=5).pages())
        assert [customer.partial for customer in rest.records] == [False] * 5
        partial = next(shop.customers.list(updated_since=since, page_size=5).pages())
        assert partial.incomplete == tuple(customer.id for customer in partial.records)
        with pytest.raises(shopglot.RequestError, match="a cursor contains its own filters"):
            shop.customers.list(cursor=page.next_cursor, whole=True)


def test_a_customer_of_whom_an_order_can_not_be_unified_is_partial(scene_of: SceneOf, kind: str) -> None:
    scene = scene_of(regions=("BR",), orders=300)
    stored = scene.ask(kind, lambda shop: shop.customers.list())
    busy = max(stored, key=lambda customer: len(customer.orders))

    def ask(shop: Any) -> Any:
        live = shop._shop.base.live

        def damaged(at: Any, query: Any) -> Any:
            page = yield from live.operations["order"].list(at, query)
            items = [{**raw, "user_id": None} if raw["id"] == busy.orders[0].id else raw for raw in page.items]
            return replace(page, items=tuple(items))

        order = replace(live.operations["order"], list=damaged)
        shop._shop.base.live = replace(live, operations={**live.operations, "order": order})
        return shop.customers.get(busy.id)

    one = scene.ask(kind, ask)
    assert (one.partial, one.created_at) == (True, None)
    assert {order.id for order in one.orders} == {order.id for order in busy.orders[1:]}


def test_a_fault_in_the_middle_costs_no_customer(scene: Scene, kind: str) -> None:
    since = week(scene)
    whole = scene.ask(kind, lambda shop: shop.customers.list(updated_since=since, whole=True))
    scene.sandbox.inject(Fault("503", on=SEARCH, times=2, after=4))
    assert scene.ask(kind, lambda shop: shop.customers.list(updated_since=since, whole=True)) == whole


class TestWhoTheBuyerIs:
    """Records of two orders of one buyer, made by the mapping as it stands."""

    @pytest.fixture
    def raw(self, scene_of: SceneOf) -> Any:
        def one(region: str, **options: Any) -> dict[str, Any]:
            scene = scene_of(regions=(region,), orders=40, options=SandboxSwitches(shipping="SELLER"))
            with scene.connect() as shop:
                orders = [found.raw for found in shop.orders.list(with_details=True)]
            found: dict[str, Any] = next(
                raw for raw in orders if raw["recipient_address"]["full_address"] and raw["status"] != "CANCELLED"
            )
            return {**found, **options}

        return one

    def customers(self, tiktok: shopglot.Connector, *raws: dict[str, Any]) -> list[Customer]:
        records = [tiktok.normalize("customer", raw).record for raw in raws]
        return [record for record in records if isinstance(record, Customer)]

    def order(self, tiktok: shopglot.Connector, raw: dict[str, Any]) -> Order:
        record = tiktok.normalize("order", raw).record
        assert isinstance(record, Order)
        return record

    def test_a_gift_goes_to_somebody_else(self, tiktok: shopglot.Connector, raw: Any) -> None:
        first = raw("GB")
        gift = {**first, "id": "2", "recipient_address": {**first["recipient_address"], "name": "Robin Example"}}
        own, other = self.customers(tiktok, first, gift)
        assert (own.name, own.name_source, other.name) == (
            first["recipient_address"]["name"],
            "recipients",
            "Robin Example",
        )
        for merged in (merge(own, other), merge(other, own), *merge_all([own, other, own])):
            assert (merged.name, merged.first_name, merged.last_name, merged.customer_hidden) == (None,) * 3 + (False,)
            assert {address.name for address in merged.addresses} == {own.name, "Robin Example"}
        order = self.order(tiktok, gift)
        assert order.customer is not None
        assert order.shipping_address is not None
        assert (order.customer.id, order.customer.name) == (first["user_id"], None)
        assert order.shipping_address.name == "Robin Example"

    def test_in_brazil_name_and_tax_number_are_of_one_person(self, tiktok: shopglot.Connector, raw: Any) -> None:
        first = raw("BR")
        address = {**first["recipient_address"], "name": "Maria Presente", "first_name": "Maria Presente"}
        invoiced = {**first, "cpf": "12345678900", "cpf_name": "CLIENTE DE EXEMPLO", "recipient_address": address}
        nameless = {key: value for key, value in invoiced.items() if key != "cpf_name"}
        plain = {key: value for key, value in nameless.items() if key != "cpf"}
        one, two, three = self.customers(tiktok, invoiced, nameless, {**plain, "id": "3"})
        assert (one.name, one.first_name, one.tax_number, one.name_source) == (
            "CLIENTE DE EXEMPLO", None, "12345678900", "buyer",
        )  # fmt: skip
        assert (two.name, two.tax_number, two.name_source) == (None, "12345678900", "buyer")
        assert (three.name, three.tax_number, three.name_source) == ("Maria Presente", None, "recipients")
        for pair in ((one, three), (three, one), (one, two), (two, one)):
            merged = merge(*pair)
            assert (merged.name, merged.tax_number) == ("CLIENTE DE EXEMPLO", "12345678900")
        assert (merge(two, three).name, merge(two, three).tax_number) == (None, "12345678900")
        linked = self.order(tiktok, invoiced).customer
        assert linked is not None
        assert linked.name == "CLIENTE DE EXEMPLO"

    def test_in_japan_the_kana_say_whose_they_are(self, tiktok: shopglot.Connector, raw: Any) -> None:
        first = raw("JP")
        address = first["recipient_address"]
        gift = {**address, "name": "贈物 花子", "first_name": "花子", "last_name": "贈物"}
        bare = {key: value for key, value in gift.items() if not key.endswith("_local_script")}
        own, other = self.customers(tiktok, first, {**first, "id": "2", "recipient_address": bare})
        script = {
            "name": address["name"],
            "first_name": address["first_name_local_script"],
            "last_name": address["last_name_local_script"],
        }
        assert own.extensions["tiktok"]["recipient_local_script"] == script
        merged = merge(own, other)
        assert merged.name is None
        assert merged.extensions["tiktok"]["recipient_local_script"] == script
