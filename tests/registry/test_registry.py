from __future__ import annotations

import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import shopglot
from tests.support.hostile import BROKEN

if TYPE_CHECKING:
    from pathlib import Path

FAKES = {"acme", *BROKEN}

pytestmark = pytest.mark.usefixtures("fake_plugins")


@pytest.fixture
def registry() -> shopglot.Registry:
    return shopglot.load_connectors(only=FAKES)


def test_every_broken_plugin_is_listed_with_phase_and_reason(registry: shopglot.Registry) -> None:
    assert {failure.name: (failure.phase, failure.reason) for failure in registry.failures} == BROKEN


def test_a_broken_plugin_stops_no_other_one(registry: shopglot.Registry) -> None:
    assert [connector.id for connector in registry.working()] == ["acme"]
    acme = registry["acme"]
    assert (acme.id, acme.distribution, acme.version) == ("acme", "acme_connector", "1.2")
    assert acme.definition.name == "Acme Shops"
    assert repr(acme) == "<Connector acme (acme_connector 1.2)>"


def test_asking_for_a_broken_plugin_says_why_it_is(registry: shopglot.Registry) -> None:
    with pytest.raises(shopglot.PluginBroken) as caught:
        _ = registry["exits"]
    assert str(caught.value) == (
        "connector exits (exits 0.1) failed in phase import: the plugin ended the process (SystemExit: 3)\n"
        "  hint: `shopglot doctor exits` examines it; every other connector still works."
    )


def test_names_come_without_importing_anything(registry: shopglot.Registry) -> None:
    assert list(registry) == sorted(FAKES)
    assert len(registry) == len(FAKES)
    assert "acme" in registry
    assert "exits" in registry
    assert "nobody" not in registry
    assert not [name for name in sys.modules if name.startswith("fake_")]


def test_a_plugin_is_imported_when_it_is_asked_for_and_once(registry: shopglot.Registry) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: registry["acme"], range(32)))
    assert all(connector is found[0] for connector in found)
    assert [name for name in sys.modules if name.startswith("fake_")] == ["fake_acme"]


def test_an_unknown_name_lists_those_there_are() -> None:
    registry = shopglot.load_connectors(only=["acme"])
    with pytest.raises(KeyError) as caught:
        _ = registry["tiktk"]
    assert isinstance(caught.value, shopglot.PluginNotFound)
    assert str(caught.value) == (
        "connector 'tiktk' is not installed; available: acme\n"
        "  hint: `shopglot connectors` lists every plugin with its state."
    )
    assert registry.get("tiktk") is None


def test_a_plugin_that_is_not_allowed_is_never_imported() -> None:
    registry = shopglot.load_connectors(only=["acme"])
    with pytest.raises(shopglot.PluginNotFound) as caught:
        _ = registry["exits"]
    assert str(caught.value) == (
        "connector 'exits' is installed, but not allowed here\n"
        "  hint: See SHOPGLOT_PLUGINS and SHOPGLOT_PLUGINS_BLOCK, or the arguments of load_connectors()."
    )
    states = {info.id: info.state for info in registry.describe()}
    assert states["acme"] == "ready"
    assert set(states.values()) == {"ready", "blocked"}
    assert [name for name in sys.modules if name.startswith("fake_")] == ["fake_acme"]


@pytest.mark.parametrize(
    ("allow", "block", "names"),
    [
        ("acme, exits", None, ["acme", "exits"]),
        ("acme,exits", "exits", ["acme"]),
        ("", None, []),
        (None, ",".join(sorted(FAKES - {"acme"})), ["acme", "tiktok"]),
    ],
)
def test_the_environment_decides_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, allow: str | None, block: str | None, names: list[str]
) -> None:
    if allow is not None:
        monkeypatch.setenv("SHOPGLOT_PLUGINS", allow)
    if block is not None:
        monkeypatch.setenv("SHOPGLOT_PLUGINS_BLOCK", block)
    assert list(shopglot.load_connectors()) == names


def test_an_argument_overrules_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "exits")
    monkeypatch.setenv("SHOPGLOT_PLUGINS_BLOCK", "acme")
    assert list(shopglot.load_connectors(only=["acme"], block=[])) == ["acme"]


def test_strict_raises_for_the_first_broken_plugin() -> None:
    with pytest.raises(shopglot.PluginBroken, match=r"connector exits \(exits 0\.1\) failed in phase import"):
        shopglot.load_connectors(only=["acme", "exits"], strict=True)
    assert list(shopglot.load_connectors(only=["acme"], strict=True)) == ["acme"]


def test_strict_raises_for_an_allowed_name_that_is_not_installed() -> None:
    with pytest.raises(shopglot.PluginNotFound, match="connector 'tiktk' is not installed; available: acme"):
        shopglot.load_connectors(only=["acme", "tiktk"], strict=True)


def test_the_description_is_plain_data(registry: shopglot.Registry) -> None:
    infos = {info.id: info.as_dict() for info in registry.describe()}
    assert infos["acme"] == {
        "id": "acme",
        "state": "ready",
        "name": "Acme Shops",
        "distribution": "acme_connector",
        "version": "1.2",
        "resources": ["store", "product", "order", "customer"],
        "phase": None,
        "reason": None,
    }
    assert infos["raises"] == {
        "id": "raises",
        "state": "broken",
        "name": "",
        "distribution": "raises",
        "version": "0.1",
        "resources": [],
        "phase": "describe",
        "reason": "RuntimeError: the licence file is missing",
    }
    assert list(infos) == sorted(infos)


def test_ctrl_c_while_a_plugin_loads_is_not_swallowed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pressed = "import signal\nsignal.raise_signal(signal.SIGINT)\n"
    (tmp_path / "fake_slow.py").write_text(pressed, encoding="utf-8")
    folder = tmp_path / "slow-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: slow\nVersion: 1.0\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text("[shopglot.connectors]\nslow = fake_slow\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a process in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            _ = shopglot.load_connectors(only=["slow"])["slow"]
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
