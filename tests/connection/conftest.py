"""A connection that is never used: nothing is sent before something is read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

import shopglot

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = {"app_key": "a", "app_secret": "b", "service_id": "c"}


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def threads() -> Iterator[shopglot.Connection]:
    with shopglot.connect(shopglot.load_connectors(strict=True)["tiktok"], SETTINGS) as made:
        yield made


@pytest.fixture
def tasks() -> Iterator[shopglot.AsyncConnection]:
    made = shopglot.aconnect(shopglot.load_connectors(strict=True)["tiktok"], SETTINGS)
    yield made
    asyncio.run(made.aclose())


@pytest.fixture
def connection(kind: str, request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue("threads" if kind == "sync" else "tasks")
