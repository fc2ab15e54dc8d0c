from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.hostile import HOSTILE, ON_THEIR_OWN, forget_variables, write_distributions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def everything_hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write_distributions(folder, {**HOSTILE, **ON_THEIR_OWN})
    return folder


@pytest.fixture(autouse=True)
def _on_the_path(fake_plugins: Path, everything_hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del fake_plugins
    monkeypatch.syspath_prepend(str(everything_hostile))
    forget_variables(monkeypatch)
