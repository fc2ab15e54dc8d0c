from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import shopglot
from shopglot.connector import API_VERSION
from shopglot.doctor import read_environment

if TYPE_CHECKING:
    import pytest


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
    }


def test_a_package_of_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def installed(name: str) -> str:
        if name == "uvicorn":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("shopglot.doctor._environment.version", installed)
    assert read_environment(shopglot.load_connectors()).extras == {"cli": (), "sandbox": ("uvicorn",)}
