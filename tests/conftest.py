"""What every test folder shares: golden files, the invented plugins, and the simulated shop."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from tests.support.paths import PLUGINS, ROOT
from tests.support.scene import Scene, SceneOf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files from what comes out now; read the diff"
    )
    parser.addoption(
        "--record-cassettes", action="store_true", help="record HTTP cassettes anew from the simulated shop"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell tests of code from the checks that run once for each saved answer."""
    reports = [
        report
        for outcome in ("passed", "failed", "error", "xfailed", "xpassed")
        for report in terminalreporter.stats.get(outcome, ())
    ]
    ran = {report.nodeid for report in reports}
    checks = {report.nodeid for report in reports if "fixtures" in report.keywords}
    if ran:
        cases = ran - checks
        tests = {nodeid.partition("[")[0] for nodeid in cases}
        terminalreporter.write_line(f"{len(tests)} tests of code in {len(cases)} cases, {len(checks)} fixture checks")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or with `--update-golden` write it."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{file.name} is missing: run pytest with --update-golden, and read what it wrote"
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def fake_plugins(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put the folder of invented distributions on the path, beside what is installed."""
    monkeypatch.delenv("SHOPGLOT_PLUGINS", raising=False)
    monkeypatch.delenv("SHOPGLOT_PLUGINS_BLOCK", raising=False)
    monkeypatch.syspath_prepend(str(PLUGINS))
    yield PLUGINS
    for name in [name for name in sys.modules if name.startswith("fake_")]:
        del sys.modules[name]


@pytest.fixture(scope="session")
def tiktok() -> shopglot.Connector:
    return shopglot.load_connectors(only=["tiktok"], block=[], strict=True)["tiktok"]


@pytest.fixture
def scene_of(tiktok: shopglot.Connector) -> SceneOf:
    def make(**more: Any) -> Scene:
        return Scene(tiktok, **more)

    return make


@pytest.fixture
def scene(scene_of: SceneOf) -> Scene:
    return scene_of()


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    """Both faces: a test that asks for this runs once for threads and once for tasks."""
    return str(request.param)
