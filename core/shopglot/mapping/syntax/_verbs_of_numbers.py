"""The verbs of amounts and numbers, as a table."""

from __future__ import annotations

from shopglot.mapping.syntax._entries import Example, Slot, Verb

__all__ = ["VERBS_OF_NUMBERS"]

VERBS_OF_NUMBERS = (
    Verb(
        "sum",
        "money",
        can_fail=True,
        derived=True,
        doc="Add amounts exactly, as decimals; missing ones are left out. In a group it reads every member. "
        "Missing when all amounts are missing; one amount that does not fit makes the sum missing, with a "
        "warning.",
        slots=(
            Slot(
                "sum",
                "terms",
                "a list of rules, or `{each, where, path}` to add over a list; `path` there takes `as` and `of`",
                required=True,
            ),
        ),
        examples=(
            Example("{sum: [a, b]}", {"a": "1.10", "b": "2"}, "3.10"),
            Example("{sum: {each: taxes, path: amount}}", {"taxes": [{"amount": "0.50"}, {"amount": "0.25"}]}, "0.75"),
            Example(
                "{sum: {each: taxes, path: cents, as: minor_units, of: $.currency}}",
                {"currency": "EUR", "taxes": [{"cents": 50}, {"cents": 25}]},
                "0.75",
            ),
        ),
    ),
    Verb(
        "minus",
        "money",
        can_fail=True,
        doc="Subtract amounts from the first one, exactly; a single amount is negated. In a group it reads every "
        "member. Missing when the first is missing or one amount does not fit; others that are missing count as 0.",
        slots=(
            Slot(
                "minus",
                "terms",
                "a rule, or a list of rules: the others are subtracted from the first",
                required=True,
            ),
        ),
        examples=(
            Example("{minus: [a, b]}", {"a": "2.00", "b": "0.50"}, "1.50"),
            Example("{minus: a}", {"a": "0.50"}, "-0.50"),
            Example("{minus: [a, b]}", {"b": "0.50"}, None),
        ),
    ),
    Verb(
        "times",
        "money",
        can_fail=True,
        derived=True,
        doc="Multiply numbers exactly, as decimals: a price and a quantity. Missing when one of them is missing or "
        "does not fit. A product of more than 30 digits is refused, with a warning: nothing is rounded.",
        slots=(Slot("times", "rules", "the numbers to multiply", required=True),),
        examples=(
            Example("{times: [price, quantity]}", {"price": "2.50", "quantity": 3}, "7.50"),
            Example("{times: [price, {path: off, as: percent}]}", {"price": "19.90", "off": 15}, "2.9850"),
            Example("{times: [price, quantity]}", {"price": "2.50"}, None),
        ),
    ),
    Verb(
        "count",
        "integer",
        can_fail=True,
        derived=True,
        doc="Count the elements of a list, or with `group` the members of the group. Missing when there is no list.",
        slots=(
            Slot("count", "walk", "the list, or `group`", required=True),
            Slot("where", "condition", "count only the elements that match", inside=True),
        ),
        examples=(
            Example("{count: items}", {"items": [1, 2, 3]}, 3),
            Example("{count: items, where: {ok: true}}", {"items": [{"ok": True}, {"ok": False}]}, 1),
        ),
    ),
)
