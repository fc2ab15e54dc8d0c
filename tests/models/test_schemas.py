"""The published schemas: current, and guarded by a comparison that can tell what breaks readers."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from shopglot_models import MODELS, breaking_changes, json_schema, write_schemas
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCHEMAS = ROOT / "unified_models" / "shopglot_models" / "schemas"
BASE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
        "status": {"type": "string", "enum": ["active", "archived"]},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}},
        "bag": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["id"],
    "$defs": {
        "Line": {
            "type": "object",
            "properties": {"price": {"type": "string", "pattern": "^1$"}, "parts": {"$ref": "#/$defs/Lines"}},
        },
        "Lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}},
    },
}


def changed(*path: str, to: Any = None) -> dict[str, Any]:
    """Copy the base with one place set, or removed."""
    schema = copy.deepcopy(BASE)
    place: Any = schema
    for step in path[:-1]:
        place = place[step]
    if to is None:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return schema


def test_the_published_schemas_are_current(resource: str, tmp_path: Path) -> None:
    write_schemas(tmp_path)
    file = f"{resource}.json"
    hint = "run `python -m shopglot_models`, and see what of it breaks readers"
    assert (SCHEMAS / file).read_bytes() == (tmp_path / file).read_bytes(), hint


def test_the_command_writes_all_four_into_a_folder_that_it_makes(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "shopglot_models", str(folder)], capture_output=True, text=True, check=True
    )
    names = [f"{name.lower()}.json" for name in MODELS]
    assert done.stdout.splitlines() == [str(folder / name) for name in names]
    assert sorted(file.name for file in folder.iterdir()) == sorted(names)


def test_a_schema_is_a_schema_and_says_which(resource: str) -> None:
    schema = json.loads((SCHEMAS / f"{resource}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:shopglot:{resource}"
    assert schema == json_schema(MODELS[resource.capitalize()])


def test_a_reader_bears_a_field_of_tomorrow(resource: str) -> None:
    schema = json.loads((SCHEMAS / f"{resource}.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate({"id": "1", "invented_tomorrow": True})
    assert '"additionalProperties": false' not in json.dumps(schema)


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (changed("properties", "note"), ["/note: removed"]),
        (changed("$defs", "Line", "properties", "price"), ["/lines/*/price: removed"]),
        (changed("properties", "id", "type", to="integer"), ["/id: was string, is integer"]),
        (changed("properties", "note", to={"type": "string"}), ["/note: was null or string, is string"]),
        (
            changed("properties", "id", to={"anyOf": [{"type": "string", "minLength": 1}, {"type": "null"}]}),
            ["/id: was string, is null or string"],
        ),
        (changed("properties", "status", "enum", to=["active"]), ["/status: the value archived was removed"]),
        (changed("properties", "status", "enum"), ["/status: any value is allowed now, where there was a list"]),
        (
            changed("properties", "id", to={"type": "string", "minLength": 1, "enum": ["1"]}),
            ["/id: only listed values are allowed now"],
        ),
        (changed("required", to=["id", "note"]), ["/note: is required now"]),
        (changed("required", to=[]), ["/id: is not sure to be there any more"]),
        (changed("properties", "id", "minLength", to=2), ["/id: the rule minLength changed"]),
        (changed("properties", "id", "minLength"), ["/id: the rule minLength changed"]),
        (changed("properties", "id", "format", to="uuid"), ["/id: the rule format changed"]),
        (
            changed("$defs", "Line", "properties", "price", "pattern", to="^2$"),
            ["/lines/*/price: the rule pattern changed"],
        ),
        (changed("properties", "lines", "items", to={"type": "string"}), ["/lines/*: was object, is string"]),
        (changed("properties", "lines", "items"), ["/lines/*: was object, is anything"]),
        (
            changed("properties", "bag", "additionalProperties", to={"type": "integer"}),
            ["/bag/*: was string, is integer"],
        ),
        (changed("properties", "bag", "additionalProperties"), ["/bag: what other properties may hold changed"]),
        (changed("additionalProperties", to=False), ["/: what other properties may hold changed"]),
        (
            {**changed("properties", "fresh", to={"type": "string"}), "required": ["id", "fresh"]},
            ["/fresh: is required now"],
        ),
    ],
)  # fmt: skip
def test_a_break_is_named_with_its_place(new: dict[str, Any], found: list[str]) -> None:
    assert breaking_changes(BASE, new) == found


@pytest.mark.parametrize(
    "new",
    [
        BASE,
        changed("properties", "fresh", to={"type": "string"}),
        changed("$defs", "Line", "properties", "fresh", to={"type": "string"}),
        changed("properties", "status", "enum", to=["active", "archived", "frozen"]),
        changed("description", to="Other words"),
        changed("properties", "id", "title", to="Id"),
        changed("properties", "note", "default", to="none"),
        changed("properties", "note", to={"anyOf": [{"type": "null"}, {"type": "string"}]}),
        changed("properties", "note", to={"type": ["string", "null"]}),
        changed("properties", "lines", to={"$ref": "#/$defs/Lines"}),
    ],
)
def test_an_addition_is_no_break(new: dict[str, Any]) -> None:
    assert breaking_changes(BASE, new) == []


def test_a_break_of_a_real_schema_is_found(resource: str) -> None:
    old = json_schema(MODELS[resource.capitalize()])
    new = copy.deepcopy(old)
    del new["properties"]["updated_at"]
    new["$defs"]["Currency"]["enum"].remove("EUR")
    assert "/updated_at: removed" in breaking_changes(old, new)
    assert "/currency: the value EUR was removed" in breaking_changes(old, new)
