from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.command_line import Run


def test_the_table_names_each_connector_and_its_state(run: Run) -> None:
    result = run("connectors")
    assert result.code == 0
    assert [line.rstrip() for line in result.out.splitlines() if not line.startswith(("tiktok", "twin"))][:2] == [
        "CONNECTOR        STATE    NAME        RESOURCES                        FROM",
        "Bad_Name         blocked                                               bad_name 0.1",
    ]
    assert "acme             ready    Acme Shops  store, product, order, customer  acme_connector 1.2" in result.out
    assert result.out.endswith("\nexits is broken (phase import): the plugin ended the process (SystemExit: 3)\n")


def test_the_list_is_json_for_programs(run: Run) -> None:
    result = run("connectors", "--format", "json")
    found = {item["id"]: item for item in json.loads(result.out)}
    assert found["acme"] == {
        "id": "acme",
        "state": "ready",
        "name": "Acme Shops",
        "distribution": "acme_connector",
        "version": "1.2",
        "resources": ["store", "product", "order", "customer"],
        "phase": None,
        "reason": None,
    }
    assert found["exits"]["state"] == "broken"


def test_the_version_is_printed(run: Run) -> None:
    result = run("--version")
    assert (result.code, result.out) == (0, f"shopglot {version('shopglot')}\n")


@pytest.mark.parametrize("command", ["connectors", "normalize", "guide"])
def test_help_knows_every_command(run: Run, command: str) -> None:
    assert f" {command} " in run("--help").out
    assert run(command, "--help").code == 0


def test_help_teaches_with_an_example(run: Run) -> None:
    assert "shopglot normalize tiktok order orders.json" in run("--help").out
    assert "shopglot normalize tiktok order orders.json --rejects bad.jsonl" in run("normalize", "--help").out


def test_the_guide_is_plain_text_in_a_pipe(run: Run) -> None:
    whole = run("guide", "acme")
    assert whole.out == (
        "# Acme Shops\n\n## Ship as the seller (own-shipping)\n\n1. Choose **Own Shipping**.\n\n## Settings\n\n"
        "- `market` (optional): Where the shop sells.\n- `with_tax` (optional): Whether prices include tax.\n"
        "- `api_secret` (secret): It signs requests.\n"
    )
    one = run("guide", "acme", "own-shipping")
    assert one.out == "## Ship as the seller (own-shipping)\n\n1. Choose **Own Shipping**.\n"


def test_an_unknown_section_names_those_there_are(run: Run) -> None:
    result = run("guide", "acme", "shipping")
    assert (result.code, result.out) == (2, "")
    assert result.err == "error: the guide of acme has no section 'shipping'; available: own-shipping\n"


@pytest.mark.parametrize("command", [("guide", "exits"), ("normalize", "exits", "order", "-")])
def test_a_broken_connector_says_why(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command)
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: connector exits (exits 0.1) failed in phase import: the plugin ended the process (SystemExit: 3)\n"
        "  hint: `shopglot doctor exits` examines it; every other connector still works.\n"
    )
