"""What the four TikTok mappings promise as a whole: nothing of a raw record is overlooked, and hidden means hidden."""

from __future__ import annotations

from typing import Any

import pytest

import shopglot
from shopglot_models import Customer, Order
from tests.support.paths import TIKTOK as FIXTURES
from tests.support.paths import tiktok_index

INDEX: list[dict[str, Any]] = tiktok_index()["fixtures"]
REASONS = {
    "awaiting release": "awaiting_release",
    "platform shipping": "platform_shipping",
    "platform fulfilment": "platform_fulfilment",
    "after close": "after_close",
    "unknown reason": "unknown",
}
MARKETS = {
    "US": ("Burbank", "California"),
    "GB": ("Preston", "England"),
    "ID": ("Jakarta Selatan", "DKI Jakarta"),
    "MY": ("Petaling", "Selangor"),
    "VN": ("Quận 1", "Hồ Chí Minh"),
    "TH": ("ปทุมวัน", "กรุงเทพมหานคร"),
    "PH": ("Ermita", "Metro Manila"),
    "BR": ("Campinas", "São Paulo"),
    "JP": ("千代田区", "東京都"),
    "MX": ("Cuauhtémoc", "Ciudad de México"),
    "DE": ("Berlin", "Berlin"),
    "FR": ("Lyon", "Auvergne-Rhône-Alpes"),
    "IT": ("Bologna", "Emilia-Romagna"),
    "ES": ("Valencia", "Comunitat Valenciana"),
    "IE": ("Cork", "County Cork"),
    "SG": ("Singapore", None),  # the country is the city, and has no state
}


@pytest.mark.fixtures
@pytest.mark.parametrize("entry", [entry for entry in INDEX if entry["resource"] == "order"], ids=lambda e: e["file"])
def test_the_flag_tells_the_situation(entry: dict[str, Any], tiktok: shopglot.Connector) -> None:
    tags = set(entry["tags"])
    wanted = {reason for tag, reason in REASONS.items() if tag in tags}
    for resource in ("order", "customer"):
        found = set()
        for item in tiktok.normalize_many(resource, (FIXTURES / entry["file"]).read_bytes()):
            if isinstance(item, shopglot.Normalized):
                assert isinstance(item.record, Order | Customer)
                found |= {field.reason for field in item.record.hidden_fields}
        if wanted:
            assert wanted <= found
        elif "clear address" in tags:
            assert found == set()


@pytest.mark.parametrize(("market", "place"), MARKETS.items())
def test_city_and_state_are_right_in_each_market(
    market: str, place: tuple[str | None, str | None], tiktok: shopglot.Connector
) -> None:
    file = FIXTURES / "raw" / "order" / f"detail.{market.lower()}.clear_address.json"
    for item in tiktok.normalize_many("order", file.read_bytes()):
        assert isinstance(item, shopglot.Normalized)
        assert isinstance(item.record, Order)
        address = item.record.shipping_address
        assert address is not None
        assert (address.city, address.state, address.country) == (*place, market)
