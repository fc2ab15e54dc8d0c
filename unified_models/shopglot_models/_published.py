"""The published JSON Schemas of the unified models, and what a change of them would break.

`python -m shopglot_models FOLDER` writes them; without a folder it writes the package's own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shopglot_models._base import Record

__all__ = ["breaking_changes", "json_schema", "write_schemas"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(model: type[Record]) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a model's JSON form."""
    schema = model.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, "$id": f"urn:shopglot:{model.__name__.lower()}", **schema}


def write_schemas(folder: Path) -> list[Path]:
    """Write one schema file a model into `folder`, which must exist; gives the files."""
    from shopglot_models import MODELS  # noqa: PLC0415 - the public table is made after this module

    written = []
    for name, model in MODELS.items():
        file = folder / f"{name.lower()}.json"
        file.write_text(json.dumps(json_schema(model), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(file)
    return written


def breaking_changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """List what a reader of `old` would find broken in `new`, each as `where: what`; empty when the change is additive.

    Broken is a field that is gone, a type that changed, an enum that has other values than before, or a field that
    was always there and no longer is. A new optional field is additive; a new required one is not, for who writes.
    """
    return _compare(old, new, old, new, "", frozenset())


def _resolve(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _compare(  # noqa: PLR0913 - two schemas, their roots, where we are, and what was already compared
    old: dict[str, Any], new: dict[str, Any], old_root: dict[str, Any], new_root: dict[str, Any], where: str,
    seen: frozenset[str],
) -> list[str]:  # fmt: skip
    if "$ref" in old:
        if old["$ref"] in seen:
            return []
        seen = seen | {old["$ref"]}
    old, new = _resolve(old, old_root), _resolve(new, new_root)
    found = []
    place = where or "/"
    if "anyOf" in old or "anyOf" in new:
        return _compare_choices(old, new, old_root, new_root, where, seen)
    if old.get("type") != new.get("type"):
        return [f"{place}: the type was {old.get('type')}, now {new.get('type')}"]
    if "enum" in old or "enum" in new:
        before, after = set(old.get("enum", [])), set(new.get("enum", []))
        if not after and before:
            return [f"{place}: the closed list of values is gone"]
        found += [f"{place}: the value {value} is gone" for value in sorted(before - after)]
        if not before and after:
            found.append(f"{place}: the values are now a closed list")
    for keyword in ("pattern", "format", "maxLength", "minLength", "maximum", "minimum"):
        if old.get(keyword) != new.get(keyword):
            found.append(f"{place}: {keyword} was {old.get(keyword)}, now {new.get(keyword)}")
    before_fields, after_fields = old.get("properties", {}), new.get("properties", {})
    found += [f"{where}/{name}: the field is gone" for name in before_fields if name not in after_fields]
    required = set(new.get("required", [])) - set(old.get("required", []))
    found += [
        f"{where}/{name}: the field is now required" for name in sorted(required) if "default" not in after_fields[name]
    ]
    no_longer = set(old.get("required", [])) - set(new.get("required", []))
    found += [
        f"{where}/{name}: the field is no longer always there" for name in sorted(no_longer) if name in after_fields
    ]
    for name, schema in before_fields.items():
        if name in after_fields:
            found += _compare(schema, after_fields[name], old_root, new_root, f"{where}/{name}", seen)
    if "items" in old and "items" in new:
        found += _compare(old["items"], new["items"], old_root, new_root, f"{where}/*", seen)
    return found


def _compare_choices(  # noqa: PLR0913 - the same
    old: dict[str, Any], new: dict[str, Any], old_root: dict[str, Any], new_root: dict[str, Any], where: str,
    seen: frozenset[str],
) -> list[str]:  # fmt: skip
    before = {_kind(one, old_root): one for one in old.get("anyOf", [old])}
    after = {_kind(one, new_root): one for one in new.get("anyOf", [new])}
    found = [f"{where}: it may no longer be {kind}" for kind in before if kind not in after]
    found += [f"{where}: it may now be {kind}" for kind in after if kind not in before]
    for kind, schema in before.items():
        if kind in after:
            found += _compare(schema, after[kind], old_root, new_root, where, seen)
    return found


def _kind(schema: dict[str, Any], root: dict[str, Any]) -> str:
    return str(_resolve(schema, root).get("type"))
