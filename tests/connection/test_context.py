"""What mappings read of a connection: its own settings, and what the store says of the rest, asked for once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.connection._settings import check_settings, wrong_settings
from shopglot.connector import Credentials, Setting
from shopglot.registry import Connector

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.scene import Scene, SceneOf

SETTINGS = (
    Setting("currency", "Currency", "Of the shop.", required=False, store="currency"),
    Setting("zone", "Zone", "Of the shop.", required=False, store="timezone"),
    Setting("with_tax", "With tax", "Prices with tax.", required=False, kind="boolean", default=False),
    Setting("days", "Days", "How many.", required=False, kind="integer"),
)
SHOPS = "/authorization/202309/shops"


@pytest.fixture
def typed(tiktok: Connector, tmp_path: Path) -> Connector:
    (tmp_path / "order.yaml").write_text(
        "mapping: 1\nextends: tiktok/order\nfields:\n  note: {join: [setting.currency, setting.zone]}\n"
        "  tax_inclusive: setting.with_tax\n"
    )
    definition = replace(tiktok.definition, settings=(*tiktok.definition.settings, *SETTINGS))
    return Connector(definition, tiktok.distribution, tiktok.version, mappings=tmp_path)


@pytest.fixture
def shop(scene_of: SceneOf, typed: Connector) -> Scene:
    scene = scene_of(orders=30, products=2)
    scene.connector = typed
    return scene


def give(scene: Scene, **settings: Any) -> None:
    scene.credentials = Credentials({**scene.credentials.settings, **settings}, scene.credentials.token)


def test_what_is_not_given_is_asked_of_the_store_once(shop: Scene, kind: str) -> None:
    orders = shop.ask(kind, lambda one: one.orders.list(page_size=10))
    assert {(order.note, order.tax_inclusive) for order in orders} == {("USD", False)}
    more = [path for path in shop.calls() if "orders/search" not in path and path != SHOPS]
    assert len(more) == len(set(more))


def test_a_mapping_that_reads_none_asks_nothing(shop: Scene, kind: str) -> None:
    shop.ask(kind, lambda one: one.products.list())
    assert not [path for path in shop.calls() if "warehouse" in path]


def test_what_is_given_holds(shop: Scene, kind: str) -> None:
    give(shop, currency="EUR", zone="UTC", with_tax="true")
    orders = shop.ask(kind, lambda one: one.orders.list(limit=1))
    assert [(order.note, order.tax_inclusive) for order in orders] == [("EUR UTC", True)]
    assert not [path for path in shop.calls() if "warehouse" in path]


def test_typed_settings_are_checked_and_reach_a_connector_as_text(typed: Connector) -> None:
    given = {"app_key": "a", "app_secret": "b", "service_id": "c"}
    assert wrong_settings(typed.definition, {**given, "with_tax": "yes", "days": "1.5"}) == [
        "with_tax must be true or false",
        "days must be a whole number",
    ]
    assert wrong_settings(typed.definition, {**given, "with_tax": True, "days": 3}) == []
    settings = check_settings(typed, {**given, "with_tax": "True", "days": "007"})
    assert (settings["with_tax"], settings["days"]) == ("true", "7")
    properties = typed.definition.settings_schema()["properties"]
    assert properties["with_tax"]["type"] == "boolean"
    assert properties["days"]["type"] == "integer"
