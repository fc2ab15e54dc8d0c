"""Transforms with lists, objects and anything: what they get, what they may return, and what is refused."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.connector import Transform
from shopglot.errors import InvalidConnector

if TYPE_CHECKING:
    from collections.abc import Callable

    Give = Callable[..., Any]

RULE = "{transform: largest, with: {rows: rows, of: of, also: also}}"


def test_a_transform_gets_copies_of_lists_and_objects(give: Give) -> None:
    record: dict[str, Any] = {"rows": [{"n": 2}], "of": {"n": 3}, "also": [1.5, None, {"a": True}]}
    before = copy.deepcopy(record)
    assert give(RULE, record) == {"n": 3, "also": ["1.5", None, {"a": True}]}
    assert record == before


def test_an_empty_list_stands_for_an_empty_object_and_the_other_way_round(give: Give) -> None:
    assert give(RULE, {"rows": {}, "of": [], "also": 1}) == {"n": 0, "also": 1}


@pytest.mark.parametrize("odd", ["text", 5, {"n": 1}])
def test_what_is_no_list_does_not_reach_the_function_and_is_named(warn: Give, odd: Any) -> None:
    assert warn(RULE, {"rows": odd, "of": {}, "also": 1}) == (None, [("/extensions/acme/out", "R106")])


def test_a_list_that_breaks_the_function_costs_its_field_only(warn: Give) -> None:
    assert warn(RULE, {"rows": ["odd"], "of": {}, "also": 1}) == (None, [("/extensions/acme/out", "R113")])


def test_only_plain_json_comes_out(give: Give, warn: Give) -> None:
    rule = "{transform: change, with: {value: a}}"
    assert give(rule, {"a": [0.10]}) == [["0.1"]]
    assert warn(rule, {"a": "odd"}) == (None, [("/extensions/acme/out", "R113")])


def test_what_is_masked_inside_a_list_does_not_reach_the_function(run_rule: Give) -> None:
    value, outcome = run_rule(
        "{transform: change, with: {value: a}}", {"a": ["x", "y***"]}, more="hidden: {watch: [a], reasons: []}"
    )
    assert value == [["x", None]]
    assert [field["path"] for field in outcome.values["hidden_fields"]] == ["/extensions/acme/out"]


def test_kinds_that_nobody_knows_are_refused() -> None:
    with pytest.raises(InvalidConnector, match="expected one of text, money, integer, boolean, list, object, any"):
        Transform("x", str, (("rows", "string"),), "text", "X.", ())
