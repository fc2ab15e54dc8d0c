"""Seven platforms' orders, said in the mapping language: checked, tested, and equal to what an accountant would sign.

Raw orders and expected records were written by hand, from the platforms' public documentation (`SOURCES.md` in each
folder), before any mapping ran.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from shopglot.mapping import SourceFile
from shopglot.registry import Connector, folder_connector
from shopglot.workbench import CheckedMapping, FixtureLoader, MappingTarget, check_files, run_tests
from shopglot_models import Order

FOLDER = Path(__file__).parent
PAGE = Path(__file__).parents[2] / "docs" / "mapping" / "platforms.md"
PLATFORMS = sorted(path.parent.name for path in FOLDER.glob("*/order.raw.json"))
FIXTURES = sorted(path for path in FOLDER.glob("*/fixtures/order/*.json"))


@cache
def _connector(platform: str) -> Connector:
    return folder_connector(FOLDER / platform)


def _checked(platform: str) -> CheckedMapping:
    file = FOLDER / platform / "order.yaml"
    source = SourceFile(str(file), file.read_bytes())
    (checked,) = check_files([MappingTarget(source, _connector(platform).definition, file)])
    return checked


def test_there_are_seven() -> None:
    assert PLATFORMS == ["amazon", "bigcommerce", "ebay", "shopify-graphql", "shopify-rest", "square", "woocommerce"]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_mapping_has_no_error_and_no_warning(platform: str) -> None:
    assert [item.render() for item in _checked(platform).diagnostics] == []


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parts[-4]}-{path.stem}")
def test_an_order_is_exactly_the_record_that_was_written_for_it(fixture: Path) -> None:
    platform = fixture.parts[-4]
    expected = json.loads((FOLDER / platform / "expected" / fixture.name).read_text(encoding="utf-8"))
    result = _connector(platform).normalize("order", fixture.read_text(encoding="utf-8"))
    assert result.warnings == ()
    assert result.record.model_dump(mode="json") == Order.model_validate(expected).model_dump(mode="json")


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parts[-4]}-{path.stem}")
def test_an_expected_record_adds_up(fixture: Path) -> None:
    expected = json.loads((FOLDER / fixture.parts[-4] / "expected" / fixture.name).read_text(encoding="utf-8"))
    assert Order.model_validate(expected).ledger().balanced


@pytest.mark.parametrize("platform", PLATFORMS)
def test_its_own_tests_pass(platform: str) -> None:
    results = run_tests(_checked(platform), FixtureLoader(()))
    assert results
    assert [(result.name, result.problem, result.differences) for result in results if result.state != "passed"] == []


def _left(platform: str) -> list[str]:
    section = PAGE.read_text(encoding="utf-8").partition(f"\n## {platform}\n")[2].partition("\n## ")[0]
    return [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_page_says_what_is_left_on_a_platform(platform: str) -> None:
    left = _left(platform)
    assert left
    for fixture in (FOLDER / platform / "expected").glob("*.json"):
        record = Order.model_validate_json(fixture.read_text(encoding="utf-8")).model_dump(mode="json")
        for field in left:
            assert any(value is None for value in _values(record, field.split("."))) or not record[field.split(".")[0]]


def _values(value: object, steps: list[str]) -> list[object]:
    """Return what stands at a place of a record, through lists; an empty list is nothing."""
    if isinstance(value, list):
        return [found for item in value for found in _values(item, steps)] if value else [None]
    return _values(value[steps[0]], steps[1:]) if steps and isinstance(value, dict) else [value]
