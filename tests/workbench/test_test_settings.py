"""Tests in mapping files give the connection's settings themselves."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from shopglot.connector import Setting
from shopglot.mapping import SourceFile, load_mapping
from shopglot.workbench import FixtureLoader, MappingTarget, check_files, run_tests

if TYPE_CHECKING:
    from pathlib import Path

    from shopglot.connector import ConnectorDefinition

MAPPING = """
    mapping: 1
    from: corner/order@1
    to: Order
    ignore: {$: not what this shows}
    fields: {id: {path: id, required: true}, note: setting.market}
    tests:
      - {name: given, given: order.json, setting: {market: eu}, expect: {/note: eu}}
      - {name: not given, given: order.json, expect: {/note: null}}
      - {name: unknown, given: order.json, setting: {marke: eu}, expect: {/note: null}}
"""


def test_a_test_says_its_settings(corner: ConnectorDefinition, tmp_path: Path) -> None:
    (tmp_path / "order.json").write_text('{"id": "1"}', encoding="utf-8")
    source = SourceFile("order.yaml", dedent(MAPPING).encode())
    (checked,) = check_files([MappingTarget(source, corner, tmp_path / "order.yaml")])
    tested = run_tests(checked, FixtureLoader([tmp_path]))
    assert [(one.name, one.state) for one in tested] == [
        ("given", "passed"),
        ("not given", "passed"),
        ("unknown", "broken"),
    ]
    assert tested[2].problem == "the connector has no setting `marke` (did you mean `market`?) [E305, order.yaml:10]"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{marke: eu}", "E305 the connector has no setting `marke`"),
        ("{app_secret: s}", "E309 the setting `app_secret` is a secret"),
        ("{market: mars}", "E303 market must be one of us, eu"),
        ("{market: 7}", "E301 market must be text"),
        ("{with_tax: maybe}", "E301 with_tax must be true or false"),
        ("{market: eu, with_tax: true}", ""),
        ("{market: null}", ""),
    ],
)
def test_the_settings_of_a_test_are_checked_before_it_runs(corner: ConnectorDefinition, given: str, told: str) -> None:
    settings = (
        Setting("market", "Market", "Where.", required=False, choices=("us", "eu")),
        Setting("with_tax", "Tax", "Whether prices have it.", required=False, kind="boolean"),
        Setting("app_secret", "Secret", "The app's.", secret=True),
    )
    text = dedent(MAPPING).replace("{marke: eu}", given)
    target = MappingTarget(SourceFile("order.yaml", text.encode()), replace(corner, settings=settings), None)
    (checked,) = check_files([target])
    assert "; ".join(f"{one.code} {one.message}" for one in checked.diagnostics) == told
    assert checked.file is not None


@pytest.mark.parametrize(
    "tests",
    [
        "tests: {}",
        "tests: [broken]",
        "tests: [{name: a, given: order.json}]",
        "tests: [{name: a, given: order.json, expct: {/note: x}, expect: {/note: x}}]",
        "tests: [{name: a, given: ../order.json, expect: {/note: x}}]",
        "tests: [{name: a, given: order.json, expect: {/nte: x}}]",
        "tests: [{name: a, given: order.json, setting: {mark: eu}, expect: {/note: 7}}]",
    ],
)
def test_what_is_wrong_in_a_test_keeps_no_record_from_being_read(corner: ConnectorDefinition, tests: str) -> None:
    source = SourceFile("order.yaml", f"{dedent(MAPPING).partition('tests:')[0]}{tests}\n".encode())
    assert load_mapping(source, corner).run({"id": "1"}).errors == ()
    (checked,) = check_files([MappingTarget(source, corner, None)])
    assert checked.count("error") > 0
    (tested,) = run_tests(checked, FixtureLoader())
    assert tested.state == "broken"
    assert checked.diagnostics[0].message in tested.problem
