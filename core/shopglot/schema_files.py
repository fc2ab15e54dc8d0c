"""Reading the schema of a raw record out of a file, and whether it is one as far as anybody here looks into it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shopglot.errors import InvalidConnector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

__all__ = ["read_schema", "schema_at"]

_TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_LISTS = ("enum", "examples")
_TEXTS = ("$ref", "description", "format", "x-unit")


def read_schema(folder: Traversable, file: str, pointer: str) -> tuple[Any, Any]:
    """Return the JSON Schema at a JSON Pointer of a file, and the whole document, in which its `$ref`s lead.

    Raises `InvalidConnector`, which names the file, where it can't be read, is no JSON, has nothing at the pointer, or
    where a keyword in the schema, or in what it refers to, is not what JSON Schema says.
    """
    try:
        document = json.loads(folder.joinpath(file).read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidConnector(f"can't be read: {error.strerror}", where=file) from None
    except (ValueError, RecursionError):
        raise InvalidConnector("not JSON", where=file) from None
    schema = schema_at(document, pointer, file)
    _check(schema, pointer, document, file)
    return schema, document


def schema_at(document: Any, pointer: str, file: str) -> Any:
    """Return what stands at a JSON Pointer; raises `InvalidConnector` where there is nothing."""
    value = document
    for part in pointer.strip("/").split("/") if pointer.strip("/") else []:
        if not isinstance(value, dict) or part not in value:
            raise InvalidConnector(f"nothing at {pointer}", where=file)
        value = value[part]
    return value


def _check(schema: Any, pointer: str, document: Any, file: str) -> None:
    """Check a schema and all that it has inside or refers to, each place once."""
    todo, seen = [(pointer, schema)], {pointer}
    while todo:
        place, one = todo.pop()
        if type(one) is bool:
            continue
        wrong = _fault(one)
        if wrong:
            raise InvalidConnector(f"no JSON Schema at {place or 'its top'}: {wrong}", where=file)
        todo += _inside(one, place)
        target = one.get("$ref", "")
        if target.startswith("#/") and target[1:] not in seen:
            seen.add(target[1:])
            todo.append((target[1:], schema_at(document, target[1:], file)))


def _inside(schema: dict[str, Any], place: str) -> Iterator[tuple[str, Any]]:
    for name, item in schema.get("properties", {}).items():
        yield f"{place}/properties/{name}", item
    for key in ("items", "additionalProperties"):
        # Older drafts have a list of schemas in `items`: nothing is read out of it.
        if not isinstance(schema.get(key, []), list):
            yield f"{place}/{key}", schema[key]


def _fault(schema: Any) -> str:
    """Return what is wrong with the keywords of one schema, or nothing."""
    if not isinstance(schema, dict):
        return "it must be an object"
    named = schema.get("type", [])
    if not all(isinstance(name, str) and name in _TYPES for name in (named if isinstance(named, list) else [named])):
        return f"type must be one or several of {', '.join(sorted(_TYPES))}"
    if not isinstance(schema.get("properties", {}), dict):
        return "properties must be an object"
    if wrong := [key for key in _LISTS if not isinstance(schema.get(key, []), list)]:
        return f"{wrong[0]} must be a list"
    if wrong := [key for key in _TEXTS if not isinstance(schema.get(key, ""), str)]:
        return f"{wrong[0]} must be a text"
    return ""
