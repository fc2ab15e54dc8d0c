"""CONTRIBUTING.md names what is there: places, rooms, switches."""

from __future__ import annotations

import re

import pytest

from shopglot.mapping import CONVERSIONS, VERBS
from tests.support.paths import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROOMS = sorted(face.parent.name for face in (ROOT / "core" / "shopglot").glob("*/__init__.py"))
# Where a shortened path starts.
BASES = (
    "", "core/shopglot", "core/shopglot/mapping", "core/shopglot/mapping/compile", "core/shopglot/mapping/syntax",
    "connectors/shopglot_tiktok",
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


@pytest.mark.parametrize(
    ("file", "words"), [("check/_rules.py", VERBS), ("compile/_file.py", VERBS), ("compile/_convert.py", CONVERSIONS)]
)
def test_the_rows_of_verbs_and_conversions_are_where_the_page_says(file: str, words: dict[str, object]) -> None:
    assert f"`mapping/{file}`" in TEXT
    code = (ROOT / "core" / "shopglot" / "mapping" / file).read_text(encoding="utf-8")
    # `path` and `minor_units` are made with what stands around them.
    assert [word for word in words if f'"{word}": ' not in code and word not in {"path", "minor_units"}] == []


def test_it_is_one_page() -> None:
    assert len(TEXT.splitlines()) <= 100
