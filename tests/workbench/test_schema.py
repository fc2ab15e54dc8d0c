"""The JSON Schema for editors: lawful, current, and true of every mapping there is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from shopglot.mapping import CONVERSIONS, MODIFIERS, VERBS, SourceFile
from shopglot.mapping.syntax import BLOCKS, Reporter, read_nodes
from shopglot.workbench import CheckedMapping, editor_text, language_schema, mapping_schema, resource_schema

if TYPE_CHECKING:
    from pathlib import Path


def _plain(data: bytes) -> Any:
    source = SourceFile("a.yaml", data)
    node = read_nodes(source, Reporter(source))
    assert node is not None
    return node.plain()


def test_the_schema_is_lawful_and_whole() -> None:
    schema = language_schema()
    Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == list(BLOCKS)
    chosen = [item["if"]["required"] for item in schema["$defs"]["verbs"]["allOf"] if "if" in item]
    assert chosen == [[name] for name in (*VERBS, "use")]
    assert {f"modifier-{name}" for name in MODIFIERS if name != "of"} <= schema["$defs"].keys()
    assert [item["const"] for item in schema["$defs"]["modifier-as"]["anyOf"]] == list(CONVERSIONS)


def test_the_published_file_is_current(root: Path) -> None:
    """If this fails, run: python -m shopglot.workbench ."""
    published = (root / "mappings" / "shopglot_mappings" / "mapping.schema.json").read_text(encoding="utf-8")
    assert published == editor_text(language_schema())
    assert json.loads(published) == language_schema()


def test_each_mapping_fits_and_names_its_schema(tiktok: list[CheckedMapping]) -> None:
    general = Draft202012Validator(language_schema())
    for item in tiktok:
        assert item.file is not None
        assert item.target.path is not None
        place = item.target.path.with_suffix(".schema.json")
        assert item.target.source.line(1) == f"# yaml-language-server: $schema={place.name}"
        own = mapping_schema(item.file, item.target.connector)
        Draft202012Validator.check_schema(own)
        assert json.loads(place.read_text(encoding="utf-8")) == own, "run: python -m shopglot.workbench ."
        record = _plain(item.target.source.data)
        assert list(general.iter_errors(record)) == [], item.name
        assert list(Draft202012Validator(own).iter_errors(record)) == [], item.name


def test_it_stays_a_file_that_an_editor_reads(root: Path) -> None:
    """Scopes are written once each, whatever rules stand in them; the largest record has 35."""
    for place in (root / "mappings" / "shopglot_mappings").rglob("*.schema.json"):
        assert place.stat().st_size < 800_000, place.name


@pytest.mark.parametrize("rule", [
    "{when: {status: UNPAID}, path: id}", "{path: id, skip: zero}", "{each: line_items}", "{sum: [], as: money}", "{}",
    "{cases: [{when: {status: UNPAID}}]}", "{cases: [{else: id, then: id}]}", "{const: [a]}", "{path: id, const: a}",
    "{pick: line_items, path: sku_id}", "[id]", "{each: line_items, fields: {a: id}, value: id}",
])  # fmt: skip
def test_a_mistake_of_shape_is_found(rule: str) -> None:
    file = {"mapping": 1, "from": "a/b@1", "to": "Order", "fields": {"note": _plain(rule.encode())}}
    assert not Draft202012Validator(language_schema()).is_valid(file)


@pytest.mark.parametrize("rule", [
    "order_rights[0].name", "$.payment.currency", "recipient_address.name", "{path: 'packages[0].id'}",
    "{first_of: [{path: status, enum: {UNPAID: a, else: b}}, {const: x}]}",
    "{each: [packages], value: ^.id}", "{pick: '$.line_items', where: {sku_id: {is: present}}, path: anything.here}",
    "{join: [buyer_email, {const: a}], with: ', '}", "{path: paid_time, as: text, default: none}",
])  # fmt: skip
def test_what_is_right_is_not_refused(tiktok: list[CheckedMapping], rule: str) -> None:
    item = next(one for one in tiktok if one.file is not None and one.file.model == "Order")
    assert item.file is not None
    own = Draft202012Validator(mapping_schema(item.file, item.target.connector))
    layer = {"mapping": 1, "extends": "tiktok/order", "extensions": {"a": _plain(rule.encode())}}
    assert list(own.iter_errors(layer)) == []


@pytest.mark.parametrize("example", [example for verb in VERBS.values() for example in verb.examples])
def test_each_example_of_a_verb_fits(example: Any) -> None:
    file = {"mapping": 1, "from": "a/b@1", "to": "Order", "fields": {"note": _plain(example.rule.encode())}}
    assert list(Draft202012Validator(language_schema()).iter_errors(file)) == []


def test_a_layer_fits_and_a_mixture_does_not() -> None:
    general = Draft202012Validator(language_schema())
    layer = {"mapping": 1, "extends": "tiktok/order", "fields": {"customer.name": "user_id"}}
    assert general.is_valid(layer)
    assert not general.is_valid(layer | {"from": "tiktok/order@1"})
    assert not general.is_valid({"mapping": 1, "fields": {"id": "id"}})


def test_a_parts_file_fits_the_general_schema(root: Path) -> None:
    general = Draft202012Validator(language_schema())
    file = _plain((root / "mappings/shopglot_mappings/tiktok/buyer.yaml").read_bytes())
    assert list(general.iter_errors(file)) == []
    assert not general.is_valid(file | {"tests": []})
    assert not general.is_valid(file | {"hidden": {"buyer": {"watched": ["name"]}}})
    assert not general.is_valid(file | {"parts": {"name": {"path": "name", "ass": "text"}}})
    assert not general.is_valid({"mapping": 1})


def test_paths_targets_and_values_complete(tiktok: list[CheckedMapping]) -> None:
    item = next(one for one in tiktok if one.file is not None and one.file.model == "Order")
    connector = item.target.connector
    schema = resource_schema(connector, connector.resource("order"), "order@202507")
    record, item_paths = _offered(schema, "path@"), _offered(schema, "path@line_items")
    assert {"payment.total_amount", "line_items"} <= record
    assert {"product_name", "item_tax"} <= item_paths
    assert record & {"product_name", "tax_amount"} == set()
    assert "payment.total_amount" not in item_paths
    fields = schema["properties"]["fields"]["allOf"][0]["properties"]
    assert {"id", "customer", "line_items"} <= fields.keys()
    assert "customer_hidden" not in fields
    assert fields["total_amount"]["description"] == "What the buyer pays in all, as the platform says it. (an amount)"
    reasons = schema["properties"]["hidden"]["properties"]["reasons"]["items"]["properties"]
    assert "seller-shipping" in reasons["remedy"]["enum"]
    assert "awaiting_release" in reasons["reason"]["enum"]


def _offered(schema: Any, name: str) -> set[str]:
    return {item["const"] for item in schema["$defs"][name]["anyOf"] if "const" in item}
