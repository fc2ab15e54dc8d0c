from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import pytest

import shopglot
from shopglot.connector import API_VERSION
from shopglot.doctor import read_environment

if TYPE_CHECKING:
    from pathlib import Path


def test_variables_are_named_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "acme, nobody")
    monkeypatch.setenv("SHOPGLOT_ACME_API_SECRET", "s3cret")
    environment = read_environment(shopglot.load_connectors())
    assert environment.as_dict() == {
        "python": f"CPython {platform.python_version()}",
        "shopglot": version("shopglot"),
        "api": API_VERSION,
        "extras": {"cli": [], "sandbox": []},
        "variables": ("SHOPGLOT_ACME_API_SECRET", "SHOPGLOT_PLUGINS"),
        "allowed": ("acme",),
        "unknown": ("nobody",),
        "unreadable": (),
    }


def test_a_package_of_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def installed(name: str) -> str:
        if name == "uvicorn":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("shopglot.doctor._environment.version", installed)
    assert read_environment(shopglot.load_connectors()).extras == {"cli": (), "sandbox": ("uvicorn",)}


@pytest.mark.parametrize("content", [b"[shopglot.connectors]\n\xff = fake_acme\n", b"[shopglot.connectors]\nalone\n"])
def test_a_distribution_that_nobody_can_read_is_named_and_hides_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    info = tmp_path / "damaged-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: damaged\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_bytes(content)
    monkeypatch.syspath_prepend(str(tmp_path))
    registry = shopglot.load_connectors(only=["acme", "tiktok"])
    assert list(registry) == ["acme", "tiktok"]
    assert registry["acme"].version == "1.2"
    assert read_environment(registry).unreadable == ("damaged 1.0",)
