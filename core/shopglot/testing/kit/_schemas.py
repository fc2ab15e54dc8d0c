"""The validators that records and answers are held against: published schemas, Apideck's contract, raw schemas."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from shopglot_models import MODELS, json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.connector import ConnectorDefinition, RawSchema

__all__ = ["apideck_validator", "published_validator", "raw_validators", "wrong_places"]


@cache
def published_validator(model: str) -> Draft202012Validator:
    """Return the validator of a unified model's published schema."""
    return Draft202012Validator(json_schema(MODELS[model]))


@cache
def apideck_validator(model: str) -> Draft202012Validator:
    """Return the validator of Apideck's contract for a unified model, with every object closed.

    Some of its objects are open, and would take a key of ours that no client of theirs ever sees.
    """
    file = files("shopglot.testing") / "apideck" / f"{model.lower()}.json"
    schema = _closed(json.loads(file.read_text(encoding="utf-8")))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: _closed(item) for name, item in schema.items()}
    return closed | {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else closed


def raw_validators(definition: ConnectorDefinition, schema: RawSchema, file: str = "") -> list[Draft202012Validator]:
    """Return a validator for each response that carries a raw record, or for the one of a schema file.

    The parts that complete a record are held against their own schemas.
    """
    sources = [one for one in schema.sources if one[0] == file] or schema.sources
    parts = {key: _reference(file, pointer) for key, file, pointer in schema.parts}
    documents = [
        (name, DRAFT202012.create_resource(json.loads(definition.schemas.joinpath(name).read_text(encoding="utf-8"))))
        for name in schema.files()
    ]
    registry: Registry[Any] = Registry().with_resources([(_uri(name), document) for name, document in documents])
    return [
        Draft202012Validator({**_reference(name, pointer), "properties": parts}, registry=registry)
        for name, pointer in sources
    ]


def _reference(file: str, pointer: str) -> dict[str, str]:
    return {"$ref": f"{_uri(file)}#{pointer}"}


def _uri(file: str) -> str:
    return f"urn:raw:{file}"


def wrong_places(validator: Draft202012Validator, value: Any) -> Iterator[str]:
    """Yield each place at which a value is not what the schema says, with the word of the schema; no value."""
    for error in validator.iter_errors(value):
        yield f"{error.json_path}: {error.validator}"
