"""The check over saved records: what never gives a value is told, with how many records; what may be right is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.mapping import RECORD_CODES
from shopglot.registry import folder_connector, load_connectors
from shopglot.workbench import check_files, check_json, check_records, check_text, find_mappings, iter_installed
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopglot.workbench import CheckedMapping

    Checked = Callable[..., CheckedMapping]

_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER = {"type": "integer"}
RAW = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": _TEXT, "at": _NUMBER, "day": _TEXT, "total": _TEXT, "state": _TEXT, "country": _TEXT, "cents": _NUMBER,
        "currency": _TEXT, "note": _TEXT, "percent": _TEXT, "clock": _TEXT, "rate": _TEXT, "cut": _TEXT,
        "buyer_id": _NUMBER,
        "lines": {"type": "array", "items": {"type": "object", "properties": {"id": _TEXT, "sku": _TEXT}}},
        "refunds": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "line": {}, "line_id": _TEXT, "amount": _TEXT, "kind": {"type": "string", "enum": ["item", "fee"]},
                },
            },
        },
        "meta": {"type": "array", "items": {"type": "object", "properties": {"key": _TEXT, "value": _TEXT}}},
    },
}  # fmt: skip
RECORD: dict[str, Any] = {
    "id": "1", "at": 1714557600, "day": "01.05.2024", "total": "1,50 EUR", "state": "Open", "country": "Utopia",
    "cents": 1250, "percent": "20.0", "currency": "crowns", "note": "", "lines": [{"id": "7", "sku": "A"}],
    "refunds": [{"line": "L7", "amount": "1.50", "kind": "item"}],
    "meta": [{"key": "Parcel", "value": "x"}, {"key": "_wcx", "value": "2"}],
}  # fmt: skip
LINE = "id: id, name: sku, quantity: {const: 1}"
JOIN = "where: {line: {same_as: ^.id}}"
HEAD = """\
mapping: 1
from: shop/order@1
to: Order
ignore: {$: not what this shows}
fields:
  id: {path: id, required: true}
"""


def _check_folder(folder: Path, raw: dict[str, Any], mapping: str, saved: dict[str, Any]) -> CheckedMapping:
    """Check a mapping of orders over the saved files, each with its name."""
    fixtures = folder / "fixtures" / "order"
    fixtures.mkdir(parents=True, exist_ok=True)
    (folder / "order.raw.json").write_text(json.dumps(raw), encoding="utf-8")
    (folder / "order.yaml").write_text(mapping, encoding="utf-8")
    for name, content in saved.items():
        (fixtures / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    (checked,) = check_records(check_files(iter_installed(folder_connector(folder))))
    return checked


@pytest.fixture
def shop(tmp_path: Path) -> Checked:
    """Check a mapping over saved records: `fields` are those beside `id`, in the last line of the file."""

    def check(fields: str, records: list[Any], *, head: str = HEAD) -> CheckedMapping:
        saved = {f"{number:03}": record for number, record in enumerate(records)}
        return _check_folder(tmp_path / "shop", RAW, f"{head}  {fields}\n", saved)

    return check


def _told(checked: CheckedMapping) -> list[str]:
    return [f"{one.code} {one.line} {one.message}" for one in checked.diagnostics]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            "created_at: {path: at, as: epoch_ms}",
            "give a value: not a time between 2000 and 2200 in the form or unit that the mapping names (R104)",
        ),
        (
            "created_at: {path: day, as: date}",
            "give a value: not a time between 2000 and 2200 in the form or unit that the mapping names (R104)",
        ),
        (
            "total_amount: {path: total, as: money}",
            "give a value: not an amount: expected a finite decimal of at most 30 digits without an exponent (R102)",
        ),
        (
            "total_amount: {path: total, as: money, default: 0}",
            "give a value: not an amount: expected a finite decimal of at most 30 digits without an exponent (R102)",
        ),
        (
            "total_amount: {sum: [total]}",
            "give a value: not an amount: expected a finite decimal of at most 30 digits without an exponent (R102)",
        ),
        (
            "status: {path: state, enum: {OPEN: active, else: unknown}}",
            "give a known value: a platform value that the mapping does not know yet (R105)",
        ),
        (
            "total_tax: {path: cents, as: minor_units, of: currency}",
            f"give a value: {RECORD_CODES['R121']} (R121)",
        ),
        (
            f"line_items: {{each: lines, fields: {{{LINE}, tax_rate: {{path: $.percent, as: money}}}}}}",
            "give a fraction of at most 1",
        ),
        (
            "shipping_address: {fields: {country: country}}",
            "give a value: not a country code of ISO 3166-1 (R109)",
        ),
        ("refunded_amount: {minus: [percent]}", "give a positive amount in `refunded_amount`"),
        ("note: {split: state, on: /, take: 1}", "have a part 1 between `/`"),
        ("currency: currency", "give a value: does not fit the unified model (R107)"),
        ("note: {pick: meta, where: {key: parcel}, path: value}", "have `parcel` here: this never holds"),
        ("note: {pick: meta, where: {key: Parcle}, path: value}", "have `Parcle` here: this never holds"),
        (
            "note: {pick: meta, where: {key: {starts_with: _WC}}, path: value}",
            "have a value here that starts with `_WC`: this never holds",
        ),
        (
            f"line_items: {{each: lines, fields: {{{LINE}, refunded_quantity: {{count: $.refunds, {JOIN}}}}}}}",
            "have the same value here as at `^.id`: this never holds",
        ),
        (
            "note: {cases: [{when: {state: open}, then: {const: open}}]}",
            "have `open` here: this never holds",
        ),
        (
            "note: {cases: [{when: {any: lines, where: {id: {same_as: $.id}}}, then: {const: open}}]}",
            "have the same value here as at `$.id`: this never holds",
        ),
    ],
)
def test_what_never_gives_a_value_is_told_with_the_number_of_records(shop: Checked, fields: str, told: str) -> None:
    checked = shop(fields, [RECORD, RECORD, RECORD | {"meta": [], "refunds": [], "lines": []}])
    count = 3 if "pick" not in fields and "lines" not in fields else 2
    assert _told(checked) == [f"W907 7 0 of {count} saved records {told}"]
    assert checked.file is not None  # a warning


@pytest.mark.parametrize(
    ("join", "hint"),
    [
        ("line: {same_as: ^.id}", "`^.sku` has the value of `line`"),
        ("^.id: {same_as: line}", "`^.sku` has the value of `line`"),
        ("amount: {same_as: ^.sku}", "`line` has the value of `^.sku`"),
        ("kind: {same_as: ^.id}", ""),
    ],
)
def test_a_join_that_never_holds_is_told_with_the_field_that_has_the_value(shop: Checked, join: str, hint: str) -> None:
    record = RECORD | {"lines": [{"id": "7", "sku": "SKU-1"}], "refunds": [{"line": "SKU-1", "amount": "1.50"}]}
    fields = (
        f"line_items: {{each: lines, fields: {{{LINE}, refunded_quantity: {{count: $.refunds, where: {{{join}}}}}}}}}"
    )
    record["refunds"][0]["kind"] = "item"
    found = shop(fields, [record])
    assert [(one.code, one.hint) for one in found.diagnostics] == [("W907", hint)]


@pytest.mark.parametrize(
    "fields",
    [
        "created_at: {path: at, as: epoch_s}",
        "refunded_amount: {sum: [percent]}",
        "note: {split: state, on: /, take: 0}",
        "note: {split: note, on: /, take: 3}",
        # What is not there says nothing.
        "note: {path: note, enum: {a: b}}",
        "total_amount: {path: total, as: money}",
        # No record need have what a condition looks for, where the schema lists it or few records were asked.
        "note: {pick: meta, where: {key: coupon}, path: value}",
        "refunded_amount: {sum: {each: refunds, where: {kind: fee}, path: amount}}",
        "note: {cases: [{when: {state: CLOSED}, then: {const: closed}}, {else: {const: open}}]}",
        # A condition that only a part of holds, and one under `not`.
        "note: {pick: meta, where: {any: [{key: parcel}, {key: Parcel}]}, path: value}",
        "note: {pick: meta, where: {not: {key: coupon}}, path: value}",
    ],
)
def test_what_may_be_right_is_not_told(shop: Checked, fields: str) -> None:
    found = shop(
        fields.replace("path: nothing", "path: total"), [RECORD | {"total": "" if "nothing" in fields else "1"}]
    )
    assert _told(found) == []
    assert found.records == 1


def test_a_value_that_the_raw_schema_does_not_list_is_told_once(shop: Checked) -> None:
    found = shop("refunded_amount: {sum: {each: refunds, where: {kind: itm}, path: amount}}", [RECORD])
    assert _told(found) == ["W904 7 the raw schema does not list `itm`"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("paid_at: {path: day, as: date, zone: UTC, required: true}", []),
        (
            "note: {path: note, required: true}",
            ["W908 7 2 of 3 saved records are rejected: there is no value here"],
        ),
        ("source_status: {path: state, required: true}", []),
    ],
)
def test_a_record_that_required_rejects_is_told(shop: Checked, fields: str, told: list[str]) -> None:
    right = RECORD | {"note": "x", "day": "2024-05-01"}
    checked = shop(fields, [RECORD | {"day": "2024-05-01"}, right, right | {"note": ""}])
    assert _told(checked) == told


def test_a_key_that_the_raw_schema_does_not_know_is_never_named(shop: Checked) -> None:
    record = RECORD | {"lines": [{"id": "7", "dana@example.com": "SKU-1"}], "refunds": [{"line": "SKU-1"}]}
    fields = f"line_items: {{each: lines, fields: {{{LINE}, refunded_quantity: {{count: $.refunds, {JOIN}}}}}}}"
    assert [(one.code, one.hint) for one in shop(fields, [record]).diagnostics] == [("W907", "")]


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("created_at: {path: at, as: epoch_ms}", "they fit `as: epoch_s`"),
        ("created_at: {path: day, as: epoch_s}", "they fit `as: date`"),
        ("created_at: {path: clock, as: rfc2822}", "they fit `as: date` with a `zone`"),
        ("total_tax: {path: percent, as: minor_units, of: {const: EUR}}", "they fit `as: money`"),
        (
            "status: {path: state, enum: {OPEN: active, else: unknown}}",
            "the table has them in other letters: compare them letter by letter",
        ),
        (
            "status: {path: state, enum: {'1250': active, else: unknown}}",
            "the table knows the values of `cents`: read that, or use another table",
        ),
        (
            "status: {path: state, enum: {SENT: active, else: unknown}}",
            "no row is like what is sent: is it the right path and the right table?",
        ),
        (
            "note: {pick: meta, where: {key: _wc_}, path: value}",
            "they have a longer one that begins so: write it whole, or {starts_with: …}",
        ),
        (
            f"line_items: {{each: lines, fields: {{{LINE}, tax_rate: {{path: $.rate, as: percent}}}}}}",
            "write `as: money`: the platform sends fractions, where 0.2 is a fifth",
        ),
    ],
)
def test_what_saved_values_would_fit_is_told(shop: Checked, fields: str, hint: str) -> None:
    record = RECORD | {"clock": "2024-05-01 10:00:00", "rate": "0.085", "day": "2024-05-01"}
    record |= {"meta": [{"key": "_wc_items", "value": "2"}]}
    assert [(one.code, one.hint) for one in shop(fields, [record]).diagnostics] == [("W907", hint)]


def test_the_sign_of_a_shared_part_is_told_where_it_is_used(shop: Checked) -> None:
    head = HEAD.replace("fields:\n", "parts: {value: {path: cut, as: money}}\nfields:\n")
    found = shop("total_discount: {use: value}", [RECORD | {"cut": "-4.00"}], head=head)
    (told,) = found.diagnostics
    assert (told.code, told.line, told.column) == ("W907", 8, 25)
    assert told.message == "0 of 1 saved records give a positive amount in `total_discount`"
    assert told.hint == "turn its sign where the part is used: {minus: {use: value, …}}"


def test_a_fixed_currency_of_minor_units_is_compared_with_the_record_s(shop: Checked) -> None:
    fields = "currency: currency\n  total_tax: {path: cents, as: minor_units, of: {const: EUR}}"
    found = shop(fields, [RECORD | {"currency": currency} for currency in ("EUR", "JPY", "EUR")])
    assert _told(found) == [
        "W908 8 1 of 3 saved records are in another currency than `EUR`: its minor units may be others"
    ]
    assert _told(shop(fields, [RECORD | {"currency": "EUR"}] * 3)) == []


def _order(of_all: str, quantity: str) -> dict[str, Any]:
    line = {"id": "7", "sku": "A", "qty": quantity, "price": "5.00", "all": "10.00", "back": "3"}
    return {"id": "1", "all": of_all, "one": "0", "lines": [line], "taxes": [{"name": "VAT", "sum": "1.00"}]}


_ADDING_UP = """\
mapping: 1
from: till/order@1
to: Order
ignore: {$: not what this shows}
fields:
  id: {path: id, required: true}
  tax_inclusive: {const: true}
"""
_ADDED = {
    "total_amount": (
        "10.00",
        "11.00",
        "the total is not goods - discounts + shipping + fees + adjustments + tax on top",
    ),
    "sub_total": ("10.00", "9.00", "sub_total is not the lines' sub_total - total_discount"),
    "total_tax": ("1.00", "1.50", "total_tax is not the sum of `taxes`"),
}


@pytest.fixture
def till(tmp_path: Path) -> Checked:
    def check(fields: str, records: list[Any]) -> CheckedMapping:
        text = {"type": "string"}
        line = dict.fromkeys(("id", "sku", "qty", "price", "all", "back"), text)
        raw = {
            "id": text, "all": text, "one": text,
            "tax": text,
            "lines": {"type": "array", "items": {"type": "object", "properties": line}},
            "taxes": {"type": "array", "items": {"type": "object", "properties": {"name": text, "sum": text}}},
        }  # fmt: skip
        schema = {"type": "object", "properties": raw}
        return _check_folder(tmp_path / "till", schema, _ADDING_UP + fields, {"list": records})

    return check


_TILL = """\
  total_discount: {path: one, as: money}
  taxes: {each: taxes, fields: {type: name, amount: {path: sum, as: money}}}
  line_items:
    each: lines
    fields:
      id: id
      name: sku
      quantity: {path: qty, as: integer}
      unit_price: {path: price, as: money}
      sub_total: {path: all, as: money}
      total_amount: {path: all, as: money}
"""


@pytest.mark.parametrize("field", _ADDED)
def test_a_sum_that_is_none_is_told(till: Checked, field: str) -> None:
    right, wrong, text = _ADDED[field]
    fields = f"{_TILL}  {field}: {{path: all, as: money}}\n" + (
        "" if field == "total_tax" else "  total_tax: {path: tax, as: money}\n"
    )
    fields += "unsupported: {fees: none}\n"
    line = 9 if field == "total_tax" else 19
    assert _told(till(fields, [_order(right, "2"), _order(right, "2")])) == []
    assert _told(till(fields, [_order(right, "2"), _order(right, "2"), _order(wrong, "2")])) == []
    assert _told(till(fields, [_order(right, "2"), _order(wrong, "2")])) == [
        f"W908 {line} 1 of 2 saved records do not add up: {text}"
    ]


@pytest.mark.parametrize(
    ("quantity", "more", "told"),
    [
        ("1", "", ["16 2 of 2 saved records do not add up: a line's sub_total is not quantity x unit_price"]),
        (
            "2",
            "      tax_rate: {const: 0.2}\n      discounts: {list: [{fields: {amount: {path: price, as: money}}}]}\n",
            ["18 2 of 2 saved records do not add up: a line's total is not sub_total - discounts + tax on top"],
        ),
        (
            "2",
            "      refunded_quantity: {path: back, as: integer}\n",
            ["19 2 of 2 saved records do not add up: more units of a line are refunded than it has"],
        ),
        ("2", "", []),
    ],
)
def test_a_line_that_does_not_add_up_is_told(till: Checked, quantity: str, more: str, told: list[str]) -> None:
    found = till(_TILL + more, [_order("10.00", quantity)] * 2)
    assert _told(found) == [f"W908 {one}" for one in told]


@pytest.mark.parametrize(
    ("total", "hint"),
    [
        (
            "14.50",
            "`tax_inclusive` says whether the amounts that are sent have the tax in them, whatever the shop shows",
        ),
        ("16.00", "what differs is as much as `shipping_cost` or `fees`: it may be told twice or left out"),
        ("15.00", "is each of them told, and once?"),
    ],
)
def test_the_part_that_a_total_lacks_is_named(till: Checked, total: str, hint: str) -> None:
    fields = _TILL + "  total_amount: {path: all, as: money}\n  total_tax: {path: tax, as: money}\n"
    fields += (
        "  shipping_cost: {const: 2.00}\n  fees: {list: [{fields: {type: {const: fee}, amount: {const: 2.00}}}]}\n"
    )
    line = {"id": "7", "sku": "A", "qty": "2", "price": "5.00", "all": "10.00"}
    order = {"id": "1", "all": total, "one": "0", "tax": "0.50", "lines": [line], "taxes": []}
    found = till(fields, [order])
    assert [(one.code, one.hint) for one in found.diagnostics] == [("W908", hint)]


@pytest.fixture
def desk(tmp_path: Path) -> Checked:
    """Check an order of two lines whose amounts are all texts at the top of the record, over saved ones."""

    def check(fields: str, records: list[dict[str, Any]]) -> CheckedMapping:
        text = {"type": "string"}
        line = {"type": "object", "properties": dict.fromkeys(("id", "sku", "qty", "price", "all", "tax"), text)}
        names = (
            "id", "total", "goods", "goods_inc_tax", "goods_ex_tax", "cut", "tax", "freight_inc_tax", "freight_ex_tax",
            "made", "made_gmt", "changed", "clock_utc",
        )  # fmt: skip
        raw = dict.fromkeys(names, text) | {"lines": {"type": "array", "items": line}, "incl": {"type": "boolean"}}
        return _check_folder(
            tmp_path / "till", {"type": "object", "properties": raw}, _DESK + fields, {"list": records}
        )

    return check


_DESK = """\
mapping: 1
from: till/order@1
to: Order
ignore: {$: not what this shows}
unsupported: {fees: none}
fields:
  id: {path: id, required: true}
"""
_LINES = "  line_items: {each: lines, fields: {id: id, name: sku, quantity: {path: qty, as: integer}, %s}}\n"
_OF_LINES = _LINES % "sub_total: {path: all, as: money}"
_ORDER: dict[str, Any] = {
    "id": "1", "total": "15.00", "cut": "-1.00", "goods": "10.00", "tax": "1.50",
    "goods_inc_tax": "10.35", "goods_ex_tax": "9.00", "freight_inc_tax": "5.25", "freight_ex_tax": "4.50",
    "lines": [{"id": "7", "sku": "A", "qty": "2", "price": "5.00", "all": "10.00", "tax": "1.50"}],
}  # fmt: skip
_TAXED = "  total_tax: {path: tax, as: money}\n"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        # What is below zero is taken off.
        (
            f"{_OF_LINES}  total_discount: {{minus: cut}}\n  sub_total: {{minus: [goods, cut]}}\n",
            (
                "W908 10 1 of 1 saved record do not add up: sub_total is not the lines' sub_total - total_discount",
                "what is taken off here is below 0 in the saved records, so `minus` adds it: write `sum` instead",
            ),
        ),
        # The raw field beside the one that is read makes all of them add up.
        (
            f"{_OF_LINES}  total_discount: {{minus: cut}}\n  sub_total: {{path: goods_inc_tax, as: money}}\n",
            (
                "W908 10 1 of 1 saved record do not add up: sub_total is not the lines' sub_total - total_discount",
                "with `goods_ex_tax` in its place they add up",
            ),
        ),
        (
            (f"{_OF_LINES}{_TAXED}  total_discount: {{minus: cut}}\n  tax_inclusive: {{const: false}}\n"
            "  discounts: {list: [{fields: {amount: {minus: cut}}}]}\n"
            "  shipping_cost: {path: freight_inc_tax, as: money}\n  total_amount: {path: total, as: money}\n"),
            (
                ("W908 13 1 of 1 saved record do not add up: "
                "the total is not goods - discounts + shipping + fees + adjustments + tax on top"),
                "with `freight_ex_tax` in its place they add up",
            ),
        ),
        # The tax is not inside.
        (
            (f"{_LINES % 'sub_total: {path: all, as: money}, tax_amount: {path: tax, as: money}'}{_TAXED}"
            "  discounts: {list: [{fields: {amount: {minus: cut}}}]}\n"
            "  tax_inclusive: incl\n"
            "  shipping_cost: {path: freight_ex_tax, as: money}\n  total_amount: {path: total, as: money}\n"),
            (
                "W908 11 1 of 1 saved record do not add up, and would with the tax the other way",
                "`tax_inclusive` says whether the amounts that are sent have the tax in them, whatever the shop shows",
            ),
        ),
        # A part is told twice.
        (
            (f"{_OF_LINES}{_TAXED}  discounts: {{list: [{{fields: {{amount: {{minus: cut}}}}}}]}}\n"
            "  tax_inclusive: {const: false}\n  adjustments: {list: [{fields: {type: {const: freight}, "
            "amount: {path: freight_ex_tax, as: money}}}]}\n"
            "  shipping_cost: {sum: [freight_ex_tax]}\n  total_amount: {path: total, as: money}\n"),
            (
                ("W908 14 1 of 1 saved record do not add up: "
                "the total is not goods - discounts + shipping + fees + adjustments + tax on top"),
                "what differs is as much as `shipping_cost` or `adjustments`: it may be told twice or left out",
            ),
        ),
        # A line's two prices are one.
        (
            _LINES % "unit_price: {path: all, as: money}, sub_total: {path: all, as: money}",
            (
                ("W908 8 1 of 1 saved record do not add up: "
                "in a line of several units, unit_price is as much as sub_total"),
                "one of them is the other: unit_price is that of one unit, sub_total that of all",
            ),
        ),
        (
            (f"{_LINES % 'unit_price: {path: price, as: money}, sub_total: {path: price, as: money}'}"
            "  total_discount: {minus: cut}\n  sub_total: {path: goods_ex_tax, as: money}\n"),
            (
                "W908 8 1 of 1 saved record do not add up: in a line of several units, sub_total is the price of one",
                "it is that of all units: {times: [price, quantity]}, or in a group {sum: [price]}, which adds all",
            ),
        ),
    ],
)  # fmt: skip
def test_the_rule_that_explains_a_wrong_sum_is_told_alone(desk: Checked, fields: str, told: tuple[str, str]) -> None:
    found = desk(fields, [_ORDER | {"incl": True}])
    assert [(_said, one.hint) for _said, one in zip(_told(found), found.diagnostics, strict=True)] == [told]


_WHOLE = (
    f"{_TAXED}  discounts: {{list: [{{fields: {{amount: {{minus: cut}}}}}}]}}\n"
    "  total_discount: {minus: cut}\n  tax_inclusive: {const: false}\n"
    "  shipping_cost: {path: freight_ex_tax, as: money}\n  total_amount: {path: total, as: money}\n"
    "  sub_total: {path: goods_ex_tax, as: money}\n"
)


def test_an_order_that_adds_up_is_not_told_of(desk: Checked) -> None:
    lines = _LINES % "unit_price: {path: price, as: money}, sub_total: {path: all, as: money}"
    assert _told(desk(lines + _WHOLE, [_ORDER])) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        # What all sums that fail have in common.
        (
            _LINES % "unit_price: {path: price, as: money}, sub_total: {path: tax, as: money}" + _WHOLE,
            (
                "W908 8 1 of 1 saved record do not add up with it",
                (
                    "it is a part of each sum that fails: "
                    "the total is not goods - discounts + shipping + fees + adjustments + tax on top; "
                    "a line's sub_total is not quantity x unit_price; "
                    "sub_total is not the lines' sub_total - total_discount"
                ),
            ),
        ),
        # The lines' sub_total is proved right.
        (
            _LINES % "unit_price: {path: tax, as: money}, sub_total: {path: all, as: money}" + _WHOLE,
            (
                "W908 8 1 of 1 saved record do not add up: a line's sub_total is not quantity x unit_price",
                "other sums prove the lines' sub_total right: is this the price of one unit, before discounts?",
            ),
        ),
        # The discounts are not their sum.
        (
            _OF_LINES + _WHOLE.replace("amount: {minus: cut}", "amount: {path: tax, as: money}"),
            (
                (
                    "W908 10 1 of 1 saved record do not add up: "
                    "the total is not goods - discounts + shipping + fees + adjustments + tax on top"
                ),
                "they are not `total_discount` in sum, and the total is off by as much",
            ),
        ),
    ],
)
def test_one_amount_that_is_wrong_is_told_once(desk: Checked, fields: str, told: tuple[str, str]) -> None:
    found = desk(fields, [_ORDER])
    assert [(_said, one.hint) for _said, one in zip(_told(found), found.diagnostics, strict=True)] == [told]


_TOTAL_TEXT = "the total is not goods - discounts + shipping + fees + adjustments + tax on top"
_RARE = (
    "  total_amount: {path: total, as: money}\n  total_tax: {path: tax, as: money}\n  tax_inclusive: incl\n"
    "  adjustments: {list: [{skip: zero, fields: {type: {const: shop}, amount: {path: cut, as: money}}}]}\n"
)


@pytest.mark.parametrize(
    ("cuts", "told"),
    [
        ((-1, -1), []),
        ((1, -1), []),  # one order that does not add up tells nothing
        (
            (1, 1),
            ["W908 11 2 of 5 saved records have `adjustments` and do not add up, as the others do: " + _TOTAL_TEXT],
        ),
    ],
)
def test_a_part_that_is_wrong_wherever_it_is_is_told_though_few_have_it(
    desk: Checked, cuts: tuple[int, int], told: list[str]
) -> None:
    line = _ORDER["lines"][0]
    plain = _ORDER | {"cut": "0", "total": "10.00", "incl": True, "lines": [line]}
    rare = [plain | {"cut": str(cut), "total": "9.00"} for cut in cuts]
    assert _told(desk(_RARE + _OF_LINES, [plain] * 3 + rare)) == told


def test_what_another_sum_proves_right_is_not_told(desk: Checked) -> None:
    fields = (
        f"{_OF_LINES}{_TAXED}  discounts: {{list: [{{fields: {{amount: {{minus: cut}}}}}}]}}\n"
        "  tax_inclusive: {const: false}\n  shipping_cost: {path: freight_ex_tax, as: money}\n"
        "  total_amount: {path: total, as: money}\n"
        "  taxes: {each: lines, fields: {type: sku, amount: {path: price, as: money}}}\n"
    )
    assert _told(desk(fields, [_ORDER])) == [
        "W908 14 1 of 1 saved record do not add up: total_tax is not the sum of `taxes`"
    ]


def test_a_part_that_is_told_to_be_wrong_explains_the_sum(desk: Checked) -> None:
    fields = f"{_OF_LINES}  total_discount: {{sum: [tax, tax]}}\n  sub_total: {{path: goods_ex_tax, as: money}}\n"
    assert _told(desk(fields, [_ORDER])) == ["W912 9 the same twice: this amount is taken before"]


@pytest.mark.parametrize(
    ("fields", "record", "told"),
    [
        (
            "  created_at: {path: made, as: date, zone: UTC}\n",
            {"made": "2026-01-05T13:00:00", "made_gmt": "2026-01-05T12:00:00"},
            ["W908 8 1 of 1 saved record have another time in `made_gmt` beside it, which is in UTC by its name"],
        ),
        (
            "  created_at: {path: made, as: date, zone: Europe/Vienna}\n",
            {"made": "2026-01-05T13:00:00", "made_gmt": "2026-01-05T12:00:00"},
            [],
        ),
        ("  created_at: {path: made, as: date, zone: UTC}\n", {"made": "2026-01-05T13:00:00", "made_gmt": ""}, []),
        (
            "  created_at: {path: clock_utc, as: date, zone: Europe/Vienna}\n",
            {"clock_utc": "2026-01-05T13:00:00"},
            ["W911 8 `clock_utc` is in UTC by its name, and read by the clock of Europe/Vienna"],
        ),
        ("  created_at: {path: clock_utc, as: date, zone: Etc/GMT}\n", {"clock_utc": "2026-01-05T13:00:00"}, []),
        (
            "  created_at: {path: changed, as: date}\n  updated_at: {path: made, as: date}\n",
            {"made": "2026-01-05T13:00:00Z", "changed": "2026-01-06T13:00:00Z"},
            ["W908 9 1 of 1 saved record have `updated_at` before `created_at`"],
        ),
        (
            "  created_at: {path: made, as: date}\n  updated_at: {path: changed, as: date}\n",
            {"made": "2026-01-05T13:00:00Z", "changed": "2026-01-05T13:00:00Z"},
            [],
        ),
    ],
)
def test_a_moment_that_records_contradict_is_told(
    desk: Checked, fields: str, record: dict[str, Any], told: list[str]
) -> None:
    assert _told(desk(fields, [record | {"id": "1"}])) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("note: 'meta[2].value'", ["0 of 2 saved records have `meta[2]`"]),
        ("note: 'meta[-3].value'", ["0 of 2 saved records have `meta[-3]`"]),
        ("note: {first_of: ['meta[2].key', state]}", ["0 of 2 saved records have `meta[2]`"]),
        (
            "note: {cases: [{when: {'meta[2].key': {is: present}}, then: {const: a}}]}",
            ["0 of 2 saved records have `meta[2]`"],
        ),
        (
            "note: {pick: meta, where: {'$.meta[2].key': {is: present}}, path: value}",
            ["0 of 2 saved records have `meta[2]`"],
        ),
        # One is read after the other.
        ("note: {join: ['meta[1].value', 'meta[2].value']}", []),
        ("note: 'meta[1].value'", []),
        ("note: 'meta[-2].value'", []),
    ],
)
def test_an_index_beyond_every_list_is_told(shop: Checked, fields: str, told: list[str]) -> None:
    found = shop(fields, [RECORD, RECORD, RECORD | {"meta": []}])
    assert [one.message.replace("$.", "") for one in found.diagnostics] == told
    assert all(
        one.hint.startswith("indexes count from 0, and the longest has 2: did you mean") for one in found.diagnostics
    )


def test_an_index_in_the_place_of_a_part_is_told_there_and_once(shop: Checked) -> None:
    head = HEAD.replace("fields:\n", "parts: {it: {fields: {name: key, line1: value}}}\nfields:\n")
    found = shop("shipping_address: {use: it, at: 'meta[4]'}", [RECORD], head=head)
    (told,) = found.diagnostics
    assert (told.line, told.column, told.hint) == (
        8, 35, "indexes count from 0, and the longest has 2: did you mean `meta[1]`?",
    )  # fmt: skip


def test_a_short_id_is_told_where_the_only_field_named_as_one_has_it(shop: Checked) -> None:
    record = RECORD | {"refunds": [{"kind": "item", "line_id": "7", "amount": "7"}]}
    join = "where: {kind: {same_as: ^.id}}"
    fields = f"line_items: {{each: lines, fields: {{{LINE}, refunded_quantity: {{count: $.refunds, {join}}}}}}}"
    assert [one.hint for one in shop(fields, [record]).diagnostics] == ["`line_id` has the value of `^.id`"]


def test_a_quantity_below_zero_is_told(shop: Checked) -> None:
    fields = f"line_items: {{each: lines, fields: {{{LINE}, refunded_quantity: {{minus: $.cents}}}}}}"
    (told,) = shop(fields, [RECORD]).diagnostics
    assert told.message == "0 of 1 saved records give a positive amount in `refunded_quantity`"


def test_a_mapping_that_is_not_finished_adds_up_to_nothing(till: Checked) -> None:
    fields = f"{_TILL}  total_amount: {{path: all, as: money}}\n"
    assert _told(till(fields, [_order("11.00", "2")])) == []


_NO_ID = "2 of 3 saved records have 0 here, which is no id and yet is not missing"


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("{buyer_id: {is: present}}", [f"W908 7 {_NO_ID} (present)"]),
        ("{not: {buyer_id: {is: missing}}}", [f"W908 7 {_NO_ID} (missing)"]),
        ("{buyer_id: {is: nonzero}}", []),
        ("{at: {is: present}}", []),
        ("{not: {state: open}}", ["W907 7 0 of 3 saved records have `open` here: `not` leaves nothing out"]),
        ("{not: {state: Open}}", []),
        ("{not: {state: Sent}}", []),
    ],
)
def test_a_condition_that_lets_all_through_is_told(shop: Checked, when: str, told: list[str]) -> None:
    fields = f"note: {{cases: [{{when: {when}, then: state}}]}}"
    assert _told(shop(fields, [RECORD | {"buyer_id": number, "at": 0} for number in (0, 0, 7)])) == told


_SAME_ID = "and all of them give the same id: it tells nothing apart"


@pytest.mark.parametrize(
    ("take", "told"),
    [
        ("0", [f"W908 6 2 of 2 saved records have another text here, {_SAME_ID}"]),
        ("-1", []),
    ],
)
def test_an_id_that_is_the_same_for_all_is_told(shop: Checked, take: str, told: list[str]) -> None:
    head = HEAD.replace("{path: id, required: true}", f"{{split: id, on: /, take: {take}, required: true}}")
    checked = shop("note: note", [RECORD | {"id": f"gid://shop/Order/{number}"} for number in (1, 2)], head=head)
    assert _told(checked) == told
    assert [one.hint for one in checked.diagnostics] == ["`take: -1` tells them apart"] * len(told)


def test_an_id_of_one_record_may_be_any(shop: Checked) -> None:
    head = HEAD.replace("{path: id, required: true}", "{split: id, on: /, take: 0, required: true}")
    assert _told(shop("note: note", [RECORD | {"id": "order/1"}], head=head)) == []


_STATES = "fulfillment_status: {cases: [{when: {%s: lines, where: {sku: X}}, then: {const: cancelled}}]}\n"
_OF_LINE = "status: {path: sku, enum: {X: cancelled, S: shipped, else: unknown}}"


@pytest.mark.parametrize(
    ("word", "told"),
    [("any", ["W908 7 1 of 2 saved records have `cancelled` here, and lines that are `shipped`"]), ("all", [])],
)
def test_an_order_that_is_not_where_its_lines_are_is_told(shop: Checked, word: str, told: list[str]) -> None:
    fields = f"{_STATES % word}  line_items: {{each: lines, fields: {{id: id, name: sku, {_OF_LINE}}}}}"
    records = [RECORD | {"lines": [{"id": str(n), "sku": sku} for n, sku in enumerate(skus)]} for skus in ("XX", "XS")]
    assert _told(shop(fields, records)) == told


def test_a_list_that_has_each_value_once_repeats_none(tmp_path: Path) -> None:
    variant = {"type": "object", "properties": {"id": _TEXT, "name": _TEXT, "value": _TEXT}}
    raw = {"type": "object", "properties": {"id": _TEXT, "sizes": {"type": "array", "items": variant}}}
    mapping = (
        "mapping: 1\nfrom: shop/order@1\nto: Product\nignore: {$: not what this shows}\nfields:\n"
        "  id: {path: id, required: true}\n"
        "  options: {each: sizes, group_by: [name], fields: {name: name, values: {each: group, value: value%s}}}\n"
    )
    saved = {"id": "1", "sizes": [{"id": str(n), "name": "Size", "value": "M"} for n in range(2)]}
    told = "W908 7 1 of 1 saved record have a value here twice, and the model has each once"
    for unique, expected in (("", [told]), (", unique: true", [])):
        assert _told(_check_folder(tmp_path / "shop", raw, mapping % unique, {"one": saved})) == expected


def test_an_id_that_a_record_lacks_is_required_by_the_model(shop: Checked) -> None:
    assert _told(shop("note: state", [RECORD, RECORD | {"id": ""}])) == []


def test_one_value_in_any_record_is_enough(shop: Checked) -> None:
    right = RECORD | {"total": "1.50"}
    assert _told(shop("total_amount: {path: total, as: money}", [*[RECORD] * 60, right])) == []


def test_a_value_that_many_records_lack_is_told(shop: Checked) -> None:
    found = shop("note: {pick: meta, where: {key: coupon}, path: value}", [RECORD] * 12)
    assert _told(found) == ["W907 7 0 of 12 saved records have `coupon` here: this never holds"]


def test_a_join_is_looked_at_through_its_index(shop: Checked) -> None:
    lines = [{"id": f"{number}", "sku": "A"} for number in range(30)]
    refunds = [{"line": f"{number}", "amount": "1.00", "kind": "item"} for number in range(29, 60)]
    fields = (
        f"line_items: {{each: lines, fields: {{{LINE}, "
        f"refunded_amount: {{sum: {{each: $.refunds, {JOIN}, path: amount}}}}}}}}"
    )
    assert _told(shop(fields, [RECORD | {"lines": lines, "refunds": refunds}])) == []


def test_the_text_says_how_many_records_and_never_what_is_in_them(shop: Checked) -> None:
    found = shop("total_amount: {path: total, as: money}", [RECORD, RECORD | {"total": None}])
    text = check_text([found])
    assert text.split("\n", 2)[2].replace(found.name, "order.yaml") == (
        f"warning[W907]: 0 of 1 saved records give a value: {RECORD_CODES['R102']} (R102)\n"
        "  --> order.yaml:7:17\n"
        "   |\n"
        " 7 |   total_amount: {path: total, as: money}\n"
        "   |                 ^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "   = seen: 1 of 2 records has it\n"
        "   = hint: is it the right path? an amount is text such as 12.50, without a currency or separators\n"
        "\n"
        "1 file: 0 errors, 1 warning; 2 saved records"
    )
    document = check_json([found])
    assert (document["files"][0]["records"], document["warnings"]) == (2, 1)
    assert document["files"][0]["diagnostics"][0]["code"] == "W907"
    assert "EUR" not in text + json.dumps(document)


@pytest.mark.parametrize("index", ["{", "[]", '{"fixtures": [{"file": 7}]}', '{"fixtures": [{}]}'])
def test_records_that_can_not_be_read_are_none(shop: Checked, tmp_path: Path, index: str) -> None:
    place = tmp_path / "shop" / "fixtures"
    (place / "order").mkdir(parents=True)
    (place / "index.json").write_text(index, encoding="utf-8")
    found = shop("created_at: {path: at, as: epoch_ms}", [])
    assert (found.records, _told(found)) == (0, [])
    assert check_text([found]).endswith("; no saved records")


def test_a_record_of_any_shape_is_run(shop: Checked) -> None:
    strange: list[Any] = [
        RECORD | {"lines": {}, "refunds": "x", "meta": [1, None, []], "total": {"a": 1}, "at": True},
        RECORD | {"lines": [[[]]], "refunds": [{"line": [1]}], "meta": {"key": 1}, "state": 10**40, "id": None},
        [1, "a", None],
    ]
    fields = (
        "note: {pick: meta, where: {key: {starts_with: a}}, path: value}\n"
        "  status: {path: state, enum: {OPEN: active, else: unknown}}\n"
        f"  line_items: {{each: lines, fields: {{{LINE}, refunded_quantity: {{count: $.refunds, {JOIN}}}}}}}"
    )
    assert shop(fields, strange).records == 2


def test_a_file_with_errors_runs_nothing(shop: Checked) -> None:
    found = shop("total_amount: {path: totl, as: money}", [RECORD])
    assert (found.records, [one.code for one in found.diagnostics]) == (None, ["E202"])


@pytest.mark.parametrize("platform", sorted(path.parent.name for path in ROOT.glob("tests/platforms/*/order.yaml")))
def test_no_platform_has_a_false_alarm(platform: str) -> None:
    found = check_files(iter_installed(folder_connector(ROOT / "tests" / "platforms" / platform)))
    (checked,) = check_records(found)
    assert (_told(checked), checked.records) == ([], 2)


def test_tiktok_has_none_in_forty_records_of_each_resource() -> None:
    checked = check_records(check_files(find_mappings(load_connectors(only=["tiktok"]), ["tiktok"])))
    assert [_told(one) for one in checked] == [[], [], [], []]
    assert all(one.records for one in checked)
