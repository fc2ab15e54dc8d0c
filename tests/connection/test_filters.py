"""Filters that the platform has, that the host does in its place, and that nobody can do: never ignored."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import shopglot
from shopglot import ClientSettings
from shopglot.connector import Page, Request, Setting
from tests.support.mugs import MugShop, mugs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopglot.connector import Operation, Query, ShopRef
    from shopglot.registry import Connector

START = 1_767_225_600
STATES = ["NEW", "PACKED", "DONE", "NEW", "LOST", "DONE", "PACKED"]
ORDERS = [
    {
        "id": str(place),
        "state": state,
        "made": START + place,
        "changed": None if place == 6 else START + 10 * place,
        "mail": "",
        "buyer": "",
    }
    for place, state in enumerate(STATES)
]


@pytest.fixture
def shop() -> MugShop:
    return MugShop(ORDERS)


@pytest.fixture
def connector(tmp_path: Path) -> Connector:
    return mugs(tmp_path / "mugs", settings=(Setting("region", "Region", "Where.", required=False),))


def ask(connector: Connector, shop: MugShop, kind: str, call: Callable[[Any], Any], **settings: str) -> list[Any]:
    transport, client = httpx.MockTransport(shop), ClientSettings().testing()
    if kind == "sync":
        with shopglot.connect(connector, settings, client=client, transport=transport) as connection:
            return list(call(connection))

    async def run() -> list[Any]:
        async with shopglot.aconnect(connector, settings, client=client, transport=transport) as connection:
            return [one async for one in call(connection)]

    return asyncio.run(run())


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(START + seconds, UTC)


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(
    ("asked", "found", "sent"),
    [
        ({}, "0123456", ["", "", ""]),
        # The platform has no such filter: the host selects exactly, the bound itself among them.
        ({"created_since": at(4)}, "456", ["", "", ""]),
        # The last order does not say when it changed: it may have, so it is not lost.
        ({"updated_since": at(30)}, "3456", ["", "", ""]),
        ({"updated_since": at(30), "created_since": at(5)}, "56", ["", "", ""]),
        # A word whose tokens are declared is asked of the platform, and others are selected here.
        ({"status": "completed"}, "25", ["&state=DONE"]),
        ({"status": "active"}, "0136", ["", "", ""]),
        ({"status": ["completed", "other"]}, "245", ["", "", ""]),
        # A token of the platform's own goes to it as it is.
        ({"status": "mugs:PACKED"}, "16", ["&state=PACKED"]),
        ({"status": ["mugs:LOST", "active"]}, "01346", ["", "", ""]),
        ({"created_since": at(4), "limit": 1}, "4", ["", ""]),
    ],
)
def test_each_filter_selects_exactly(
    connector: Connector, kind: str, asked: dict[str, Any], found: str, sent: list[str]
) -> None:
    shop = MugShop(ORDERS)
    orders = ask(connector, shop, kind, lambda connection: connection.orders.list(**asked))
    assert "".join(order.id for order in orders) == found
    listings = [one.partition("size=3")[2] for one in shop.asked if one.startswith("/orders?")]
    assert listings == sent


def test_a_filtered_listing_resumes_at_every_page_and_tells_no_total(
    connector: Connector, shop: MugShop, kind: str
) -> None:
    pages = ask(connector, shop, kind, lambda connection: connection.orders.list(status="active").pages())
    assert [[order.id for order in page.records] for page in pages] == [["0", "1"], ["3"], ["6"]]
    assert {page.total for page in pages} == {None}
    rest = ask(connector, shop, kind, lambda connection: connection.orders.list(cursor=pages[0].next_cursor))
    assert [order.id for order in rest] == ["3", "6"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda connection: connection.customers.list(created_since=at(0)),
            (
                "mugs guest: can't be filtered by created_since (code bad_filter)\n"
                "  hint: The platform has no such filter, and its records do not say created_at."
            ),
        ),
        (
            lambda connection: connection.orders.list(filters={"colour": "red"}),
            "mugs order: there is no filter colour (code bad_filter)\n  hint: Those of the platform are buyer.",
        ),
        (
            lambda connection: connection.orders.list(filters={"status": "NEW"}),
            "mugs order: there is no filter status (code bad_filter)\n  hint: Those of the platform are buyer.",
        ),
        (
            lambda connection: connection.orders.list(sort="-created_at"),
            "mugs order: the platform can't sort by '-created_at' (code bad_filter)\n  hint: Leave it out.",
        ),
        (
            lambda connection: connection.orders.list(status="actve"),
            (
                "status 'actve' is not one of active, completed, cancelled, archived, unknown, other "
                "(code bad_filter)\n  hint: Did you mean active?"
            ),
        ),
        (
            lambda connection: connection.orders.list(status="tiktok:UNPAID"),
            (
                "status 'tiktok:UNPAID' is not one of active, completed, cancelled, archived, unknown, other "
                "(code bad_filter)\n  hint: A token of the platform's own is written mugs:TOKEN."
            ),
        ),
        (
            lambda connection: connection.products.list(),
            (
                "mugs has no product that could be listed (code no_operation)\n"
                "  hint: It reads: store, order, guest, customer."
            ),
        ),
    ],
)
def test_what_nobody_can_do_is_refused_by_name_before_anything_is_sent(
    connector: Connector, shop: MugShop, kind: str, call: Callable[[Any], Any], message: str
) -> None:
    with pytest.raises(shopglot.RequestError) as caught:
        ask(connector, shop, kind, call)
    assert str(caught.value) == message
    assert shop.asked == []


def test_a_cursor_of_another_listing_is_refused(connector: Connector, shop: MugShop, kind: str) -> None:
    pages = ask(connector, shop, kind, lambda connection: connection.orders.list().pages())
    for wrong in (pages[0].next_cursor, "", "x", "WzNd", "e30"):

        def call(connection: Any, wrong: Any = wrong) -> Any:
            return connection.customers.list(cursor=wrong)

        with pytest.raises(shopglot.RequestError, match="not a cursor for listing customers"):
            ask(connector, shop, kind, call)


def test_operations_see_the_settings_that_are_no_secrets(connector: Connector, shop: MugShop, kind: str) -> None:
    ask(connector, shop, kind, lambda connection: connection.orders.list(limit=1), region="north")
    assert shop.asked == ["/shop", "/orders?at=0&size=1&region=north"]


class TestCompletion:
    @pytest.mark.parametrize(
        ("status", "body"),
        [
            (404, {"code": "gone", "message": "no parcel", "data": {"status": 404}}),
            (403, {"code": "denied", "message": "not yours", "data": {"status": 403}}),
            (422, {}),
        ],
    )
    def test_an_error_about_one_record_costs_that_record_alone(
        self, connector: Connector, kind: str, status: int, body: Any
    ) -> None:
        shop = MugShop(ORDERS, instead={"/orders/1/parcel": (status, body)})
        pages = ask(connector, shop, kind, lambda connection: connection.orders.list().pages())
        assert [(order.id, order.note) for page in pages for order in page.records if order.id in "16"] == [
            ("1", None),
            ("6", "P6"),
        ]
        assert [page.incomplete for page in pages] == [("1",), (), ()]

    @pytest.mark.parametrize(
        ("answer", "error"),
        [
            ((401, {"code": "key", "message": "wrong", "data": {"status": 401}}), shopglot.AuthorizationError),
            ((500, {}), shopglot.TemporaryError),
            ((429, {}), shopglot.RateLimited),
            ((400, {"code": "wrong_clock", "message": "late", "data": {"status": 400}}), shopglot.ClockError),
        ],
    )
    def test_an_error_about_the_connection_ends_the_listing(
        self, connector: Connector, kind: str, answer: tuple[int, Any], error: Any
    ) -> None:
        shop = MugShop(ORDERS, instead={"/orders/1/parcel": answer})
        with pytest.raises(error):
            ask(connector, shop, kind, lambda connection: connection.orders.list())


def test_a_page_that_leads_to_itself_ends_the_listing(connector: Connector, shop: MugShop, kind: str) -> None:
    def again(_shop: ShopRef, query: Query) -> Operation[Page]:
        response = yield Request("GET", "/orders", params={"at": query.cursor or "0", "size": "1"})
        return Page(tuple(response.json()), "1")

    live = connector.definition.live
    assert live is not None
    changed = replace(live, operations={**live.operations, "order": replace(live.of("order"), list=again)})
    looping = shopglot.Connector(replace(connector.definition, live=changed), "mugs", "1")
    with pytest.raises(shopglot.PermanentError) as caught:
        ask(looping, shop, kind, lambda connection: connection.orders.list())
    assert str(caught.value) == (
        "the page of orders after this one is this one again (code same_cursor)\n"
        "  hint: It is a defect of the platform, or of the connector mugs."
    )
