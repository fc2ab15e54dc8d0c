"""What a caller asks for is checked where it is asked, in the words of the caller: nothing is sent for any of this."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

import shopglot

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot import AsyncConnection, Connection

AWARE = "Use an aware datetime, such as datetime.now(UTC)."
WRONG_TYPES = [
    ({"updated_since": "2026-01-01"}, "updated_since must be a datetime, got str", AWARE),
    ({"created_since": 1767225600}, "created_since must be a datetime, got int", AWARE),
    ({"created_since": date(2026, 1, 1)}, "created_since must be a datetime, got date", AWARE),
    ({"cursor": b"x"}, "cursor must be a text, got bytes", "Pass a text."),
    ({"limit": "10"}, "limit must be a whole number, got str", "Pass a whole number."),
    ({"limit": True}, "limit must be a whole number, got bool", "Pass a whole number."),
    ({"page_size": None}, "page_size must be a whole number, got NoneType", "Pass a whole number."),
    ({"page_size": 2.5}, "page_size must be a whole number, got float", "Pass a whole number."),
]
WRONG_STATUSES = [
    (7, "status must be a text or a list of texts, got int", "Pass a text or a list of texts."),
    (b"UNPAID", "status must be a text or a list of texts, got bytes", "Pass a text or a list of texts."),
    (["UNPAID", 7], "each of status must be a text, got int", "Pass a text."),
    ([["UNPAID"]], "each of status must be a text, got list", "Pass a text."),
]
WRONG_SIZES = [
    ({"page_size": 0}, "page_size must be at least 1", "Leave it out to read with the usual one."),
    ({"limit": -1}, "limit must be 0 or more", "Leave it out to read all."),
]


def refused(question: Callable[[], Any], message: str, hint: str, code: str) -> None:
    async def ask() -> None:
        answer = question()
        if isinstance(answer, Awaitable):
            await answer

    with pytest.raises(shopglot.RequestError) as caught:
        asyncio.run(ask())
    assert str(caught.value) == f"{message} (code {code})\n  hint: {hint}"


@pytest.mark.parametrize(("wanted", "message", "hint"), WRONG_TYPES)
def test_a_wrong_type_in_a_listing(connection: Any, wanted: dict[str, Any], message: str, hint: str) -> None:
    for resource in (connection.orders, connection.products, connection.customers):
        refused(lambda: resource.list(**wanted), message, hint, "wrong_type")  # noqa: B023 - called at once


@pytest.mark.parametrize(("status", "message", "hint"), WRONG_STATUSES)
def test_a_wrong_status(connection: Any, status: Any, message: str, hint: str) -> None:
    refused(lambda: connection.orders.list(status=status), message, hint, "wrong_type")


@pytest.mark.parametrize(("sizes", "message", "hint"), WRONG_SIZES)
def test_a_size_out_of_range(connection: Any, sizes: dict[str, int], message: str, hint: str) -> None:
    for resource in (connection.orders, connection.products, connection.customers):
        refused(lambda: resource.list(**sizes), message, hint, "bad_size")  # noqa: B023 - called at once


def test_a_time_without_a_zone(connection: Any) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - that is the point
    refused(lambda: connection.orders.list(updated_since=naive), "updated_since has no time zone", AWARE, "naive_time")


def test_a_cursor_with_filters(connection: Any) -> None:
    asked: list[Callable[[], Any]] = [
        lambda: connection.orders.list(cursor="x", status="UNPAID"),
        lambda: connection.products.list(cursor="x", updated_since=datetime.now(UTC)),
        lambda: connection.customers.list(cursor="x", whole=True),
    ]
    for question in asked:
        refused(
            question,
            "a cursor contains its own filters",
            "Pass the cursor alone, or the filters alone.",
            "bad_cursor",
        )


@pytest.mark.parametrize(
    ("ids", "message", "hint"),
    [
        ("576", "ids must be a list of texts, got str", "Pass a list of texts."),
        (576, "ids must be a list of texts, got int", "Pass a list of texts."),
        ({"576": 1}, "ids must be a list of texts, got dict", "Pass a list of texts."),
        (["576", None], "each of ids must be a text, got NoneType", "Pass a text."),
    ],
)
def test_wrong_ids(connection: Any, ids: Any, message: str, hint: str) -> None:
    refused(lambda: connection.orders.get_many(ids), message, hint, "wrong_type")


def test_a_wrong_id(connection: Any) -> None:
    number: Any = 576
    for question, name in (
        (lambda: connection.orders.get(number), "record_id"),
        (lambda: connection.customers.get(number), "customer_id"),
    ):
        refused(question, f"{name} must be a text, got int", "Pass a text.", "wrong_type")


# Python 3.13 adds which name was meant.
UNKNOWN = r"^%s\.list\(\) got an unexpected keyword argument 'updated_sinse'(\. Did you mean 'updated_since'\?)?$"


# The exceptions for the type checker are part of these two: it says so where it finds no fault to except.
def test_an_unknown_argument_names_the_method(threads: Connection) -> None:
    with pytest.raises(TypeError, match=UNKNOWN % "RecordAccessor"):
        threads.orders.list(updated_sinse=1)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match=UNKNOWN % "RecordAccessor"):
        threads.orders.list(with_details=True, updated_sinse=1)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match=UNKNOWN % "Customers"):
        threads.customers.list(updated_sinse=1)  # type: ignore[call-arg]


def test_an_unknown_argument_names_the_method_for_tasks(tasks: AsyncConnection) -> None:
    with pytest.raises(TypeError, match=UNKNOWN % "AsyncRecordAccessor"):
        tasks.orders.list(updated_sinse=1)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match=UNKNOWN % "AsyncRecordAccessor"):
        tasks.orders.list(with_details=True, updated_sinse=1)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match=UNKNOWN % "AsyncCustomers"):
        tasks.customers.list(updated_sinse=1)  # type: ignore[call-arg]


NAMES = ["customers", "orders", "products", "rejected", "rejected_count", "store", "stores"]


def test_a_connection_shows_what_a_caller_needs_and_no_more(kind: str, connection: Any) -> None:
    def shown(value: object) -> list[str]:
        return [name for name in dir(value) if not name.startswith("_")]

    assert shown(connection) == sorted([*NAMES, "close" if kind == "sync" else "aclose"])
    assert shown(connection.orders) == shown(connection.products) == ["get", "get_many", "list"]
    assert shown(connection.customers) == ["get", "list"]
