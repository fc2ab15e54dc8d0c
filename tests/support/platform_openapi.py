"""TikTok's own OpenAPI, read strictly: it says types alone, and its value lists stand in the prose of descriptions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Node", "Strict", "answer_of", "keys_of", "listed_values", "official_paths"]

Kind = Literal["text", "values", "money", "currency", "id", "int32", "seconds", "boolean", "object", "array"]

_HEADING = re.compile(r"(?:possible|available) values(?: are)?:[ \t]*(?P<inline>[^\n]*)", re.IGNORECASE)
# A token in code marks, or bare and in capitals; what follows tells it from a word at the beginning of a sentence.
_BULLET = re.compile(
    r"^\s*-\s*(?:`(?P<marked>[^`\n]+)`|(?P<bare>[A-Z0-9][A-Z0-9_]+)(?=\s*(?:[:\uff1a(]|$)))", re.MULTILINE
)
_CODE = re.compile(r"^`(?P<code>[0-9]+)`:", re.MULTILINE)
_NUMBER = re.compile(r"^(?P<number>[0-9]+) = ", re.MULTILINE)
_INLINE = re.compile(r"[A-Za-z][A-Za-z_]*(?:, [A-Za-z][A-Za-z_]*)*")
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DIGITS = re.compile(r"[0-9]{10,}")
_MONEY_WORDS = re.compile(r"amount|price|fee|discount|tax|total|payment|deduction")
# An external id is whatever the seller's other system calls it.
_PLATFORM_ID = re.compile(r"id|(?!external_)[a-z_]+_id")
_SECONDS = range(1_000_000_000, 10_000_000_000)
_INT32 = range(-(2**31), 2**31)


def official_paths(folder: Path) -> dict[str, Any]:
    """Return all paths of an unpacked `@tts-open-toolkit/cli`, merged from the files that they are split over."""
    (place,) = [one for one in folder.rglob("paths") if one.parent.name == "oas"]
    found: dict[str, Any] = {}
    for file in sorted(place.glob("*.json")):
        found |= json.loads(file.read_text("utf-8"))["paths"]
    return found


def answer_of(paths: Mapping[str, Any], method: str, path: str) -> Node:
    """Return what the OpenAPI says of the answer of one operation."""
    content = paths[path][method.lower()]["responses"]["200"]["content"]
    return Node.of(content["application/json"]["schema"], "")


def listed_values(description: str, kind: str = "string") -> frozenset[str]:
    """Return the values that a description lists; empty where it lists none, or a range instead of values."""
    if kind == "integer":
        return frozenset(found["number"] for found in _NUMBER.finditer(description))
    if "Valid range" in description:
        return frozenset()
    found = {(one["marked"] or one["bare"]).rstrip(":") for one in _BULLET.finditer(description)}
    found |= {one["code"] for one in _CODE.finditer(description)}
    for heading in _HEADING.finditer(description):
        text = heading["inline"].strip().rstrip(".")
        found |= set(text.split(", ")) if _INLINE.fullmatch(text) else set()
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Node:
    """What the OpenAPI says of one value: its kind, the values that its prose lists, and what is inside."""

    kind: Kind
    values: frozenset[str] = frozenset()
    keys: dict[str, Node] = field(default_factory=dict)
    item: Node | None = None

    @classmethod
    def of(cls, schema: Mapping[str, Any], name: str) -> Node:
        """Read one schema; `name` is the key that it stands under."""
        if schema["type"] == "object":
            return cls("object", keys={key: cls.of(one, key) for key, one in schema.get("properties", {}).items()})
        if schema["type"] == "array":
            return cls("array", item=cls.of(schema["items"], name))
        values = listed_values(schema.get("description", ""), schema["type"])
        return cls(_kind(schema, name, values), values)


def _kind(schema: Mapping[str, Any], name: str, values: frozenset[str]) -> Kind:
    if schema["type"] == "boolean":
        return "boolean"
    if schema["type"] == "integer":
        return "seconds" if schema["format"] == "int64" else "int32"
    if schema["type"] != "string":
        raise ValueError(f"{name}: a type that no answer had so far")
    example = str(schema.get("example", ""))
    if name == "currency":
        return "currency"
    if values:
        return "values"
    if _DECIMAL.fullmatch(example) and _MONEY_WORDS.search(name):
        return "money"
    return "id" if _DIGITS.fullmatch(example) and _PLATFORM_ID.fullmatch(name) else "text"


def keys_of(node: Node, path: str = "") -> Iterator[str]:
    """Give the path of every key in an answer, lists written as `[]`."""
    for key, inner in node.keys.items():
        yield f"{path}.{key}".lstrip(".")
        yield from keys_of(inner, f"{path}.{key}")
    if node.item is not None:
        yield from keys_of(node.item, f"{path}[]")


@dataclass(slots=True)
class Strict:
    """Holds answers against the OpenAPI; notes which keys were ever `seen`, and what was met that stands `elsewhere`.

    `always` names keys that must be there (the OpenAPI marks none as required) by the path of what holds them, and
    `filled` the lists that are never empty. What is documented elsewhere, each with its source, stands under a key's
    path without lists: `newer` keys, further `values` of a key, and keys that are `amounts` where this one has kinds.
    """

    always: Mapping[str, frozenset[str]]
    filled: frozenset[str]
    newer: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    amounts: Mapping[str, str]
    seen: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)

    def problems(self, node: Node, value: Any, path: str = "") -> Iterator[str]:
        """Give what is wrong with a value, each with its path; no value of a record is named, but tokens are."""
        if node.kind == "object":
            yield from self._object(node, value, path)
        elif node.kind == "array":
            yield from self._array(node, value, path)
        elif node.kind == "boolean":
            if not isinstance(value, bool):
                yield f"{path}: not a boolean"
        elif node.kind in {"int32", "seconds"}:
            yield from self._integer(node, value, path)
        elif not isinstance(value, str):
            yield f"{path}: not text"
        else:
            yield from self._text(node, value, path)

    def _object(self, node: Node, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path}: not an object"
            return
        for key in sorted(self.always.get(path, frozenset()) - value.keys()):
            yield f"{path}.{key}: missing".lstrip(".")
        for key, item in value.items():
            inner = f"{path}.{key}" if path else key
            if (known := node.keys.get(key)) is not None:
                self.seen.add(inner)
                yield from self.problems(known, item, inner)
            elif _without_lists(inner) in self.newer:
                self.elsewhere.add(_without_lists(inner))
            else:
                yield f"{inner}: no document knows this key"

    def _array(self, node: Node, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{path}: not a list"
            return
        if not value and path in self.filled:
            yield f"{path}: empty"
        for item in value:
            if node.item is not None:
                yield from self.problems(node.item, item, f"{path}[]")

    def _integer(self, node: Node, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{path}: not an integer"
        elif node.kind == "seconds" and value not in _SECONDS:
            yield f"{path}: not in seconds since 1970"
        elif node.kind == "int32" and value not in _INT32:
            yield f"{path}: too large for int32"
        elif node.values and str(value) not in node.values:
            yield f"{path}: {value} is not a listed value"

    def _text(self, node: Node, value: str, path: str) -> Iterator[str]:
        key = _without_lists(path)
        if node.values and value not in node.values:
            if value in self.values.get(key, ()):
                self.elsewhere.add(f"{key}: {value}")
            elif key in self.amounts and _DECIMAL.fullmatch(value):
                self.elsewhere.add(key)
            else:
                yield f"{path}: {value[:40]} is not a listed value"
        elif node.kind == "money" and not _DECIMAL.fullmatch(value):
            yield f"{path}: not a decimal number"
        elif node.kind == "currency" and not re.fullmatch("[A-Z]{3}", value):
            yield f"{path}: not a currency code"
        elif node.kind == "id" and not re.fullmatch("[0-9]+", value):
            yield f"{path}: not an id"


def _without_lists(path: str) -> str:
    return path.replace("[]", "").removeprefix("data.").removeprefix("orders.").removeprefix("products.")
