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
from shopglot.workbench import CheckedMapping, MappingTarget, check_files, run_tests
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
    results = run_tests([_checked(platform)])
    assert results
    assert [result for result in results if not result.passed] == []
