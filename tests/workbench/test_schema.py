"""The JSON Schema for editors: lawful, current, and true of every mapping there is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from shopglot.mapping import CONVERSIONS, MODIFIERS, VERBS, SourceFile
from shopglot.mapping.syntax import BLOCKS, Reporter, read_nodes
from shopglot.workbench import CheckedMapping, language_schema, resource_schema

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
    assert {f"verb-{name}" for name in VERBS} <= schema["$defs"].keys()
    assert {f"modifier-{name}" for name in MODIFIERS} <= schema["$defs"].keys()
    assert [item["const"] for item in schema["$defs"]["modifier-as"]["anyOf"]] == list(CONVERSIONS)


def test_the_published_file_is_current(root: Path) -> None:
    """If this fails, run: python -m shopglot.workbench ."""
    published = (root / "mappings" / "shopglot_mappings" / "mapping.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == language_schema()


def test_each_mapping_fits_and_names_its_schema(tiktok: list[CheckedMapping]) -> None:
    general = Draft202012Validator(language_schema())
    for item in tiktok:
        assert item.file is not None
        first = item.target.source.line(1)
        assert first == "# yaml-language-server: $schema=../mapping.schema.json"
        connector = item.target.connector
        resource = next(one for one in connector.resources if one.model == item.file.model)
        own = resource_schema(connector, resource, item.file.raw)
        Draft202012Validator.check_schema(own)
        record = _plain(item.target.source.data)
        assert list(general.iter_errors(record)) == [], item.name
        assert list(Draft202012Validator(own).iter_errors(record)) == [], item.name


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
    paths = schema["$defs"]["path"]["anyOf"][0]["enum"]
    assert {"payment.total_amount", "line_items", "product_name", "item_tax", "tax_amount"} <= set(paths)
    fields = schema["properties"]["fields"]["properties"]
    assert {"id", "customer", "line_items"} <= fields.keys()
    assert "customer_hidden" not in fields
    assert schema["$defs"]["verb-transform"]["properties"]["transform"]["enum"] == [
        "phone_number",
        "phone_country_code",
        "unless_same",
    ]
    reasons = schema["properties"]["hidden"]["properties"]["reasons"]["items"]["properties"]
    assert "seller-shipping" in reasons["remedy"]["enum"]
    assert "awaiting_release" in reasons["reason"]["enum"]
