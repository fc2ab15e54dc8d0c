from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from shopglot.cli import main
from tests.support.command_line import Result, Run
from tests.support.paths import PLUGINS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def plugins_folder() -> Path:
    return PLUGINS


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Iterator[Run]:
    """Run the command line in this process, with the invented connector `acme` beside what is installed."""
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "acme,exits")
    monkeypatch.delenv("SHOPGLOT_PLUGINS_BLOCK", raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.syspath_prepend(str(PLUGINS))

    def _run(*arguments: str | Path, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["shopglot", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsysbinary.readouterr()
        return Result(int(ended.value.code or 0), captured.out.decode(), captured.err.decode())

    yield _run
    for name in [name for name in sys.modules if name.startswith("fake_")]:
        del sys.modules[name]
