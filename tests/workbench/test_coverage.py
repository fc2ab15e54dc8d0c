"""Coverage: what becomes of each raw value, what fills each field, and what no record proves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shopglot.mapping import load_mapping
from shopglot.workbench import (
    CheckedMapping,
    Sample,
    TracedMapping,
    coverage_apideck,
    coverage_json,
    coverage_text,
    measure_coverage,
    samples_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ONE: dict[str, Any] = {"id": "1", "state": "OPEN", "total": "2.00", "lines": [{"sku": "A", "price": "1"}]}


def test_each_raw_value_has_one_fate(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    found = measure_coverage(checked(order_mapping), [])
    assert {leaf.path: (leaf.state, leaf.to, leaf.reason) for leaf in found.raw} == {
        "id": ("mapped", ("id",), ""),
        "state": ("mapped", ("status",), ""),
        "total": ("mapped", ("total_amount",), ""),
        "paid": ("tested", ("payment_status",), ""),
        "note": ("extended", ("extensions.note",), ""),
        "internal": ("ignored", (), "the platform's own number"),
        "tags": ("unread", (), ""),
        "buyer.name": ("mapped", ("customer.name",), ""),
        "buyer.phone": ("unread", (), ""),
        "lines.sku": ("mapped", ("line_items.sku",), ""),
        "lines.price": ("mapped", ("line_items.sub_total",), ""),
        "lines.title": ("unread", (), ""),
    }


GROWN = ONE | {
    "hue": "red",
    "Ada Example": 1,
    "buyer": {"name": "Ada Example", "tier": "3"},
    "lines": [{"sku": "A", "room": "1"}, {"sku": "B", "room": "2"}],
}


def test_keys_of_the_records_that_no_schema_knows_are_unread(
    checked: Callable[..., CheckedMapping], order_mapping: str
) -> None:
    found = measure_coverage(checked(order_mapping), [Sample("a", ONE), Sample("b", GROWN), Sample("c", GROWN)])
    assert [(leaf.path, leaf.state, leaf.to, leaf.records) for leaf in found.raw if not leaf.known] == [
        ("(unprintable)", "unread", (), 2),
        ("buyer.tier", "unread", (), 2),
        ("hue", "unread", (), 2),
        ("lines.room", "unread", (), 2),
    ]
    assert found.counts("raw") == {"mapped": 6, "tested": 1, "extended": 1, "ignored": 1, "unread": 7}
    text = coverage_text(found, width=120)
    assert text.startswith(
        "corner order to Order (order.yaml)\n"
        "  raw values      16: 6 mapped, 1 tested, 1 extended, 1 ignored, 7 unread\n"
        "  of these        4 unknown to the raw schema\n"
    )
    assert (
        "  RAW VALUE      STATE   TO, OR REASON\n"
        "  tags           unread\n"
        "  buyer.phone    unread\n"
        "  lines.title    unread\n"
        "  (unprintable)  unread  unknown to the raw schema, in 2 records\n"
        "  buyer.tier     unread  unknown to the raw schema, in 2 records\n"
        "  hue            unread  unknown to the raw schema, in 2 records\n"
        "  lines.room     unread  unknown to the raw schema, in 2 records\n"
    ) in text
    assert "Ada" not in text
    entries = {entry["path"]: entry for entry in coverage_json(found)["raw"]}
    assert entries["lines.room"] == {
        "path": "lines.room",
        "type": "anything",
        "state": "unread",
        "to": [],
        "reason": None,
        "lifted": None,
        "known": False,
        "records": 2,
    }
    assert (entries["lines.sku"]["known"], entries["lines.sku"]["records"]) == (True, None)


def test_what_reads_or_ignores_an_object_decides_about_its_unknown_keys(
    checked: Callable[..., CheckedMapping], order_mapping: str
) -> None:
    text = order_mapping.replace("note: note", f"note: note\n{' ' * 10}lines: lines", 1)
    found = measure_coverage(checked(text.replace("internal:", "buyer:", 1)), [Sample("b", GROWN)])
    assert {leaf.path: (leaf.state, leaf.to or leaf.reason) for leaf in found.raw if not leaf.known} == {
        "(unprintable)": ("unread", ""),
        "buyer.tier": ("ignored", "the platform's own number"),
        "hue": ("unread", ""),
        "lines.room": ("extended", ("extensions.lines",)),
    }
    shown = coverage_text(found, width=120)
    assert "  buyer.tier     ignored   the platform's own number; unknown to the raw schema, in 1 record\n" in shown
    assert "  lines.room     extended  extensions.lines; unknown to the raw schema, in 1 record\n" in shown


def test_leaving_out_the_rest_of_a_record_decides_about_no_unknown_key(
    checked: Callable[..., CheckedMapping], order_mapping: str
) -> None:
    text = order_mapping.replace("internal:", "$:", 1)
    found = measure_coverage(checked(text), [Sample("b", GROWN)])
    assert {leaf.path for leaf in found.raw if leaf.state == "unread"} == {
        "(unprintable)",
        "buyer.tier",
        "hue",
        "lines.room",
    }


def test_each_unified_field_has_one_state(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    found = {leaf.field: leaf for leaf in measure_coverage(checked(order_mapping), [Sample("a", ONE)]).unified}
    assert (found["id"].state, found["id"].reads, found["id"].where) == ("filled", ("id",), ("order.yaml:5",))
    assert (found["payment_status"].state, found["payment_status"].reads) == ("derived", ("paid",))
    assert (found["customer.name"].state, found["customer.name"].records) == ("hideable", 0)
    assert (found["line_items.quantity"].state, found["line_items.quantity"].records) == ("derived", 1)
    assert (found["refunds"].state, found["refunds"].reason) == ("unsupported", "no endpoint tells them")
    assert (found["billing_address"].state, found["billing_address"].reason) == ("unfilled", "")
    assert (found["extensions"].state, found["hidden_fields"].state) == ("derived", "derived")


def test_what_no_record_uses_is_named(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    found = measure_coverage(checked(order_mapping), [Sample("a", ONE)])
    assert [(part.kind, part.where, part.text) for part in found.unproved] == [
        ("case", "order.yaml:10", "/payment_status: case 1"),
        ("rule", "order.yaml:11", "/payment_status"),
        ("rule", "order.yaml:14", "/customer"),
        ("rule", "order.yaml:15", "/customer/name"),
        ("rule", "order.yaml:28", "/extensions/corner/note"),
        ("enum entry", "order.yaml:34", "order_status: DONE"),
        ("enum entry", "order.yaml:34", "order_status: LOST"),
    ]
    full = ONE | {"state": "DONE", "paid": 7, "buyer": {"name": "A"}, "note": "n"}
    samples = [Sample("a", ONE), Sample("b", full), Sample("c", full | {"state": "LOST"})]
    assert measure_coverage(checked(order_mapping), samples).unproved == ()


def test_the_text_shows_what_needs_a_look(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    text = coverage_text(measure_coverage(checked(order_mapping), [Sample("a", ONE)]))
    assert text.startswith(
        "corner order to Order (order.yaml)\n"
        "  raw values      12: 6 mapped, 1 tested, 1 extended, 1 ignored, 3 unread\n"
    )
    assert "  used by 1 record: 11 of 15 rules, 1 of 2 cases, 1 of 3 enum entries\n" in text
    assert "  RAW VALUE    STATE   TO, OR REASON\n  tags         unread\n  buyer.phone  unread\n" in text
    assert "  case                 line 10  /payment_status: case 1\n" in text
    assert "internal" not in text
    assert "internal" in coverage_text(measure_coverage(checked(order_mapping), []), full=True)


def test_json_holds_all_of_it(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    found = coverage_json(measure_coverage(checked(order_mapping), [Sample("a", ONE)]))
    assert json.loads(json.dumps(found)) == found
    assert found["counts"]["raw"] == {"mapped": 6, "tested": 1, "extended": 1, "ignored": 1, "unread": 3}
    assert found["unproved"][0] == {"kind": "case", "where": "order.yaml:10", "text": "/payment_status: case 1"}


def test_apidecks_shape_lists_what_is_supported(checked: Callable[..., CheckedMapping], order_mapping: str) -> None:
    (entry,) = coverage_apideck([measure_coverage(checked(order_mapping), [])], "corner")
    fields = entry["coverage"][0]["supported_fields"]
    assert {"unified_property": "customer", "child_properties": [{"unified_property": "name"}]} in fields
    assert "refunds" not in {field["unified_property"] for field in fields}


def test_tiktok_explains_every_raw_value_and_every_field(tiktok: list[CheckedMapping]) -> None:
    for item in tiktok:
        found = measure_coverage(item, [])
        assert [leaf.path for leaf in found.raw if leaf.state == "unread"] == [], item.name
        assert [leaf.field for leaf in found.unified if leaf.state == "unfilled"] == [], item.name


def test_a_traced_mapping_gives_what_the_mapping_gives(tiktok: list[CheckedMapping], root: Path) -> None:
    for item in tiktok:
        assert item.file is not None
        connector = item.target.connector
        mapping = load_mapping(item.target.source, connector)
        traced = TracedMapping(item.file, connector)
        resource = next(one for one in connector.resources if one.model == item.file.model)
        samples = list(samples_in([root / "fixtures" / "tiktok"], connector, resource))
        assert len(samples) > 20
        for sample in samples:
            one, other = traced.mapping.run(sample.raw), mapping.run(sample.raw)
            assert one.values == other.values, sample.name
            # Plain reads come first in the one, and where they stand in the other.
            assert (set(one.errors), set(one.warnings)) == (set(other.errors), set(other.warnings)), sample.name
