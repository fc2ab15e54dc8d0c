"""Every raw fixture beside the unified records that it must give, and the warnings on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from tests.support.paths import TIKTOK as FIXTURES
from tests.support.paths import tiktok_index

if TYPE_CHECKING:
    from collections.abc import Callable

RESOURCES = {"store": ("store",), "product": ("product",), "order": ("order", "customer")}
CASES = [
    (entry["file"], resource)
    for entry in tiktok_index()["fixtures"]
    for resource in RESOURCES.get(entry["resource"], ())
]


def expected_file(raw: str, resource: str) -> Path:
    return FIXTURES / "expected" / resource / Path(raw).name


@pytest.mark.parametrize(("raw", "resource"), CASES)
def test_a_fixture_gives_its_expected_records(
    raw: str, resource: str, tiktok: shopglot.Connector, golden: Callable[[Path, str], None]
) -> None:
    results = [told(item) for item in tiktok.normalize_many(resource, (FIXTURES / raw).read_bytes())]
    golden(expected_file(raw, resource), json.dumps(results, indent=2, ensure_ascii=False) + "\n")


def told(item: shopglot.Normalized | shopglot.Rejected) -> dict[str, Any]:
    """Give a result without its empty fields: what a record does not have is read faster where it is not there."""
    if isinstance(item, shopglot.Rejected):
        return {"rejected": [error.as_dict() for error in item.errors]}
    record = json.loads(item.record.model_dump_json())
    full = dict(compact(record).items())
    return full | ({"(warnings)": [problem.as_dict() for problem in item.warnings]} if item.warnings else {})


def compact(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: compact(item) for name, item in value.items() if item not in (None, [], {})}
    return [compact(item) for item in value] if isinstance(value, list) else value


def test_no_expected_file_has_lost_its_fixture() -> None:
    known = {expected_file(raw, resource) for raw, resource in CASES}
    assert set((FIXTURES / "expected").rglob("*.json")) == known
