"""The page for authors: its table is that of the rules, and what it shows is what there is."""

from __future__ import annotations

import inspect
import json
import re

import pytest

from shopglot.testing import contract
from shopglot.testing.kit import RULES, with_rules
from shopglot.testing.kit._shop import ORDERS, PRODUCTS
from tests.support.corner import HERE
from tests.support.paths import ROOT

PAGE = (ROOT / "docs" / "connectors" / "testing.md").read_text(encoding="utf-8")
FIXTURES = HERE / "fixtures"


def test_the_table_is_that_of_the_rules() -> None:
    assert with_rules(PAGE) == PAGE, "run `python -m shopglot.testing.kit`"
    assert re.findall(r"^\| `([a-z0-9-]+)` \| [A-Z]", PAGE, re.MULTILINE) == [
        rule.name for needs in ("definition", "fixtures", "cassettes", "webhooks", "sandbox")
        for rule in RULES if rule.needs == needs
    ]  # fmt: skip


def test_a_page_without_a_place_for_the_rules_is_refused() -> None:
    with pytest.raises(ValueError, match="the page has no place for the rules"):
        with_rules("# Test a connector\n")


def test_each_argument_is_told() -> None:
    told = re.findall(r"^\| `(\w+)` \| ", PAGE.partition("\n## ")[0], re.MULTILINE)
    assert sorted(told) == sorted(set(inspect.signature(contract).parameters) - {"connector"})


def test_what_a_failure_says_is_what_one_said() -> None:
    said = (ROOT / "tests" / "testing" / "golden" / "rules" / "statuses-are-exact.txt").read_text(encoding="utf-8")
    assert f"```text\n{said}```\n" in PAGE


@pytest.mark.parametrize("name", ["webhooks/order_changed.json", "cassettes/index.json"])
def test_each_file_that_it_shows_is_one_of_the_corner_shops(name: str) -> None:
    assert f"```json\n{(FIXTURES / name).read_text(encoding='utf-8')}```\n" in PAGE
    assert f"`{name}`" in PAGE


def test_each_place_in_the_folder_is_there() -> None:
    named = re.findall(r"^\| `([a-z]+(?:\.json)?)[/`]", PAGE.partition("## The folder")[2], re.MULTILINE)
    assert {name for name in named if (FIXTURES / name).exists()} == {one.name for one in FIXTURES.iterdir()}
    entries = json.loads((FIXTURES / "index.json").read_text(encoding="utf-8"))["fixtures"]
    assert {key for entry in entries for key in entry} <= set(re.findall(r"`(\w+)`", PAGE))


def test_the_simulated_platform_has_what_it_says() -> None:
    assert f"with {ORDERS} orders and\n{PRODUCTS} products" in PAGE
