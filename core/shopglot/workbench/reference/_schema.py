"""The JSON Schema of the language, for editors: made from the tables of verbs, modifiers, conversions and tests.

Draft 2020-12. The general schema describes the shape of a file; one for a connector's resource also completes raw
paths, unified fields, enum values, transforms and sections of the guide. A schema cannot express scopes: inside `each`
it offers the paths of every list's elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping import RawTypes
from shopglot.mapping.check import OWN_FIELDS, target_types
from shopglot.mapping.syntax import ANY, BLOCKS, HIDDEN, LANGUAGE_VERSION, PARTS_FILE, Type
from shopglot.workbench.reference._schema_rules import NOT_EMPTY, RuleWriter, Schema

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition, Resource

__all__ = ["language_schema", "resource_schema"]

_REASONED: Schema = {
    "type": "object",
    "propertyNames": {"$ref": "#/$defs/path"},
    "additionalProperties": {"type": "string", "pattern": "\\S"},
}
_FILE = r"^[^/\\:]+\.ya?ml$"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def language_schema() -> Schema:
    """Return the general schema, for any mapping file."""
    return _Writer().document("A shopglot mapping")


def resource_schema(connector: ConnectorDefinition, resource: Resource, raw_name: str) -> Schema:
    """Return the schema for mappings of one resource of a connector; `raw_name` is its raw record (`order@202507`)."""
    raw = RawTypes(connector).get(raw_name) or ANY
    target = target_types()[resource.model]
    return _Writer(connector, resource, raw_name, raw, target).document(
        f"A mapping of {connector.name}'s {resource.name}"
    )


class _Writer(RuleWriter):
    """Writes one whole schema."""

    def document(self, title: str) -> Schema:
        """Write the whole document."""
        self.common()
        blocks = {name: {"description": doc, **self._block(name)} for name, doc in BLOCKS.items()}
        return {
            "$schema": _DRAFT,
            "title": title,
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
            "fields": self._top_fields,
            "parts": lambda: {"type": "object", "additionalProperties": {"$ref": "#/$defs/rule"}},
            "hidden": self._hidden,
            "extensions": lambda: {**NOT_EMPTY, "additionalProperties": {"$ref": "#/$defs/rule"}},
            "ignore": lambda: _REASONED,
            "unsupported": lambda: {"type": "object", "additionalProperties": {"type": "string", "pattern": "\\S"}},
            "enums": lambda: {"type": "object", "additionalProperties": {"$ref": "#/$defs/table"}},
            "tests": self._tests,
        }[name]()

    def _from(self) -> Schema:
        if self.connector is not None:
            return {"const": f"{self.connector.id}/{self.raw_name}"}
        return {"type": "string", "pattern": "^[^/@]+/[^/]*@[^/]*$"}

    def _extends(self) -> Schema:
        known = self.connector is not None and self.resource is not None
        return {"enum": [f"{self.connector.id}/{self.resource.name}"]} if known else {}  # type: ignore[union-attr]

    def _top_fields(self) -> Schema:
        if not self.target.fields:
            return {"$ref": "#/$defs/fields"}
        shown = {name: of for name, of in self.target.fields.items() if name not in OWN_FIELDS}
        own = Type("object", fields=shown, required=self.target.required, name=self.target.name)
        return {
            **self.fields_of(own),
            # A layer goes into objects with dots: customer.name
            "patternProperties": {"\\.": {"$ref": "#/$defs/rule"}},
        }

    def _hidden(self) -> Schema:
        entry = self.target.fields.get("hidden_fields", ANY).item or ANY
        masks = [mask.name for mask in self.connector.masks] if self.connector else []
        sections = list(self.connector.guide.keys()) if self.connector and self.connector.guide else []
        words = {name: _words(entry.fields.get(name, ANY)) for name in ("reason", "revealable")}
        reason = {
            "type": "object",
            "properties": {
                "when": {"$ref": "#/$defs/condition"},
                **words,
                "remedy": {"enum": sections} if sections else {"type": "string"},
            },
            "required": ["reason", "revealable"],
            "additionalProperties": False,
        }
        parts: Schema = {
            "use": {"type": "string"},
            "watch": {"$ref": "#/$defs/paths"},
            "unwatch": _REASONED,
            "masked": {"enum": ["asterisks", *masks]} if self.connector else {"type": "string"},
            "withheld": {"$ref": "#/$defs/condition"},
            "reasons": {"type": "array", "items": reason},
        }
        described = {name: {"description": doc, **parts[name]} for name, doc in HIDDEN.items()}
        block = {"type": "object", "properties": described, "additionalProperties": False}
        if self.resource is not None:
            return block
        self.defs["hidden"] = block  # a parts file has such blocks by their names
        return {"type": "object"}

    def _tests(self) -> Schema:
        properties = {
            "name": {"type": "string"},
            "setting": {"type": "object", "description": "the connection's settings, by their names"},
            "given": {"type": "string", "description": "a saved response and a place in it: file.json#/json/pointer"},
            "expect": {
                "type": "object",
                "description": "JSON Pointers into the unified record, each with the expected value",
            },
        }
        needed = [name for name in properties if name != "setting"]
        test = {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}
        return {"type": "array", "items": test}


def _words(of: Type) -> Schema:
    return {"enum": list(of.values)} if of.values else {"type": "string"}
