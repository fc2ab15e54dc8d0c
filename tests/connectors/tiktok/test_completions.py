"""What takes a call of its own: a store's warehouses, the tax of a cross-border order's units, and what is not read."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot.connector import Completed, Request, Response, ShopRef
from shopglot_tiktok._errors import error_from
from shopglot_tiktok._operations_orders import complete_order
from shopglot_tiktok.sandbox import SCOPES, Fault

if TYPE_CHECKING:
    from shopglot.connector import Operation
    from tests.support.scene import Scene, SceneOf

WAREHOUSES = "/logistics/202309/warehouses"
PRICE_DETAIL = "price_detail"
WITHOUT_LOGISTICS = tuple(scope for scope in SCOPES if scope != "seller.logistics")
LACKING = "(record): incomplete: the platform did not return the part that a separate call adds ({}) [R119, {}]"


class TestStore:
    def test_it_has_the_addresses_that_it_ships_from(self, scene: Scene, kind: str) -> None:
        told: list[Any] = []
        found = scene.ask(kind, lambda shop: shop.store(with_details=True), on_incomplete=lambda *one: told.append(one))
        assert scene.calls() == ["/authorization/202309/shops", WAREHOUSES]
        houses = [house for house in found.raw["warehouses"] if house["type"] == "SALES_WAREHOUSE"]
        assert len(houses) > 1
        assert [(one.line1, one.postal_code) for one in found.record.addresses] == [
            (house["address"]["address_line1"], house["address"]["postal_code"]) for house in houses
        ]
        assert [house["is_default"] for house in houses] == [True, *[False] * (len(houses) - 1)]
        assert {one.country for one in found.record.addresses} == {"US"}
        assert (found.warnings, found.unknown, told) == ((), (), [])

    def test_nobody_of_the_sellers_staff_is_in_it(self, scene: Scene, kind: str) -> None:
        found = scene.ask(kind, lambda shop: shop.store(with_details=True))
        text = found.record.model_dump_json()
        people = {house["address"][name] for house in found.raw["warehouses"] for name in ("contact_person",)}
        phones = {house["address"]["phone_number"] for house in found.raw["warehouses"]}
        assert people
        assert phones
        assert [one for one in people | phones if one in text] == []

    def test_without_the_permission_it_comes_without_addresses_and_says_so(self, scene_of: SceneOf, kind: str) -> None:
        scene = scene_of(scopes=WITHOUT_LOGISTICS)
        told: list[Any] = []
        found = scene.ask(kind, lambda shop: shop.store(with_details=True), on_incomplete=lambda *one: told.append(one))
        assert (found.record.addresses, found.record.country) == ((), "US")
        assert [str(warning) for warning in found.warnings] == [LACKING.format("warehouses", "store.yaml")]
        assert told == [("store", found.record.id, ("warehouses",))]
        assert scene.ask(kind, lambda shop: shop.store()) == found.record

    def test_all_of_them_are_as_whole_as_the_one(self, scene_of: SceneOf, kind: str) -> None:
        scene = scene_of(regions=("GB", "DE"), cross_border=True)
        stores = scene.ask(kind, lambda shop: shop.stores())
        assert scene.calls() == ["/authorization/202309/shops", WAREHOUSES, WAREHOUSES]
        for store in stores:
            assert store.addresses
            assert scene.ask(kind, lambda shop: shop.store(), shop_id=store.id) == store

    @pytest.mark.parametrize("code", [105005, 36009009, 36009014, 21008111, 47474747])
    def test_a_refusal_of_this_call_costs_the_addresses_alone(self, scene: Scene, kind: str, code: int) -> None:
        scene.sandbox.inject(Fault("code", on=WAREHOUSES, times=0, code=code))
        found = scene.ask(kind, lambda shop: shop.store(with_details=True))
        assert found.record.addresses == ()
        assert [(one.code, one.token) for one in found.warnings] == [("R119", "warehouses")]

    @pytest.mark.parametrize(
        ("code", "error"),
        [
            (36009003, shopglot.TemporaryError),
            (105001, shopglot.AuthorizationError),
            (106001, shopglot.SignatureError),
            (45101004, shopglot.PermanentError),
        ],
    )
    def test_what_ails_the_whole_connection_is_raised(self, scene: Scene, kind: str, code: int, error: Any) -> None:
        scene.sandbox.inject(Fault("code", on=WAREHOUSES, times=0, code=code))
        with pytest.raises(error) as caught:
            scene.ask(kind, lambda shop: shop.store())
        assert caught.value.code == str(code)

    @pytest.mark.parametrize("fault", ["reset", "truncate", "503"])
    def test_a_passing_fault_costs_nothing(self, scene: Scene, kind: str, fault: Any) -> None:
        scene.sandbox.inject(Fault(fault, on=WAREHOUSES))
        assert scene.ask(kind, lambda shop: shop.store()).addresses


def taxed(orders: list[Any]) -> list[Any]:
    return [one for one in orders if one.raw["payment"].get("tax", "0").strip("0.")]


class TestOrders:
    @pytest.fixture
    def abroad(self, scene_of: SceneOf) -> Any:
        return scene_of(orders=60, regions=("GB",), cross_border=True)

    def test_the_tax_of_their_units_is_told_and_stays_inside_the_prices(self, abroad: Any, kind: str) -> None:
        orders = scene_orders(abroad, kind)
        wanted = taxed(orders)
        assert len(wanted) > 0
        assert sum(path.endswith(PRICE_DETAIL) for path in abroad.calls()) == len(wanted)
        for one in wanted:
            record = one.record
            assert record.tax_inclusive is True
            assert sum(line.tax_amount for line in record.line_items) == Decimal(one.raw["payment"]["product_tax"])
            for line in record.line_items:
                off = sum((cut.amount for cut in line.discounts), Decimal())
                assert line.total_amount == line.sub_total - off
                assert sum((tax.amount for tax in line.taxes), Decimal()) == line.tax_amount
                assert line.tax_rate == Decimal("0.1")
            assert record.ledger().balanced
        assert {warning.code for one in orders for warning in one.warnings} <= {"R118"}

    def test_an_order_is_the_same_listed_and_read_by_id(self, abroad: Any, kind: str) -> None:
        listed = {one.record.id: one.record for one in taxed(scene_orders(abroad, kind))}
        batch = abroad.ask(kind, lambda shop: shop.orders.get_many(list(listed)))
        lines = {one.id: one.line_items for one in batch.records}
        assert lines == {order: record.line_items for order, record in listed.items()}
        assert batch.incomplete == ()
        one = next(iter(listed))
        assert abroad.ask(kind, lambda shop: shop.orders.get(one)).line_items == listed[one].line_items

    @pytest.mark.parametrize(("region", "cross_border"), [("US", False), ("US", True), ("GB", False), ("FR", False)])
    def test_other_orders_cost_no_call(
        self,
        scene_of: SceneOf,
        kind: str,
        region: str,
        cross_border: bool,  # noqa: FBT001 - a parameter
    ) -> None:
        scene = scene_of(orders=60, regions=(region,), cross_border=cross_border)
        orders = scene_orders(scene, kind)
        scene.ask(kind, lambda shop: shop.orders.get_many([one.record.id for one in orders]))
        assert len(orders) == 60
        assert [path for path in scene.calls() if path.endswith(PRICE_DETAIL)] == []

    def test_customers_cost_no_call(self, abroad: Any, kind: str) -> None:
        assert abroad.ask(kind, lambda shop: shop.customers.list())
        assert [path for path in abroad.calls() if path.endswith(PRICE_DETAIL)] == []

    @pytest.mark.parametrize("code", [21008111, 21001001, 10006402, 105005, 47474747])
    def test_a_refused_price_detail_leaves_the_order_in_part(self, abroad: Any, kind: str, code: int) -> None:
        abroad.sandbox.inject(Fault("code", on=PRICE_DETAIL, times=0, code=code))
        told: list[Any] = []
        orders = scene_orders(abroad, kind, on_incomplete=lambda *one: told.append(one))
        wanted = taxed(orders)
        assert len(orders) == 60
        assert told == [("order", one.record.id, (PRICE_DETAIL,)) for one in wanted]
        for one in wanted:
            assert LACKING.format(PRICE_DETAIL, "order.yaml") in [str(warning) for warning in one.warnings]
            assert {line.tax_amount for line in one.record.line_items} == {None}
            assert one.record.ledger().balanced

    def test_pages_and_batches_name_what_came_in_part(self, abroad: Any) -> None:
        abroad.sandbox.inject(Fault("code", on=PRICE_DETAIL, times=1, code=21008111))
        with abroad.connect() as shop:
            pages = list(shop.orders.list(page_size=20).pages())
            (partial,) = [one for page in pages for one in page.incomplete]
            assert shop.orders.get_many([partial]).incomplete == ()
            abroad.sandbox.inject(Fault("code", on=PRICE_DETAIL, times=1, code=21008111))
            assert shop.orders.get_many([partial]).incomplete == (partial,)

    def test_an_outage_is_raised(self, abroad: Any, kind: str) -> None:
        abroad.sandbox.inject(Fault("code", on=PRICE_DETAIL, times=0, code=36009003))
        with pytest.raises(shopglot.TemporaryError):
            abroad.ask(kind, lambda shop: shop.orders.list())


def scene_orders(scene: Scene, kind: str, **more: Any) -> list[Any]:
    found: list[Any] = scene.ask(kind, lambda shop: shop.orders.list(with_details=True), **more)
    return found


SHOP = ShopRef("7495000000000000001", {"cipher": "ROW_cipher"})


def order(tax: Any = "2.00", units: Any = ({"id": "11"}, {"id": "12"}), **more: Any) -> dict[str, Any]:
    return {"id": "1", "payment": {"tax": tax}, "line_items": list(units), **more}


def played(raw: Any, answer: Any) -> Completed:
    """Complete an order whose price detail is answered like this."""
    call = complete_order(SHOP, raw)
    assert call is not None
    request = next(call)
    assert (request.path, dict(request.params)) == (
        "/order/202407/orders/1/price_detail",
        {"shop_cipher": "ROW_cipher"},
    )
    response = Response(200, {}, json.dumps(answer).encode())
    error = error_from(request, response)
    with pytest.raises(StopIteration) as stop:
        call.throw(error) if error else call.send(response)
    done: Completed = stop.value.value
    return done


@pytest.mark.parametrize(
    "raw",
    [
        order("0"),
        order("0.00"),
        order(""),
        order(None),
        order("NaN"),
        order("much"),
        order(2),
        order(units=()),
        order(units=[{"id": "11", "item_tax": [{"tax_amount": "1.00"}]}, {"id": "12"}]),
        {"id": "1"},
        {"id": "1", "payment": [], "line_items": []},
        {"id": "1", "payment": {"tax": "1"}, "line_items": {"id": "11"}},
        "order",
        None,
    ],
    ids=repr,
)
def test_an_order_that_needs_no_price_detail_gets_no_call(raw: Any) -> None:
    assert complete_order(SHOP, raw) is None


def test_a_tax_of_zero_on_the_units_of_a_taxed_order_is_no_answer() -> None:
    units = [{"id": "11", "item_tax": [{"tax_amount": "0"}]}]
    detail = {"line_items": [{"id": "11", "subtotal_tax_amount": "2.00"}]}
    assert played(order(units=units), {"code": 0, "data": detail}) == Completed(
        {**order(units=units), "price_detail": detail}
    )


@pytest.mark.parametrize(
    "detail",
    [
        {"line_items": [{"id": "11", "subtotal_tax_amount": "2.00"}]},
        {"line_items": [{"id": "11", "subtotal_tax_amount": "0"}, {"id": "12", "subtotal_tax_amount": "0.00"}]},
        {"line_items": []},
        {"line_items": "none"},
        {},
    ],
    ids=["a unit is missing", "no tax", "no units", "no list", "nothing"],
)
def test_a_price_detail_that_does_not_tell_all_is_kept_and_the_order_is_in_part(detail: Any) -> None:
    assert played(order(), {"code": 0, "data": detail}) == Completed(
        {**order(), "price_detail": detail}, ("price_detail",)
    )


@pytest.mark.parametrize("answer", [{"code": 0}, {"code": 0, "data": None}, {"code": 0, "data": []}])
def test_without_a_price_detail_the_order_is_as_it_was(answer: Any) -> None:
    assert played(order(), answer) == Completed(order(), ("price_detail",))


@pytest.mark.parametrize("order_id", ["", "1/../2", "x", None])
def test_no_call_is_made_for_what_is_no_id(order_id: Any) -> None:
    call = complete_order(SHOP, {**order(), "id": order_id})
    assert call is not None
    with pytest.raises(StopIteration) as stop:
        next(call)
    assert stop.value.value.lacks == ("price_detail",)


def test_the_search_for_stock_tells_nothing_more_of_what_can_ship(scene_of: SceneOf, kind: str) -> None:
    scene = scene_of(products=40, regions=("ID",))
    products = {one.id: one for one in scene.ask(kind, lambda shop: shop.products.list())}
    ids = list(products)

    def search(shop: ShopRef) -> Operation[Any]:
        answer = yield Request(
            "POST",
            "/product/202309/inventory/search",
            params={"shop_cipher": str(shop.raw["cipher"])},
            json={"product_ids": ids},
        )
        return answer.json()["data"]["inventory"]

    found = {
        (row["product_id"], sku["id"], house["warehouse_id"]): Decimal(house["available_quantity"])
        for row in scene.ask(kind, lambda shop: shop._shop.run(search))
        for sku in row["skus"]
        for house in sku["warehouse_inventory"]
    }
    told = {
        (product.id, variant.id, level.location_id): level.quantity
        for product in products.values()
        for variant in product.variants
        for level in variant.inventory
    }
    assert {product.source_status for product in products.values()} >= {"ACTIVATE"}
    assert any(found.values())
    assert found.items() <= told.items()
