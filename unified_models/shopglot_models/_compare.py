"""Whether one published JSON Schema may follow another: an additive change may, anything else breaks a reader."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

__all__ = ["breaking_changes"]

_NOTES = frozenset(
    {"$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples", "deprecated", "x-personal"}
)
_COMPARED = frozenset({"type", "anyOf", "$ref", "properties", "required", "items", "enum", "additionalProperties"})


def breaking_changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """List what in a new JSON Schema would break those who rely on the old one, each as `where: what`.

    Empty when the change is additive: a new optional property, a new value of an enum, other texts. All else breaks: a
    removed property or enum value, a property that became required or is no longer sure to be there, another type,
    another rule on values. Made for the schemas that `json_schema` writes: `anyOf` lists types, `$ref` points into
    `$defs`.
    """
    return list(dict.fromkeys(_Comparison(old, new).schemas(old, new, "")))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two documents, and the pairs of schemas that are being compared: a schema may hold itself."""

    old: dict[str, Any]
    new: dict[str, Any]
    open: set[tuple[str, str]] = field(default_factory=set)

    def schemas(self, old: Any, new: Any, path: str) -> list[str]:
        pair = (json.dumps(old, sort_keys=True), json.dumps(new, sort_keys=True))
        if pair in self.open:
            return []
        self.open.add(pair)
        try:
            return self._kinds(_by_kind(old, self.old), _by_kind(new, self.new), path)
        finally:
            self.open.remove(pair)

    def _kinds(self, old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]], path: str) -> list[str]:
        breaks = []
        if old.keys() != new.keys():
            breaks.append(f"{path or '/'}: was {' or '.join(sorted(old))}, is {' or '.join(sorted(new))}")
        for kind, rules in old.items():
            if kind in new:
                breaks += self._rules(rules, new[kind], path)
        return breaks

    def _rules(self, old: dict[str, Any], new: dict[str, Any], path: str) -> list[str]:
        place = path or "/"
        breaks = [
            f"{place}: the rule {name} changed"
            for name in sorted((old.keys() | new.keys()) - _NOTES - _COMPARED)
            if old.get(name) != new.get(name)
        ]
        breaks += _enums(old, new, place)
        breaks += self._properties(old, new, path)
        if "items" in old or "items" in new:
            breaks += self.schemas(old.get("items", True), new.get("items", True), f"{path}/*")
        before, after = old.get("additionalProperties", True), new.get("additionalProperties", True)
        if isinstance(before, dict) and isinstance(after, dict):
            breaks += self.schemas(before, after, f"{path}/*")
        elif before != after:
            breaks.append(f"{place}: what other properties may hold changed")
        return breaks

    def _properties(self, old: dict[str, Any], new: dict[str, Any], path: str) -> list[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed, needs = set(old.get("required", ())), set(new.get("required", ()))
        breaks = [f"{path}/{name}: removed" for name in before if name not in after]
        breaks += [f"{path}/{name}: is required now" for name in sorted(needs - needed)]
        breaks += [
            f"{path}/{name}: is not sure to be there any more" for name in sorted((needed - needs) & after.keys())
        ]
        for name in before:
            if name in after:
                breaks += self.schemas(before[name], after[name], f"{path}/{name}")
        return breaks


def _by_kind(schema: Any, document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a schema's alternatives by their type; one without a type allows anything."""
    if not isinstance(schema, dict):
        return {"anything" if schema else "nothing": {}}
    if "$ref" in schema:
        return _by_kind(_at(schema["$ref"], document), document)
    if "anyOf" in schema:
        alternatives: dict[str, dict[str, Any]] = {}
        for branch in schema["anyOf"]:
            alternatives |= _by_kind(branch, document)
        return alternatives
    kinds = schema.get("type", "anything")
    return dict.fromkeys([kinds] if isinstance(kinds, str) else kinds, schema)


def _at(reference: str, document: dict[str, Any]) -> Any:
    node: Any = document
    for part in reference.removeprefix("#").split("/")[1:]:
        node = node[part]
    return node


def _enums(old: dict[str, Any], new: dict[str, Any], place: str) -> list[str]:
    if "enum" not in old and "enum" not in new:
        return []
    if "enum" not in new:
        return [f"{place}: any value is allowed now, where there was a list"]
    if "enum" not in old:
        return [f"{place}: only listed values are allowed now"]
    return [f"{place}: the value {value} was removed" for value in old["enum"] if value not in new["enum"]]
