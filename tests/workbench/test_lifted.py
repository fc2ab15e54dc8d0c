"""What a mapping says need not be watched: shown where an author looks, with its reason, and masked all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from shopglot.workbench import (
    CheckedMapping,
    Sample,
    coverage_json,
    coverage_text,
    explain_field,
    explanation_json,
    explanation_text,
    follow_field,
    language_schema,
    measure_coverage,
)

if TYPE_CHECKING:
    from collections.abc import Callable

WHY = "no source shows it masked"


@pytest.fixture
def lifted(checked: Callable[..., CheckedMapping], order_mapping: str) -> CheckedMapping:
    """Give the mapping with one path of the watched subtree lifted, and another one watched."""
    text = order_mapping.replace("watch: [buyer]", f"watch: [buyer]\n          unwatch: {{buyer.name: {WHY}}}")
    more = "\n              company_name: buyer.phone\n              id: id"
    return checked(text.replace("name: buyer.name", f"name: buyer.name{more}"))


def test_coverage_shows_what_is_lifted_and_why(lifted: CheckedMapping) -> None:
    found = measure_coverage(lifted, [])
    assert {leaf.path: leaf.lifted for leaf in found.raw if leaf.lifted} == {"buyer.name": WHY}
    assert {leaf["path"]: leaf["lifted"] for leaf in coverage_json(found)["raw"] if leaf["lifted"]} == {
        "buyer.name": WHY
    }
    shown = [" ".join(line.split()) for line in coverage_text(found, width=120).splitlines()]
    assert f"buyer.name mapped customer.name (not watched for masks: {WHY})" in shown
    states = {leaf.field: leaf.state for leaf in found.unified}
    assert (states["customer.name"], states["customer.company_name"]) == ("filled", "hideable")


def test_explain_shows_what_is_lifted_and_why(lifted: CheckedMapping) -> None:
    found = explain_field(lifted, "customer.name")
    assert explanation_text(found).endswith(f"\n  read   buyer.name (text, not watched for masks: {WHY})")
    assert explanation_json(found)["reads"] == [
        {"path": "buyer.name", "type": "text", "use": "read", "hideable": False, "lifted": WHY}
    ]


def test_explain_tells_of_a_mask_that_nothing_watched(lifted: CheckedMapping) -> None:
    story = follow_field(lifted, "customer.name", [Sample("given", {"id": "1", "buyer": {"name": "J*** D**"}})])[0]
    assert [(step.what, step.state) for step in story.steps] == [("path buyer.name", "masked")]
    assert (story.value, story.why) == (
        None,
        (
            "hidden (/customer/name): masked, unknown; revealable: unknown",
            "warning R120: looks masked, but is not watched (order.yaml:15)",
        ),
    )


HIDDEN: list[tuple[dict[str, Any], bool, bool]] = [
    ({"watch": ["buyer"], "reasons": []}, True, True),
    ({"unwatch": {"buyer.name": "clear"}}, True, True),
    ({"watch": ["buyer"]}, True, False),
    ({"masked": "hashes"}, True, False),
    ({}, True, False),
    ({"unwatch": {"buyer.name": " "}}, False, False),
    ({"unwatch": ["buyer.name"]}, False, False),
]


@pytest.mark.parametrize(("hidden", "layer", "whole"), HIDDEN)
def test_the_schema_for_editors_knows_the_block(hidden: dict[str, Any], *, layer: bool, whole: bool) -> None:
    validator = Draft202012Validator(language_schema())
    assert validator.is_valid({"mapping": 1, "extends": "acme/order", "hidden": hidden}) is layer
    head = {"mapping": 1, "from": "acme/order@1", "to": "Order", "fields": {"id": "id"}}
    assert validator.is_valid({**head, "hidden": hidden}) is whole
