"""Amounts: their unit is always said, their digits are never lost, and a quantity is none."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from shopglot_models import COUNTRIES, CURRENCIES, MINOR_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.diagnostics import Diagnostic
    from shopglot.mapping import CompiledMapping

    Give = Callable[..., Any]
    Load = Callable[[str], CompiledMapping]
    Check = Callable[[str], tuple[Diagnostic, ...]]

OUT = "/extensions/acme/out"
UNITS = "{path: a, as: minor_units, of: c}"
HEAD = "mapping: 1\nfrom: acme/till@1\nto: Order\nignore: {$: not what this shows}\nfields:\n  id: {const: '1'}\n  "


def run(load: Load, fields: str, record: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    outcome = load(HEAD + fields).run(record)
    assert outcome.values is not None
    return outcome.values, [(problem.path, problem.code) for problem in outcome.warnings]


def errors(check: Check, fields: str) -> list[str]:
    return [f"{item.code} {item.message}" for item in check(HEAD + fields) if item.severity == "error"]


def test_every_currency_has_the_digits_of_the_standard() -> None:
    # ISO 4217, list one (current currencies): the column of the minor unit, where it is not 2.
    zero = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    assert all(MINOR_DIGITS[code] == 0 for code in zero.split())
    assert {code for code, digits in MINOR_DIGITS.items() if digits == 3} == {
        "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"
    }  # fmt: skip
    assert {code for code, digits in MINOR_DIGITS.items() if digits == 4} == {"CLF", "UYW"}
    without = "XAG XAU XBA XBB XBC XBD XDR XFU XPD XPT XSU XTS XUA XXX"
    assert CURRENCIES - MINOR_DIGITS.keys() == set(without.split())
    assert set(MINOR_DIGITS.values()) == {0, 2, 3, 4}


def test_the_countries_are_those_of_the_standard() -> None:
    assert len(COUNTRIES) == 249
    assert {"AT", "GB", "US", "BR", "SX", "SS", "CW", "BQ", "AX"} <= COUNTRIES
    assert not COUNTRIES & {"UK", "EU", "XK", "ZZ", "AN", "CS", "SU"}


@pytest.mark.parametrize(
    ("raw", "currency", "amount"),
    [
        (1957, "USD", "19.57"),
        (1957, "JPY", "1957"),
        (1957, "KWD", "1.957"),
        (1957, "CLF", "0.1957"),
        (5, "EUR", "0.05"),
        (0, "EUR", "0.00"),
        (-1250, "EUR", "-12.50"),
        ("1957", "USD", "19.57"),
        (Decimal("1957.0"), "USD", "19.57"),
        (9223372036854775807, "USD", "92233720368547758.07"),
        (1957, "usd", "19.57"),
    ],
)
def test_minor_units_are_divided_by_the_currencys_own_unit(give: Give, raw: Any, currency: str, amount: str) -> None:
    assert give(UNITS, {"a": raw, "c": currency}) == amount


@pytest.mark.parametrize("currency", [None, "", "EURO", "XXX", "XAU", "QQQ"])
def test_without_a_known_currency_the_amount_is_missing_and_says_why(run_rule: Give, currency: Any) -> None:
    value, outcome = run_rule(UNITS, {"a": 1957, "c": currency})
    assert value is None
    (problem,) = outcome.warnings
    assert str(problem) == (
        f"{OUT}: an amount in minor units without a known currency, which says how many digits they take "
        "[R121, order.yaml:7]"
    )


@pytest.mark.parametrize("raw", ["19.57", 19.57, Decimal("19.57"), Decimal("NaN"), "x", True, [1]])
def test_what_is_no_whole_number_is_in_no_minor_unit(warn: Give, raw: Any) -> None:
    assert warn(UNITS, {"a": raw, "c": "USD"}) == (None, [(OUT, "R103")])


def test_a_missing_amount_needs_no_currency(give: Give) -> None:
    assert give(UNITS, {"c": None}) is None
    assert give("{path: a, as: minor_units, of: c, default: 0.50}", {}) == "0.50"


@pytest.mark.parametrize(
    ("rule", "gives"),
    [
        ("{sum: [{path: a, as: minor_units, of: c}, {path: b, as: minor_units, of: c}]}", "20.07"),
        ("{minus: [{path: a, as: minor_units, of: c}, {path: b, as: minor_units, of: c}]}", "19.07"),
        ("{minus: {path: a, as: minor_units, of: c}}", "-19.57"),
        ("{times: [{path: a, as: minor_units, of: c}, n]}", "58.71"),
        ("{first_of: [x, a], as: minor_units, of: c}", "19.57"),
        ("{sum: {each: l, path: a, as: minor_units, of: $.c}}", "0.75"),
        ("{sum: {each: l, path: a, as: minor_units, of: ^.c}}", "0.75"),
        ("{each: l, value: {path: a, as: minor_units, of: $.c}}", ["0.50", "0.25"]),
        ("{pick: l, where: {k: 2}, path: a, as: minor_units, of: c}", "0.25"),
        ("{path: a, as: minor_units, of: {const: KWD}}", "1.957"),
        ("{path: a, as: minor_units, of: {first_of: [x, c]}}", "19.57"),
        ("{each: l, group_by: [g], value: {sum: [{path: a, as: minor_units, of: h}]}}", ["0.75"]),
        ("{each: l, group_by: [{path: a, as: minor_units, of: h}], value: k}", ["1", "2"]),
        ("{list: [{skip: zero, fields: {z: {path: z, as: minor_units, of: c}}}]}", None),
    ],
)
def test_minor_units_work_wherever_an_amount_does(give: Give, rule: str, gives: Any) -> None:
    lines = [{"a": 50, "k": 1, "g": "x", "h": "EUR"}, {"a": 25, "k": 2, "g": "x", "h": "EUR"}]
    record = {"a": 1957, "b": 50, "c": "USD", "n": 3, "z": 0, "l": lines}
    found = give(rule, record)
    assert json.loads(json.dumps(found)) == ([int(one) for one in gives] if gives == ["1", "2"] else gives)


def test_a_sum_in_which_one_currency_is_missing_is_missing(warn: Give) -> None:
    record = {"l": [{"a": 50, "c": "EUR"}, {"a": 25}]}
    assert warn("{sum: {each: l, path: a, as: minor_units, of: c}}", record) == (None, [(OUT, "R121")])


def test_a_masked_amount_stays_hidden(run_rule: Give) -> None:
    value, outcome = run_rule(UNITS, {"a": "1***", "c": "EUR"}, more="hidden: {watch: [a], reasons: []}")
    assert value is None
    assert [item["path"] for item in outcome.values["hidden_fields"]] == [OUT]


@pytest.mark.parametrize(
    ("rule", "record", "gives"),
    [
        ("{times: [a, b]}", {"a": "0.10", "b": "0.10"}, "0.0100"),
        ("{times: [a, b]}", {"a": "19.99", "b": 3}, "59.97"),
        ("{times: [a, {const: -1}]}", {"a": "19.99"}, "-19.99"),
        ("{times: [a]}", {"a": "19.99"}, "19.99"),
        ("{sum: [{times: [a, b]}, a]}", {"a": "1.50", "b": 2}, "4.50"),
        ("{each: l, group_by: [g], value: {sum: [{times: [a, n]}]}}", {"l": [{"a": "2", "n": 3}, {"a": "5", "n": 1}]},
         ["11"]),
        ("{times: [a, b]}", {"a": "2"}, None),
        ("{times: [a, b]}", {"b": None, "a": ""}, None),
    ],
)  # fmt: skip
def test_a_product_is_exact(give: Give, rule: str, record: Any, gives: Any) -> None:
    assert give(rule, record) == gives


def test_a_product_too_long_to_be_exact_is_refused(warn: Give) -> None:
    assert warn("{times: [a, a]}", {"a": "1234567890.12345678"}) == (None, [(OUT, "R102")])
    assert warn("{times: [a, a]}", {"a": f"0.{'0' * 16}1"}) == (None, [(OUT, "R102")])
    assert warn("{times: [a, b]}", {"a": "x", "b": "2"}) == (None, [(OUT, "R102")])


def test_a_percentage_that_rules_made_is_a_fraction(give: Give) -> None:
    assert give("{sum: [a, b], as: percent}", {"a": "10", "b": "9.5"}) == "0.195"
    assert give("{first_of: [x, a], as: percent}", {"a": 20}) == "0.20"


def test_a_number_that_the_schema_documents_gives_no_warning(load: Load) -> None:
    fields = (
        "total_amount: {path: float, as: money}\n  sub_total: {path: whole, as: money}\n"
        "  total_tax: {sum: [float, whole]}\n  taxes: {list: [{fields: {type: {const: vat}, amount: {path: float, "
        "as: money}, rate: {path: rate, as: percent}}}]}"
    )
    values, warnings = run(load, fields, {"float": 16.66, "whole": 12, "rate": 9.5})
    assert warnings == []
    assert [values[name] for name in ("total_amount", "sub_total", "total_tax")] == [
        Decimal("16.66"), Decimal(12), Decimal("28.66")
    ]  # fmt: skip
    assert values["taxes"] == [{"type": "vat", "amount": Decimal("16.66"), "rate": Decimal("0.095")}]


@pytest.mark.parametrize("path", ["plain", "open"])
def test_one_that_it_does_not_document_still_does(load: Load, path: str) -> None:
    values, warnings = run(load, f"total_amount: {{path: {path}, as: money}}", {path: 16.5})
    assert values["total_amount"] == Decimal("16.5")
    assert warnings == [("/total_amount", "R114")]


def test_an_undocumented_whole_number_is_no_silent_amount(load: Load) -> None:
    assert run(load, "total_amount: open", {"open": 1957})[1] == [("/total_amount", "R114")]
    assert run(load, "total_amount: open", {"open": "19.57"}) == (
        {"id": "1", "total_amount": Decimal("19.57"), "customer_hidden": False, "hidden_fields": []}, []
    )  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        "sub_total: {times: [percent, {path: total.amount, as: minor_units, of: total.currency}]}",
        "line_items: {each: lines, fields: {quantity: {sum: [units, units]}}}",
        "line_items: {each: lines, fields: {quantity: {path: units, as: money}}}",
        "line_items: {each: lines, fields: {quantity: {count: $.lines}}}",
        "line_items: {each: lines, fields: {quantity: {first_of: [units, {const: 1}]}, unit_price: {const: 0}}}",
        "total_amount: {sum: [{path: plain, default: 0}, {const: 1.50}]}",
        "total_amount: {sum: [{path: plain, as: money, default: 0}, {const: 1}]}",
        "total_amount: {times: [{path: plain, as: money}, percent]}",
        "total_amount: {path: total.amount, as: minor_units, of: total.currency, default: 0}",
        "total_amount: {sum: [total.amount, tip.amount], as: minor_units, of: total.currency}",
        "taxes: {list: [{fields: {type: {const: vat}, rate: {path: rate, as: money}, amount: {const: 0}}}]}",
        "taxes: {list: [{fields: {type: {const: vat}, rate: {const: 0.2}, amount: {const: 0}}}]}",
        "shipping_address: {fields: {country: {path: land, enum: {A: AT, else: DE}}}}",
    ],
)
def test_what_is_right_is_not_refused(check: Check, fields: str) -> None:
    assert errors(check, fields) == []


def test_the_default_of_a_number_to_add_is_a_number(load: Load, check: Check) -> None:
    rule = "total_amount: {sum: [{path: plain, default: 0}, {path: open, default: 1}]}"
    assert run(load, rule, {})[0]["total_amount"] == Decimal(1)
    assert errors(check, "total_amount: {sum: [{path: plain, as: money, default: none}]}") == [
        "E301 expected an amount, got text"
    ]


def test_a_country_field_converts_what_a_text_holds(load: Load) -> None:
    fields = "shipping_address: {fields: {line1: plain, country: land}}"
    assert run(load, fields, {"land": "at"})[0]["shipping_address"] == {"country": "AT"}
    for wrong in ("UK", "ZZ", "Austria"):
        values, warnings = run(load, fields, {"plain": "x", "land": wrong})
        assert values["shipping_address"] == {"line1": "x"}
        assert warnings == [("/shipping_address/country", "R109")]


def test_a_web_address_field_converts_what_a_text_holds(load: Load) -> None:
    fields = "tracking: {list: [{fields: {number: plain, url: link}}]}"
    assert run(load, fields, {"plain": "x", "link": "track/1"}) == (
        {"id": "1", "tracking": [{"number": "x"}], "customer_hidden": False, "hidden_fields": []},
        [("/tracking/0/url", "R112")],
    )


@pytest.mark.parametrize("odd", ["1E400000000", "0E400000000", "1E-400000000", "9" * 40, "NaN", "sNaN", "-Infinity"])
def test_units_that_no_amount_holds_are_not_written_out(warn: Give, odd: str) -> None:
    assert warn("{path: a, as: minor_units, of: {const: EUR}}", {"a": Decimal(odd)}) == (None, [(OUT, "R103")])


@pytest.mark.parametrize(
    ("raw", "amount"),
    [(-5, "-0.05"), ("-0012", "-0.12"), ("0" * 19, "0.00"), (1957.0, "19.57"), (Decimal("-1957.00"), "-19.57"),
     (2**63 - 1, "92233720368547758.07")],
)  # fmt: skip
def test_units_may_be_negative_and_large(give: Give, raw: Any, amount: str) -> None:
    assert give("{path: a, as: minor_units, of: {const: EUR}}", {"a": raw}) == amount


def test_a_product_is_no_negative_zero(give: Give) -> None:
    assert give("{times: [a, b]}", {"a": "-1", "b": "0.00"}) == "0.00"


def test_thirty_digits_are_the_most(give: Give, warn: Give) -> None:
    assert give("{path: a, as: percent}", {"a": "9" * 30}) == "9" * 28 + ".99"
    assert give("{times: [a, b]}", {"a": "9" * 15, "b": "9" * 15}) == str((10**15 - 1) ** 2)
    assert warn("{path: a, as: percent}", {"a": "0." + "9" * 29}) == (None, [(OUT, "R102")])
    assert warn("{times: [a, b]}", {"a": "9" * 16, "b": "9" * 15}) == (None, [(OUT, "R102")])
