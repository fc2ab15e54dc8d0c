"""Tests in mapping files give the connection's settings themselves."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

from shopglot.workbench import FixtureLoader, run_tests

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


def test_a_test_says_its_settings(checked: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "order.json").write_text('{"id": "1"}', encoding="utf-8")
    tested = run_tests(checked(dedent(MAPPING)), FixtureLoader([tmp_path]))
    assert [(one.name, one.state) for one in tested] == [
        ("given", "passed"),
        ("not given", "passed"),
        ("unknown", "broken"),
    ]
    assert tested[2].problem == "corner has no setting 'marke'\n  hint: Did you mean market?"
