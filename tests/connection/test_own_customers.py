"""Customers of the platform's own, guests made from its orders, and both in one listing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import shopglot
from shopglot import ClientSettings
from shopglot_models import Customer
from tests.support.mugs import MugShop, mugs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START = 1_767_225_600
CUSTOMERS = [{"id": str(number), "mail": f"{number}@example.com", "changed": START + number} for number in range(1, 4)]
BUYERS = ["g1", "c1", "g2", "g1", "g3"]
ORDERS = [
    {
        "id": f"o{place}",
        "state": "NEW",
        "made": START,
        "changed": START + place,
        "mail": f"{buyer}@example.com",
        "buyer": buyer,
    }
    for place, buyer in enumerate(BUYERS)
]


@pytest.fixture
def shop() -> MugShop:
    return MugShop(ORDERS, CUSTOMERS)


@pytest.fixture(params=["sync", "async"])
def ask(request: pytest.FixtureRequest, tmp_path: Path, shop: MugShop) -> Callable[..., Any]:
    def run(call: Callable[[Any], Any], *, own: bool = True, guests: bool = True) -> Any:
        folder = tmp_path / f"mugs-{len(list(tmp_path.iterdir()))}" / "mugs"
        folder.parent.mkdir()
        connector = mugs(folder, own=own, guests=guests)
        transport, client = httpx.MockTransport(shop), ClientSettings().testing()
        if request.param == "sync":
            with shopglot.connect(connector, {}, client=client, transport=transport) as connection:
                made = call(connection)
                return made if isinstance(made, Customer) else list(made)

        async def tasks() -> Any:
            async with shopglot.aconnect(connector, {}, client=client, transport=transport) as connection:
                made = call(connection)
                return [one async for one in made] if hasattr(made, "__aiter__") else await made

        return asyncio.run(tasks())

    return run


def test_own_customers_come_page_by_page(ask: Callable[..., Any], shop: MugShop) -> None:
    some = ask(lambda connection: connection.customers.list(limit=1))
    assert [(one.id, one.emails[0].email, one.partial) for one in some] == [("1", "1@example.com", False)]
    assert shop.asked == ["/shop", "/customers?at=0&size=1"]


def test_guests_come_after_the_platforms_own(ask: Callable[..., Any]) -> None:
    everybody = ask(lambda connection: connection.customers.list())
    assert [one.id for one in everybody] == ["1", "2", "3", "g1", "g2", "g3"]
    assert [[order.id for order in one.orders] for one in everybody[3:]] == [["o0", "o3"], ["o2"], ["o4"]]
    assert [one.id for one in ask(lambda connection: connection.customers.list(), guests=False)] == ["1", "2", "3"]
    assert [one.id for one in ask(lambda connection: connection.customers.list(), own=False)] == ["g1", "g2", "g3"]


def test_the_listing_of_both_resumes_at_every_page(ask: Callable[..., Any]) -> None:
    seen: list[list[str]] = []
    cursor = None
    while True:
        pages = ask(lambda connection, cursor=cursor: connection.customers.list(cursor=cursor, page_size=2).pages())
        seen.append([one.id for one in pages[0].records])
        cursor = pages[0].next_cursor
        if cursor is None:
            break
    assert seen == [["1", "2"], ["3"], ["g1", "g2"], ["g3"]]


def test_filters_hold_for_both_and_a_cursor_keeps_them(ask: Callable[..., Any]) -> None:
    since = datetime.fromtimestamp(START + 3, UTC)
    pages = ask(lambda connection: connection.customers.list(updated_since=since).pages())
    assert [[(one.id, one.partial) for one in page.records] for page in pages] == [
        [],
        [("3", False)],
        [("g1", True), ("g3", True)],
    ]
    rest = ask(lambda connection: connection.customers.list(cursor=pages[1].next_cursor))
    assert [one.id for one in rest] == ["g1", "g3"]
    found = ask(lambda connection: connection.customers.list(email="G2@example.com"))
    assert [one.id for one in found] == ["g2"]


def test_whole_guests_are_read_with_all_their_orders(ask: Callable[..., Any]) -> None:
    since = datetime.fromtimestamp(START + 3, UTC)
    found = ask(lambda connection: connection.customers.list(updated_since=since, whole=True))
    assert [(one.id, len(one.orders), one.partial) for one in found] == [
        ("3", 0, False),
        ("g1", 2, False),
        ("g3", 1, False),
    ]


def test_one_customer_is_looked_for_where_it_can_be(ask: Callable[..., Any], shop: MugShop) -> None:
    assert ask(lambda connection: connection.customers.get("2")).emails[0].email == "2@example.com"
    assert shop.asked == ["/shop", "/customer?id=2"]
    shop.asked.clear()
    guest = ask(lambda connection: connection.customers.get("g1"))
    assert [order.id for order in guest.orders] == ["o0", "o3"]
    assert {one.partition("?")[0] for one in shop.asked} == {"/shop", "/guests"}


@pytest.mark.parametrize("wanted", ["9", "g9"])
def test_an_unknown_customer_is_not_found(ask: Callable[..., Any], wanted: str) -> None:
    with pytest.raises(shopglot.NotFound, match="this shop has no such customer"):
        ask(lambda connection: connection.customers.get(wanted))


def test_a_platform_without_customers_says_so(ask: Callable[..., Any], shop: MugShop) -> None:
    for call, how in (
        (lambda connection: connection.customers.list(), "listed"),
        (lambda connection: connection.customers.get("1"), "read by id"),
    ):
        with pytest.raises(shopglot.RequestError, match=f"mugs has no customer that could be {how}"):
            ask(call, own=False, guests=False)
    assert shop.asked == []
