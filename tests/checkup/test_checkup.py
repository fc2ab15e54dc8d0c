"""The checkup as a library call: what a server or a vault would show, without the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import shopglot
from shopglot.checkup import CheckResult, Setup, checkup
from shopglot_tiktok.sandbox import Sandbox, SandboxSwitches, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot_tiktok.sandbox import SandboxServer


@pytest.fixture
def running() -> Iterator[SandboxServer]:
    sandbox = Sandbox(5, 60, 3, ("GB",), options=SandboxSwitches(shipping="SELLER", platform_fulfilled=0))
    with serve(sandbox) as server:
        yield server


@pytest.fixture
def setup(tiktok: shopglot.Connector, running: SandboxServer) -> Setup:
    sandbox = running.sandbox
    settings = {"app_key": sandbox.app_key, "app_secret": sandbox.app_secret, "service_id": sandbox.service_id}
    hosts = {"api": running.api_url, "auth": running.auth_url}
    authorization = shopglot.Authorization(tiktok, settings, hosts=hosts)
    token = authorization.finish({"code": sandbox.authorize(), "state": "s"}, "s").token
    sandbox.log.clear()
    return Setup(settings, token, hosts)


def test_a_connection_that_works_has_nothing_to_do(tiktok: shopglot.Connector, setup: Setup) -> None:
    results = list(checkup(tiktok, setup))
    assert {result.state for result in results} == {"ok"}
    assert [result.key for result in results if not result.key.startswith("permission:")] == [
        "settings", "platform", "token", "shop", "customers",
    ]  # fmt: skip
    assert {result.fix for result in results} == {""}


def test_each_step_comes_when_it_is_known(tiktok: shopglot.Connector, setup: Setup, running: SandboxServer) -> None:
    steps = checkup(tiktok, setup)
    first = next(steps)
    assert isinstance(first, CheckResult)
    assert (first.key, first.state) == ("settings", "ok")
    assert not running.sandbox.log
    assert next(steps).key == "platform"
    assert not [entry for entry in running.sandbox.log if entry.path.startswith(("/order/", "/product/"))]
    assert {result.state for result in steps} == {"ok"}


def test_what_can_not_work_is_not_tried(tiktok: shopglot.Connector, setup: Setup, running: SandboxServer) -> None:
    lacking = Setup({**setup.settings, "app_secret": ""}, setup.token, setup.hosts)
    (result,) = checkup(tiktok, lacking, enter="Enter it in the vault.")
    assert (result.key, result.state, result.fix, result.guide) == (
        "settings", "failed", "Enter it in the vault.", "vault",
    )  # fmt: skip
    assert "app_secret" in result.detail
    assert [result.state for result in checkup(tiktok, Setup(setup.settings, None, setup.hosts))] == ["ok", "failed"]
    assert not running.sandbox.log


def test_a_renewed_token_is_kept_where_it_was_asked_for(
    tiktok: shopglot.Connector, setup: Setup, running: SandboxServer
) -> None:
    running.sandbox.expire_tokens()
    assert [result.key for result in checkup(tiktok, setup) if result.state == "failed"] == ["token"]
    tokens = shopglot.MemoryTokenStore(setup.token)
    assert {result.state for result in checkup(tiktok, setup, tokens=tokens)} == {"ok"}
    kept = tokens.load()
    assert kept is not None
    assert kept != setup.token


def test_no_result_shows_a_secret(tiktok: shopglot.Connector, setup: Setup) -> None:
    assert setup.token is not None
    told = repr([result.as_dict() for result in checkup(tiktok, setup)])
    for secret in (setup.settings["app_secret"], setup.token.access_token, setup.token.refresh_token):
        assert str(secret) not in told
