"""The verbs that go through lists, as a table."""

from __future__ import annotations

from shopglot.mapping.syntax._entries import Example, Slot, Verb

__all__ = ["VERBS_OF_LISTS"]

_WALK = (
    "the list to walk: a path, several one inside the other, or `group`, also as the first of several. In place of a "
    "path, `{entries: path}` walks an object as a list of `{key, value}`, and `{pick: path, where: …, path: path}` a "
    "list inside the first element that matches"
)
_SKIP = "`zero` leaves out each item whose amounts are all 0 or missing, without a warning"

VERBS_OF_LISTS = (
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
)
