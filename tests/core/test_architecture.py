"""ARCHITECTURE.md names the rooms and the packages in them, and they are there."""

from __future__ import annotations

import re

import pytest

from tests.support.paths import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
HOST = ROOT / "core" / "shopglot"
PACKAGES = sorted(face.parent.name for room in ("mapping", "workbench") for face in (HOST / room).glob("*/__init__.py"))


@pytest.mark.parametrize("name", PACKAGES)
def test_each_package_of_the_language_and_its_bench_is_named(name: str) -> None:
    assert f"`{name}/`" in TEXT


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(_\w+\.py)`", TEXT))))
def test_each_module_that_it_names_is_there(name: str) -> None:
    assert list(HOST.glob(f"*/{name}")) != []


def test_each_room_stands_on_a_floor() -> None:
    house = TEXT.split("```")[3]
    rooms = sorted(face.parent.name for face in HOST.glob("*/__init__.py"))
    assert [room for room in rooms if f"{room}/" not in house and room != "testing"] == []


def test_it_is_one_page() -> None:
    assert len(TEXT.splitlines()) <= 95
