"""A test that names a saved record which is not there is told so by the check, where its folder is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shopglot.workbench._saved import saved_record_problem

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("saved/order.json#/orders/0", ""),
        ("saved/order.json", ""),
        ("saved/order.json#/orders/1", "saved/order.json has no value at /orders/1"),
        ("saved/odrer.json#/orders/0", "there is no file saved/odrer.json; did you mean `order.json`?"),
        ("saved/broken.json", "saved/broken.json cannot be read as JSON"),
        ("kept_elsewhere/order.json#/orders/0", ""),
    ],
)
def test_a_saved_record_is_looked_for(given: str, problem: str, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "order.json").write_text(json.dumps({"orders": [{"id": "1"}]}), encoding="utf-8")
    (folder / "broken.json").write_text("{", encoding="utf-8")
    assert saved_record_problem(tmp_path / "mappings" / "order.yaml", None)(given) == problem
