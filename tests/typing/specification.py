"""The types of the public API, as type checkers read them: this file is checked, and never run.

Each `assert_type` is a promise to whoever writes code against shopglot; mypy and pyright both hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, assert_type

import shopglot
from shopglot.connection import AsyncListing, Listing, RecordBatch, RecordPage
from shopglot.diagnostics import Problem
from shopglot_models import Customer, LineItem, Order, Product, Store, Variant, merge, to_apideck


def offline(registry: shopglot.Registry, raw: object, answer: bytes) -> None:
    tiktok = registry["tiktok"]
    assert_type(tiktok, shopglot.Connector)
    assert_type(registry.get("nope"), shopglot.Connector | None)
    result = tiktok.normalize("order", raw)
    assert_type(result, shopglot.Normalized)
    assert_type(result.record, Store | Product | Order | Customer)
    assert_type(result.warnings, tuple[Problem, ...])
    assert_type(tiktok.normalize_many("order", answer), Iterator[shopglot.Normalized | shopglot.Rejected])


def connected(connection: shopglot.Connection, since: datetime) -> None:
    with connection as entered:
        assert_type(entered, shopglot.Connection)
    orders = connection.orders.list(updated_since=since, status=["completed"], limit=10)
    assert_type(orders, Listing[Order])
    assert_type(list(orders), list[Order])
    assert_type(orders.cursor, str | None)
    assert_type(next(orders.pages()), RecordPage[Order])
    assert_type(connection.orders.list(with_details=True), Listing[shopglot.Normalized])
    assert_type(connection.orders.get("1"), Order)
    assert_type(connection.orders.get("1", with_details=True), shopglot.Normalized)
    assert_type(connection.orders.get_many(["1"]), RecordBatch[Order])
    assert_type(connection.products.list(), Listing[Product])
    assert_type(connection.customers.list(whole=True), Listing[Customer])
    assert_type(connection.customers.get("1"), Customer)
    assert_type(connection.store(), Store)
    assert_type(connection.store(with_details=True), shopglot.Normalized)
    assert_type(connection.stores(), list[Store])
    assert_type(connection.rejected, Sequence[shopglot.Rejected])


async def connected_for_tasks(connection: shopglot.AsyncConnection) -> None:
    async with connection as entered:
        assert_type(entered, shopglot.AsyncConnection)
    assert_type(connection.orders.list(), AsyncListing[Order])
    assert_type([order async for order in connection.orders.list()], list[Order])
    assert_type(connection.orders.list(with_details=True), AsyncListing[shopglot.Normalized])
    assert_type(await connection.orders.get("1"), Order)
    assert_type(await connection.products.get_many(["1"], with_details=True), RecordBatch[shopglot.Normalized])
    assert_type(await connection.customers.get("1"), Customer)
    assert_type(await connection.store(), Store)


def made(connector: shopglot.Connector, credentials: shopglot.Credentials) -> None:
    assert_type(shopglot.load_connectors(), shopglot.Registry)
    assert_type(shopglot.connect(connector, credentials), shopglot.Connection)
    assert_type(shopglot.aconnect(connector, credentials), shopglot.AsyncConnection)


def records(order: Order, other: Order, product: Product) -> None:
    assert_type(order.total_amount, Decimal | None)
    assert_type(order.created_at, datetime | None)
    assert_type(order.line_items, tuple[LineItem, ...])
    assert_type(product.variants, tuple[Variant, ...])
    assert_type(merge(order, other), Order)
    assert_type(to_apideck(order), dict[str, Any])
