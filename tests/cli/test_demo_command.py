from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_line import Run

GOLDEN = Path(__file__).parent / "golden"
AT = ("--at", "2026-01-01T00:00:00Z")


@pytest.fixture
def demo(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "tiktok")

    def _demo(*arguments: str) -> Any:
        result = run("demo", *AT, *arguments)
        assert (result.code, result.err) == (0, "")
        return result

    return _demo


def without_port(text: str) -> str:
    return re.sub(r"(?<=127\.0\.0\.1:)\d+", "PORT", text)


@pytest.mark.parametrize("columns", [80, 120])
def test_the_whole_story(
    demo: Callable[..., Any], golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = without_port(demo("--orders", "60").out)
    begin = text.index("\n", text.index("3 orders, placed after the change"))
    end = text.index("\n\n", begin)
    rows = text[begin:end]
    assert len(re.findall(r"^\d{18} .*\bGBP\b.* GB *$", rows, re.MULTILINE)) == 3
    assert "hidden" not in rows
    # Their buyers' names are faker's, and change with its releases.
    golden(GOLDEN / f"demo_{columns}.txt", text[:begin] + "\n(the new orders)" + text[end:])


def test_no_line_is_wider_than_the_terminal_but_the_guide_s(
    demo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = demo("--orders", "60").out
    assert [line for line in out.splitlines() if len(line) > 80 and not line.startswith("  ")] == []


def test_the_same_moment_and_seed_tell_the_same_and_another_seed_does_not(demo: Callable[..., Any]) -> None:
    one, two, other = (without_port(demo("--orders", "20", "--seed", seed).out) for seed in ("4", "4", "5"))
    assert one == two
    assert one != other


def test_a_program_gets_one_document_with_every_record(demo: Callable[..., Any]) -> None:
    told = json.loads(demo("--orders", "60", "--format", "json").out)
    assert list(told) == ["authorized", "before", "change", "after"]
    before, after = told["before"], told["after"]
    assert before["counts"] | {"customers": 0} == {
        "stores": 1,
        "products": 12,
        "orders": 60,
        "customers": 0,
        "hidden_orders": 60,
        "rejected": 0,
    }
    assert len(before["orders"]) == 60
    assert len(before["customers"]) == before["counts"]["customers"]
    assert before["store"]["name"] == "Heather & Tide"
    assert told["change"]["remedy"] == "seller-shipping"
    assert after["counts"] == {"new_orders": 3, "new_hidden": 0, "earlier_orders": 60, "earlier_hidden": 60}
    assert [order["id"] for order in after["new_orders"]] == told["change"]["placed"]
    addresses = [order["shipping_address"] for order in after["new_orders"]]
    assert all(address["name"] and address["line1"] for address in addresses)
    assert [order["id"] for order in before["orders"] if (order["shipping_address"] or {}).get("name")] == []


def test_no_secret_of_the_app_or_the_token_is_told(demo: Callable[..., Any]) -> None:
    text = demo("--orders", "5", "--format", "json").out + demo("--orders", "5").out
    assert not re.search(r"(GCP|ROW|TTP)_|app_secret|code=|state=", text)


@pytest.mark.parametrize("region", ["us", "fr", "id"])
def test_seller_shipping_shows_new_buyers_in_other_markets_too(demo: Callable[..., Any], region: str) -> None:
    told = json.loads(demo("--region", region, "--orders", "30", "--format", "json").out)
    assert told["before"]["counts"]["hidden_orders"] >= 25
    assert told["change"]["remedy"] == "seller-shipping"
    assert (told["after"]["counts"]["new_orders"], told["after"]["counts"]["new_hidden"]) == (3, 0)


def test_where_a_seller_can_change_nothing_it_says_so(demo: Callable[..., Any]) -> None:
    out = demo("--orders", "0").out
    assert "\n0 orders, newest first\n" in out
    assert "0 of 0 orders hide fields of their customer." in out
    assert "4. Nothing to change\nNo order hides its customer for a reason that this seller can change.\n" in out
    told = json.loads(demo("--orders", "0", "--format", "json").out)
    assert told["change"] is None
    assert "after" not in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--region", "XX"), "error: regions must be some of BR, DE, "),
        (("acme",), "error: connector acme has no simulated platform\n  hint: These have one: tiktok.\n"),
        (("nobody",), "error: connector 'nobody' is not installed; available: acme, tiktok\n"),
        (("--at", "yesterday"), "yesterday"),
        (("--orders", "10001"), "10000"),
    ],
)
def test_wrong_usage_says_why(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "acme,tiktok")
    result = run("demo", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_a_missing_extra_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "tiktok")
    monkeypatch.setitem(sys.modules, "shopglot_tiktok.sandbox", None)
    result = run("demo")
    assert (result.code, result.out) == (2, "")
    assert "hint: pip install 'shopglot[sandbox]'" in result.err
