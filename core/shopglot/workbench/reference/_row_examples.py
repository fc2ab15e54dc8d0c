"""Examples that one record serves: of paths, walks and conditions; and what a raw schema's keywords do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["CONDITIONS", "KEYWORDS", "PATHS", "SETTING", "SHOWN", "WALKS", "ConditionRow", "Keyword", "RuleRow"]

# The record of all these examples, and the one setting.
SHOWN: dict[str, Any] = {
    "id": "7",
    "currency": "EUR",
    "payer": "7",
    "note": "",
    "paid": "4.50",
    "payment": {"total amount": "4.50", "fee": "0.30"},
    "rates": {"vat": "0.20", "duty": "0.05"},
    "lines": [
        {"sku": "A", "status": "SHIPPED", "units": [{"serial": "s1"}, {"serial": "s2"}]},
        {"sku": "B", "status": "OPEN", "units": []},
    ],
    "meta": [{"key": "_wc_parcels", "value": [{"number": "1Z"}]}],
}
_TEXT = {"type": "string"}
SETTING = {"timezone": "Europe/Vienna"}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A path or a walk: what it is, a rule with it, and what the rule gives for the record `SHOWN`."""

    word: str
    doc: str
    rule: str
    gives: Any


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A form of condition: when it is true, and one that holds for the record `SHOWN` and one that does not."""

    word: str
    doc: str
    holds: str
    fails: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword of a raw schema, what follows from it, a field and rule that are right, and a mistake with its code.

    `schema` is that of the raw value `raw`.
    """

    word: str
    doc: str
    schema: dict[str, Any]
    right: str
    wrong: str
    code: str


PATHS = (
    RuleRow("payment.fee", "a field of a field, from the element in scope", "payment.fee", "0.30"),
    RuleRow("lines[0].sku", "an index, from 0", "{path: 'lines[0].sku'}", "A"),
    RuleRow('payment."total amount"', "a name in quotes", "{path: 'payment.\"total amount\"'}", "4.50"),
    RuleRow("$.id", "from the record, wherever the rule is", "{each: lines, value: $.id}", ["7", "7"]),
    RuleRow("$['currency']", "the same, a name in brackets", "{each: lines, value: \"$['currency']\"}", ["EUR", "EUR"]),
    RuleRow(
        "^.sku",
        "from the scope outside the innermost list; `^^` from the one outside that",
        "{each: [lines, units], value: ^.sku}",
        ["A", "A"],
    ),
    RuleRow("@", "the element itself", "{each: {entries: rates}, value: '@.key'}", ["vat", "duty"]),
    RuleRow(
        "setting.timezone",
        "a setting of the connection (see below); `@.setting` is a raw field of that name",
        "setting.timezone",
        "Europe/Vienna",
    ),
)

WALKS = (
    RuleRow("lines", "the elements of a list", "{each: lines, value: sku}", ["A", "B"]),
    RuleRow(
        "[lines, units]",
        "lists inside each other; `^` leads from the inner element to the outer",
        "{each: [lines, units], fields: {order: ^^.id, sku: ^.sku, serial: serial}}",
        [{"order": "7", "sku": "A", "serial": "s1"}, {"order": "7", "sku": "A", "serial": "s2"}],
    ),
    RuleRow(
        "{entries: rates}",
        "an object as a list of `{key, value}`",
        "{each: {entries: rates}, fields: {name: key, rate: value}}",
        [{"name": "vat", "rate": "0.20"}, {"name": "duty", "rate": "0.05"}],
    ),
    RuleRow(
        "{pick: meta, where: {key: _wc_parcels}, path: value}",
        "a list inside the first element that matches",
        "{each: {pick: meta, where: {key: _wc_parcels}, path: value}, value: number}",
        ["1Z"],
    ),
    RuleRow(
        "group",
        "the members of a group",
        "{each: lines, group_by: [status], fields: {status: status, skus: {each: group, value: sku}}}",
        [{"status": "SHIPPED", "skus": ["A"]}, {"status": "OPEN", "skus": ["B"]}],
    ),
    RuleRow(
        "[group, units]",
        "a list inside each member of a group",
        "{each: lines, group_by: [sku], fields: {sku: sku, units: {count: [group, units]}}}",
        [{"sku": "A", "units": 2}, {"sku": "B", "units": 0}],
    ),
)

CONDITIONS = (
    ConditionRow("{path: value}", "the path has that value", "{currency: EUR}", "{currency: USD}"),
    ConditionRow("{path: [values]}", "it has one of them", "{currency: [EUR, USD]}", "{currency: [USD, SEK]}"),
    ConditionRow("{path: {is: test}}", "a test below holds", "{paid: {is: nonzero}}", "{note: {is: present}}"),
    ConditionRow("{path: {count: 2}}", "a list has that length", "{lines: {count: 2}}", "{lines: {count: 1}}"),
    ConditionRow(
        "{path: {same_as: other}}", "both have the same single value; 7 and '7' are the same", "{id: {same_as: payer}}",
        "{id: {same_as: paid}}",
    ),
    ConditionRow(
        "{path: {starts_with: text}}", "the text begins so", "{'meta[0].key': {starts_with: _wc_}}",
        "{'meta[0].key': {starts_with: _x}}",
    ),
    ConditionRow("several keys", "all of them are true", "{currency: EUR, id: '7'}", "{currency: EUR, id: '8'}"),
    ConditionRow(
        "{all: [conditions]}", "every one is true", "{all: [{currency: EUR}, {id: '7'}]}",
        "{all: [{currency: EUR}, {id: '8'}]}",
    ),
    ConditionRow(
        "{any: [conditions]}", "one is true", "{any: [{currency: USD}, {id: '7'}]}",
        "{any: [{currency: USD}, {id: '8'}]}",
    ),
    ConditionRow("{not: condition}", "it is not true", "{not: {currency: USD}}", "{not: {currency: EUR}}"),
    ConditionRow(
        "{any: list, where: …}", "one element matches", "{any: lines, where: {sku: A}}",
        "{any: lines, where: {sku: C}}",
    ),
    ConditionRow(
        "{all: list, where: …}", "the list is not empty, and every element matches",
        "{all: lines, where: {sku: {is: present}}}", "{all: lines, where: {sku: A}}",
    ),
)  # fmt: skip

KEYWORDS = (
    Keyword(
        "type", "what kind of value it is; `null` beside it changes nothing, and of several types nothing is known",
        {"type": ["string", "null"]}, "note: raw", "created_at: raw", "E301",
    ),
    Keyword(
        "properties", "the fields of an object: a path to any other is an error",
        {"type": "object", "properties": {"x": _TEXT}}, "note: raw.x", "note: raw.y", "E202",
    ),
    Keyword(
        "items", "what an element of a list is",
        {"type": "array", "items": {"type": "object", "properties": {"x": _TEXT}}},
        "note: {path: 'raw[0].x'}", "note: {path: 'raw[0].y'}", "E202",
    ),
    Keyword(
        "additionalProperties", "a schema of the values of an object that is keyed by data: any name may follow",
        {"type": "object", "additionalProperties": _TEXT}, "note: raw.anything", "note: raw.anything.x", "E203",
    ),
    Keyword(
        "enum",
        "known values: an enum table needs a row for each; another one in a condition may be right, and is a warning",
        {"type": "string", "enum": ["A", "B"]}, "note: {cases: [{when: {raw: A}, then: {const: a}}]}",
        "note: {cases: [{when: {raw: C}, then: {const: c}}]}", "W904",
    ),
    Keyword(
        "format", "`decimal` with a whole number: an amount, and no count of minor units",
        {"type": "integer", "format": "decimal"}, "total_amount: {path: raw, as: money}", "total_amount: raw", "E301",
    ),
    Keyword(
        "x-unit", "a whole number is a moment: `s` is seconds since 1970, `ms` milliseconds; no word is needed",
        {"type": "integer", "x-unit": "s"}, "created_at: raw", "created_at: {path: raw, as: epoch_ms}", "E304",
    ),
)  # fmt: skip
