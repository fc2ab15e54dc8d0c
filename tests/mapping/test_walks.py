"""Walks over an object's entries, and over a list out of a picked element; what stands for an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from shopglot.mapping.compile import known_keys
from shopglot.mapping.syntax import leaves, type_at, type_from_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.diagnostics import Diagnostic

    Give = Callable[..., Any]
    Check = Callable[[str], tuple[Diagnostic, ...]]

PICKED = "{pick: meta, where: {k: rows}, path: v}"
META = {
    "meta": [
        {"k": "other", "v": [{"n": 9}]},
        {"k": "rows", "v": [{"n": 1, "p": "1", "c": [1, 2]}, {"n": 2, "p": "2"}]},
    ],
    "id": "r",
}


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("{each: {entries: rates}, fields: {k: key, v: value}}", [{"k": "A", "v": 1}, {"k": "B", "v": 2}]),
        ("{each: {entries: rates}, where: {key: B}, value: value}", [2]),
        ("{count: {entries: rates}}", 2),
        ("{sum: {each: {entries: owed}, path: value}}", "3"),
        ("{cases: [{when: {any: {entries: rates}, where: {value: 2}}, then: {const: y}}]}", "y"),
        ("{cases: [{when: {all: {entries: rates}, where: {value: 2}}, then: {const: y}}]}", None),
        ("{each: [by_id, {entries: rows}], value: value.n}", [5]),
        ("{each: [{entries: nested}, {entries: value}], fields: {in: ^.key, key: key}}", [{"in": "x", "key": "y"}]),
        ("{each: {entries: list}, value: key}", None),
        ("{count: {entries: list}}", 0),
        ("{each: {entries: nowhere}, value: key}", None),
    ],
)  # fmt: skip
def test_an_object_is_walked_as_the_list_of_its_entries(give: Give, rule: str, value: Any) -> None:
    record = {
        "rates": {"A": 1, "B": 2},
        "by_id": [{"rows": {"7": {"n": 5}}}],
        "owed": {"vat": "1", "duty": "2"},
        "nested": {"x": {"y": 1}},
        "list": [],
    }
    assert give(rule, record) == value


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (f"{{each: {PICKED}, fields: {{n: n, of: ^.id}}}}", [{"n": 1, "of": "r"}, {"n": 2, "of": "r"}]),
        (f"{{each: [{PICKED}, c], value: '@'}}", [1, 2]),
        (f"{{count: {PICKED}, where: {{n: 2}}}}", 1),
        (f"{{sum: {{each: {PICKED}, path: p}}}}", "3"),
        (f"{{cases: [{{when: {{any: {PICKED}, where: {{n: 2}}}}, then: {{const: y}}}}]}}", "y"),
        (f"{{cases: [{{when: {{all: [{PICKED}, c], where: {{'@': 2}}}}, then: {{const: y}}}}]}}", None),
        ("{each: {pick: meta, where: {k: nowhere}, path: v}, value: n}", None),
        ("{each: {pick: nowhere, where: {k: nowhere}, path: v}, value: n}", None),
        ("{each: {pick: meta, where: {^.id: r, k: {same_as: '^.meta[1].k'}}, path: v}, value: n}", [1, 2]),
    ],
)
def test_a_list_out_of_a_picked_element_is_walked(give: Give, rule: str, value: Any) -> None:
    assert give(rule, META) == value


@pytest.mark.parametrize("odd", ["text", 5, True, [1], [{}]])
def test_what_is_no_object_has_no_entries_and_is_named(warn: Give, odd: Any) -> None:
    assert warn("{each: {entries: a}, value: key}", {"a": odd}) == (None, [("/extensions/acme/out", "R106")])


def test_a_masked_key_or_value_among_entries_is_hidden(run_rule: Give) -> None:
    watched = "hidden: {watch: [a], reasons: []}"
    rule = "{each: {entries: a}, fields: {k: key, v: value}}"
    value, outcome = run_rule(rule, {"a": {"k***": 1, "b": "v***"}}, more=watched)
    assert value == [{"k": None, "v": 1}, {"k": "b", "v": None}]
    assert outcome.warnings == ()
    assert [field["path"] for field in outcome.values["hidden_fields"]] == [
        "/extensions/acme/out/0/k",
        "/extensions/acme/out/1/v",
    ]


@pytest.mark.parametrize("rule", ["{each: a, value: n}", "{each: a, where: {n: 1}, unique: true, value: n}",
                                  "{count: a}", "{pick: a, where: {n: 1}, path: n}", "a.b", "a.b.c", "{path: 'a.b[0]'}",
                                  "{fields: {x: a.b}}"])  # fmt: skip
@pytest.mark.parametrize("empty", [[], {}])
def test_php_writes_an_empty_object_as_a_list_and_a_list_as_an_object(give: Give, rule: str, empty: Any) -> None:
    assert give(rule, {"a": empty}) in (None, 0)


OPEN = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "rates": {"type": "object", "additionalProperties": {"type": "string"}},
        "lines": {
            "type": "object",
            "properties": {"first": {"type": "object", "properties": {"n": {"type": "integer"}}}},
            "additionalProperties": {"type": "object", "properties": {"n": {"type": "integer"}}},
        },
    },
}


def test_a_schema_names_the_type_of_values_whose_keys_it_does_not_name() -> None:
    raw = type_from_schema(OPEN, OPEN)
    assert [".".join(place) for place in leaves(raw)] == ["id", "rates.*", "lines.first.n", "lines.*.n"]
    assert str(type_at(raw, ("rates", "anything"))) == "text"
    assert type_at(raw, ("lines", "any", "m")) is None
    known = known_keys(raw)
    assert known is not None
    record = {"id": "1", "rates": {"EUR": "1"}, "lines": {"first": {"n": 1, "m": 2}, "x": {"n": 1, "o": 2}}, "more": 1}
    assert known.unknown(record) == ("lines.*.o", "lines.first.m", "more")
