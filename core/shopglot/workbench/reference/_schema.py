"""The JSON Schema of the language, for editors: made from the tables of verbs, modifiers, conversions and tests.

Draft 2020-12. The general schema describes the shape of a file; one for a connector's resource also knows raw paths and
their types in each scope, unified fields and what they mean, values, enum tables, transforms and sections of the guide.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from shopglot.mapping import RawTypes
from shopglot.mapping.check import OWN_FIELDS, target_types
from shopglot.mapping.syntax import ANY, BLOCKS, HIDDEN, LANGUAGE_VERSION, PARTS_FILE, Type
from shopglot.workbench._rules import values_of
from shopglot.workbench.reference._schema_paths import ANYWHERE, RECORD, Schema, Scopes
from shopglot.workbench.reference._schema_rules import NOT_EMPTY, RuleWriter
from shopglot.workbench.reference._schema_targets import TargetWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.connector import ConnectorDefinition, Resource
    from shopglot.mapping.syntax import MappingFile

__all__ = ["editor_text", "language_schema", "mapping_schema", "resource_schema"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FILE = r"^[^/\\:]+\.ya?ml$"
_REASON: Schema = {"type": "string", "pattern": "\\S"}


def language_schema() -> Schema:
    """Return the general schema, for any mapping file."""
    return _Writer().document("A shopglot mapping")


def resource_schema(
    connector: ConnectorDefinition, resource: Resource, raw_name: str, tables: Mapping[str, Type] | None = None
) -> Schema:
    """Return the schema for mappings of one resource of a connector; `raw_name` is its raw record (`order@202507`).

    `tables` has the type of the field that each named enum table fills.
    """
    return _Writer(connector, resource, raw_name, tables).document(f"A mapping of {connector.name}'s {resource.name}")


def mapping_schema(file: MappingFile, connector: ConnectorDefinition) -> Schema:
    """Return the schema for a checked mapping of a connector, its enum tables included, and for layers on it."""
    resource = next(item for item in connector.resources if item.model == file.model)
    named = {id(table): name for name, table in file.enums.items()}
    tables: dict[str, Type] = dict.fromkeys(file.enums, ANY)
    for top in (*file.fields.values(), *file.extensions.values()):
        for rule in values_of(top):
            if rule.enum is not None and rule.target is not None and id(rule.enum) in named:
                tables[named[id(rule.enum)]] = rule.target
    return resource_schema(connector, resource, file.raw, tables)


def editor_text(schema: Schema) -> str:
    """Return a schema as the text of a file: each definition on a line of its own."""
    lines = []
    for name, value in schema.items():
        if name == "$defs":
            inner = ",\n".join(f"{_compact(key)}:{_compact(of)}" for key, of in value.items())
            lines.append(f'"$defs":{{\n{inner}\n}}')
        else:
            lines.append(f"{_compact(name)}:{_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


class _Writer:
    """Writes one whole schema."""

    def __init__(
        self,
        connector: ConnectorDefinition | None = None,
        resource: Resource | None = None,
        raw_name: str = "",
        tables: Mapping[str, Type] | None = None,
    ) -> None:
        raw = RawTypes(connector).get(raw_name) if connector else None
        self.connector = connector
        self.resource = resource
        self.raw_name = raw_name
        self.target = target_types()[resource.model] if resource else ANY
        self.tables = tables or {}
        self.scopes = Scopes(raw or ANY)
        self.rules = RuleWriter(self.scopes, connector, list(self.tables))
        self.defs = self.rules.defs
        self.targets = TargetWriter(self.defs, self.scopes)
        self.scope = RECORD if self.scopes.known else ANYWHERE

    def ref(self, kind: str) -> Schema:
        """Return the definition of a kind for the whole record."""
        return self.rules.ref(kind, self.scope)

    def document(self, what: str) -> Schema:
        """Write the whole document."""
        blocks = {name: {"description": doc, **self._block(name)} for name, doc in BLOCKS.items()}
        return {
            "$schema": _DRAFT,
            # Not as the title, which an editor would show above every key that has none.
            "$comment": what,
            "type": "object",
            "additionalProperties": False,
            "properties": blocks,
            "required": ["mapping"],
            "if": {"required": ["extends"]},
            "then": {
                "not": {"anyOf": [{"required": ["from"]}, {"required": ["to"]}]},
                **({} if self.resource else {"properties": {"hidden": {"$ref": "#/$defs/hidden"}}}),
            },
            "else": self._whole(),
            "$defs": self.defs,
        }

    def _whole(self) -> Schema:
        """Write what a file without `extends` has: a layer adds to what is below it, any other one is complete."""
        alone = [{"required": list(words)} for words in (("watch", "reasons"), ("unwatch",), ("use",))]
        whole: Schema = {"required": ["from", "to", "fields"], "properties": {"hidden": {"anyOf": alone}}}
        if self.resource is not None:
            return whole
        parts: Schema = {
            "propertyNames": {"enum": list(PARTS_FILE)},
            "anyOf": [{"required": [name]} for name in ("parts", "enums", "hidden")],
            "properties": {"hidden": {"additionalProperties": {"$ref": "#/$defs/hidden"}}},
        }
        return {"anyOf": [{**whole, "properties": {"hidden": {"$ref": "#/$defs/hidden", "anyOf": alone}}}, parts]}

    def _block(self, name: str) -> Schema:
        return {
            "mapping": lambda: {"const": LANGUAGE_VERSION},
            "from": self._from,
            "to": lambda: {"enum": [self.resource.model] if self.resource else list(target_types())},
            "extends": lambda: {"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$", **self._extends()},
            "uses": lambda: {"type": "array", "items": {"type": "string", "pattern": _FILE}, "minItems": 1},
            # A part's paths begin where it is used.
            "parts": lambda: {"type": "object", "additionalProperties": self.rules.ref("rule", ANYWHERE)},
            "fields": self._fields,
            "hidden": self._hidden,
            "extensions": lambda: self.ref("fields"),
            "ignore": self._reasoned,
            "unsupported": lambda: {"type": "object", "additionalProperties": {"type": "string", "pattern": "\\S"}},
            "enums": self._enums,
            "tests": self._tests,
        }[name]()

    def _from(self) -> Schema:
        if self.connector is not None:
            return {"const": f"{self.connector.id}/{self.raw_name}"}
        return {"type": "string", "pattern": "^[^/@]+/[^/]*@[^/]*$"}

    def _extends(self) -> Schema:
        known = self.connector is not None and self.resource is not None
        return {"enum": [f"{self.connector.id}/{self.resource.name}"]} if known else {}  # type: ignore[union-attr]

    def _fields(self) -> Schema:
        if not self.target.fields:
            return self.ref("fields")
        shown = {name: of for name, of in self.target.fields.items() if name not in OWN_FIELDS}
        own = self.targets.fields(self.target, shown)
        return {**NOT_EMPTY, "allOf": [own, self.ref("fields")]}

    def _reasoned(self) -> Schema:
        if not self.scopes.known:
            return {"type": "object", "additionalProperties": _REASON}
        known = {path: {"title": f"{path}: {of}", **_REASON} for path, of in self.scopes.paths(RECORD)}
        return {"type": "object", "properties": known, "additionalProperties": _REASON}

    def _enums(self) -> Schema:
        known: Schema = {}
        for name, of in self.tables.items():
            values = {"enum": list(of.values)} if of.kind == "enum" else {"$ref": "#/$defs/scalar"}
            known[name] = {**NOT_EMPTY, "additionalProperties": values}
        return {"type": "object", "properties": known, "additionalProperties": {"$ref": "#/$defs/table"}}

    def _hidden(self) -> Schema:
        entry = self.target.fields.get("hidden_fields", ANY).item or ANY
        masks = [mask.name for mask in self.connector.masks] if self.connector else []
        sections = list(self.connector.guide.keys()) if self.connector and self.connector.guide else []
        words = {name: _words(entry.fields.get(name, ANY)) for name in ("reason", "revealable")}
        reason = {
            "type": "object",
            "properties": {
                "when": self.ref("condition"),
                **words,
                "remedy": {"enum": sections} if sections else {"type": "string"},
            },
            "required": ["reason", "revealable"],
            "additionalProperties": False,
        }
        parts: Schema = {
            "use": {"type": "string"},
            "watch": self.ref("paths"),
            "unwatch": self._reasoned(),
            "masked": {"enum": ["asterisks", *masks]} if self.connector else {"type": "string"},
            "withheld": self.ref("condition"),
            "reasons": {"type": "array", "items": reason},
        }
        described = {name: {"description": doc, **parts[name]} for name, doc in HIDDEN.items()}
        block = {"type": "object", "properties": described, "additionalProperties": False}
        if self.resource is not None:
            return block
        self.defs["hidden"] = block  # a parts file has such blocks by their names
        return {"type": "object"}

    def _tests(self) -> Schema:
        known = {pointer: {"description": said} for pointer, said in self.targets.pointers(self.target)}
        properties = {
            "name": {"type": "string"},
            "setting": {"type": "object", "description": "the connection's settings, by their names"},
            "given": {"type": "string", "description": "a saved response and a place in it: file.json#/json/pointer"},
            "expect": {
                "type": "object",
                "properties": known,
                "description": "JSON Pointers into the unified record, each with the expected value",
            },
        }
        needed = [name for name in properties if name != "setting"]
        test = {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}
        return {"type": "array", "items": test}


def _words(of: Type) -> Schema:
    return {"enum": list(of.values)} if of.values else {"type": "string"}
