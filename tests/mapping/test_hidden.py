"""What the platform hides: found, named with its reason, and never taken for a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from shopglot.mapping.compile._masks import asterisks
from shopglot_models import MODELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping import CompiledMapping, Outcome

    Load = Callable[[str], CompiledMapping]

UNKNOWN = {"reason": "unknown", "revealable": "unknown", "remedy": None}
PLAIN_REASONS = "[{reason: unknown, revealable: unknown}]"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("J*** D**", True),
        ("***", True),
        ("**", True),
        ("a*", True),
        ("*a", True),
        ("(+84)965****68", True),
        ("名*", True),
        ("5*", True),
        ("(+1)***-***-1234", True),
        ("*", False),
        (" * ", False),
        ("5 * 4", False),
        ("(*)", False),
        ("", False),
        ("Dana", False),
        ("- * - * -", False),
        ("a \u00d7 b", False),
        ("x " + "* " * 100_000, False),
    ],
)
def test_what_a_mask_looks_like(text: str, masked: bool) -> None:  # noqa: FBT001 - a table's column
    assert asterisks(text) is masked


def mapping(
    load: Load, fields: str, *, watch: str = "[buyer]", withheld: str = "", reasons: str = PLAIN_REASONS
) -> Any:
    lines = "".join(f"  {line}\n" for line in fields.strip("\n").splitlines())
    return load(
        "mapping: 1\nfrom: acme/order@1\nto: Order\nfields:\n  id: {path: id, required: true}\n"
        + lines
        + f"hidden:\n  watch: {watch}\n"
        + (f"  withheld: {withheld}\n" if withheld else "")
        + f"  reasons: {reasons}\nignore: {{$: rest}}\n"
    )


def values(outcome: Outcome) -> dict[str, Any]:
    assert outcome.values is not None
    return outcome.values


def shown(outcome: Outcome) -> list[tuple[str, str]]:
    """Give path and evidence of the hidden fields; what came out must fit the model."""
    assert outcome.errors == ()
    MODELS["Order"].model_validate(values(outcome))
    fields = values(outcome)["hidden_fields"]
    assert values(outcome)["customer_hidden"] is bool(fields)
    return [(item["path"], item["evidence"]) for item in fields]


CUSTOMER = """
customer:
  fields:
    id: buyer.id
    name: buyer.name
    phone_numbers: {each: buyer.phones, fields: {number: '@'}}
shipping_address:
  fields:
    name: {first_of: [buyer.name, note]}
    line1: {join: [buyer.address.street, note], with: ', '}
    country: {path: buyer.address.country, as: country}
    state: {pick: buyer.address.areas, where: {level: L1}, path: name}
note: note
"""


def test_a_clear_record_hides_nothing(load: Load, order: dict[str, Any]) -> None:
    outcome = mapping(load, CUSTOMER).run(order)
    assert shown(outcome) == []
    assert outcome.warnings == ()


def test_each_masked_field_is_named_and_none_is_a_value(load: Load, order: dict[str, Any]) -> None:
    order["buyer"]["name"] = "A** E******"
    order["buyer"]["phones"] = ["+1555***00", "+1555***01"]
    order["buyer"]["address"] = {
        "street": "1 E****",
        "country": "D*",
        "areas": [{"level": "L0", "name": "D**"}, {"level": "L1", "name": "E**"}],
    }
    outcome = mapping(load, CUSTOMER).run(order)
    assert shown(outcome) == [
        ("/customer/name", "masked"),
        ("/customer/phone_numbers", "masked"),
        ("/shipping_address", "masked"),
    ]
    assert values(outcome)["customer"] == {"id": "b-1"}
    assert "shipping_address" not in values(outcome)
    assert "*" not in repr(values(outcome))
    assert outcome.warnings == ()


def test_keep_lets_masked_values_through_and_names_them_all_the_same(load: Load, order: dict[str, Any]) -> None:
    order["buyer"]["name"] = "A** E******"
    order["buyer"]["address"]["street"] = "1 E****"
    order["note"] = "ring twice"
    outcome = mapping(load, CUSTOMER).run(order, keep_masked=True)
    assert shown(outcome) == [
        ("/customer/name", "masked"),
        ("/shipping_address/line1", "masked"),
        ("/shipping_address/name", "masked"),
    ]
    assert values(outcome)["customer"]["name"] == "A** E******"
    assert values(outcome)["shipping_address"]["line1"] == "1 E****, ring twice"


def test_first_of_goes_on_behind_a_mask_and_then_hides_nothing(load: Load, order: dict[str, Any]) -> None:
    order["buyer"]["name"] = "A**"
    order["note"] = "to the neighbour"
    outcome = mapping(load, "note: {first_of: [buyer.name, note]}").run(order)
    assert shown(outcome) == []
    assert values(outcome)["note"] == "to the neighbour"
    order["note"] = ""
    assert shown(mapping(load, "note: {first_of: [buyer.name, note]}").run(order)) == [("/note", "masked")]


def test_an_object_or_a_case_that_is_taken_keeps_its_masks(load: Load, order: dict[str, Any]) -> None:
    order["buyer"]["name"] = "A**"
    taken = "customer: {first_of: [{fields: {name: buyer.name, id: buyer.id}}, {fields: {id: id}}]}"
    outcome = mapping(load, taken).run(order)
    assert shown(outcome) == [("/customer/name", "masked")]
    assert values(outcome)["customer"] == {"id": "b-1"}
    case = "customer: {cases: [{when: {state: OPEN}, then: {fields: {name: buyer.name, id: buyer.id}}}]}"
    assert shown(mapping(load, case).run(order)) == [("/customer/name", "masked")]


def test_a_hidden_part_hides_what_is_joined_and_what_is_transformed(load: Load, order: dict[str, Any]) -> None:
    order["buyer"]["phones"] = ["+15550100", "+1555***01"]
    joined = mapping(load, "note: {join: [state, {each: buyer.phones, value: '@'}]}").run(order)
    assert (shown(joined), "note" in values(joined)) == ([("/note", "masked")], False)
    listed = mapping(load, "note: {join: [state, buyer.phones]}").run(order)
    assert (shown(listed), "note" in values(listed)) == ([("/note", "masked")], False)
    order["buyer"]["name"] = "A**"
    made = mapping(load, "note: {transform: example_upper, with: {text: buyer.name}}").run(order)
    assert (shown(made), "note" in values(made)) == ([("/note", "masked")], False)


def test_a_hidden_item_that_is_left_out_hides_the_list_and_not_its_neighbour(load: Load, order: dict[str, Any]) -> None:
    order["buyer"]["phones"] = ["+1555***00", "+15550101"]
    outcome = mapping(load, CUSTOMER).run(order)
    assert shown(outcome) == [("/customer/phone_numbers", "masked")]
    assert values(outcome)["customer"]["phone_numbers"] == [{"number": "+15550101"}]


def test_a_hidden_field_of_an_item_is_named_with_the_items_number(load: Load, order: dict[str, Any]) -> None:
    order["buyer"]["address"]["areas"] = [{"level": "L0", "name": "Clear"}, {"level": "L1", "name": "H***"}]
    areas = "shipping_address: {fields: {areas: {each: buyer.address.areas, fields: {level: level, name: name}}}}"
    outcome = mapping(load, areas).run(order)
    assert shown(outcome) == [("/shipping_address/areas/1/name", "masked")]
    assert values(outcome)["shipping_address"]["areas"] == [{"level": "L0", "name": "Clear"}, {"level": "L1"}]
    spelt = (
        "shipping_address: {fields: {areas: {list: [{fields: {level: state, name: buyer.name}}, "
        "{each: buyer.address.areas, fields: {level: level, name: name}}]}}}"
    )
    assert shown(mapping(load, spelt).run(order)) == [("/shipping_address/areas/2/name", "masked")]


def test_a_copied_subtree_is_cleared_and_named(load: Load, order: dict[str, Any]) -> None:
    order["buyer"]["address"]["areas"][0]["name"] = "H***"
    order["buyer"]["phones"].append("+1555***09")
    text = (
        "mapping: 1\nfrom: acme/order@1\nto: Order\nfields: {id: {path: id, required: true}}\n"
        "extensions: {buyer: buyer, all: $, 'a/b~c': buyer.phones}\n"
        "hidden: {watch: [buyer.address, buyer.phones], reasons: []}\nignore: {$: rest}\n"
    )
    outcome = load(text).run(order)
    assert shown(outcome) == [
        ("/extensions/acme/all", "masked"),
        ("/extensions/acme/a~1b~0c", "masked"),
        ("/extensions/acme/buyer", "masked"),
    ]
    kept = values(outcome)["extensions"]["acme"]
    assert kept["buyer"]["address"]["areas"] == [{"level": "L1", "name": None}]
    assert kept["buyer"]["phones"] == ["+15550100", "+15550101", None]
    assert kept["all"]["buyer"] == kept["buyer"]
    assert "*" not in repr(values(outcome))
    order["buyer"]["phones"] = None
    assert values(load(text).run(order, keep_masked=True))["extensions"]["acme"]["all"] == order


def test_only_what_is_watched_is_hidden(load: Load, order: dict[str, Any]) -> None:
    order["note"] = "2*3"
    order["lines"][0]["sku"] = "5*5"
    fields = "note: note\ncustomer: {fields: {name: buyer.name}}\nline_items: {each: lines, fields: {name: sku}}"
    outcome = mapping(load, fields, watch="[buyer.name]").run(order)
    assert shown(outcome) == []
    assert (values(outcome)["note"], values(outcome)["line_items"][0]["name"]) == ("2*3", "5*5")


def test_a_connector_may_say_how_a_mask_looks(load: Load, order: dict[str, Any]) -> None:
    order["buyer"]["name"] = "## ##"
    text = (
        "mapping: 1\nfrom: acme/order@1\nto: Order\nfields: {id: {path: id, required: true}, note: buyer.name}\n"
        "hidden: {watch: [buyer], masked: hashes, reasons: []}\nignore: {$: rest}\n"
    )
    outcome = load(text).run(order)
    assert "note" not in values(outcome)
    assert values(outcome)["hidden_fields"] == [{"path": "/note", "evidence": "masked", **UNKNOWN}]


WITHHELD = "{buyer.name: {is: missing}}"


@pytest.mark.parametrize("gone", [{}, {"name": ""}, {"name": None}])
def test_a_withheld_subtree_hides_every_field_that_it_feeds(
    load: Load, order: dict[str, Any], gone: dict[str, Any]
) -> None:
    order["buyer"] = gone
    outcome = mapping(load, CUSTOMER, withheld=WITHHELD).run(order)
    assert shown(outcome) == [
        ("/customer", "withheld"),
        ("/shipping_address", "withheld"),
    ]


def test_a_withheld_subtree_hides_nothing_that_came_all_the_same(load: Load, order: dict[str, Any]) -> None:
    order["buyer"] = {"id": "b-1", "phones": ["+1555***00"], "address": {"country": "de"}}
    order["note"] = "ring twice"
    outcome = mapping(load, CUSTOMER, withheld=WITHHELD).run(order)
    assert shown(outcome) == [
        ("/customer/phone_numbers", "masked"),
        ("/customer/name", "withheld"),
        ("/shipping_address/state", "withheld"),
    ]


def test_a_blank_is_the_truth_where_nothing_is_withheld(load: Load, order: dict[str, Any]) -> None:
    order["buyer"] = {"id": "b-1", "name": ""}
    assert shown(mapping(load, CUSTOMER).run(order)) == []


def test_a_false_or_a_zero_is_not_withheld(load: Load, order: dict[str, Any]) -> None:
    fields = "tax_inclusive: gift\nsub_total: {path: level, as: minor_units, of: {const: JPY}}"
    text = mapping(load, fields, watch="[gift, level]", withheld="{note: {is: missing}}")
    order["level"] = 0
    assert shown(text.run(order)) == []


REASONS = """
    - {when: {state: [OPEN, PARKED]}, reason: awaiting_release, revealable: later}
    - {when: {gift: true}, reason: platform_shipping, revealable: future_orders, remedy: own-shipping}
    - {when: {state: DONE}, reason: after_close, revealable: never}
"""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": "OPEN"}, {"reason": "awaiting_release", "revealable": "later", "remedy": None}),
        ({"state": "PARKED", "gift": True}, {"reason": "awaiting_release", "revealable": "later", "remedy": None}),
        (
            {"state": "DONE", "gift": True},
            {"reason": "platform_shipping", "revealable": "future_orders", "remedy": "own-shipping"},
        ),
        ({"state": "DONE"}, {"reason": "after_close", "revealable": "never", "remedy": None}),
        ({"state": "DROPPED"}, UNKNOWN),
        ({"state": None}, UNKNOWN),
    ],
)
def test_the_first_reason_that_fits_is_given(
    load: Load, order: dict[str, Any], changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    order.update(changes)
    order["buyer"]["name"] = "A**"
    outcome = mapping(load, "customer: {fields: {id: id, name: buyer.name}}", reasons=REASONS).run(order)
    assert values(outcome)["hidden_fields"] == [{"path": "/customer/name", "evidence": "masked", **expected}]


def test_what_hides_a_name_hides_its_parts(load: Load, order: dict[str, Any]) -> None:
    fields = """
customer:
  fields:
    id: buyer.id
    name: buyer.name
    first_name: {cases: [{when: {note: {is: present}}, then: buyer.name}]}
    last_name: note
"""
    order["buyer"]["name"], order["note"] = "A** E******", ""
    assert shown(mapping(load, fields).run(order)) == [
        ("/customer/name", "masked"),
        ("/customer/first_name", "masked"),
        ("/customer/last_name", "masked"),
    ]
    order["note"] = "Example"
    assert shown(mapping(load, fields).run(order)) == [("/customer/first_name", "masked"), ("/customer/name", "masked")]
    order["buyer"]["name"], order["note"] = "Ada", ""
    assert shown(mapping(load, fields).run(order)) == []
    order["buyer"]["name"] = ""
    assert shown(mapping(load, fields, withheld=WITHHELD).run(order)) == [
        ("/customer/name", "withheld"),
        ("/customer/first_name", "withheld"),
        ("/customer/last_name", "withheld"),
    ]


def test_a_field_that_no_case_fills_in_this_record_is_not_withheld(load: Load, order: dict[str, Any]) -> None:
    fields = """
shipping_address:
  fields:
    line1: {cases: [{when: {state: OPEN}, then: buyer.name}, {else: note}]}
    line2: {cases: [{when: {state: DONE}, then: buyer.name}]}
    country: {path: buyer.address.country, as: country}
"""
    order["buyer"]["name"], order["note"] = None, None
    made = mapping(load, fields, withheld=WITHHELD)
    assert shown(made.run(order | {"state": "OPEN"})) == [("/shipping_address/line1", "withheld")]
    assert shown(made.run(order | {"state": "DONE"})) == [("/shipping_address/line2", "withheld")]
    assert shown(made.run(order | {"state": "NEW"})) == []


def test_a_hidden_extension_stands_in_the_record_as_null(load: Load, order: dict[str, Any]) -> None:
    text = (
        "mapping: 1\nfrom: acme/order@1\nto: Order\nfields: {id: {path: id, required: true}}\n"
        "extensions: {name: buyer.name, deep: {fields: {name: buyer.name, state: buyer.address.street}}}\n"
        "hidden: {watch: [buyer], reasons: []}\nignore: {$: rest}\n"
    )
    order["buyer"]["name"], order["buyer"]["address"]["street"] = "A**", "1 E***"
    outcome = load(text).run(order)
    assert shown(outcome) == [
        ("/extensions/acme/deep/name", "masked"),
        ("/extensions/acme/deep/state", "masked"),
        ("/extensions/acme/name", "masked"),
    ]
    assert values(outcome)["extensions"] == {"acme": {"name": None, "deep": {"name": None, "state": None}}}


def test_the_only_item_of_a_list_is_withheld_field_by_field(load: Load, order: dict[str, Any]) -> None:
    text = (
        "mapping: 1\nfrom: acme/order@1\nto: Customer\nfields:\n  id: {path: id, required: true}\n"
        "  addresses: {list: [{fields: {name: buyer.name, line1: buyer.address.street, country: {path: "
        "buyer.address.country, as: country}}}]}\n"
        "hidden: {watch: [buyer], withheld: {buyer.name: {is: missing}}, reasons: []}\nignore: {$: rest}\n"
    )
    order["buyer"] = {"address": {"street": "1 E***", "country": "de"}}
    found = values(load(text).run(order))
    assert [(item["path"], item["evidence"]) for item in found["hidden_fields"]] == [
        ("/addresses/0/line1", "masked"),
        ("/addresses/0/name", "withheld"),
    ]
    order["buyer"] = {}
    found = values(load(text).run(order))
    assert [(item["path"], item["evidence"]) for item in found["hidden_fields"]] == [("/addresses", "withheld")]


def test_a_field_is_named_once(load: Load, order: dict[str, Any]) -> None:
    order["buyer"]["phones"] = ["1***", "2***", "3***"]
    fields = "note: {join: [{each: buyer.phones, value: '@'}, buyer.phones, buyer.phones]}"
    assert shown(mapping(load, fields).run(order)) == [("/note", "masked")]


def test_a_mapping_without_hidden_fields_says_that_nothing_is_hidden(load: Load, order: dict[str, Any]) -> None:
    outcome = load(
        "mapping: 1\nfrom: acme/order@1\nto: Order\nfields: {id: {path: id, required: true}}\nignore: {$: rest}\n"
    ).run(order)
    assert values(outcome) == {"id": "1001", "customer_hidden": False, "hidden_fields": []}
    outcome = load(
        "mapping: 1\nfrom: acme/order@1\nto: Store\nfields: {id: {path: id, required: true}}\nignore: {$: rest}\n"
    ).run(order)
    assert values(outcome) == {"id": "1001"}


@pytest.mark.parametrize("walk", ["a", "{entries: a}", "{pick: a, where: {k: 1}, path: v}", "[{entries: a}, value]"])
def test_no_default_stands_for_the_number_of_what_is_withheld(run_rule: Callable[..., Any], walk: str) -> None:
    more = "  also: a\nhidden: {watch: [a], reasons: [], withheld: {gone: true}}"
    for word, without in (("default: 0", 0), ("required: true", None)):
        rule = f"{{count: {walk}, {word}}}"
        value, outcome = run_rule(rule, {"gone": True}, more=more)
        assert (value, outcome.errors) == (None, ())
        value, outcome = run_rule(rule, {}, more=more)
        assert (value, bool(outcome.errors)) == (without, without is None)
