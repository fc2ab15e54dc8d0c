"""What each verb, modifier and test does: its own examples, and the corners."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.mapping import CONVERSIONS, MODIFIERS, TESTS, VERBS
from shopglot.mapping.check._rules import RuleChecker
from shopglot.mapping.check._scopes import Scope
from shopglot.mapping.compile import Compiler, Masks
from shopglot.mapping.compile._conditions import _compile_tests
from shopglot.mapping.compile._masks import asterisks
from shopglot.mapping.syntax import ANY, Reporter, SourceFile
from shopglot.mapping.syntax._parse_rules import RuleParser

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping import CompiledMapping

    Give = Callable[..., Any]

EXAMPLES = [
    pytest.param(example, id=f"{entry.name}-{number}")
    for table in (VERBS, MODIFIERS, CONVERSIONS)
    for entry in table.values()
    for number, example in enumerate(entry.examples)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_gives_what_it_says(run_rule: Give, example: Any) -> None:
    assert run_rule(example.rule, example.record)[0] == example.gives


def test_each_verb_is_parsed_checked_and_compiled(acme: ConnectorDefinition) -> None:
    report = Reporter(SourceFile("a.yaml", b""))
    parser = RuleParser(report)
    assert {slot.kind for verb in VERBS.values() for slot in verb.slots} <= parser._slots.keys()
    assert list(RuleChecker(report, Scope(ANY, ()), acme)._verbs) == list(VERBS)
    assert list(Compiler("a.yaml", Masks(asterisks, asterisks), {})._verbs) == list(VERBS)
    assert list(_compile_tests(asterisks)) == list(TESTS)


def test_each_verb_is_documented_with_two_examples() -> None:
    for verb in VERBS.values():
        assert verb.doc.endswith("."), verb.name
        assert verb.result, verb.name
        assert len(verb.examples) >= 2, verb.name
        assert verb.slots[0].name == verb.name
        assert verb.slots[0].required, verb.name
        assert all(slot.doc for slot in verb.slots), verb.name
        assert set(verb.one_of) <= {slot.name for slot in verb.slots}, verb.name
    for table in (MODIFIERS, CONVERSIONS, TESTS):
        assert all(entry.doc for entry in table.values())
    assert all(conversion.examples for conversion in CONVERSIONS.values())


def test_verbs_that_can_not_fail_give_a_value_for_nothing(give: Give) -> None:
    sure = [verb for verb in VERBS.values() if not verb.can_fail]
    assert [verb.name for verb in sure] == ["const"]
    assert all(give(example.rule, {}) == example.gives for verb in sure for example in verb.examples)


MASK = "hidden: {watch: [a], reasons: []}"


@pytest.mark.parametrize("record", [{}, {"a": None}, {"a": ""}, {"a": "A***"}])
def test_first_of_skips_all_four_kinds_of_missing(give: Give, record: Any) -> None:
    assert give("{first_of: [a, b]}", {**record, "b": "x"}, more=MASK) == "x"


def test_first_of_takes_false_and_zero_for_values(give: Give) -> None:
    assert give("{first_of: [a, b]}", {"a": False, "b": True}) is False
    assert give("{first_of: [a, b]}", {"a": 0, "b": 1}) == 0


def test_first_of_goes_on_after_a_value_that_does_not_fit_and_says_so(warn: Give) -> None:
    rule = "{first_of: [{path: a, as: money}, {path: b, as: money}]}"
    assert warn(rule, {"a": "x", "b": "2.50"}) == ("2.50", [("/extensions/acme/out", "R102")])


@pytest.mark.parametrize(
    ("record", "value"), [({}, 7), ({"a": None}, 7), ({"a": ""}, 7), ({"a": 0}, 0), ({"a": "3"}, 3)]
)
def test_default_replaces_absent_null_and_blank(give: Give, record: Any, value: int) -> None:
    assert give("{path: a, as: integer, default: 7}", record) == value


def test_default_never_passes_for_what_is_hidden_or_does_not_fit(run_rule: Give, warn: Give) -> None:
    value, outcome = run_rule("{path: a, default: none}", {"a": "A***"}, more=MASK)
    assert value is None
    assert [item["path"] for item in outcome.values["hidden_fields"]] == ["/extensions/acme/out"]
    assert warn("{path: a, as: integer, default: 7}", {"a": "many"}) == (None, [("/extensions/acme/out", "R103")])


def test_default_is_an_amount_where_one_is_held(run_rule: Give) -> None:
    assert run_rule("{path: a, as: money, default: 0}", {})[0] == "0"
    assert run_rule("{path: a, as: money, default: 0.50}", {})[0] == "0.50"


def test_modifiers_apply_in_their_own_order(give: Give) -> None:
    rule = "{default: none, enum: {'1': one, 'true': yes!}, as: text, path: a}"
    assert [give(rule, {"a": value}) for value in (1, True, "1", None)] == ["one", "yes!", "one", "none"]


def test_required_rejects_the_record(run_rule: Give) -> None:
    value, outcome = run_rule("{path: a, as: integer, required: true}", {"b": 1})
    assert (value, outcome.values) == (None, None)
    (problem,) = outcome.errors
    assert str(problem) == "/extensions/acme/out: required but missing [R101, order.yaml:7]"
    _, outcome = run_rule("{path: a, as: integer, required: true}", {"a": "many"})
    assert [(item.path, item.code) for item in outcome.errors] == [("/extensions/acme/out", "R103")]


def test_required_does_not_reject_what_the_platform_hides(give: Give) -> None:
    assert give("{path: a, required: true}", {"a": "A***"}, more=MASK) is None
    withheld = "hidden: {watch: [a], withheld: {a: {is: missing}}, reasons: []}"
    assert give("{path: a, required: true}", {"a": ""}, more=withheld) is None
    assert give("{path: a, default: none}", {"a": ""}, more=withheld) is None


ENUM = "{path: a, enum: {'1': one, 'true': yes!, OPEN: active}}"


@pytest.mark.parametrize(
    ("raw", "value"), [(1, "one"), ("1", "one"), (True, "yes!"), ("true", "yes!"), ("OPEN", "active")]
)
def test_enum_reads_texts_whole_numbers_and_booleans(give: Give, raw: Any, value: str) -> None:
    assert give(ENUM, {"a": raw}) == value


@pytest.mark.parametrize(
    ("raw", "token"),
    [
        ("PARKED", "PARKED"),
        ("open", "open"),
        (5, "5"),
        (False, "false"),
        ("Dana Example", None),
        ("x" * 65, None),
        ("größe", None),
        (["OPEN"], None),
        ({"OPEN": 1}, None),
        (1.5, None),
    ],
)
def test_enum_names_a_token_it_does_not_know_and_nothing_else(run_rule: Give, raw: Any, token: str | None) -> None:
    value, outcome = run_rule(ENUM, {"a": raw})
    assert value is None
    assert [(item.code, item.token) for item in outcome.warnings] == [("R105", token)]


def test_enum_gives_else_with_a_warning(run_rule: Give) -> None:
    value, outcome = run_rule("{path: a, enum: states}", {"a": "NEW"}, more="enums: {states: {A: one, else: unknown}}")
    assert value == "unknown"
    assert [str(item) for item in outcome.warnings] == [
        "/extensions/acme/out: a platform value that the mapping does not know yet (NEW) [R105, order.yaml:7]"
    ]


def test_enum_tokens_keep_their_zeros(give: Give) -> None:
    assert [give("{path: a, enum: {007: bond, 7: seven}}", {"a": raw}) for raw in ("007", "7")] == ["bond", "seven"]


NESTED = {
    "name": "outside",
    "boxes": [
        {"name": "one", "things": [{"name": "a"}, {"name": "b"}]},
        {"name": "two", "things": [{"name": "c"}]},
    ],
}


def test_paths_reach_the_scopes_outside_and_the_record(give: Give) -> None:
    rule = """
        each: boxes
        value:
          each: things
          value: {join: [$.name, ^^.name, ^.name, name], with: '/'}
    """
    assert give(rule, NESTED) == [
        ["outside/outside/one/a", "outside/outside/one/b"],
        ["outside/outside/two/c"],
    ]


def test_one_list_inside_the_other_is_walked_in_order(give: Give) -> None:
    assert give("{each: [boxes, things], value: {join: [^.name, name]}}", NESTED) == ["one a", "one b", "two c"]
    assert give("{each: [boxes, things], value: ^^.name}", NESTED) == ["outside"] * 3
    assert give("{count: [boxes, things]}", NESTED) == 3
    assert give("{count: [boxes, things], where: {^.name: one}}", NESTED) == 2


def test_conditions_reach_the_scopes_outside(give: Give) -> None:
    rule = "{each: boxes, value: {each: things, where: {^.name: two}, value: name}}"
    assert give(rule, NESTED) == [["c"]]
    rule = "{each: boxes, value: {pick: things, where: {^^.name: outside, ^.name: one}, path: ^.name}}"
    assert give(rule, NESTED) == ["one"]


def test_an_element_may_be_read_itself(give: Give) -> None:
    assert give("{each: tags, value: '@'}", {"tags": ["a", "", None, 5, "b"]}) == ["a", 5, "b"]
    assert give("{each: tags, where: {'@': [a, b]}, value: '@'}", {"tags": ["a", "c", "b"]}) == ["a", "b"]
    assert give("{each: rows, value: '@[1]'}", {"rows": [["a", "b"], ["c"]]}) == ["b"]


def test_an_empty_list_is_missing(give: Give) -> None:
    assert give("{each: tags, value: '@'}", {"tags": []}) is None
    assert give("{first_of: [{each: tags, value: '@'}, {const: none}]}", {"tags": []}) == "none"
    assert give("{each: tags, where: {'@': z}, value: '@'}", {"tags": ["a"]}) is None
    assert give("{each: rows, fields: {a: a}}", {"rows": [{}, {"a": None}]}) is None


@pytest.mark.parametrize("odd", ["text", 5, True, {"0": {"name": "a"}}])
def test_what_is_no_list_is_not_walked_and_is_named(warn: Give, odd: Any) -> None:
    named = [("/extensions/acme/out", "R106")]
    assert warn("{each: rows, value: name}", {"rows": odd}) == (None, named)
    assert warn("{each: rows, fields: {name: name}}", {"rows": odd}) == (None, named)
    assert warn("{count: rows}", {"rows": odd}) == (None, named)
    assert warn("{pick: rows, where: {name: a}, path: name}", {"rows": odd}) == (None, named)
    assert warn("{list: [{each: rows, value: name}]}", {"rows": odd}) == (None, named)
    assert warn("{list: [a, {each: rows, value: name}, b]}", {"rows": odd, "a": 1, "b": 2}) == ([1, 2], named)
    assert warn("{sum: {each: rows, path: name}}", {"rows": odd}) == (None, named)


@pytest.mark.parametrize("missing", [{}, {"rows": None}, {"rows": ""}])
def test_a_list_that_is_missing_is_missing_without_a_word(give: Give, missing: Any) -> None:
    for rule in ("{each: rows, value: name}", "{count: rows}", "{pick: rows, where: {name: a}, path: name}"):
        assert give(rule, missing) is None


@pytest.mark.parametrize("odd", ["text", 5, None, [], True])
def test_an_odd_element_costs_itself_only(warn: Give, odd: Any) -> None:
    record = {"rows": [{"a": "x", "b": {"c": "y"}}, odd, {"a": "z"}]}
    for rule in ("{each: rows, fields: {a: a, c: b.c}}", "{each: rows, value: {fields: {a: a, c: b.c}}}"):
        value, warnings = warn(rule, record)
        assert value == [{"a": "x", "c": "y"}, {"a": "z"}]
        assert {path.rsplit("/", 1)[0] for path, _ in warnings} <= {"/extensions/acme/out/1"}
        assert {code for _, code in warnings} <= {"R106"}
    assert warn("{each: rows, value: b.c}", record)[0] == ["y"]


def test_texts_become_objects(give: Give) -> None:
    assert give("{each: phones, fields: {number: '@', of: ^.id}}", {"id": "1", "phones": ["a", "b"]}) == [
        {"number": "a", "of": "1"},
        {"number": "b", "of": "1"},
    ]


UNITS = {
    "currency": "EUR",
    "units": [
        {"id": 1, "sku": "A", "price": "1.10", "taxes": [{"amount": "0.10"}, {"amount": "0.20"}]},
        {"id": 2, "sku": "B", "price": "5.00"},
        {"id": 3, "sku": "A", "price": "1.15", "taxes": [{"amount": "0.05"}]},
    ],
}


def test_a_group_is_one_item_in_the_order_of_its_first_member(give: Give) -> None:
    rule = """
        each: units
        group_by: [sku]
        fields:
          id: id
          ids: {each: group, value: id}
          quantity: {count: group}
          dear: {count: group, where: {price: '5.00'}}
          price: {path: price, as: money}
          total: {sum: [price]}
          tax: {sum: {each: taxes, path: amount}}
          all: {sum: [price, {each: taxes, path: amount}]}
          currency: ^.currency
    """
    assert give(rule, UNITS) == [
        {
            "id": 1, "ids": [1, 3], "quantity": 2, "dear": 0, "price": "1.10", "total": "2.25", "tax": "0.35",
            "all": "2.60", "currency": "EUR",
        },
        {
            "id": 2, "ids": [2], "quantity": 1, "dear": 1, "price": "5.00", "total": "5.00", "all": "5.00",
            "currency": "EUR",
        },
    ]  # fmt: skip


TAXED = {
    "units": [
        {"sku": "A", "price": "26.9", "off": "0.00", "parts": [{"n": "x", "rate": "0.06", "at": 1}]},
        {"sku": "A", "price": "26.90", "off": "5.00", "parts": [{"n": "x", "rate": "0.060", "at": 2}]},
        {
            "sku": "B",
            "price": "9.00",
            "parts": [{"n": "x", "rate": "0.06", "at": 3}, {"n": "y", "rate": "0.03", "at": 3}],
        },
        {"sku": "B", "price": "9.00", "parts": [{"n": "x", "rate": "0.06", "at": 4}]},
    ],
}


def test_units_are_grouped_by_the_value_and_asked_all(give: Give) -> None:
    rule = """
        each: units
        group_by: [sku, {path: price, as: money}]
        fields:
          sku: sku
          quantity: {count: group}
          off: {list: [{skip: zero, fields: {amount: {sum: [off]}}}]}
          left: {minus: [price, off]}
          rate: {agreed: {sum: {each: parts, path: rate}}}
          parts: {each: [group, parts], group_by: [n], fields: {n: n, at: {each: group, value: at}, sku: ^.sku}}
          any: {cases: [{when: {any: [group, parts], where: {n: y}}, then: {const: true}}]}
          all: {cases: [{when: {all: group, where: {off: {is: present}}}, then: {const: true}}]}
    """
    assert give(rule, TAXED) == [
        {
            "sku": "A", "quantity": 2, "off": [{"amount": "5.00"}], "left": "48.80", "rate": "0.06", "all": True,
            "parts": [{"n": "x", "at": [1, 2], "sku": "A"}],
        },
        {
            "sku": "B", "quantity": 2, "left": "18.00", "any": True,
            "parts": [{"n": "x", "at": [3, 4], "sku": "B"}, {"n": "y", "at": [3], "sku": "B"}],
        },
    ]  # fmt: skip


def test_what_does_not_fit_is_a_group_of_its_own_and_is_told_once(run_rule: Give) -> None:
    rows = {"rows": [{"p": "1.0"}, {"p": "abc"}, {"p": "1"}, {"p": "abc"}, {}, {"p": None}]}
    rule = "{each: rows, group_by: [{path: p, as: money}], fields: {n: {count: group}, p: {path: p, as: money}}}"
    made, outcome = run_rule(rule, rows)
    assert made == [{"n": 2, "p": "1.0"}, {"n": 1}, {"n": 1}, {"n": 2}]
    assert [(one.path[-4:], one.code) for one in outcome.warnings] == [("/1/p", "R102"), ("/2/p", "R102")]


def test_a_condition_over_a_list_asks_each_element(give: Give) -> None:
    rule = "{cases: [{when: {%s: rows, where: {s: [A, B]}}, then: {const: yes}}, {else: {const: no}}]}"
    rows = [{"s": "A"}, {"s": "C"}]
    assert [give(rule % word, {"rows": rows}) for word in ("any", "all")] == ["yes", "no"]
    assert [give(rule % word, {"rows": rows[:1]}) for word in ("any", "all")] == ["yes", "yes"]
    nowhere: list[Any] = [{}, {"rows": []}, {"rows": None}, {"rows": "A"}, {"rows": {"s": "A"}}]
    for nothing in nowhere:
        assert [give(rule % word, nothing) for word in ("any", "all")] == ["no", "no"]
    nested = "{each: a, value: {cases: [{when: {any: b, where: {x: 1, ^.k: 2}}, then: {const: yes}}]}}"
    assert give(nested, {"a": [{"k": 2, "b": [{"x": 1}]}, {"k": 3, "b": [{"x": 1}]}]}) == ["yes"]


def test_same_as_compares_two_single_values_that_are_there(give: Give) -> None:
    rule = "{each: a, where: {k: {same_as: $.k}}, value: n}"
    rows = [
        {"k": "x", "n": 1},
        {"k": "y", "n": 2},
        {"n": 3},
        {"k": "", "n": 4},
        {"k": None, "n": 5},
        {"k": ["x"], "n": 6},
    ]
    assert [give(rule, {"a": rows, "k": k}) for k in ("x", "", None, ["x"], 1)] == [[1], None, None, None, None]


def test_same_as_takes_a_whole_number_for_its_digits(give: Give) -> None:
    rule = "{each: a, where: {k: {same_as: $.k}}, value: n}"
    one = [{"k": 1, "n": 1}, {"k": True, "n": 2}, {"k": "1", "n": 3}, {"k": "01", "n": 4}, {"k": 1.0, "n": 5}]
    assert [give(rule, {"a": one, "k": k}) for k in (1, "1", True, "01")] == [[1, 3], [1, 3], [2], [4]]
    huge = 10**5000  # more digits than Python makes text of
    assert give(rule, {"a": [{"k": huge, "n": 1}, {"k": huge + 1, "n": 2}], "k": huge}) == [1]


@pytest.mark.parametrize(
    ("record", "value"),
    [
        ({"a": "3.00", "b": "1.10", "c": "0.2"}, "1.70"),
        ({"a": "3.00"}, "3.00"),
        ({"b": "1.00"}, None),
    ],
)
def test_minus_takes_off_exactly(give: Give, record: Any, value: str | None) -> None:
    assert give("{minus: [a, b, c]}", record) == value


@pytest.mark.parametrize("record", [{"a": "3.00", "b": "abc"}, {"a": "1", "b": "0.1", "c": "9" * 30}])
def test_a_difference_without_one_of_its_amounts_is_missing(run_rule: Give, record: Any) -> None:
    made, outcome = run_rule("{minus: [a, b, c]}", record)
    assert made is None
    assert [one.code for one in outcome.warnings] == ["R102"]


def test_the_negative_of_zero_has_no_sign(give: Give) -> None:
    assert give("{minus: a}", {"a": "0.00"}) == "0.00"
    assert give("{minus: {each: rows, path: a}}", {"rows": [{"a": "1"}, {"a": None}, {"a": "0.5"}]}) == "-1.5"


def test_skip_zero_says_nothing_of_what_it_leaves_out(load: Callable[[str], CompiledMapping]) -> None:
    mapping = load(
        "mapping: 1\nfrom: acme/any@1\nto: Order\nfields:\n  id: {const: '1'}\n  fees:\n    list:\n"
        "      - {skip: zero, fields: {type: {const: fee}, amount: {path: a, as: money}}}\n"
        "      - {each: b, skip: zero, fields: {type: {const: part}, amount: {path: a, as: money}}}\n"
    )
    for nothing in ({"a": "0.00"}, {"a": ""}, {}, {"a": "-0", "b": [{"a": "0"}, {}]}):
        outcome = mapping.run(nothing)
        assert "fees" not in (outcome.values or {})
        assert outcome.warnings == ()
    unfit = mapping.run({"a": "abc", "b": [{"a": "x"}]}).warnings
    assert [(one.path, one.code) for one in unfit] == [("/fees/0/amount", "R102"), ("/fees/0/amount", "R102")]
    made = mapping.run({"a": "0.50", "b": [{"a": "0"}, {"a": "1"}]}).values
    assert [fee["type"] for fee in (made or {})["fees"]] == ["fee", "part"]


def test_skip_zero_of_an_amount_inside_another_object(load: Callable[[str], CompiledMapping]) -> None:
    mapping = load(
        "mapping: 1\nfrom: acme/any@1\nto: Order\nfields:\n  id: {const: '1'}\n  fees:\n    list:\n"
        "      - {skip: zero, fields: {type: {const: fee}, amount: {path: a.b, as: money}}}\n"
        "      - {skip: zero, fields: {type: {const: due}, amount: {path: c, as: money}}}\n"
    )

    def told(record: dict[str, Any]) -> tuple[Any, list[tuple[str, str]]]:
        outcome = mapping.run(record)
        return (outcome.values or {}).get("fees"), [(one.path, one.code) for one in outcome.warnings]

    for inner in ("0", "0.00", "-0.0", "", None):
        assert told({"a": {"b": inner}, "c": inner}) == (None, [])
    assert told({}) == (None, [])
    nothings: tuple[Any, ...] = (None, "", {})
    for nothing in nothings:
        assert told({"a": nothing}) == (None, [])
    for wrong in ("0", "x", ["0"], 0):
        assert told({"a": wrong}) == (None, [("/fees/0/amount", "R106")])
    assert told({"a": {"b": False}, "c": []}) == (None, [("/fees/0/amount", "R102"), ("/fees/0/amount", "R102")])
    assert told({"a": {"b": 0}}) == (None, [("/fees/0/amount", "R114")])
    assert told({"a": {"b": "0.01"}, "c": "-1"}) == (
        [{"type": "fee", "amount": Decimal("0.01")}, {"type": "due", "amount": Decimal(-1)}], []
    )  # fmt: skip


def test_a_fixed_amount_is_never_skipped_for_a_zero_beside_it(load: Callable[[str], CompiledMapping]) -> None:
    mapping = load(
        "mapping: 1\nfrom: acme/any@1\nto: Order\nfields:\n  id: {const: '1'}\n  taxes:\n    list:\n"
        "      - {skip: zero, fields: {type: {const: other}, rate: {const: 2}, amount: {path: a, as: money}}}\n"
    )
    for sent in ({"a": "0.00"}, {"a": "0"}):
        found = (mapping.run(sent).values or {})["taxes"]
        assert found == [{"type": "other", "rate": Decimal(2), "amount": Decimal(0)}]
    assert "taxes" not in (mapping.run({}).values or {})


def test_a_group_may_be_made_over_a_scope_outside(give: Give) -> None:
    boxes = {
        "boxes": [{"id": 1, "n": "1", "things": [{"c": "x"}, {"c": "y"}]}, {"id": 2, "n": "5", "things": [{"c": "x"}]}]
    }
    rule = "{each: [boxes, things], group_by: [^.id], fields: {id: ^.id, things: {each: group, value: c}}}"
    assert give(rule, boxes) == [{"id": 1, "things": ["x", "y"]}, {"id": 2, "things": ["x"]}]
    rule = "{each: [boxes, things], group_by: [c], fields: {c: c, sum: {sum: [^.n]}, first: ^.id}}"
    assert give(rule, boxes) == [{"c": "x", "sum": "6", "first": 1}, {"c": "y", "sum": "1", "first": 1}]


def test_a_group_inside_a_group_is_its_own(give: Give) -> None:
    record = {"rows": [{"k": 1, "v": [{"m": "a"}, {"m": "a"}, {"m": "b"}]}, {"k": 1, "v": [{"m": "c"}]}]}
    rule = """
        each: rows
        group_by: [k]
        fields:
          inner: {each: v, group_by: [m], fields: {m: m, n: {count: group}}}
          n: {count: group}
    """
    assert give(rule, record) == [{"inner": [{"m": "a", "n": 2}, {"m": "b", "n": 1}], "n": 2}]


def test_a_group_takes_what_is_missing_for_one_and_odd_values_each_alone(give: Give) -> None:
    rows = [{"k": None}, {}, {"k": ""}, {"k": None}, {"k": [1]}, {"k": [1]}, {"k": {}}, {"k": [10**5000]}]
    rule = "{each: rows, group_by: [k], fields: {n: {count: group}}}"
    assert [item["n"] for item in give(rule, {"rows": rows})] == [4, 1, 1, 1, 1]


def test_unique_leaves_out_what_was_there_before(give: Give) -> None:
    assert give("{each: a, value: '@', unique: true}", {"a": ["x", "y", "x"]}) == ["x", "y"]
    assert give("{each: a, value: '@', unique: false}", {"a": ["x", "x"]}) == ["x", "x"]
    assert give("{each: a, value: '@', unique: true}", {"a": [1, "1", True, 1]}) == [1, "1", True]
    rows = {"a": [{"n": 1, "x": 1}, {"n": 1, "x": 2}]}
    assert give("{each: a, fields: {n: n}, unique: true}", rows) == [{"n": 1}]


@pytest.mark.parametrize(("record", "value"), [({"a": [1, 2]}, 2), ({"a": []}, 0), ({}, None), ({"a": None}, None)])
def test_count_tells_an_empty_list_from_none(give: Give, record: Any, value: int | None) -> None:
    assert give("{count: a}", record) == value


def test_sums_are_exact(give: Give) -> None:
    assert give("{sum: [a, b]}", {"a": "0.1", "b": "0.2"}) == "0.3"
    assert (
        give("{sum: [a, b]}", {"a": "123456789012345678901234567.89", "b": "0.01"}) == "123456789012345678901234567.90"
    )
    assert give("{sum: [a, b]}", {"a": "9" * 29, "b": "1"}) == "1" + "0" * 29
    assert give("{sum: [a, b]}", {"a": "1.10", "b": "-1.10"}) == "0.00"
    assert give("{sum: {each: a, path: '@'}}", {"a": ["0.1"] * 10_000}) == "1000.0"


def test_a_sum_that_no_amount_can_hold_is_missing(warn: Give) -> None:
    record = {"a": "9" * 30, "b": "1"}
    assert warn("{sum: [a, b]}", record) == (None, [("/extensions/acme/out", "R102")])
    record = {"a": "9" * 29, "b": "0.00000000000001"}
    assert warn("{sum: [a, b]}", record) == (None, [("/extensions/acme/out", "R102")])


def test_a_sum_leaves_out_what_is_missing_and_is_missing_with_what_does_not_fit(give: Give, warn: Give) -> None:
    assert give("{sum: [a, b, c, d]}", {"a": "1", "b": None, "c": ""}) == "1"
    assert give("{sum: [a, b]}", {}) is None
    assert warn("{sum: [a, b]}", {"a": "1", "b": "x"}) == (None, [("/extensions/acme/out", "R102")])
    assert warn("{sum: [a, b]}", {"a": "1", "b": [2]}) == (None, [("/extensions/acme/out", "R102")])
    assert warn("{sum: {each: r, path: n}}", {"r": [{"n": "1"}, {"n": "?"}]}) == (
        None,
        [("/extensions/acme/out", "R102")],
    )
    assert warn("{sum: [a, b]}", {"a": 1, "b": 2}) == ("3", [("/extensions/acme/out", "R114")] * 2)


def test_a_sum_with_a_hidden_amount_is_hidden(run_rule: Give) -> None:
    value, outcome = run_rule("{sum: [a, b]}", {"a": "**", "b": "2"}, more=MASK)
    assert value is None
    assert [item["path"] for item in outcome.values["hidden_fields"]] == ["/extensions/acme/out"]


def test_any_rule_may_be_added(give: Give) -> None:
    record = {
        "a": "1.50",
        "n": 2,
        "rows": [{"x": "1"}, {"y": "2", "k": "b"}, {"x": "3", "y": "9"}],
        "texts": ["1", "2"],
    }
    assert give("{sum: a}", record) == "1.50"
    assert give("{sum: [a, {const: 1}, {const: 0.25}]}", record) == "2.75"
    assert give("{sum: [{path: n, as: integer}, {path: n, as: text}, {path: a, as: money}]}", record) == "5.50"
    assert give("{sum: {each: rows, value: {first_of: [x, y]}}}", record) == "6"
    assert give("{sum: {each: rows, value: {path: x, as: text}}}", record) == "4"
    assert give("{sum: {each: rows, value: {path: x, as: integer}}}", record) == "4"
    assert give("{sum: {each: rows, value: {path: x, default: 10}}}", record) == "14"
    assert give("{sum: {each: rows, where: {y: {is: present}}, path: y}}", record) == "11"
    assert give("{sum: [{pick: rows, where: {k: b}, path: y}, {pick: rows, where: {k: z}, path: y}]}", record) == "2"
    assert give("{sum: [{pick: rows, where: {k: z}, path: y, default: 4}]}", record) == "4"
    assert give("{sum: [{count: rows}, {first_of: [none, a]}]}", record) == "4.50"
    assert give("{sum: [{sum: [a, a]}, {sum: a}]}", record) == "4.50"
    assert give("{sum: [{cases: [{when: {n: 2}, then: a}]}]}", record) == "1.50"
    assert give("{sum: {each: texts, path: '@'}}", record) == "3"
    assert give("{sum: [{first_of: [{each: texts, value: '@'}]}]}", record) == "3"


def test_an_amount_is_not_converted_twice(give: Give) -> None:
    assert give("{sum: [a], as: money}", {"a": "1.50"}) == "1.50"
    assert give("{first_of: [{path: a, as: epoch_s}], as: epoch_s}", {"a": 1714557600}) == "2024-05-01T10:00:00Z"


def test_join_takes_texts_and_lists_of_texts(give: Give) -> None:
    record = {"a": "x", "b": "", "c": ["1", "", None, "2"], "d": None, "n": 5}
    assert give("{join: [a, b, c, d, e]}", record) == "x 1 2"
    assert give("{join: [a, c], with: ''}", record) == "x12"
    assert give("{join: [a, {each: c, value: '@'}], with: ', '}", record) == "x, 1, 2"
    assert give("{join: [b, d, e]}", record) is None
    assert give("{join: [a, {const: b}, {path: n, as: text}]}", record) == "x b 5"
    assert give("{join: [a, {path: a, enum: {x: 7}}]}", record) == "x 7"


def test_join_names_a_part_that_is_no_text(warn: Give) -> None:
    named = [("/extensions/acme/out", "R106")]
    assert warn("{join: [a, b]}", {"a": "x", "b": {"c": 1}}) == ("x", named)
    assert warn("{join: [a, b]}", {"a": "x", "b": ["y", {}, [1]]}) == ("x y", named * 2)
    assert warn("{join: [a, b]}", {"a": "x", "b": [5, True]}) == ("x 5 true", [])


def test_pick_reads_the_first_element_that_fits(give: Give) -> None:
    areas = {"areas": [{"l": 0, "n": "a"}, {"l": 1}, "odd", {"l": 1, "n": "c"}], "want": "x"}
    assert give("{pick: areas, where: {l: 0}, path: n}", areas) == "a"
    assert give("{pick: areas, where: {l: 1}, path: n}", areas) is None  # the first that fits decides
    assert give("{pick: areas, where: {l: 1, n: {is: present}}, path: n}", areas) == "c"
    assert give("{pick: areas, where: {l: 9}, path: n, default: none}", areas) == "none"
    assert give("{pick: areas, where: {l: 0}, path: ^.want}", areas) == "x"
    assert give("{pick: areas, where: {l: 0}, path: l, as: text, enum: {0: zero}}", areas) == "zero"


def test_a_list_spells_items_out_and_splices_lists_in(give: Give) -> None:
    record = {"a": "x", "rows": [{"n": "1"}, {"n": "2"}], "off": False}
    assert give("{list: [a, b, {each: rows, value: n}, {const: end}]}", record) == ["x", "1", "2", "end"]
    assert give("{list: [{list: [a, {list: [a]}]}, a]}", record) == ["x", "x", "x"]
    assert give("{list: [{when: {off: true}, path: a}, {when: {off: false}, path: a}]}", record) == ["x"]
    assert give("{list: [b, {fields: {n: b}}, {each: none, value: n}]}", record) is None


def test_warnings_in_a_list_name_the_items_place(warn: Give) -> None:
    rule = "{list: [a, {each: rows, value: {path: n, as: integer}}, {fields: {n: {path: b, as: integer}, a: a}}]}"
    record = {"a": "x", "b": "?", "rows": [{"n": "1"}, {"n": "?"}, {"n": "3"}]}
    value, warnings = warn(rule, record)
    assert value == ["x", 1, 3, {"a": "x"}]
    assert warnings == [("/extensions/acme/out/2", "R103"), ("/extensions/acme/out/3/n", "R103")]


def test_the_first_case_that_fits_decides(give: Give) -> None:
    rule = """
        cases:
          - when: {s: A, n: 1}
            then: {const: both}
          - when: {s: A}
            then: {const: a}
          - when: {s: [B, C]}
            then: t
          - else: {const: other}
    """
    assert give(rule, {"s": "A", "n": 1}) == "both"
    assert give(rule, {"s": "A", "n": 2}) == "a"
    assert give(rule, {"s": "C", "t": "T"}) == "T"
    assert give(rule, {"s": "B"}) is None  # it fits, and gives nothing: the cases after it are not tried
    assert give(rule, {"s": "D"}) == give(rule, {}) == "other"


def holds(give: Give, condition: str, record: Any) -> bool:
    rule = f"{{cases: [{{when: {condition}, then: {{const: true}}}}, {{else: {{const: false}}}}]}}"
    return bool(give(rule, record))


@pytest.mark.parametrize(
    ("condition", "record", "expected"),
    [
        ("{a: x}", {"a": "x"}, True),
        ("{a: x}", {"a": "y"}, False),
        ("{a: x}", {}, False),
        ("{a: [x, y]}", {"a": "y"}, True),
        ("{a: true}", {"a": True}, True),
        ("{a: true}", {"a": "true"}, False),
        ("{a: true}", {"a": 1}, False),
        ("{a: 1}", {"a": 1}, True),
        ("{a: 1}", {"a": True}, False),
        ("{a: 1}", {"a": "1"}, False),
        ("{a: 1}", {"a": 1.0}, True),
        ("{a: 1.5}", {"a": 1.5}, True),
        ("{a: 1.50}", {"a": 1.5}, True),
        ("{a: 1.5}", {"a": float("nan")}, False),
        ("{a: '1'}", {"a": 1}, False),
        ("{a: [1, x, true]}", {"a": "x"}, True),
        # a list is compared by its elements
        ("{a: x}", {"a": ["w", "x"]}, True),
        ("{a: [x, y]}", {"a": ["w", "y"]}, True),
        ("{a: [x, 1]}", {"a": [{}, [], None, 1]}, True),
        ("{a: x}", {"a": []}, False),
        ("{a: x}", {"a": [["x"]]}, False),
        ("{a: x}", {"a": {"x": 1}}, False),
        # several keys, all, any, not
        ("{a: x, b: y}", {"a": "x", "b": "y"}, True),
        ("{a: x, b: y}", {"a": "x"}, False),
        ("{all: [{a: x}, {b: y}]}", {"a": "x", "b": "y"}, True),
        ("{any: [{a: x}, {b: y}]}", {"b": "y"}, True),
        ("{any: [{a: x}, {b: y}]}", {}, False),
        ("{not: {a: x}}", {}, True),
        ("{not: {a: x, b: y}}", {"a": "x"}, True),
        ("{a: x, not: {b: y}}", {"a": "x", "b": "y"}, False),
        ("{not: {any: [{a: x}, {all: [{b: y}, {c: z}]}]}}", {"b": "y"}, True),
        # count
        ("{a: {count: 2}}", {"a": [1, 2]}, True),
        ("{a: {count: 0}}", {"a": []}, True),
        ("{a: {count: 0}}", {}, True),
        ("{a: {count: 1}}", {"a": "x"}, False),
        # the elements of a list
        ("{any: a, where: {b: x}}", {"a": [{"b": "w"}, {"b": "x"}]}, True),
        ("{any: a, where: {b: x}}", {"a": [{"b": "w"}, {}, None, "x", 1]}, False),
        ("{any: a, where: {b: [x, y]}}", {"a": [{"b": None}, {"b": ["w", "y"]}]}, True),
        ("{any: a, where: {b.c: x}}", {"a": [{"b": "x"}, {"b": {"c": "x"}}]}, True),
        ("{any: a, where: {not: {b: x}}}", {"a": []}, False),
        ("{all: a, where: {b: x}}", {"a": [{"b": "x"}, {"b": "x"}]}, True),
        ("{all: a, where: {b: x}}", {"a": [{"b": "x"}, {"b": "w"}]}, False),
        ("{all: a, where: {b: x}}", {"a": [{"b": "x"}, "x"]}, False),
        ("{all: a, where: {not: {b: x}}}", {"a": [None]}, True),
        ("{all: a, where: {not: {b: x}}}", {"a": []}, False),
        ("{all: a, where: {not: {b: x}}}", {"a": None}, False),
        ("{all: a, where: {not: {b: x}}}", {}, False),
        ("{all: a, where: {not: {b: x}}}", {"a": "w"}, False),
        ("{all: a, where: {not: {b: x}}}", {"a": {"b": "w"}}, False),
        # paths of two keys
        ("{a.b: x}", {"a": {"b": "x"}}, True),
        ("{a.b: [x, y]}", {"a": {"b": ["y"]}}, True),
        ("{a.b: x}", {"a": "x"}, False),
        ("{a.b: x}", {"a": None}, False),
        ("{a.b: x}", {"a": {"b": 1}}, False),
        # paths with an index, and through something that is no object
        ("{'a[0].b': x}", {"a": [{"b": "x"}]}, True),
        ("{a.b.c: x}", {"a": {"b": "c"}}, False),
    ],
)  # fmt: skip
def test_conditions(give: Give, condition: str, record: Any, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert holds(give, condition, record) is expected


KINDS = {
    "absent": {},
    "null": {"a": None},
    "blank": {"a": ""},
    "value": {"a": "x"},
    "zero": {"a": 0},
    "zero text": {"a": "0.00"},
    "number": {"a": -1},
    "number text": {"a": "0.01"},
    "fraction": {"a": 0.5},
    "false": {"a": False},
    "true": {"a": True},
    "empty list": {"a": []},
    "list": {"a": ["x"]},
    "masked": {"a": "A***"},
    "huge": {"a": "1e400000000"},
}


@pytest.mark.parametrize(
    ("test", "fits"),
    [
        ("absent", {"absent"}),
        ('"null"', {"null"}),
        ("null", {"null"}),
        ("blank", {"blank"}),
        ("masked", {"masked"}),
        ("missing", {"absent", "null", "blank", "masked"}),
        ("present", KINDS.keys() - {"absent", "null", "blank", "masked"}),
        ("nonzero", {"number", "number text", "fraction"}),
    ],
)
def test_each_test_of_a_value(run_rule: Give, test: str, fits: set[str]) -> None:
    rule = f"{{cases: [{{when: {{a: {{is: {test}}}}}, then: {{const: true}}}}, {{else: {{const: false}}}}]}}"
    more = "  read: a\nhidden: {watch: [a], reasons: []}"
    assert {name for name, record in KINDS.items() if run_rule(rule, record, more=more)[0]} == fits


def test_an_asterisk_is_a_mask_only_where_the_platform_hides(give: Give) -> None:
    assert give("{path: a}", {"a": "10*20"}) == "10*20"
    assert holds(give, "{a: {is: present}}", {"a": "10*20"})
    assert give("{first_of: [a, {const: none}]}", {"a": "10*20"}) == "10*20"


def test_an_object_whose_every_field_is_missing_is_missing(give: Give) -> None:
    rule = "{fields: {a: a, inner: {fields: {b: b}}}}"
    assert give(rule, {"a": "x"}) == {"a": "x"}
    assert give(rule, {"b": "y"}) == {"inner": {"b": "y"}}
    assert give(rule, {"c": "z"}) is None
    assert give("{fields: {a: {const: fixed}}}", {}) == {"a": "fixed"}


def test_a_transform_gets_typed_values_and_is_not_called_without_one(give: Give) -> None:
    assert give("{transform: add, with: {one: a, other: b}}", {"a": 1, "b": 2}) == 3
    assert give("{transform: add, with: {one: a, other: {const: 5}}}", {"a": 1}) == 6
    assert give("{transform: add, with: {one: a, other: b}}", {"a": 1}) is None
    assert give("{transform: raises, with: {text: a}}", {"a": ""}) is None
    assert give("{transform: nothing, with: {text: a}, default: none}", {"a": "x"}) == "none"


def test_a_transform_that_fails_costs_its_field_only(run_rule: Give) -> None:
    for name in ("raises", "returns_a_list"):
        value, outcome = run_rule(f"{{transform: {name}, with: {{text: a}}}}", {"a": "Dana Example"})
        assert value is None
        assert [str(item) for item in outcome.warnings] == [
            "/extensions/acme/out: a transform failed [R113, order.yaml:7]"
        ]


def test_what_a_transform_does_not_understand_is_taken_as_it_was_sent_with_a_warning(run_rule: Give) -> None:
    value, outcome = run_rule("{transform: unread, with: {text: a}}", {"a": "Dana Example"})
    assert value == "Dana Example"
    assert [str(item) for item in outcome.warnings] == [
        "/extensions/acme/out: not understood by the transform; kept as sent [R116, order.yaml:7]"
    ]
    assert run_rule("{first_of: [{transform: unread, with: {text: a}}, b]}", {"a": "x", "b": "y"})[0] == "x"


def test_a_value_as_sent_is_of_the_type_that_the_transform_promised(run_rule: Give) -> None:
    value, outcome = run_rule("{transform: list_as_sent, with: {text: a}}", {"a": "Dana Example"})
    assert value is None
    assert [item.code for item in outcome.warnings] == ["R113"]


@pytest.mark.parametrize("raw", [None, [], "text", 5, True, 1.5])
def test_a_record_that_is_no_object_is_rejected(load: Callable[[str], CompiledMapping], raw: object) -> None:
    outcome = load("{mapping: 1, from: acme/any@1, to: Order, fields: {id: {const: '1'}}}").run(raw)
    assert outcome.values is None
    assert [str(item) for item in outcome.errors] == [
        "(record): not the type that the mapping expects here [R106, order.yaml:1]"
    ]


TYPED = """
    mapping: 1
    from: acme/order@1
    to: Order
    fields:
      id: {path: id, required: true}
      currency: amounts.currency
      total_amount: {path: amounts.total, as: money}
      is_nothing: 1
"""


def test_a_field_that_does_not_fit_is_missing_and_the_others_come_out(
    load: Callable[[str], CompiledMapping], order: dict[str, Any]
) -> None:
    mapping = load(
        TYPED.replace("      is_nothing: 1\n", "      line_items: {each: lines, fields: {id: id, quantity: units}}\n")
    )
    order["amounts"]["total"] = "many"
    order["id"] = 1001
    order["lines"][1]["units"] = "two"
    outcome = mapping.run(order)
    assert outcome.values is not None
    assert as_text(outcome.values) == {
        "id": "1001",
        "currency": "EUR",
        "line_items": [{"id": "l-1", "quantity": "1"}, {"id": "l-2"}, {"id": "l-3", "quantity": "2"}],
        "customer_hidden": False,
        "hidden_fields": [],
    }
    assert [str(item) for item in outcome.warnings] == [
        "/total_amount: not an amount: expected a finite decimal of at most 30 digits without an exponent"
        " [R102, order.yaml:7]".replace("order.yaml:7", "order.yaml:8"),
        "/id: sent as a number instead of text; its digits are used [R110, order.yaml:6]",
        "/line_items/1/quantity: not a whole number [R103, order.yaml:9]",
    ]


def as_text(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: as_text(item) for key, item in values.items()}
    if isinstance(values, list):
        return [as_text(item) for item in values]
    return values if isinstance(values, (str, bool)) or values is None else str(values)


def test_one_and_true_are_two_groups_and_do_not_agree(give: Give) -> None:
    rows = {"rows": [{"k": 1, "s": "A"}, {"k": True, "s": "A"}, {"k": 1, "s": "B"}]}
    grouped = give("{each: rows, group_by: [k], fields: {k: k, n: {count: group}}}", rows)
    assert [(type(group["k"]), group["n"]) for group in grouped] == [(int, 2), (bool, 1)]
    assert give("{each: rows, group_by: [s], fields: {s: s, k: {agreed: k}}}", rows) == [{"s": "A"}, {"s": "B", "k": 1}]
