"""Recorded conversations with a shop, replayed without a network by both drivers.

`pytest tests/connectors/tiktok/test_cassettes.py --record-cassettes --update-golden` records them anew; what is read
from them is compared in `test_contract.py`.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from vcr.errors import CannotOverwriteExistingCassetteException

import shopglot
from shopglot.client import ClientSettings, SimulatedClock
from shopglot.connector import Credentials, MemoryTokenStore, Token
from shopglot.testing import cassette, fake_text, scan
from shopglot_tiktok.recording import allowed
from shopglot_tiktok.sandbox import SCOPES, Fault, Sandbox, SandboxClock, SandboxSwitches, serve
from shopglot_tiktok.sandbox._shop_endpoints import warehouses
from tests.support.paths import TIKTOK

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot import Connector
    from shopglot_tiktok.sandbox._gateway import Visit

FOLDER = TIKTOK / "cassettes"
GOLDEN = Path(__file__).parent / "golden" / "cassettes"
SETTINGS = {"app_key": "any", "app_secret": "any", "service_id": "any"}
# The newest order of the simulated shop below.
ORDER = "576460752323352445"


@dataclass(frozen=True)
class Scene:
    """A sandbox set up how, for the question that the index of the cassettes has."""

    scopes: tuple[str, ...] = SCOPES
    faults: tuple[Fault, ...] = ()
    expired: bool = False
    cross_border: bool = False
    order: str = ORDER


SCENES = {
    "store": Scene(),
    "orders": Scene(),
    "store_without_addresses": Scene(scopes=tuple(scope for scope in SCOPES if scope != "seller.logistics")),
    "cross_border": Scene(cross_border=True),
    "order": Scene(),
    "no_such_order": Scene(order=ORDER[::-1]),
    "products": Scene(),
    "customers": Scene(),
    "renewal": Scene(expired=True),
    "limits": Scene(
        faults=(
            Fault("429", on="/orders/search", times=1, retry_after=2),
            Fault("code", on="/orders/search", times=1, code=36009003),
        ),
    ),
    "missing_permission": Scene(scopes=tuple(scope for scope in SCOPES if scope != "seller.product.basic")),
}
ASKED = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))


def sandbox_on(clock: SimulatedClock, *, cross_border: bool = False) -> Sandbox:
    options = SandboxSwitches(shipping="MIXED", platform_fulfilled=100, rate_limit=None)
    return Sandbox(
        11, 20, 3, ("GB",), cross_border=cross_border,
        clock=SandboxClock(source=clock.now), options=options, redirect_url="https://example.com",
    )  # fmt: skip


def asked(name: str, order: str, connector: Connector, credentials: Credentials, **how: Any) -> None:
    """Put the question of a scene to a connection; an error is an answer too."""
    more = ASKED[name].get("with", {})
    if "record_id" in more:
        more = {"record_id": order}
    with suppress(shopglot.PlatformError), shopglot.connect(connector, credentials, **how) as shop:
        found = attrgetter(ASKED[name]["ask"])(shop)(**more)
        if hasattr(found, "pages"):
            list(found)


def recorded(name: str, connector: Connector) -> None:
    """Record a scene anew from the simulated shop."""
    scene, clock = SCENES.get(name, Scene()), SimulatedClock()
    sandbox = sandbox_on(clock, cross_border=scene.cross_border)
    live = connector.definition.live
    assert live is not None
    with serve(sandbox) as running:
        # One server stands for two hosts; by two names the recording tells them apart.
        hosts = {"api": running.api_url, "auth": running.auth_url.replace("127.0.0.1", "localhost")}
        origins = {hosts[host]: str(live.hosts[host]) for host in hosts}
        settings = {"app_key": sandbox.app_key, "app_secret": sandbox.app_secret, "service_id": sandbox.service_id}
        client = ClientSettings(max_concurrency=1).testing(clock)
        authorization = shopglot.Authorization(connector, settings, hosts=hosts, client=client)
        callback = {"code": sandbox.authorize(scopes=scene.scopes), "state": "s"}
        tape = cassette(FOLDER / f"{name}.yaml", allowed(), record=True, origins=origins)
        if name == "authorize":
            with tape:
                authorization.finish(callback, "s")
            return
        credentials = authorization.finish(callback, "s")
        if scene.expired:
            sandbox.expire_tokens()
        for fault in scene.faults:
            sandbox.inject(fault)
        with tape:
            asked(name, scene.order, connector, credentials, hosts=hosts, client=client)


@pytest.fixture
def tape(request: pytest.FixtureRequest, tiktok: Connector) -> Callable[[str], Any]:
    """Give a recording for replay; with --record-cassettes, made just now."""

    def _tape(name: str) -> Any:
        if request.config.getoption("--record-cassettes"):
            recorded(name, tiktok)
        return cassette(FOLDER / f"{name}.yaml", allowed())

    return _tape


def settled(text: Any) -> str:
    return json.dumps(text, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


@pytest.mark.parametrize("name", SCENES)
def test_a_renewed_token_is_kept_and_the_platform_is_given_the_time_it_asks_for(
    name: str, tiktok: Connector, tape: Callable[[str], Any]
) -> None:
    clock = SimulatedClock()
    token = Token("access", "refresh", refresh_expires_at=int(clock.now()) + 86_400)
    store = MemoryTokenStore(token)
    with tape(name):
        client = ClientSettings().testing(clock)
        asked(name, fake_text(SCENES[name].order), tiktok, Credentials(SETTINGS, token), tokens=store, client=client)
    assert (store.load() == token) is not SCENES[name].expired
    # All other waits are the pace.
    assert (max(clock.slept, default=0) >= 2) is (name == "limits")


def test_a_recorded_authorization_gives_a_token_to_both_drivers(
    tiktok: Connector, tape: Callable[[str], Any], golden: Callable[[Path, str], None]
) -> None:
    client = ClientSettings().testing()
    callback = {"code": "any", "state": "s"}
    for kind in ("sync", "async"):
        authorization = shopglot.Authorization(tiktok, SETTINGS, client=client)
        with tape("authorize"):
            credentials = (
                authorization.finish(callback, "s")
                if kind == "sync"
                else asyncio.run(authorization.afinish(callback, "s"))
            )
        assert credentials.token is not None
        golden(GOLDEN / "authorize.json", settled(credentials.token.to_dict()))


def test_a_replay_reaches_no_network(tiktok: Connector, tape: Callable[[str], Any]) -> None:
    client = ClientSettings(attempts=1).testing()
    with (
        tape("store"),
        shopglot.connect(tiktok, Credentials(SETTINGS, Token("access")), client=client) as shop,
        pytest.raises(CannotOverwriteExistingCassetteException),
    ):
        list(shop.orders.list())


def test_every_cassette_is_replayed() -> None:
    assert {file.stem for file in FOLDER.glob("*.yaml")} == {*SCENES, "authorize"}
    assert set(ASKED) == set(SCENES)


def test_no_cassette_holds_anything_that_the_shop_knew_of_people_and_secrets() -> None:
    sandboxes = [sandbox_on(SimulatedClock(), cross_border=abroad) for abroad in (False, True)]
    secrets = {}
    for number, sandbox in enumerate(sandboxes):
        for name, needle in known_to(sandbox).items():
            secrets[f"{name} ({number})"] = needle
    assert len(secrets) > 120
    assert [str(finding) for finding in scan([FOLDER], secrets)] == []


def known_to(sandbox: Sandbox) -> dict[str, str]:
    """Give what a simulated shop knows of people, places and secrets."""
    secrets = {"app_key": sandbox.app_key, "app_secret": sandbox.app_secret, "service_id": sandbox.service_id}
    for shop in sandbox.shops:
        secrets |= {"shop id": shop.id, "shop name": shop.name, "shop code": shop.code, "cipher": shop.cipher}
        for number in range(20):
            order = sandbox.order(shop, number, sandbox.clock.now())
            secrets |= {f"order {number}": order["id"], f"e-mail {number}": order["buyer_email"]}
            recipient = order["recipient_address"]
            for name in ("name", "phone_number", "address_detail", "full_address"):
                if recipient[name] and "*" not in recipient[name]:
                    secrets[f"{name} {number}"] = recipient[name]
        for place, house in enumerate(warehouses(sandbox, cast("Visit", SimpleNamespace(the_shop=shop)))["warehouses"]):
            for name in ("address_line1", "contact_person", "full_address", "phone_number", "postal_code"):
                secrets[f"warehouse {name} {place}"] = house["address"][name]
    return secrets


def test_what_stands_in_a_cassette_is_allowed_by_name() -> None:
    headers, parameters, hosts = set(), set(), set()
    for file in sorted(FOLDER.glob("*.yaml")):
        for interaction in yaml.safe_load(file.read_text(encoding="utf-8"))["interactions"]:
            request, response = interaction["request"], interaction["response"]
            headers |= {*request["headers"], *response["headers"]}
            uri = urlsplit(request["uri"])
            hosts.add(uri.netloc)
            parameters |= set(parse_qs(uri.query, keep_blank_values=True))
    assert headers == {"content-type", "retry-after"}
    assert hosts == {"open-api.tiktokglobalshop.com", "auth.tiktok-shops.com"}
    assert parameters == {
        "grant_type", "ids", "page_size", "page_token", "shop_cipher", "sort_field", "sort_order",
    }  # fmt: skip
