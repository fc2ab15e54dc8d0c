from __future__ import annotations

import json
import re
import stat
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot_tiktok.sandbox import SCOPES, Fault, Sandbox, SandboxSwitches, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.command_line import Run

ALWAYS = ("settings", "platform", "token")
PERMISSIONS = tuple(
    f"permission:{scope}" for scope in ("seller.authorization.info", "seller.product.basic", "seller.order.info")
)


class Set:
    """A simulated shop on a socket, and a settings file for it."""

    def __init__(self, sandbox: Sandbox, url: str, file: Path, run: Run) -> None:
        self.sandbox = sandbox
        self.url = url
        self.file = file
        self.run = run

    def save(self, *, scopes: tuple[str, ...] = SCOPES, token: bool = True, **changes: Any) -> dict[str, Any]:
        settings = {
            "app_key": self.sandbox.app_key,
            "app_secret": self.sandbox.app_secret,
            "service_id": self.sandbox.service_id,
        }
        hosts = {"api": self.url, "auth": self.url}
        kept = None
        if token:
            tiktok = shopglot.load_connectors(strict=True)["tiktok"]
            code = self.sandbox.authorize(scopes=scopes)
            found = (
                shopglot.Authorization(tiktok, settings, hosts=hosts).finish({"code": code, "state": "s"}, "s").token
            )
            assert found is not None
            kept = found.to_dict()
        data = {**settings, "token": kept, "hosts": hosts, **changes}
        self.file.write_text(json.dumps({name: value for name, value in data.items() if value != "absent"}))
        return data

    def check(self, *more: str) -> tuple[int, dict[str, Any]]:
        result = self.run("check", "tiktok", "--settings", self.file, "--format", "json", *more)
        assert result.err == ""
        told = json.loads(result.out)
        for secret in self.secrets():
            assert secret not in result.out
        return result.code, {step["key"]: step for step in told["steps"]}

    def secrets(self) -> list[str]:
        data = json.loads(self.file.read_text())
        token = data.get("token") or {}
        return [
            text for text in (data.get("app_secret"), token.get("access_token"), token.get("refresh_token")) if text
        ]


@pytest.fixture
def set_of(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Set]]:
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "tiktok")
    running = []

    def make(orders: int = 60, regions: tuple[str, ...] = ("GB",), *, one_seller: bool = False, **options: Any) -> Set:
        sandbox = Sandbox(5, orders, 3, regions, cross_border=one_seller, options=SandboxSwitches(**options))
        serving = serve(sandbox)
        server = serving.__enter__()
        running.append(serving)
        return Set(sandbox, server.api_url, tmp_path / "settings.json", run)

    yield make
    for serving in running:
        serving.__exit__(None, None, None)


@pytest.fixture
def good(set_of: Callable[..., Set]) -> Set:
    return set_of(shipping="SELLER", platform_fulfilled=0)


def test_a_connection_that_works_says_so_step_by_step(good: Set) -> None:
    good.save()
    result = good.run("check", "tiktok", "--settings", good.file)
    assert (result.code, result.err) == (0, "")
    # The shop's orders are as old as this moment makes them.
    moving = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d|\b\d{1,2}\b")
    assert moving.sub("#", result.out) == (
        "ok       Settings: app_key, app_secret, service_id are set\n"
        "ok       Platform: responds, and accepts the app's key, signature and clock\n"
        "ok       Token: accepted, valid until # UTC, refreshable until # UTC\n"
        "ok       Permission Shop Authorized Information: works: the seller's shops, and every other call\n"
        "ok       Permission Product Basic: works: products, their variants and their stock\n"
        "ok       Permission Order Information: works: orders, and the customers in them\n"
        "ok       Permission Logistics Basic: works: the addresses that a shop ships from\n"
        "ok       Shop: Heather & Tide (7495000000000100001, GB)\n"
        "ok       Customer details: # of # orders of the last # days include them; hidden: # awaiting_release\n"
        "\n"
        "The connection works.\n"
    )


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"app_secret": "absent"}, "app_secret is missing"),
        ({"app_key": "", "service_id": None}, "app_key is empty; service_id is missing"),
        ({"region": "mars"}, "region must be one of global, us"),
        ({"app_key": 12345}, "app_key must be text"),
        ({"shopid": "7"}, "unknown setting shopid; did you mean shop_id?"),
        ({"colour": ["red"]}, "unknown setting colour"),
    ],
)
def test_settings_that_do_not_fit_stop_the_rest(good: Set, changes: dict[str, Any], detail: str) -> None:
    good.save(token=False, **changes)
    code, steps = good.check()
    assert code == 1
    assert steps == {
        "settings": {
            "key": "settings",
            "title": "Settings",
            "state": "failed",
            "detail": detail,
            "fix": "Enter it in the settings file, as the platform shows it.",
            "guide": "vault",
        }
    }
    assert not good.sandbox.log


def test_empty_optional_settings_are_as_good_as_none(good: Set) -> None:
    good.save(shop_id="", redirect_url=None)
    assert good.check()[0] == 0


def test_without_a_token_the_seller_has_to_authorize(good: Set) -> None:
    good.save(token=False)
    code, steps = good.check()
    assert code == 1
    assert list(steps) == ["settings", "token"]
    assert steps["token"] == {
        "key": "token",
        "title": "Token",
        "state": "failed",
        "detail": "no token yet",
        "fix": "Let the seller authorize the app.",
        "guide": "authorize",
    }


def test_a_wrong_secret_is_the_app_s_not_the_token_s(good: Set) -> None:
    data = good.save()
    good.file.write_text(json.dumps(data | {"app_secret": "0123456789abcdef"}))
    code, steps = good.check()
    assert code == 1
    assert list(steps) == ["settings", "platform"]
    assert steps["platform"]["detail"].startswith("the signature is wrong (code 106001, request id ")
    assert steps["platform"]["fix"] == "Compare app_key and app_secret with the app's page."
    assert steps["platform"]["guide"] == "vault"


def test_a_clock_that_is_off_is_this_machine_s(good: Set) -> None:
    good.save()
    good.sandbox.advance(3600)
    code, steps = good.check()
    assert code == 1
    assert list(steps) == ["settings", "platform"]
    assert "clock" in steps["platform"]["detail"] + steps["platform"]["fix"]
    assert steps["platform"]["guide"] is None


def test_a_platform_out_of_reach_is_not_the_settings_fault(good: Set) -> None:
    good.save(hosts={"api": "http://127.0.0.1:9", "auth": "http://127.0.0.1:9"})
    code, steps = good.check()
    assert code == 1
    assert steps["platform"] == {
        "key": "platform",
        "title": "Platform",
        "state": "failed",
        "detail": "could not connect",
        "fix": "Check this machine's network connection to the platform, and try again.",
        "guide": None,
    }


def test_a_withdrawn_authorization_sends_the_seller_back(good: Set) -> None:
    good.save()
    good.sandbox.withdraw()
    code, steps = good.check()
    assert code == 1
    assert list(steps) == [*ALWAYS]
    assert steps["token"]["detail"].startswith("the authorization has expired (code 105001, request id ")
    assert steps["token"]["fix"] == "The seller must authorize the app again."
    assert steps["token"]["guide"] == "authorize"


def test_a_token_that_is_over_is_renewed_only_when_the_new_one_can_be_kept(set_of: Callable[..., Set]) -> None:
    good = set_of(shipping="SELLER", refresh_reuse="kills")
    before = good.save()
    good.sandbox.expire_tokens()
    good.file.chmod(0o644)
    code, steps = good.check()
    assert code == 1
    assert steps["token"]["detail"].startswith("the access token has expired; it can still be refreshed until ")
    assert steps["token"]["fix"] == "Pass --renew, which saves the new one in the file."
    assert json.loads(good.file.read_text()) == before

    code, steps = good.check("--renew")
    assert code == 0
    assert steps["token"]["detail"].startswith("accepted, just refreshed, valid until ")
    after = json.loads(good.file.read_text())
    assert after["token"]["access_token"] != before["token"]["access_token"]
    assert {**after, "token": None} == {**before, "token": None}
    assert stat.S_IMODE(good.file.stat().st_mode) == 0o600
    assert good.check()[0] == 0


def test_a_permission_that_completes_records_is_asked_for_and_not_needed(good: Set) -> None:
    good.save(scopes=tuple(one for one in SCOPES if one != "seller.logistics"))
    code, steps = good.check()
    assert code == 0
    assert steps["permission:seller.logistics"] == {
        "key": "permission:seller.logistics",
        "title": "Permission Logistics Basic",
        "state": "todo",
        "detail": "refused but not required; it unlocks the addresses that a shop ships from (seller.logistics)",
        "fix": "Enable Logistics Basic, then let the seller authorize the app again.",
        "guide": "permissions",
    }
    assert {step["state"] for key, step in steps.items() if key != "permission:seller.logistics"} == {"ok"}


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_each_permission_that_the_seller_did_not_grant_is_named(good: Set, permission: str) -> None:
    scope = permission.partition(":")[2]
    good.save(scopes=tuple(one for one in SCOPES if one != scope))
    code, steps = good.check()
    assert code == 1
    assert [steps[key]["state"] for key in ALWAYS] == ["ok", "ok", "ok"]
    failed = [key for key, step in steps.items() if step["state"] == "failed"]
    assert failed == [permission]
    name = steps[permission]["title"].removeprefix("Permission ")
    assert steps[permission]["detail"] == (
        f"it is not enabled on the app, or the seller has not granted it since then ({scope})"
    )
    assert steps[permission]["fix"] == f"Enable {name}, then let the seller authorize the app again."
    assert steps[permission]["guide"] == "permissions"


def test_a_permission_that_the_app_lost_is_told_apart(good: Set) -> None:
    good.save()
    good.sandbox.app_scopes -= {"seller.product.basic"}
    code, steps = good.check()
    assert code == 1
    assert steps["permission:seller.product.basic"]["detail"] == (
        "the seller granted it, but it is not (or no longer) enabled on the app (seller.product.basic)"
    )


def test_what_could_not_be_tried_is_said(good: Set) -> None:
    good.save(scopes=tuple(one for one in SCOPES if one != "seller.authorization.info"))
    _, steps = good.check()
    assert [steps[key]["state"] for key in PERMISSIONS] == ["failed", "unknown", "unknown"]
    assert steps[PERMISSIONS[1]]["detail"] == "not tried: no shop was selected"
    assert "shop" not in steps


def test_several_shops_need_a_choice(set_of: Callable[..., Set]) -> None:
    good = set_of(regions=("GB", "DE"), one_seller=True, shipping="SELLER")
    good.save()
    code, steps = good.check()
    assert code == 1
    shops = [shop.id for shop in good.sandbox.shops]
    assert steps["shop"]["detail"] == (f"this authorization has 2 shops, and none was chosen: {shops[0]}, {shops[1]}")
    assert steps["shop"]["fix"] == "Set shop_id to one of them."
    code, steps = good.check("--shop", shops[1])
    assert (code, steps["shop"]["state"]) == (0, "ok")
    assert steps["shop"]["detail"].endswith(f"({shops[1]}, DE)")
    assert good.check("--shop", "7")[1]["shop"]["state"] == "failed"


def test_hidden_customers_point_to_seller_shipping_and_a_change_is_seen(set_of: Callable[..., Set]) -> None:
    shop = set_of(60)
    shop.save()
    code, steps = shop.check()
    assert code == 0
    step = steps["customers"]
    assert re.fullmatch(
        r"0 of \d+ orders of the last 30 days include them; hidden: 20 platform_shipping, .*", step["detail"]
    )
    assert step | {"detail": ""} == {
        "key": "customers",
        "title": "Customer details",
        "state": "todo",
        "detail": "",
        "fix": "Change how orders are shipped; only orders placed after the change include them.",
        "guide": "seller-shipping",
    }
    text = shop.run("check", "tiktok", "--settings", shop.file).out
    assert "Open **Orders → Shipping Options**".lower() in text.lower()
    assert text.endswith("\nThe connection works, 1 to do.\n")
    shop.sandbox.set_shipping("SELLER")
    shop.sandbox.place_orders(2, ready=True)
    assert shop.check()[1]["customers"]["state"] == "ok"


def test_a_shop_without_orders_leaves_the_question_open(set_of: Callable[..., Set]) -> None:
    shop = set_of(0)
    shop.save()
    code, steps = shop.check()
    assert code == 0
    assert (steps["customers"]["state"], steps["customers"]["detail"]) == (
        "unknown",
        "no order in the last 90 days to check",
    )


def test_an_error_in_the_middle_is_a_step_not_a_crash(good: Set) -> None:
    good.save()
    good.sandbox.inject(Fault("code", on="/products/search", code=36009014))
    code, steps = good.check()
    assert code == 1
    product = steps["permission:seller.product.basic"]
    assert product["state"] == "failed"
    assert product["detail"].startswith("this version of the endpoint is wrong or retired (code 36009014")
    assert steps["customers"]["state"] == "ok"


def test_settings_may_stand_in_the_environment(good: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    data = good.save()
    result = good.run("check", "tiktok")
    assert result.code == 1
    assert "or set SHOPGLOT_TIKTOK_APP_KEY, SHOPGLOT_TIKTOK_APP_SECRET, SHOPGLOT_TIKTOK_SERVICE_ID." in result.out
    for name in ("app_key", "app_secret", "service_id"):
        monkeypatch.setenv(f"SHOPGLOT_TIKTOK_{name.upper()}", data[name])
    monkeypatch.setenv("SHOPGLOT_TIKTOK_ACCESS_TOKEN", data["token"]["access_token"])
    hosts = [part for name in ("api", "auth") for part in ("--host", f"{name}={good.url}")]
    result = good.run("check", "tiktok", *hosts)
    assert (result.code, result.err) == (0, "")
    assert "ok       Token: accepted\n" in result.out


def test_settings_may_come_on_stdin(good: Set) -> None:
    data = good.save()
    result = good.run("check", "tiktok", "--settings", "-", stdin=json.dumps(data).encode())
    assert result.code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "stdin: not JSON\n"),
        ("[]", "stdin: expected a JSON object\n"),
        ('{"token": "SECRET"}', "stdin: token: not in the form that shopglot saves\n"),
        (
            '{"token": {"access_token": ["SECRET"]}}',
            "stdin: token: not in the form that shopglot saves: access_token\n",
        ),
        ('{"hosts": ["SECRET"]}', "stdin: hosts: expected an object of origins\n"),
    ],
)
def test_a_file_that_can_not_be_used_is_never_quoted(good: Set, text: str, message: str) -> None:
    result = good.run("check", "tiktok", "--settings", "-", stdin=text.encode())
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {message}  hint: Write ")
    assert "SECRET" not in result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--settings", "/nowhere"), "/nowhere: No such file or directory"),
        (("--renew",), "--renew needs --settings FILE"),
        (("--host", "api"), "--host needs a name and an origin"),
    ],
)
def test_a_call_that_can_not_be_used_says_why(good: Set, arguments: tuple[str, ...], message: str) -> None:
    result = good.run("check", "tiktok", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_plain_http_is_for_this_machine_alone(good: Set) -> None:
    good.save()
    result = good.run("check", "tiktok", "--settings", good.file, "--host", "api=http://shop.example.com")
    assert result.code == 2
    assert "error: host api: only https is allowed" in result.err
