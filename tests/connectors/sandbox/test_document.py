"""SANDBOX.md names everything that can be set or asked; the public names are sorted; the foreground server stops."""

from __future__ import annotations

import dataclasses
import signal
import subprocess
import sys
from typing import get_args

import httpx
import pytest

import shopglot_tiktok.sandbox as public
from shopglot_tiktok.sandbox._faults import FaultKind
from shopglot_tiktok.sandbox._gateway import ROUTES
from tests.support.paths import ROOT

TEXT = (ROOT / "SANDBOX.md").read_text("utf-8")


def test_public_names_are_sorted_and_there() -> None:
    assert public.__all__ == sorted(public.__all__, key=lambda name: (not name.isupper(), name))
    assert all(hasattr(public, name) for name in public.__all__)


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(public.SandboxSwitches)])
def test_every_switch_is_in_the_document(name: str) -> None:
    assert f"`{name}`" in TEXT
    assert f"`{name}`" in (public.SandboxSwitches.__doc__ or "")


@pytest.mark.parametrize("kind", get_args(FaultKind))
def test_every_fault_is_in_the_document(kind: str) -> None:
    assert f"`{kind}`" in TEXT


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_endpoint_is_in_the_document(route: object) -> None:
    path = f"{route.method} /{route.category}/…/{route.resource}"  # type: ignore[attr-defined]
    line = next(line for line in TEXT.splitlines() if path in line)
    assert all(version in line for version in route.versions)  # type: ignore[attr-defined]


def test_the_foreground_server_tells_its_address_and_stops_on_interrupt() -> None:
    command = [sys.executable, "-c", "from shopglot_tiktok.sandbox import run; run(seed=1, orders=5)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        assert process.stdout
        first, second, third = (process.stdout.readline() for _ in range(3))
        address = first.removeprefix("simulated TikTok Shop: ").strip()
        assert second.startswith(f"authorize page: {address}/open/authorize?service_id=")
        assert third.startswith("app_key=")
        with httpx.Client(trust_env=False, timeout=10) as http:
            assert http.get(f"{address}/nothing").json()["code"] == 36009009
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=20)
    assert (process.returncode, rest, errors) == (0, "", "")
