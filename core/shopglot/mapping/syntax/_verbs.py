"""The table of verbs: the single source of the parser, the checker, the compiler, the editors' schema and the docs.

A rule has exactly one source verb, and modifiers that are applied in the order of `MODIFIERS`, whatever the order in
the file. `can_fail`: a rule with the verb may have no value although its inputs have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["CONVERSIONS", "MODIFIERS", "TESTS", "VERBS", "Conversion", "Example", "IsTest", "Modifier", "Slot", "Verb"]

SlotKind = Literal[
    "path",  # one path
    "walk",  # a path to a list, a list of such paths (one inside the other), or `group`
    "rule",  # a rule
    "rules",  # a list of rules, at least one
    "terms",  # a rule, a list of rules, or `{each, where, path}`
    "condition",
    "scalar",
    "keys",  # a list of paths or other rules, at least one
    "zero",  # the word `zero`
    "fields",  # a mapping of target fields to rules
    "cases",  # a list of `{when, then}`, the last may be `{else}`
    "items",  # a list of rules, each may have a `when`
    "name",  # a transform
    "part",
    "arguments",  # a mapping of a transform's parameters to rules
    "text",
    "boolean",
    "number",  # a whole number
]


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a verb: `rule` is YAML, `record` the raw record, `gives` the JSON form of the result."""

    rule: str
    record: Any
    gives: Any


@dataclass(frozen=True, slots=True)
class Slot:
    """One key of a verb."""

    name: str
    kind: SlotKind
    doc: str
    required: bool = False
    inside: bool = False  # its paths start at the elements of the list that the verb's own key names


@dataclass(frozen=True, slots=True)
class Verb:
    """One source verb; `slots[0]` is the verb's own key.

    `value`: a verb returns what it reads (`read`), the value of one of its rules (`parts`), or a new value (`made`).
    `derived`: coverage lists a field that such verbs fill as derived, not as filled.
    """

    name: str
    result: str
    can_fail: bool
    doc: str
    slots: tuple[Slot, ...]
    examples: tuple[Example, ...]
    one_of: tuple[str, ...] = ()  # exactly one of these slots must be there
    value: Literal["read", "parts", "made"] = "made"
    derived: bool = False

    def slot(self, name: str) -> Slot | None:
        """Return the slot of this name, or None."""
        return next((slot for slot in self.slots if slot.name == name), None)


@dataclass(frozen=True, slots=True)
class Modifier:
    """One modifier of a rule; `belongs_to` is the conversion that it is part of."""

    name: str
    doc: str
    examples: tuple[Example, ...] = ()
    belongs_to: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """One conversion of `as`: which raw kinds it reads, and which kind it returns.

    `needs` is the modifier that must stand beside it.
    """

    name: str
    reads: tuple[str, ...]
    gives: str
    doc: str
    examples: tuple[Example, ...]
    needs: str = ""


@dataclass(frozen=True, slots=True)
class IsTest:
    """One word for `{is: …}` in a condition."""

    name: str
    doc: str


_WALK = (
    "the list to walk: a path, several one inside the other, or `group`, also as the first of several. In place of a "
    "path, `{entries: path}` walks an object as a list of `{key, value}`, and `{pick: path, where: …, path: path}` a "
    "list inside the first element that matches"
)
_SKIP = "`zero` leaves out each item whose amounts are all 0 or missing, without a warning"

VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
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
                Example(
                    "{sum: {each: taxes, path: amount}}", {"taxes": [{"amount": "0.50"}, {"amount": "0.25"}]}, "0.75"
                ),
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
            "agreed",
            "the value that all members of the group share",
            can_fail=True,
            doc="Read a value from every member of the group, and use it where all are equal; missing where two "
            "differ. Amounts are compared as numbers: 26.9 is 26.90.",
            slots=(Slot("agreed", "rule", "the value to read from each member", required=True),),
            examples=(
                Example(
                    "{each: units, group_by: [sku], fields: {sku: sku, rate: {agreed: rate}}}",
                    {"units": [{"sku": "A", "rate": "x"}, {"sku": "A", "rate": "x"}]},
                    [{"sku": "A", "rate": "x"}],
                ),
                Example(
                    "{each: units, group_by: [sku], fields: {sku: sku, rate: {agreed: rate}}}",
                    {"units": [{"sku": "A", "rate": "x"}, {"sku": "A", "rate": "y"}]},
                    [{"sku": "A"}],
                ),
            ),
        ),
        Verb(
            "count",
            "integer",
            can_fail=True,
            derived=True,
            doc="Count the elements of a list, or with `group` the members of the group. Missing when there is no "
            "list.",
            slots=(
                Slot("count", "walk", "the list, or `group`", required=True),
                Slot("where", "condition", "count only the elements that match", inside=True),
            ),
            examples=(
                Example("{count: items}", {"items": [1, 2, 3]}, 3),
                Example("{count: items, where: {ok: true}}", {"items": [{"ok": True}, {"ok": False}]}, 1),
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
            "pick",
            "the value at `path` in the first matching element",
            can_fail=True,
            value="read",
            doc="Find the first element of a list that matches `where`, and read one value from it.",
            slots=(
                Slot("pick", "path", "the list to search", required=True),
                Slot("where", "condition", "the condition for the element", required=True, inside=True),
                Slot("path", "path", "the value to read, from the element", required=True, inside=True),
            ),
            examples=(
                Example(
                    "{pick: areas, where: {level: L1}, path: name}",
                    {"areas": [{"level": "L0", "name": "US"}, {"level": "L1", "name": "Ohio"}]},
                    "Ohio",
                ),
                Example("{pick: areas, where: {level: L9}, path: name}", {"areas": [{"level": "L0"}]}, None),
            ),
        ),
        Verb(
            "each",
            "a list",
            can_fail=True,
            value="parts",
            doc="Make one item from each element of a list. Inside, a path starts at the element; `^` is the scope "
            "outside, `$` the record. Missing items are left out, and so is an empty list. With `same_as`, "
            "`where` is a join: a list that is searched again is indexed by the value that is compared.",
            slots=(
                Slot("each", "walk", _WALK, required=True),
                Slot("where", "condition", "only the elements that match", inside=True),
                Slot(
                    "group_by",
                    "keys",
                    "group elements with equal values, and make one item per group; rules compare by their results, so "
                    "`{path: price, as: money}` treats 26.9 and 26.90 as equal",
                    inside=True,
                ),
                Slot("skip", "zero", _SKIP),
                Slot("unique", "boolean", "leave out items that equal an earlier one"),
                Slot("fields", "fields", "each item is an object of these fields", inside=True),
                Slot("value", "rule", "each item is this value", inside=True),
            ),
            one_of=("fields", "value"),
            examples=(
                Example("{each: tags, value: '@'}", {"tags": ["a", "b"]}, ["a", "b"]),
                Example(
                    "{each: units, group_by: [sku], fields: {sku: sku, quantity: {count: group}}}",
                    {"units": [{"sku": "A"}, {"sku": "B"}, {"sku": "A"}]},
                    [{"sku": "A", "quantity": 2}, {"sku": "B", "quantity": 1}],
                ),
                Example(
                    "{each: units, group_by: [{path: off, as: money}], skip: zero, fields: {off: {sum: [off]}}}",
                    {"units": [{"off": "1.5"}, {"off": "1.50"}, {"off": "0.00"}]},
                    [{"off": "3.00"}],
                ),
                Example(
                    "{each: {entries: rates}, fields: {name: key, rate: value}}",
                    {"rates": {"vat": "0.20", "duty": "0.05"}},
                    [{"name": "vat", "rate": "0.20"}, {"name": "duty", "rate": "0.05"}],
                ),
                Example(
                    "{each: {pick: meta, where: {key: parcels}, path: value}, value: number}",
                    {"meta": [{"key": "note", "value": "x"}, {"key": "parcels", "value": [{"number": "1Z"}]}]},
                    ["1Z"],
                ),
                Example(
                    "{each: lines, fields: {id: id, refunded: {count: $.refunds, where: {line: {same_as: ^.id}}}}}",
                    {"lines": [{"id": "A"}, {"id": "B"}], "refunds": [{"line": "B"}]},
                    [{"id": "A", "refunded": 0}, {"id": "B", "refunded": 1}],
                ),
                Example(
                    "{each: [skus, attributes], value: name, unique: true}",
                    {"skus": [{"attributes": [{"name": "Size"}]}, {"attributes": [{"name": "Size"}]}]},
                    ["Size"],
                ),
            ),
        ),
        Verb(
            "list",
            "a list",
            can_fail=True,
            value="parts",
            doc="Write a list item by item. An item whose `when` does not match, or that is missing, is left out; with "
            "`skip: zero` also one whose amounts are all 0 or missing. An item that is a list itself (`each`, `list`) "
            "is spliced in.",
            slots=(Slot("list", "items", "the items: rules, each may have a `when` and `skip: zero`", required=True),),
            examples=(
                Example("{list: [a, b]}", {"a": "x"}, ["x"]),
                Example(
                    "{list: [{when: {paid: true}, fields: {of: {const: fee}, paid: {path: fee, as: money}}}]}",
                    {"fee": "1.50", "paid": True},
                    [{"of": "fee", "paid": "1.50"}],
                ),
                Example(
                    "{list: [{skip: zero, fields: {of: {const: fee}, paid: {path: fee, as: money}}}]}",
                    {"fee": "0.00"},
                    None,
                ),
            ),
        ),
        Verb(
            "cases",
            "the value of the first matching case",
            can_fail=True,
            value="parts",
            derived=True,
            doc="Choose by conditions, from top to bottom; `else`, as the last, always matches. Missing when none "
            "matches.",
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
            doc="Make an object. One whose fields are all missing is itself missing; constants beside them "
            "do not make it.",
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
}

MODIFIERS: dict[str, Modifier] = {
    modifier.name: modifier
    for modifier in (
        Modifier(
            "as",
            "Read the raw value as this type; a value that does not fit becomes null, with a warning.",
            (Example("{path: total, as: money}", {"total": "12.50"}, "12.50"),),
        ),
        Modifier(
            "of",
            "The currency of `as: minor_units`: a path, a fixed one such as `{const: EUR}`, or any other rule.",
            (Example("{path: cents, as: minor_units, of: {const: EUR}}", {"cents": 1250}, "12.50"),),
            belongs_to="minor_units",
        ),
        Modifier(
            "zone",
            "The time zone of `as: date` where the text has no offset: an IANA name such as `Europe/Vienna`, or the "
            "path of a setting that holds one, such as `setting.timezone`.",
            (Example("{path: at, as: date, zone: Asia/Tokyo}", {"at": "2024-05-01 10:00"}, "2024-05-01T01:00:00Z"),),
            belongs_to="date",
        ),
        Modifier(
            "enum",
            "Translate the platform's token by a table: a name under `enums`, or the table itself. A token that is not "
            "in it becomes the table's `else`, with a warning that names the token.",
            (
                Example("{path: status, enum: {OPEN: active, DONE: completed}}", {"status": "DONE"}, "completed"),
                Example("{path: status, enum: {OPEN: active, else: unknown}}", {"status": "NEW_ONE"}, "unknown"),
            ),
        ),
        Modifier(
            "default",
            "Use this value when the source is absent, null or blank (never when it is masked).",
            (Example("{path: quantity, as: integer, default: 1}", {}, 1),),
        ),
        Modifier("required", "Reject the record without this value; other records continue."),
        Modifier("note", "A note for people: why the rule is as it is; shown in the reference pages."),
    )
}

CONVERSIONS: dict[str, Conversion] = {
    item.name: item
    for item in (
        Conversion(
            "text",
            ("text", "integer", "boolean"),
            "text",
            "Text as it is; a whole number becomes its digits.",
            (Example("{path: id, as: text}", {"id": 576461413038785752}, "576461413038785752"),),
        ),
        Conversion(
            "money",
            ("text", "number"),
            "money",
            "An exact decimal with the digits as sent: at most 30, finite, no exponent. A JSON number is accepted, "
            "with a warning unless the raw schema says `type: number`. A whole number may be one of cents: it needs "
            "`minor_units`, or `format: decimal` in the raw schema.",
            (Example("{path: amount, as: money}", {"amount": "0.10"}, "0.10"),),
        ),
        Conversion(
            "minor_units",
            ("integer", "text"),
            "money",
            "A whole number of the currency's minor units, such as cents; `of` is the currency. ISO 4217 says how many "
            "digits they take: 2 for USD, 0 for JPY, 3 for KWD. Missing, with a warning, without a known currency.",
            (
                Example("{path: amount, as: minor_units, of: currency}", {"amount": 1957, "currency": "USD"}, "19.57"),
                Example("{path: amount, as: minor_units, of: currency}", {"amount": 1957, "currency": "JPY"}, "1957"),
                Example("{path: amount, as: minor_units, of: currency}", {"amount": 1957, "currency": "KWD"}, "1.957"),
                Example("{path: amount, as: minor_units, of: currency}", {"amount": 1957}, None),
            ),
            needs="of",
        ),
        Conversion(
            "percent",
            ("text", "integer", "number"),
            "quantity",
            "A percentage as a fraction: 20 is 0.20, exactly.",
            (
                Example("{path: rate, as: percent}", {"rate": 20}, "0.20"),
                Example("{path: rate, as: percent}", {"rate": "9.5"}, "0.095"),
            ),
        ),
        Conversion(
            "integer",
            ("integer", "text"),
            "integer",
            "A whole number, also from its digits as text.",
            (Example("{path: days, as: integer}", {"days": "14"}, 14),),
        ),
        Conversion(
            "boolean",
            ("boolean", "text"),
            "boolean",
            "true or false, also as the words `true` and `false`.",
            (Example("{path: gift, as: boolean}", {"gift": "true"}, True),),
        ),
        Conversion(
            "epoch_s",
            ("integer", "text"),
            "datetime",
            "Seconds since 1970, from 2000 to 2200; 0 means not set. Milliseconds are rejected, not guessed. Where the "
            "raw schema says `x-unit: s`, no word is needed.",
            (Example("{path: at, as: epoch_s}", {"at": 1714557600}, "2024-05-01T10:00:00Z"),),
        ),
        Conversion(
            "epoch_ms",
            ("integer", "text"),
            "datetime",
            "Milliseconds since 1970, from 2000 to 2200; 0 means not set. Where the raw schema says `x-unit: ms`, no "
            "word is needed.",
            (Example("{path: at, as: epoch_ms}", {"at": 1714557600000}, "2024-05-01T10:00:00Z"),),
        ),
        Conversion(
            "date",
            ("text",),
            "datetime",
            "An ISO 8601 date, or date and time. Text with an offset keeps it; text without one needs `zone`. A date "
            "alone is its midnight, in UTC without a `zone`. Where the zone's clock is put back, it is the first of "
            "the two times; a time that it skips counts from before it was put forward.",
            (
                Example("{path: at, as: date}", {"at": "2024-05-01T12:00:00+02:00"}, "2024-05-01T10:00:00Z"),
                Example("{path: at, as: date, zone: UTC}", {"at": "2024-05-01T12:00:00"}, "2024-05-01T12:00:00Z"),
                Example("{path: at, as: date, zone: Europe/Vienna}", {"at": "2024-05-01"}, "2024-04-30T22:00:00Z"),
                Example("{path: at, as: date}", {"at": "2024-05-01T12:00:00"}, None),
            ),
        ),
        Conversion(
            "rfc2822",
            ("text",),
            "datetime",
            "A date and time as e-mail and HTTP headers write them, with their offset.",
            (Example("{path: at, as: rfc2822}", {"at": "Wed, 01 May 2024 12:00:00 +0200"}, "2024-05-01T10:00:00Z"),),
        ),
        Conversion(
            "url",
            ("text",),
            "text",
            "An http or https address.",
            (Example("{path: link, as: url}", {"link": "https://example.com/a"}, "https://example.com/a"),),
        ),
        Conversion(
            "html",
            ("text",),
            "text",
            "The plain text of a piece of HTML: tags out, entities read, a line for each paragraph, row or list item.",
            (
                Example("{path: name, as: html}", {"name": "Tea &amp; Mug"}, "Tea & Mug"),
                Example("{path: about, as: html}", {"about": "<p>A <b>mug</b>.</p><ul><li>Blue</ul>"}, "A mug.\nBlue"),
            ),
        ),
        Conversion(
            "country",
            ("text",),
            "text",
            "An ISO 3166-1 alpha-2 code, in capitals; a code that the standard does not assign (UK, ZZ) does not fit.",
            (Example("{path: region, as: country}", {"region": "us"}, "US"),),
        ),
    )
}

TESTS: dict[str, IsTest] = {
    item.name: item
    for item in (
        IsTest("present", "there is a value: none of the four below"),
        IsTest("missing", "absent, null, blank or masked"),
        IsTest("absent", "the key is not there"),
        IsTest("null", "the key is there, with null"),
        IsTest("blank", 'the value is ""'),
        IsTest("masked", "the value is hidden behind the platform's mask"),
        IsTest("nonempty", "a list with an element, or an object with a key; `present` holds for empty ones too"),
        IsTest("nonzero", "a number, or a number as text, that is not 0"),
        IsTest("zero", "a number, or a number as text, that is 0; not what is missing"),
    )
}
