"""Where tests find their saved answers: beside the mapping, or where an installed connector keeps them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shopglot.registry import load_connectors, read_folder
from shopglot.workbench import FixtureLoader, GivenError, MappingTarget, check_files, find_mappings, run_tests
from tests.support.folders import write_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["fixtures/order/list.json#/1", "fixtures/shoplet/order/list.json#/1"])
def test_a_connector_says_where_they_are(tmp_path: Path, name: str) -> None:
    definition = read_folder(write_folder(tmp_path / "shoplet"))
    assert FixtureLoader().get(name, None, definition)["id"] == "2"
    with pytest.raises(GivenError):
        FixtureLoader().get(name.replace("fixtures/", "other/"), None, definition)


def test_tiktok_has_them_from_any_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = find_mappings(load_connectors(only=["tiktok"]), ["tiktok"])
    tested = [
        one
        for item in check_files([replace(item, path=None) for item in found])
        for one in run_tests(item, FixtureLoader())
    ]
    assert len(tested) > 20
    assert {one.state for one in tested} == {"passed"}


def test_where_none_are_installed_a_test_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = write_folder(tmp_path / "shoplet")
    (folder / "fixtures" / "order" / "list.json").unlink()

    def state(fixtures: Path | None, path: Path) -> str:
        (item,) = find_mappings(load_connectors(only=[]), ["shoplet/order"])
        target = MappingTarget(item.source, replace(item.connector, fixtures=fixtures), path)
        (result,) = run_tests(check_files([target])[0], FixtureLoader())
        return result.state

    assert state(None, folder / "order.yaml") == "not run"
    assert state(folder / "fixtures", folder / "order.yaml") == "broken"
    assert state(None, tmp_path / "mine" / "order.yaml") == "broken"
