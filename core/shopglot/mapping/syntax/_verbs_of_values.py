"""The verbs that read, choose or make one value, as a table."""

from __future__ import annotations

from shopglot.mapping.syntax._entries import Example, Slot, Verb

__all__ = ["VERBS_OF_VALUES"]

VERBS_OF_VALUES = (
    Verb(
        "path",
        "the value at the path",
        can_fail=True,
        value="read",
        doc="Read one value. A rule that is plain text is this verb.",
        slots=(Slot("path", "path", "the place of the value", required=True),),
        examples=(
            Example("payment.currency", {"payment": {"currency": "USD"}}, "USD"),
            Example("{path: 'tags[0]'}", {"tags": ["a", "b"]}, "a"),
        ),
    ),
    Verb(
        "const",
        "the value itself",
        can_fail=False,
        derived=True,
        doc="Use a fixed value.",
        slots=(Slot("const", "scalar", "text, a number, true or false", required=True),),
        examples=(Example("{const: pending}", {}, "pending"), Example("{const: true}", {}, True)),
    ),
    Verb(
        "first_of",
        "the first value that is not missing",
        can_fail=True,
        value="parts",
        doc="Try rules in order and use the first value that is not missing (absent, null, blank or masked).",
        slots=(Slot("first_of", "rules", "the rules to try, best first", required=True),),
        examples=(
            Example("{first_of: [a, b]}", {"a": "", "b": "x"}, "x"),
            Example("{first_of: [a, {const: none}]}", {}, "none"),
        ),
    ),
    Verb(
        "join",
        "text",
        can_fail=True,
        derived=True,
        doc="Join texts, and lists of texts, with a separator; missing ones are left out. A masked part makes the "
        "whole masked. `split` takes a text apart.",
        slots=(
            Slot("join", "rules", "the parts, in order", required=True),
            Slot("with", "text", "the separator; a space by default"),
        ),
        examples=(
            Example("{join: [first, last]}", {"first": "Dana", "last": "Example"}, "Dana Example"),
            Example("{join: [a, b, c], with: ', '}", {"a": "1", "c": "3"}, "1, 3"),
        ),
    ),
    Verb(
        "split",
        "a list of texts, or one text",
        can_fail=True,
        doc="Cut a text at a separator; blanks around each part are dropped, and so are parts without a character. "
        "A masked text stays masked as a whole. `join` puts texts together again.",
        slots=(
            Slot("split", "rule", "the text to cut", required=True),
            Slot("on", "text", "the separator: one character or several", required=True),
            Slot("take", "number", "take one part: 0 is the first, -1 the last; missing where there is none"),
        ),
        examples=(
            Example("{split: tags, on: ','}", {"tags": "summer, sale,, new "}, ["summer", "sale", "new"]),
            Example("{split: gid, on: /, take: -1}", {"gid": "gid://shop/Order/450789469"}, "450789469"),
            Example("{split: region, on: ':', take: 1}", {"region": "US"}, None),
        ),
    ),
    Verb(
        "cases",
        "the value of the first matching case",
        can_fail=True,
        value="parts",
        derived=True,
        doc="Choose by conditions, from top to bottom; `else`, as the last, always matches. Missing when none matches.",
        slots=(Slot("cases", "cases", "`{when, then}` in order; the last may be `{else}`", required=True),),
        examples=(
            Example(
                "{cases: [{when: {paid: {is: present}}, then: {const: paid}}, {else: {const: pending}}]}",
                {"paid": 1},
                "paid",
            ),
            Example("{cases: [{when: {status: DONE}, then: done_at}]}", {"status": "OPEN", "done_at": "x"}, None),
        ),
    ),
    Verb(
        "fields",
        "an object",
        can_fail=True,
        value="parts",
        doc="Make an object. One whose fields are all missing is itself missing; constants beside them do not make it.",
        slots=(Slot("fields", "fields", "target fields and their rules", required=True),),
        examples=(
            Example("{fields: {id: user_id}}", {"user_id": "7"}, {"id": "7"}),
            Example("{fields: {id: user_id, kind: {const: guest}}}", {}, None),
            Example(
                "{first_of: [{fields: {city: ship.city}}, {fields: {city: bill.city, of: {const: bill}}}]}",
                {"ship": {"city": ""}, "bill": {"city": "Graz"}},
                {"city": "Graz", "of": "bill"},
            ),
        ),
    ),
    Verb(
        "transform",
        "what the function returns",
        can_fail=True,
        derived=True,
        doc="Call a named Python function that the connector registers, with the values of rules. What it does not "
        "understand it may return as sent, with a warning (R116).",
        slots=(
            Slot("transform", "name", "the function's name", required=True),
            Slot("with", "arguments", "its parameters, each with a rule", required=True),
        ),
        examples=(
            Example("{transform: example_upper, with: {text: name}}", {"name": "ada"}, "ADA"),
            Example("{transform: example_upper, with: {text: name}}", {}, None),
        ),
    ),
)
