"""How a field is filled: its rules and layers, every step over a given record, and why it is empty or hidden."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.errors import ShopglotError
from shopglot.workbench import CheckedMapping, Sample, explain_field, explanation_json, explanation_text, follow_field

if TYPE_CHECKING:
    from collections.abc import Callable


def _story(checked: CheckedMapping, field: str, raw: dict[str, Any]) -> str:
    found = explain_field(checked, field)
    text = explanation_text(found, follow_field(checked, field, [Sample("given", {"id": "1"} | raw)]))
    return text.split("  record given\n")[1]


def test_the_rule_its_place_and_its_reads(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    assert explanation_text(explain_field(checked(order_mapping), "/payment_status")) == (
        "Order.payment_status: "
        "one of pending, authorized, paid, partial, refunded, voided, unknown, partially_refunded\n"
        "\n"
        "  order.yaml:9\n"
        "    cases:\n"
        "      - when: {paid: {is: present}}\n"
        "        then: {const: paid}\n"
        "      - else: {const: pending}\n"
        "\n"
        "  tested paid (a whole number)"
    )


def test_each_step_shows_what_it_gave(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    mapping = checked(order_mapping)
    assert _story(mapping, "status", {"state": "DONE"}) == (
        '    path state: "DONE"\n    enum order_status: "completed"\n    result: "completed"'
    )
    assert _story(mapping, "payment_status", {}) == (
        '    cases: "pending"\n      else matches\n      const: "pending"\n    result: "pending"'
    )
    lines = {"lines": [{"sku": "A", "price": "1.50"}, {"sku": "A", "price": "2"}, {"sku": "B"}]}
    assert _story(mapping, "line_items.sub_total", lines) == (
        '    sum: "3.50"\n      path price: "1.50"\n      path price: "2"\n'
        '    sum (nothing)\n      path price (not there)\n    result: "3.50"'
    )


NOT_AN_AMOUNT = "not an amount: expected a finite decimal of at most 30 digits without an exponent"
NEVER_SEEN = "a platform value that the mapping does not know yet"


@pytest.mark.parametrize(
    ("field", "raw", "told"),
    [
        ("total_amount", {}, ["path total (not there)", "as money (nothing)", "result: nothing"]),
        ("total_amount", {"total": None}, ["path total (null)", "as money (nothing)", "result: nothing"]),
        ("total_amount", {"total": ""}, ["path total (blank)", "as money (nothing)", "result: nothing"]),
        (
            "total_amount",
            {"total": "1,5"},
            [
                'path total: "1,5"',
                f"as money (nothing: {NOT_AN_AMOUNT} [R102])",
                f"warning R102: {NOT_AN_AMOUNT} (order.yaml:6)",
                "result: nothing",
            ],
        ),
        (
            "customer.name",
            {"buyer": {"name": "##x"}},
            [
                'path buyer.name: "##x" (masked)',
                "hidden (/customer): masked, unknown; revealable: unknown",
                "result: nothing",
            ],
        ),
        (
            "line_items.sku",
            {},
            ["empty: none of its rules ran, because what contains it is empty or no case chose it", "result: nothing"],
        ),
        (
            "status",
            {"state": "NEW"},
            [
                'path state: "NEW"',
                'enum order_status: "unknown"',
                f"warning R105: {NEVER_SEEN} (order.yaml:7)",
                'result: "unknown"',
            ],
        ),
    ],
)
def test_why_a_field_is_empty(
    checked: Callable[..., CheckedMapping], order_mapping: str, field: str, raw: dict[str, Any], told: list[str]
) -> None:
    assert _story(checked(order_mapping), field, raw) == "\n".join(f"    {line}" for line in told)


def test_a_rejected_record_says_why(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    (story,) = follow_field(checked(order_mapping), "status", [Sample("given", {"state": "DONE"})])
    assert story.why == ("the record is rejected: /id: required but missing [R101, order.yaml:5]",)
    assert "DONE" not in repr(story)


def test_an_extension_says_why_it_is_empty(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    told = _story(checked(order_mapping), "extensions.note", {"note": ["x"]})
    assert told.splitlines()[-2] == "    warning R106: not the type that the mapping expects here (order.yaml:28)"


def test_what_a_terminal_should_not_get_is_escaped(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    told = _story(checked(order_mapping), "extensions.note", {"note": "\x1b[31m\u202e\x9b"})
    assert told.splitlines()[-1] == '    result: "\\u001b[31m\\u202e\\u009b"'


def test_what_nothing_fills_says_why(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    mapping = checked(order_mapping)
    assert explain_field(mapping, "refunds").reason == "unsupported: no endpoint tells them"
    assert explain_field(mapping, "refunds.amount").reason == "unsupported: no endpoint tells them"
    assert explain_field(mapping, "note").reason == "no rule fills it, and it is not listed under `unsupported`"
    assert explain_field(mapping, "hidden_fields").reason.startswith("filled by the block `hidden`")
    assert explain_field(mapping, "extensions").reason.endswith("such as extensions.note")
    assert explain_field(mapping, "extensions.corner.note").rules[0].text == "note"


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("totl_amount", "Order has no field 'totl_amount'\n  hint: did you mean `total_amount`?"),
        ("customer.nmae", "customer has no field 'nmae'\n  hint: did you mean `name`?"),
        ("extensions.nota", "unknown extension 'nota'\n  hint: did you mean `note`?"),
    ],
)
def test_an_unknown_field_gets_a_hint(
    checked: Callable[..., CheckedMapping], order_mapping: str, field: str, message: str
) -> None:
    with pytest.raises(ShopglotError) as raised:
        explain_field(checked(order_mapping), field)
    assert str(raised.value) == message


def test_json_is_stable(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    mapping = checked(order_mapping)
    stories = follow_field(mapping, "total_amount", [Sample("given", {"id": "1", "total": "2.00"})])
    found = explanation_json(explain_field(mapping, "total_amount"), stories)
    assert json.loads(json.dumps(found)) == {
        "model": "Order",
        "field": "total_amount",
        "type": "an amount",
        "required": False,
        "reason": None,
        "rules": [{"file": "order.yaml", "line": 6, "text": "{path: total, as: money}", "note": None, "used": []}],
        "reads": [{"path": "total", "type": "text", "use": "read", "hideable": False, "lifted": None}],
        "records": [
            {
                "record": "given",
                "steps": [
                    {"depth": 0, "what": "path total", "where": "order.yaml:6", "state": "value", "value": "2.00"},
                    {"depth": 0, "what": "as money", "where": "order.yaml:6", "state": "value", "value": "2.00"},
                ],
                "why": [],
                "value": "2.00",
            }
        ],
    }
