"""Rules in the JSON Schema of the language: one definition a verb, and one a kind of target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.mapping import CONVERSIONS, MODIFIERS, TESTS, VERBS, SourceFile
from shopglot.mapping.syntax import ANY, USE, Reporter, Type, read_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.connector import ConnectorDefinition, Resource
    from shopglot.mapping.syntax import Verb

__all__ = ["NOT_EMPTY", "RuleWriter", "Schema"]

Schema = dict[str, Any]

NOT_EMPTY: Schema = {"type": "object", "minProperties": 1}
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_WORDS = (*VERBS, USE.name)
_MAKERS = frozenset(verb.name for verb in VERBS.values() if verb.value == "parts")


class RuleWriter:
    """Writes the definitions of rules into `defs`, which grows as rules for further kinds of targets are needed."""

    def __init__(
        self,
        connector: ConnectorDefinition | None = None,
        resource: Resource | None = None,
        raw_name: str = "",
        raw: Type = ANY,
        target: Type = ANY,
    ) -> None:
        self.connector = connector
        self.resource = resource
        self.raw_name = raw_name
        self.raw = raw
        self.target = target
        self.defs: Schema = {}

    def common(self) -> None:
        """Write what every schema has: paths, conditions, modifiers, and each verb for any target."""
        self.defs["path"] = self._path()
        self.defs["scalar"] = _SCALAR
        self.defs["keys"] = {"type": "array", "items": {"$ref": "#/$defs/rule"}, "minItems": 1}
        self.defs["paths"] = {"type": "array", "items": {"$ref": "#/$defs/path"}, "minItems": 1}
        self.defs["step"] = self._step()
        self.defs["walk"] = {"anyOf": [{"$ref": "#/$defs/step"}, {"$ref": "#/$defs/steps"}]}
        self.defs["steps"] = {"type": "array", "items": {"$ref": "#/$defs/step"}, "minItems": 1}
        self.defs["table"] = {**NOT_EMPTY, "additionalProperties": {"$ref": "#/$defs/scalar"}}
        self.defs["fields"] = {**NOT_EMPTY, "additionalProperties": {"$ref": "#/$defs/rule"}}
        self.defs["condition"] = self._condition()
        for name, modifier in MODIFIERS.items():
            self.defs[f"modifier-{name}"] = {"description": modifier.doc, **self._modifier(name)}
        for verb in (*VERBS.values(), USE):
            self.defs[f"verb-{verb.name}"] = self._verb(verb, ANY)
            self.defs[f"item-verb-{verb.name}"] = self._verb(verb, ANY, "when")
        self.defs["rule"] = {"anyOf": [{"$ref": "#/$defs/path"}, *_refs("verb", _WORDS)]}
        self.defs["item"] = {"anyOf": [{"$ref": "#/$defs/path"}, *_refs("item-verb", _WORDS)]}
        over = {
            "each": {"$ref": "#/$defs/walk"},
            "where": {"$ref": "#/$defs/condition"},
            "path": {"$ref": "#/$defs/path"},
            "as": {"$ref": "#/$defs/modifier-as"},
            "of": {"$ref": "#/$defs/modifier-of"},
        }
        walked = {"type": "object", "properties": over, "required": ["each", "path"], "additionalProperties": False}
        self.defs["term"] = {"anyOf": [walked, {"$ref": "#/$defs/rule"}]}

    def _path(self) -> Schema:
        text = {"type": "string", "minLength": 1, "maxLength": 512}
        settings = self.connector.settings if self.connector is not None else ()
        known = sorted({*_paths(self.raw), *(f"setting.{one.name}" for one in settings if not one.secret)})
        return {"anyOf": [{"enum": known}, text]} if known else text

    def _step(self) -> Schema:
        path = {"$ref": "#/$defs/path"}
        picked: Schema = {"pick": path, "where": {"$ref": "#/$defs/condition"}, "path": path}
        return {
            "anyOf": [path]
            + [
                {"type": "object", "properties": words, "required": list(words), "additionalProperties": False}
                for words in ({"entries": path}, picked)
            ]
        }

    def _condition(self) -> Schema:
        one = {"$ref": "#/$defs/condition"}
        walk = {"$ref": "#/$defs/walk"}
        named = [{"properties": {word: walk}, "required": [word]} for word in ("any", "all")]
        quantified = {"anyOf": [{"type": "array", "items": one, "minItems": 1}, walk]}
        tests: list[Schema] = [{"const": name, "description": test.doc} for name, test in TESTS.items()]
        tests.append({"type": "null", "description": "`null` without quotes is the test of that name"})
        value: Schema = {
            "anyOf": [
                {"$ref": "#/$defs/scalar"},
                {"type": "array", "items": {"$ref": "#/$defs/scalar"}, "minItems": 1},
                {
                    "type": "object",
                    "properties": {"is": {"anyOf": tests}},
                    "required": ["is"],
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "properties": {"same_as": {"$ref": "#/$defs/path"}},
                    "required": ["same_as"],
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "properties": {"starts_with": {"type": "string", "minLength": 1}},
                    "required": ["starts_with"],
                    "additionalProperties": False,
                },
                {
                    "type": "object",
                    "properties": {"count": {"type": "integer", "minimum": 0}},
                    "required": ["count"],
                    "additionalProperties": False,
                },
            ]
        }
        return {
            **NOT_EMPTY,
            "propertyNames": {"anyOf": [{"enum": ["all", "any", "not", "where"]}, {"$ref": "#/$defs/path"}]},
            "properties": {"all": quantified, "any": quantified, "not": one, "where": one},
            "dependentSchemas": {"where": {"anyOf": named}},
            "additionalProperties": value,
        }

    def _modifier(self, name: str) -> Schema:
        if name == "as":
            return {"anyOf": [{"const": word, "description": item.doc} for word, item in CONVERSIONS.items()]}
        modifiers: Schema = {
            "of": {"$ref": "#/$defs/rule"},
            "zone": {"type": "string"},
            "enum": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/table"}]},
            "default": {"$ref": "#/$defs/scalar"},
            "required": {"type": "boolean"},
            "note": {"type": "string"},
        }
        return dict(modifiers[name])

    def _verb(self, verb: Verb, target: Type, *extra: str) -> Schema:
        general = target is ANY and not extra  # elsewhere the same words would be repeated a hundred times
        properties: Schema = {
            slot.name: ({"description": slot.doc} if general else {}) | self._slot(verb, slot.kind, target)
            for slot in verb.slots
        }
        properties |= {name: {"$ref": f"#/$defs/modifier-{name}"} for name in MODIFIERS}
        if target.kind == "enum":
            table = {**NOT_EMPTY, "additionalProperties": {"enum": list(target.values)}}
            properties["enum"] = {"description": MODIFIERS["enum"].doc, "anyOf": [{"type": "string"}, table]}
            properties["default"] = {"description": MODIFIERS["default"].doc, "enum": list(target.values)}
        if extra:
            properties["when"] = {
                "description": "Leave the item out where this does not match.",
                "$ref": "#/$defs/condition",
            }
            properties["skip"] = {"description": "Leave the item out where all its amounts are 0.", "const": "zero"}
        made: Schema = {
            "type": "object",
            "description": verb.doc,
            "properties": properties,
            "required": [slot.name for slot in verb.slots if slot.required],
            "additionalProperties": False,
        }
        if verb.one_of:
            made["oneOf"] = [{"required": [name]} for name in verb.one_of]
        if general:
            made["examples"] = [_plain(example.rule) for example in verb.examples]
        return made

    def _slot(self, verb: Verb, kind: str, target: Type) -> Schema:
        item = target.item if target.kind == "list" and target.item is not None else ANY
        simple: dict[str, Schema] = {
            "path": {"$ref": "#/$defs/path"},
            "walk": {"$ref": "#/$defs/walk"},
            "condition": {"$ref": "#/$defs/condition"},
            "keys": {"$ref": "#/$defs/keys"},
            "zero": {"const": "zero"},
            "arguments": {"$ref": "#/$defs/fields"},
            "part": {"type": "string"},
            "text": {"type": "string"},
            "boolean": {"type": "boolean"},
            "number": {"type": "integer"},
        }
        if kind in simple:
            return simple[kind]
        if kind == "scalar":
            return {"enum": list(target.values)} if target.kind == "enum" else {"$ref": "#/$defs/scalar"}
        if kind == "name":
            names = [transform.name for transform in self.connector.transforms] if self.connector else []
            return {"enum": names} if names else {"type": "string"}
        if kind == "fields":
            return self._fields_ref(item if verb.name == "each" else target)
        if kind == "rule":
            return self._rule_ref(item if verb.name == "each" else target)
        if kind == "terms":
            term = {"$ref": "#/$defs/term"}
            return {"anyOf": [{"type": "array", "items": term, "minItems": 1}, term]}
        return {"type": "array", "minItems": 1, "items": self._element(kind, target, item)}

    def _element(self, kind: str, target: Type, item: Type) -> Schema:
        if kind == "rules":
            return self._rule_ref(target)
        if kind == "items":
            return self._item_ref(item)
        then = self._rule_ref(target)
        when = {"when": {"$ref": "#/$defs/condition"}, "then": then}
        return {
            "anyOf": [
                {"type": "object", "properties": when, "required": ["when", "then"], "additionalProperties": False},
                {"type": "object", "properties": {"else": then}, "required": ["else"], "additionalProperties": False},
            ]
        }

    def _rule_ref(self, target: Type) -> Schema:
        name = _name(target)
        if not name:
            return {"$ref": "#/$defs/rule"}
        if f"rule-{name}" not in self.defs:
            self.defs[f"rule-{name}"] = {}  # so that a kind inside itself ends
            own = [self._verb(verb, target) for verb in VERBS.values() if _depends(verb, target)]
            rest = _refs("verb", [verb.name for verb in (*VERBS.values(), USE) if not _depends(verb, target)])
            self.defs[f"rule-{name}"] = {"anyOf": [{"$ref": "#/$defs/path"}, *own, *rest]}
        return {"$ref": f"#/$defs/rule-{name}"}

    def _item_ref(self, target: Type) -> Schema:
        name = _name(target)
        if not name:
            return {"$ref": "#/$defs/item"}
        if f"item-{name}" not in self.defs:
            self.defs[f"item-{name}"] = {}
            # An item that is a list itself (`each`, `list`) is spliced in, so it makes items of this kind.
            whole = Type("list", item=target)
            own = [
                self._verb(VERBS[word], whole if word in {"each", "list"} else target, "when")
                for word in sorted(_MAKERS)
            ]
            rest = _refs("item-verb", [word for word in _WORDS if word not in _MAKERS])
            self.defs[f"item-{name}"] = {"anyOf": [{"$ref": "#/$defs/path"}, *own, *rest]}
        return {"$ref": f"#/$defs/item-{name}"}

    def _fields_ref(self, target: Type) -> Schema:
        if target.kind != "object" or not target.fields:
            return {"$ref": "#/$defs/fields"}
        if f"fields-{target.name}" not in self.defs:
            self.defs[f"fields-{target.name}"] = {}
            self.defs[f"fields-{target.name}"] = self.fields_of(target)
        return {"$ref": f"#/$defs/fields-{target.name}"}

    def fields_of(self, target: Type) -> Schema:
        """Return the schema of a mapping from the fields of an object to their rules."""
        properties = {name: {"description": str(of), **self._rule_ref(of)} for name, of in target.fields.items()}
        return {**NOT_EMPTY, "properties": properties, "additionalProperties": False}


def _refs(kind: str, names: Iterable[str]) -> list[Schema]:
    return [{"$ref": f"#/$defs/{kind}-{name}"} for name in names]


def _name(target: Type) -> str:
    if target.kind == "enum":
        return "one-of-" + "-".join(target.values)
    if target.kind == "object" and target.fields:
        return target.name
    if target.kind == "list" and target.item is not None and _name(target.item):
        return f"list-of-{_name(target.item)}"
    return ""


def _depends(verb: Verb, target: Type) -> bool:
    if verb is USE:
        return False  # a part's own rule is looked at where it stands
    if target.kind == "enum":
        return verb.name in {"const", "path", "pick", "first_of", "cases"}
    return verb.name in _MAKERS and any(
        slot.kind in {"rule", "rules", "fields", "cases", "items"} for slot in verb.slots
    )


def _paths(of: Type) -> Iterator[str]:
    """Yield the paths that start at the record, and those that start at an element of any list."""
    yield from _below(of, "")


def _below(of: Type, place: str) -> Iterator[str]:
    for name, type_ in of.fields.items():
        path = f"{place}.{name}" if place else name
        yield path
        inner = type_
        while inner.kind == "list" and inner.item is not None:
            inner = inner.item
        yield from _below(inner, "" if type_.kind == "list" else path)


def _plain(rule: str) -> Any:
    source = SourceFile("example.yaml", rule.encode())
    node = read_nodes(source, Reporter(source))
    return node.plain() if node is not None else rule
