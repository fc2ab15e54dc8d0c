"""Constants do not make an object exist, where everything beside them is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Give = Callable[..., Any]


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("{fields: {kind: {const: x}, a: a}}", None),
        ("{fields: {kind: {const: x}}}", {"kind": "x"}),
        ("{fields: {kind: {fields: {of: {const: x}}}, a: a}}", None),
        ("{fields: {in: {fields: {kind: {const: x}, a: a}}, b: b}}", {"b": 1}),
        ("{fields: {kind: {const: x}, b: b}}", {"kind": "x", "b": 1}),
        ("{fields: {kind: {const: x}, a: {path: a, default: 2}}}", {"kind": "x", "a": 2}),
        ("{list: [{fields: {kind: {const: x}, a: a}}, {fields: {kind: {const: y}, b: b}}]}", [{"kind": "y", "b": 1}]),
        ("{each: rows, fields: {kind: {const: x}, n: n}}", [{"kind": "x", "n": 1}]),
        ("{first_of: [{fields: {kind: {const: x}, a: a}}, {fields: {kind: {const: y}, b: b}}]}", {"kind": "y", "b": 1}),
    ],
)
def test_an_object_of_constants_beside_nothing_is_missing(give: Give, rule: str, value: Any) -> None:
    assert give(rule, {"b": 1, "rows": [{}, {"n": 1}]}) == value


def test_what_is_masked_beside_a_constant_is_there(run_rule: Give) -> None:
    rule = "{fields: {kind: {const: x}, a: a}}"
    value, outcome = run_rule(rule, {"a": "A***"}, more="hidden: {watch: [a], reasons: []}")
    assert value == {"kind": "x", "a": None}
    assert [field["path"] for field in outcome.values["hidden_fields"]] == ["/extensions/acme/out/a"]


@pytest.mark.parametrize(
    "amount", ["{sum: [a, b]}", "{minus: [a, b]}", "{path: a, as: money}", "{first_of: [{path: a, as: money}]}"]
)
@pytest.mark.parametrize("form", ["{list: [%s]}", "{each: [rows], %s}"])
def test_skip_zero_asks_the_amount_that_was_made(give: Give, amount: str, form: str) -> None:
    item = f"skip: zero, fields: {{of: {{const: fee}}, paid: {amount}}}"
    rule = form % (f"{{{item}}}" if form.startswith("{list") else item)
    zero, one = {"a": "0.000", "b": "0"}, {"a": "1.00", "b": "0.5"}
    assert give(rule, {**zero, "rows": [zero]}) is None
    assert give(rule, {**one, "rows": [one]})[0]["of"] == "fee"
