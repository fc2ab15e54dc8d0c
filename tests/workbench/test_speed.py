"""Checking is quick: the models' types are written down, and nothing that it does not need is imported."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from shopglot.mapping.check import _targets, target_types, targets_text
from shopglot.registry import load_connectors
from shopglot.workbench import check_files, find_mappings

if TYPE_CHECKING:
    import pytest

NEEDLESS = ("shopglot_models", "httpx", "rich", "shopglot.normalize", "shopglot.workbench.coverage._coverage")


def test_the_written_types_are_those_of_the_models(monkeypatch: pytest.MonkeyPatch) -> None:
    written = {name: _targets._encode(of, {}) for name, of in target_types().items()}
    objects: dict[str, object] = {}
    for of in target_types().values():
        _targets._encode(of, objects)
    assert objects.keys() >= {"Order", "LineItem", "Address"}
    monkeypatch.setattr(_targets, "_digest", lambda: "the models have changed")
    asked = target_types.__wrapped__()
    assert {name: _targets._encode(of, {}) for name, of in asked.items()} == written
    again: dict[str, object] = {}
    for of in asked.values():
        _targets._encode(of, again)
    assert again == objects
    assert '"digest": "the models have changed"' in targets_text()


def test_checking_imports_no_models_and_no_client() -> None:
    code = (
        "import sys\n"
        "from shopglot.registry import load_connectors\n"
        "from shopglot.workbench import check_files, find_mappings\n"
        "checked = check_files(find_mappings(load_connectors(only=['tiktok'])))\n"
        "assert len(checked) == 4\n"
        "print([name for name in sys.argv[1:] if name in sys.modules])\n"
    )
    found = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", code, *NEEDLESS], capture_output=True, text=True, check=True
    )
    assert found.stdout == "[]\n"


def test_all_of_tiktoks_mappings_are_checked_in_a_blink() -> None:
    registry = load_connectors(only=["tiktok"])
    times = []
    for _ in range(3):
        start = time.process_time()
        check_files(find_mappings(registry))
        times.append(time.process_time() - start)
    assert min(times) < 0.25
