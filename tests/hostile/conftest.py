from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.hostile import HOSTILE, write_distributions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write_distributions(folder, HOSTILE)
    return folder


@pytest.fixture
def hostile_plugins(
    fake_plugins: Path, hostile_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Path, Path]]:
    """Put all that a process survives on the path, beside the invented plugins and what is installed."""
    monkeypatch.syspath_prepend(str(hostile_folder))
    yield fake_plugins, hostile_folder
    for name in [name for name in sys.modules if name.startswith("hostile_")]:
        del sys.modules[name]
