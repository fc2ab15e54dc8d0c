"""Settings of the connection in rules: typed, never a secret, and missing where nobody gives them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.errors import InvalidArgument
from shopglot.mapping import SourceFile, check_mapping
from shopglot.mapping.syntax import parse_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping import CompiledMapping

    Load = Callable[[str], CompiledMapping]

HEAD = "mapping: 1\nfrom: acme/till@1\nto: Order\nignore: {$: not what this shows}\nfields:\n  id: {const: '1'}\n  "
ALL = {"timezone": "Europe/Vienna", "currency": "KWD", "with_tax": True, "digits": 3, "market": "eu"}


def run(load: Load, fields: str, record: Any, settings: Any = None) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    outcome = load(HEAD + fields).run(record, settings=settings)
    assert outcome.values is not None
    always = {"id", "customer_hidden", "hidden_fields"}
    values = {name: value for name, value in outcome.values.items() if name not in always}
    return values, [(problem.path, problem.code) for problem in outcome.warnings]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("currency: setting.currency", {"currency": "KWD"}),
        ("note: {join: [setting.market, plain]}", {"note": "eu x"}),
        ("note: {path: setting.digits, as: text}", {"note": "3"}),
        ("tax_inclusive: setting.with_tax", {"tax_inclusive": True}),
        ("note: {cases: [{when: {setting.with_tax: true}, then: plain}]}", {"note": "x"}),
        ("note: {cases: [{when: {setting.digits: 3, setting.market: [eu, us]}, then: plain}]}", {"note": "x"}),
        ("note: {cases: [{when: {plain: {same_as: setting.market}}, then: plain}]}", {}),
        (
            "total_amount: {path: total.amount, as: minor_units, of: setting.currency}",
            {"total_amount": Decimal("1.957")},
        ),
        (
            "line_items: {each: lines, where: {setting.market: eu}, fields: {sku: sku, name: setting.market}}",
            {"line_items": [{"sku": "A", "name": "eu"}]},
        ),
        ("currency: {first_of: [total.currency, setting.currency]}", {"currency": "KWD"}),
    ],
)
def test_a_setting_is_read_wherever_a_path_may_stand(load: Load, fields: str, expected: dict[str, Any]) -> None:
    record = {"plain": "x", "total": {"amount": 1957}, "lines": [{"sku": "A"}]}
    assert run(load, fields, record, ALL) == (expected, [])


def test_the_zone_of_a_text_is_a_setting(load: Load) -> None:
    fields = "created_at: {path: iso, as: date, zone: setting.timezone}"

    def found(sent: str, settings: Any) -> Any:
        values, warnings = run(load, fields, {"iso": sent}, settings)
        return values["created_at"].isoformat() if values else warnings

    assert found("2024-05-01T12:00:00", ALL) == "2024-05-01T10:00:00+00:00"
    assert found("2024-05-01T12:00:00Z", ALL) == "2024-05-01T12:00:00+00:00"
    assert found("2024-05-01T12:00:00Z", {}) == "2024-05-01T12:00:00+00:00"
    assert found("2024-05-01T12:00:00", {}) == [("/created_at", "R122")]
    assert found("2024-05-01T12:00:00", {"timezone": "CEST"}) == [("/created_at", "R123")]
    assert found("today", ALL) == [("/created_at", "R104")]


def test_what_is_not_given_is_missing_but_for_a_default(load: Load) -> None:
    fields = (
        "note: setting.market\n  tax_inclusive: setting.with_tax\n  currency: {path: setting.currency, default: EUR}"
    )
    assert run(load, fields, {}) == ({"tax_inclusive": False, "currency": "EUR"}, [])


def test_a_raw_field_of_that_name_is_read_from_the_element(run_rule: Callable[..., tuple[Any, Any]]) -> None:
    assert run_rule("{path: '@.setting.market'}", {"setting": {"market": "raw"}})[0] == "raw"
    assert run_rule("setting", {"setting": "raw"})[0] == "raw"
    assert str(parse_path("@.setting.market")) == "@.setting.market"
    assert str(parse_path("setting.market")) == "setting.market"
    assert parse_path(str(parse_path("@.setting.market"))) == parse_path("@.setting.market")


def test_the_mapping_knows_which_settings_it_reads(load: Load) -> None:
    fields = "note: setting.market\n  created_at: {path: iso, as: date, zone: setting.timezone}"
    assert load(HEAD + fields).file.settings == {"market", "timezone"}


def test_readable_settings_are_typed_and_quote_nothing(acme: ConnectorDefinition) -> None:
    readable = acme.readable_settings
    assert readable({}) == {"with_tax": False}
    assert readable({"with_tax": "True", "digits": "-3", "market": None, "currency": ""}) == {
        "with_tax": True, "digits": -3
    }  # fmt: skip
    wrong = {
        "with_tax": ("yes", "acme: with_tax must be true or false"),
        "digits": (True, "acme: digits must be a whole number"),
        "timezone": (7, "acme: timezone must be text"),
        "market": ("asia", "acme: market must be one of eu, us"),
        "marke": ("eu", "acme has no setting 'marke'\n  hint: Did you mean market?"),
        "api_secret": ("hunter2", "api_secret is a secret: no mapping can read it\n  hint: Leave it out."),
    }
    for name, (value, text) in wrong.items():
        with pytest.raises(InvalidArgument) as caught:
            readable({name: value})
        assert str(caught.value) == text


def test_a_part_reads_a_setting_wherever_it_is_used(load: Load) -> None:
    parts = "parts: {money: {path: amount, as: minor_units, of: setting.currency}}\n"
    fields = "total_amount: {use: money, at: total}\n  sub_total: {use: money, at: tip}"
    outcome = load(parts + HEAD + fields).run({"total": {"amount": 1957}, "tip": {"amount": 5}}, settings=ALL)
    assert outcome.values is not None
    assert (outcome.values["total_amount"], outcome.values["sub_total"]) == (Decimal("1.957"), Decimal("0.005"))


@pytest.mark.parametrize(
    ("store", "told"),
    [
        ("curency", ["E305 the setting `currency` stands for `curency`, and the store has no such field"]),
        ("currency.code", ["E305 the setting `currency` stands for `currency.code`, and the store has no such field"]),
        ("currency", []),
        ("extensions.acme.currency", []),
    ],
)
def test_a_setting_stands_for_a_field_that_the_store_has(
    acme: ConnectorDefinition, store: str, told: list[str]
) -> None:
    settings = tuple(replace(one, store=store) if one.name == "currency" else one for one in acme.settings)
    source = SourceFile("order.yaml", f"{HEAD}currency: setting.currency\n".encode())
    found = check_mapping(source, replace(acme, settings=settings))[1]
    assert [f"{one.code} {one.message}" for one in found] == told
