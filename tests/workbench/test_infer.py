"""A raw JSON Schema out of saved answers: right for the records it is made of, and without their values."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from shopglot.errors import ShopglotError
from shopglot.normalize import read_json
from shopglot.registry import load_connectors
from shopglot.workbench import infer_schema, raw_type_of, samples_in, schema_text
from tests.support.paths import TIKTOK


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _of(*records: dict[str, Any]) -> dict[str, Any]:
    Path("records.json").write_text(json.dumps(records), encoding="utf-8")
    return infer_schema([Path("records.json")]).schema


def _field(*values: Any, name: str = "x") -> dict[str, Any]:
    made: dict[str, Any] = _of(*({name: value} for value in values))["properties"][name]
    del made["x-seen"]
    return made


def test_the_whole_of_a_small_one() -> None:
    found = _of(
        {"id": 1, "status": "PAID", "buyer": {"name": "Ann"}, "lines": [{"sku": "A", "price": "1.50"}], "gone": None},
        {"id": 2, "status": "NEW", "buyer": None, "lines": [], "rate": 0.5},
    )
    assert found == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-records": 2,
        "type": "object",
        "properties": {
            "buyer": {
                "type": ["object", "null"],
                "properties": {"name": {"type": "string", "x-seen": "1/1"}},
                "required": ["name"],
                "x-seen": "2/2",
            },
            "gone": {"type": "null", "x-seen": "1/2"},
            "id": {"type": "integer", "x-seen": "2/2"},
            "lines": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "price": {"type": "string", "format": "decimal", "x-seen": "1/1"},
                        "sku": {"type": "string", "x-seen": "1/1"},
                    },
                    "required": ["price", "sku"],
                },
                "x-seen": "2/2",
            },
            "rate": {"type": "number", "x-seen": "1/2"},
            "status": {
                "type": "string",
                "enum": ["NEW", "PAID"],
                "x-counts": {"NEW": 1, "PAID": 1},
                "x-seen": "2/2",
            },
        },
        "required": ["buyer", "id", "lines", "status"],
    }


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("x", ["2026-01-05T12:00:00Z", "", "2026-01-05T12:00:00.25+01:00"], {"format": "date-time"}),
        ("x", ["2026-01-05T12:00:00", "2026-01-05 12:00:00"], {"format": "date-time-local"}),
        ("x", ["2026-01-05"], {"format": "date"}),
        ("x", ["2026-01-05", "soon"], {}),
        ("x", ["https://shop.example/a"], {"format": "uri"}),
        ("x", ["ann@example.com"], {"format": "email"}),
        ("x", ["12.50", "-3"], {"format": "decimal"}),
        ("x", ["12", "3"], {}),
        ("currency", ["EUR", "USD"], {"format": "currency-code"}),
        ("x", ["EUR", "USD"], {}),
        ("currency", ["EUR", "QQQ"], {}),
        ("countryCode", ["AT", "DE"], {"format": "country-code"}),
        ("x", ["AT", "DE"], {}),
    ],
)
def test_formats_of_texts(name: str, values: list[str], told: dict[str, str]) -> None:
    assert _field(*values, name=name) == {"type": "string"} | told


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("created_at", [1767614400, 0], {"x-unit": "s"}),
        ("createTime", [1767614400000], {"x-unit": "ms"}),
        ("created_at", [1767614400, 17], {}),
        ("id", [1767614400], {}),
        ("created_at", [0], {}),
    ],
)
def test_units_of_epochs(name: str, values: list[int], told: dict[str, str]) -> None:
    assert _field(*values, name=name) == {"type": "integer"} | told


@pytest.mark.parametrize(
    ("place", "values", "closed"),
    [
        ("status", ["Shipped", "on-hold"], True),
        ("orderType", ["B2C"], True),
        ("status", ["Waiting for you"], False),
        ("status", ["A" * 41], False),
        ("status", [f"S{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTU"], False),
        ("source", ["WEB"] * 6 + ["APP"] * 4, True),
        ("source", ["WEB"] * 5 + ["APP"] * 4, False),
        ("source", ["WEB"] * 8 + ["APP"] * 2, False),
        ("source", ["Web"] * 6 + ["App"] * 6, False),
        ("first_name", ["ann"] * 6 + ["bob"] * 6, False),
        ("buyer.source", ["ann"] * 6 + ["bob"] * 6, False),
        ("address.state", ["CA"] * 20, False),
        ("address.unit", ["B4"] * 20, False),
        ("sku", ["MUG"] * 20, False),
    ],
)
def test_only_tokens_of_a_closed_set_are_written(place: str, values: list[str], closed: bool) -> None:  # noqa: FBT001 - a table's column
    *above, name = place.split(".")
    records: list[dict[str, Any]] = [{name: value} for value in values]
    for step in reversed(above):
        records = [{step: record} for record in records]
    found = _of(*records)
    for step in [*above, name]:
        found = found["properties"][step]
    assert (sorted(set(values)) == found.get("enum")) is closed
    assert any(value in schema_text(found) for value in values) is closed


def test_what_is_null_or_blank_stays_allowed() -> None:
    assert _field("NEW", None, "", name="status") == {
        "type": ["string", "null"],
        "enum": ["", "NEW", None],
        "x-counts": {"": 1, "NEW": 1},
    }
    assert _field("a", 1) == {"type": ["string", "integer"]}
    assert _field(1, 1.5) == {"type": "number"}


def test_an_object_keyed_by_data_does_not_tell_its_keys() -> None:
    found = _field({"1000017": {"qty": 1}, "1000018": {"qty": 2}}, {"1000019": {"qty": 3, "gift": True}})
    assert found == {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {"gift": {"type": "boolean", "x-seen": "1/3"}, "qty": {"type": "integer", "x-seen": "3/3"}},
            "required": ["qty"],
            "x-seen": "3 in 2",
        },
    }
    assert "ann" not in schema_text(_of({"by_buyer": {"ann@example.com": 1, "total": 1}}))
    many = [{f"sku_{chr(97 + one)}{chr(97 + two)}": 1 for two in range(2)} for one in range(20)]
    assert _field(*many) == {"type": "object", "additionalProperties": {"type": "integer", "x-seen": "40 in 20"}}


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("a.json", '{"id": 1}', ""),
        ("a.json", '[{"id": 1}]', ""),
        ("a.jsonl", '{"id": 1}\n', ""),
        ("a.json", '{"code": 0, "message": "ok", "data": {"orders": [{"id": 1}], "next": ""}}', ""),
        ("a.json", '{"code": 0, "message": "ok", "data": {"id": 1}}', ""),
        ("a.json", '{"data": [{"id": 1}], "meta": {}}', "data"),
        ("a.jsonl", '{"r": {"o": {"id": 1}}}\n', "r.o"),
    ],
)
def test_every_form_gives_the_same(file: str, text: str, place: str) -> None:
    Path("in").mkdir()
    Path("in", file).write_text(text, encoding="utf-8")
    Path("in", "index.json").write_text("{}", encoding="utf-8")
    for given in (Path("in"), Path("in", file)):
        found = infer_schema([given], place)
        assert (found.schema["properties"], found.records) == ({"id": {"type": "integer", "x-seen": "1/1"}}, 1)
        assert (found.files, found.unused, found.perhaps) == (1, (), ())


def test_files_are_merged_and_their_order_does_not_matter() -> None:
    Path("a.json").write_text('{"b": 1, "a": "x"}', encoding="utf-8")
    Path("b.jsonl").write_text('{"a": null}\nno json\n', encoding="utf-8")
    one, other = (infer_schema(map(Path, files)) for files in (["a.json", "b.jsonl"], ["b.jsonl", "a.json"]))
    assert schema_text(one.schema) == schema_text(other.schema)
    assert one.schema["properties"] == {
        "a": {"type": ["string", "null"], "x-seen": "2/2"},
        "b": {"type": "integer", "x-seen": "1/2"},
    }
    assert [(item.file, item.reason) for item in one.unused] == [("b.jsonl:2", "this is not JSON: expecting value")]


def test_no_record_is_an_error() -> None:
    Path("a.json").write_text('{"orders": []}', encoding="utf-8")
    with pytest.raises(ShopglotError) as told:
        infer_schema([Path("a.json")], "order")
    assert str(told.value) == (
        "no record to infer from; looked in a.json\n"
        "  a.json: has no record at `order`\n"
        "  hint: Say where the records stand in an answer: --records data.orders"
    )


@pytest.mark.fixtures
@pytest.mark.parametrize("resource", ["store", "product", "order"])
def test_tiktok_s_own_records_fit_what_is_inferred_from_them(resource: str) -> None:
    connector = load_connectors(only=["tiktok"])["tiktok"].definition
    records = [sample.raw for sample in samples_in([TIKTOK], connector, connector.resource(resource))]
    text = json.dumps(records, default=lambda value: float(value) if isinstance(value, Decimal) else value)
    Path("all.json").write_text(text, encoding="utf-8")
    schema = read_json(schema_text(infer_schema([Path("all.json")]).schema))
    validator = Draft202012Validator(schema)
    assert len(records) > 20
    assert not [error.message for record in read_json(text) for error in validator.iter_errors(record)]
    assert raw_type_of(schema).kind == "object"
