"""CONTRIBUTING.md names what is there: places, rooms, switches."""

from __future__ import annotations

import re

import pytest

from tests.support.paths import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROOMS = sorted(face.parent.name for face in (ROOT / "core" / "shopglot").glob("*/__init__.py"))
# Where a shortened path starts.
BASES = (
    "", "core/shopglot", "core/shopglot/mapping", "core/shopglot/mapping/compile", "connectors/shopglot_tiktok",
    "docs/mapping", "tests/mapping",
)  # fmt: skip
PLACES = sorted(
    place
    for place in set(re.findall(r"`([\w./-]*(?:/|\.py|\.md|\.json)[\w./-]*)`", TEXT))
    if not place.startswith(("targets.json", "mapping.schema.json"))
)


@pytest.mark.parametrize("place", PLACES)
def test_each_place_is_there(place: str) -> None:
    assert any((ROOT / base / place).exists() for base in BASES)


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_is_named_and_has_its_tests(room: str) -> None:
    assert f"`{room}`" in TEXT
    assert list((ROOT / "tests" / room).glob("test_*.py"))


@pytest.mark.parametrize("switch", sorted(set(re.findall(r"--[a-z]+-[a-z]+(?=[ `])", TEXT))))
def test_each_switch_of_pytest_is_one(switch: str, request: pytest.FixtureRequest) -> None:
    assert request.config.getoption(switch) in {True, False}


def test_it_is_one_page() -> None:
    assert len(TEXT.splitlines()) <= 90
