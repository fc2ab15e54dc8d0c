from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PLUGINS = Path(__file__).parent / "plugins"


@pytest.fixture
def fake_plugins(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put the folder of invented distributions on the path, beside what is installed."""
    monkeypatch.delenv("SHOPGLOT_PLUGINS", raising=False)
    monkeypatch.delenv("SHOPGLOT_PLUGINS_BLOCK", raising=False)
    monkeypatch.syspath_prepend(str(PLUGINS))
    yield PLUGINS
    for name in [name for name in sys.modules if name.startswith("fake_")]:
        del sys.modules[name]
