"""Whatever a plugin does while it is loaded: the host goes on, every other plugin works, and this one is named."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, get_args

import pytest

import shopglot
from shopglot.errors import Phase
from shopglot.registry._contained import MOST_REQUESTS
from tests.support.hostile import BROKEN, HOSTILE
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FAILING = {name: plugin for name, plugin in HOSTILE.items() if plugin.phase}
LOADING = sorted(set(HOSTILE) - set(FAILING))
EXPECTED = {**BROKEN, **{name: (plugin.phase, plugin.reason) for name, plugin in FAILING.items()}}

pytestmark = pytest.mark.usefixtures("hostile_plugins")


def test_with_all_of_them_at_once_each_is_named_and_the_others_work() -> None:
    registry = shopglot.load_connectors()
    assert {failure.name: (failure.phase, failure.reason) for failure in registry.failures} == EXPECTED
    assert [info.id for info in registry.describe() if info.state == "ready"] == sorted(["acme", "tiktok", *LOADING])
    store = registry["acme"].normalize("store", {"shops": [{"id": "1", "name": "Maple"}]})
    assert store.record.model_dump(include={"name"}) == {"name": "Maple"}


@pytest.mark.parametrize("name", FAILING)
def test_each_is_named_with_its_distribution_version_and_phase(name: str) -> None:
    plugin = FAILING[name]
    with pytest.raises(shopglot.PluginBroken) as caught:
        shopglot.load_connectors(only=[name], strict=True)
    assert str(caught.value) == (
        f"connector {name} (hostile-{name} 0.1) failed in phase {plugin.phase}: {plugin.reason}\n"
        f"  hint: `shopglot doctor {name}` examines it; every other connector still works."
    )


def test_a_mapping_that_is_wrong_is_told_by_lists_and_not_by_loading() -> None:
    registry = shopglot.load_connectors(only=["mapping"])
    connector = registry["mapping"]
    assert [working.id for working in registry.working()] == ["mapping"]
    listed = [(info.id, info.state, info.phase) for info in registry.describe() if info.state != "blocked"]
    assert listed == [("mapping", "broken", "mappings")]
    with pytest.raises(shopglot.MappingError, match=r"^1 mapping error:\n\nerror\[E202\]"):
        _ = connector.mappings


def test_the_page_on_the_interface_names_each_phase() -> None:
    page = (ROOT / "docs" / "connectors" / "interface.md").read_text(encoding="utf-8")
    rows = page.partition("| phase | what failed |\n|---|---|\n")[2].partition("\n\n")[0].splitlines()
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])] == list(get_args(Phase))
    assert f"more than {MOST_REQUESTS} requests in one operation" in page


@pytest.fixture
def handled() -> Iterator[Callable[[Any], object]]:
    """Handle SIGINT otherwise for one test."""
    before = signal.getsignal(signal.SIGINT)
    yield lambda handler: signal.signal(signal.SIGINT, handler)
    signal.signal(signal.SIGINT, before)


def test_a_process_that_ignores_ctrl_c_blames_the_plugin_too(handled: Callable[[Any], object]) -> None:
    handled(signal.SIG_IGN)
    (failure,) = shopglot.load_connectors(only=["interrupt"]).failures
    assert (failure.phase, failure.reason) == EXPECTED["interrupt"]


def test_a_thread_that_no_signal_reaches_blames_the_plugin_too() -> None:
    with ThreadPoolExecutor(1) as pool:
        (failure,) = pool.submit(lambda: shopglot.load_connectors(only=["interrupt"]).failures).result()
    assert (failure.phase, failure.reason) == EXPECTED["interrupt"]


def test_where_a_host_handles_ctrl_c_itself_an_interrupt_is_its_own(handled: Callable[[Any], object]) -> None:
    handled(lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        _ = shopglot.load_connectors(only=["interrupt"])["interrupt"]


def test_what_a_plugin_prints_goes_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    _ = shopglot.load_connectors(only=["prints"], strict=True)
    print("the host's")  # noqa: T201 - it has to come out where the plugin's words do not
    captured = capfd.readouterr()
    assert captured.out == "the host's\n"
    assert {"importing", "bytes", "describing"} <= set(captured.err.splitlines())


def test_other_threads_write_to_stdout_while_a_plugin_is_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = "import hostile_meanwhile\nprint('plugin')\nhostile_meanwhile.inside.set()\nhostile_meanwhile.go.wait()\n"
    meanwhile = "import threading\ninside = threading.Event()\ngo = threading.Event()\n"
    (tmp_path / "hostile_waiting.py").write_text(code, encoding="utf-8")
    (tmp_path / "hostile_meanwhile.py").write_text(meanwhile, encoding="utf-8")
    info = tmp_path / "waiting-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: waiting\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[shopglot.connectors]\nwaiting = hostile_waiting\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    import hostile_meanwhile  # type: ignore[import-not-found]  # noqa: PLC0415 - it was written just now

    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(lambda: shopglot.load_connectors(only=["waiting"]).failures)
        hostile_meanwhile.inside.wait()
        print("host")  # noqa: T201 - as above
        hostile_meanwhile.go.set()
        assert [failure.phase for failure in loading.result()] == ["hooks"]
    assert capfd.readouterr() == ("host\n", "plugin\n")


def test_a_distribution_without_metadata_is_unknown_and_harms_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, metadata in {
        "bare": None,
        "binary": b"\xff\xfe\x00",
        "body": b"Summary: x\n\nName: no\nVersion: 9\n",
    }.items():
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        if metadata is not None:
            (info / "METADATA").write_bytes(metadata)
        entry = f"[shopglot.connectors]\n{name} = hostile_nowhere\n"
        (info / "entry_points.txt").write_text(entry, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    registry = shopglot.load_connectors(only=["acme", "bare", "binary", "body"])
    assert [str(failure) for failure in registry.failures] == [
        f"{name} (unknown 0) failed in phase import: ModuleNotFoundError: No module named 'hostile_nowhere'"
        for name in ("bare", "binary", "body")
    ]


def test_the_list_of_connectors_is_whole_json_whatever_they_print(hostile_plugins: tuple[Path, Path]) -> None:
    path = os.pathsep.join(map(str, hostile_plugins))
    ran = subprocess.run(
        [sys.executable, "-m", "shopglot", "connectors", "--format", "json"],
        env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.DEVNULL, capture_output=True, check=True,
    )  # fmt: skip
    listed = {info["id"]: (info["phase"], info["reason"]) for info in json.loads(ran.stdout) if info["phase"]}
    assert listed == EXPECTED
