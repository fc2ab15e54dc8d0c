"""Rules in the JSON Schema of the language: which keys a verb has, and which raw paths they reach from a scope.

What a rule may give to its unified field is in `_schema_targets`; a rule has to fit both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.mapping import CONVERSIONS, MODIFIERS, TESTS, VERBS
from shopglot.mapping.syntax import USE
from shopglot.workbench.reference._schema_paths import ANYWHERE, Schema, Scopes

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.syntax import Verb

__all__ = ["NOT_EMPTY", "RuleWriter"]

_WORDS = {**VERBS, USE.name: USE}
NOT_EMPTY: Schema = {"type": "object", "minProperties": 1}
# Not by `type`: an editor would offer `true` and `false` beside the values of a field.
_SCALAR: Schema = {"not": {"type": ["object", "array", "null"]}}
# The modifiers that are rules themselves, and so have paths.
_RULES = {"of"}
# What `any-verb` and an item describe, beside the keys of the verb itself.
_OTHER_KEYS = {f"^({'|'.join(['when', 'skip', *MODIFIERS])})$": True}
# By these an editor writes what follows a verb that it has completed.
_TYPES = {"rules": "array", "terms": "array", "items": "array", "cases": "array", "keys": "array", "fields": "object"}
_ITEM = {"when": "Leave the item out where this does not match.", "skip": "Leave it out where all its amounts are 0."}


class RuleWriter:
    """Writes the definitions of rules into `defs`: one of each kind for every scope that a rule can stand in."""

    def __init__(self, scopes: Scopes, connector: ConnectorDefinition | None, tables: list[str]) -> None:
        self.scopes = scopes
        self.connector = connector
        self.tables = tables
        self.defs: Schema = {"scalar": _SCALAR, "table": {**NOT_EMPTY, "additionalProperties": _ref("scalar")}}
        for name, modifier in MODIFIERS.items():
            if name not in _RULES:
                self.defs[f"modifier-{name}"] = {"description": modifier.doc, **self._modifier(name)}
        self.defs["any-verb"] = _any_verb()

    def ref(self, kind: str, scope: str) -> Schema:
        """Return a reference to the definition of a kind in a scope, which is written when it is first asked for."""
        name = kind if scope == ANYWHERE else f"{kind}@{self.scopes.names[scope]}"
        if name not in self.defs:
            self.defs[name] = {}  # so that a kind inside itself ends
            self.defs[name] = self._made(kind, scope)
        return _ref(name)

    def _made(self, kind: str, scope: str) -> Schema:
        makers: dict[str, Callable[[str], Schema]] = {
            "path": self.scopes.path,
            "paths": lambda at: _several(self.ref("path", at)),
            "walk": self._walk,
            "rule": self._rule,
            "item": self._item,
            "verbs": self._verbs,
            "condition": self._condition,
            "value": self._compared,
            "fields": lambda at: {**NOT_EMPTY, "additionalProperties": self.ref("rule", at)},
            "term": self._term,
        }
        if kind.startswith("in-"):
            return self._element(kind.removeprefix("in-"), scope)
        return makers[kind](scope)

    def _rule(self, scope: str) -> Schema:
        # Keys of an item are no keys of any other rule; `each` has a `skip` of its own.
        each = {"if": {"required": ["each"]}, "then": {}, "else": {"properties": {"skip": False}}}
        none = {"type": "object", "properties": {"when": False}, "allOf": [self.ref("verbs", scope), each]}
        return self._path_or(none, scope)

    def _item(self, scope: str) -> Schema:
        keys = {"when": self.ref("condition", scope), "skip": {"const": "zero"}}
        own = {name: {"description": _ITEM[name], **key} for name, key in keys.items()}
        item = {"type": "object", "properties": own, "allOf": [self.ref("verbs", scope)]}
        return self._path_or(item, scope)

    def _path_or(self, rule: Schema, scope: str) -> Schema:
        # By a condition, so that a mistake is reported of the form that was meant.
        return {
            "anyOf": [self.ref("path", scope), {"not": {"type": "string"}}],
            "type": ["string", "object"],
            "if": {"type": "object"},
            "then": rule,
        }

    def _walk(self, scope: str) -> Schema:
        group = {"const": "group", "description": "the members of the group"}
        nested = {"type": "array", "items": {"type": ["string", "object"]}, "minItems": 1}
        path = self.scopes.path(scope, only="list")
        if "pattern" in path:
            path["pattern"] += "|^group$"
            path["anyOf"] = [*path["anyOf"], group]
        # The alternatives stand beside the condition, where an editor looks for what it can offer.
        offered = path.get("anyOf", [])
        return {
            "if": {"type": "string"},
            "then": path,
            "anyOf": [*offered, {"type": "string"}, nested, {"type": "object"}],
        }

    def _verbs(self, scope: str) -> Schema:
        """Return the schema of a rule that is a mapping: the key of a verb decides which others it has."""
        chosen: list[Schema] = []
        for verb in _WORDS.values():
            owners = [other.name for other in _WORDS.values() if other is not verb and other.slot(verb.name)]
            when: Schema = {"required": [verb.name]}
            if owners:
                when["not"] = {"anyOf": [{"required": [name]} for name in owners]}
            chosen.append({"if": when, "then": self._verb(verb, scope)})
        given = {name: self._modifier_in(name, scope) for name in MODIFIERS if name in _RULES}
        return {"type": "object", "properties": given, "allOf": [_ref("any-verb"), *chosen]}

    def _modifier_in(self, name: str, scope: str) -> Schema:
        return {"description": MODIFIERS[name].doc, **self.ref("rule", scope)}

    def _verb(self, verb: Verb, scope: str) -> Schema:
        inside = any(slot.inside for slot in verb.slots)
        properties: Schema = {}
        for slot in verb.slots:
            properties[slot.name] = {} if slot.inside else self._slot(slot.kind, scope)
        # `required` apart from `properties`, or an editor offers each verb twice.
        needed = [slot.name for slot in verb.slots if slot.required]
        rest: list[Schema] = [{"required": needed}] if needed else []
        if verb.one_of:
            rest.append({"oneOf": [{"required": [name]} for name in verb.one_of]})
        if inside:
            rest += self.inside(verb.name, scope, verb.name)
        return {
            "properties": properties,
            "patternProperties": _OTHER_KEYS,
            "additionalProperties": False,
            "allOf": rest,
        }

    def _element(self, word: str, scope: str) -> Schema:
        """Return what a verb has beside its list, from an element of it; also for terms and conditions."""
        if word == "term":
            of = {name: self._modifier_in(name, scope) for name in MODIFIERS if name in _RULES}
            return {"properties": {"where": self.ref("condition", scope), "path": self.ref("path", scope), **of}}
        if word == "any":
            return {"properties": {"where": self.ref("condition", scope)}}
        slots = [slot for slot in _WORDS[word].slots if slot.inside]
        return {"properties": {slot.name: {"description": slot.doc, **self._slot(slot.kind, scope)} for slot in slots}}

    def inside(self, word: str, scope: str, kind: str) -> list[Schema]:
        """Return the keys that are read from an element of the list at `word`, for each list that can be there."""
        kinds: dict[str, list[Any]] = {}
        if self.scopes.known and scope != ANYWHERE:
            for walk, place in [*self.scopes.walks(scope), ("group", scope)]:
                kinds.setdefault(place, []).append(walk)
            kinds.pop(ANYWHERE, None)
        found = [
            {"if": {"required": [word], "properties": {word: {"enum": walks}}}, "then": self.ref(f"in-{kind}", place)}
            for place, walks in kinds.items()
        ]
        other: Schema = {"required": [word]}
        if kinds:
            other["not"] = {"properties": {word: {"enum": [walk for walks in kinds.values() for walk in walks]}}}
        return [*found, {"if": other, "then": self.ref(f"in-{kind}", ANYWHERE)}]

    def _slot(self, kind: str, scope: str) -> Schema:
        if kind in {"path", "walk", "condition", "rule", "fields"}:
            return self.ref(kind, scope)
        rule = {"rules": "rule", "keys": "rule", "items": "item"}.get(kind)
        if rule is not None:
            return _several(self.ref(rule, scope))
        term = self.ref("term", scope) if kind == "terms" else {}
        names = [transform.name for transform in self.connector.transforms] if self.connector else []
        simple: dict[str, Schema] = {
            "terms": {"anyOf": [_several(term), term]},
            "cases": self._cases(scope) if kind == "cases" else {},
            "scalar": _ref("scalar"),
            "zero": {"const": "zero"},
            "arguments": self.ref("fields", scope) if kind == "arguments" else {},
            "name": {"enum": names} if names else {"type": "string"},
            "text": {"type": "string"},
            "boolean": {"type": "boolean"},
            "number": {"type": "integer"},
        }
        return simple.get(kind, {})

    def _cases(self, scope: str) -> Schema:
        then = self.ref("rule", scope)
        pair = {"when": self.ref("condition", scope), "then": then, "else": then}
        shape = {"anyOf": [{"required": ["when", "then"]}, {"required": ["else"], "maxProperties": 1}]}
        case = {"type": "object", "properties": pair, "additionalProperties": False, "allOf": [shape]}
        return {"type": "array", "minItems": 1, "items": case}

    def _term(self, scope: str) -> Schema:
        walked: Schema = {
            "properties": {
                "each": self.ref("walk", scope),
                "where": {},
                "path": {},
                "as": _ref("modifier-as"),
                "of": {},
            },
            "additionalProperties": False,
            "allOf": [
                {"required": ["each", "path"]},
                *self.inside("each", scope, "term"),
            ],
        }
        return {
            "if": {"type": "object", "required": ["each"]},
            "then": walked,
            "else": self.ref("rule", scope),
        }

    def _condition(self, scope: str) -> Schema:
        one = self.ref("condition", scope)
        quantified = {"anyOf": [{"type": "array", "items": one, "minItems": 1}, self.ref("walk", scope)]}
        named = [{"required": [word]} for word in ("any", "all")]
        words: Schema = {
            "all": {"description": "all of these, or every element of the list", **quantified},
            "any": {"description": "one of these, or one element of the list", **quantified},
            "not": {"description": "not this", **one},
            "where": {"description": "what an element of the list has to match"},
        }
        inner: list[Schema] = [{"if": {"required": ["where"]}, "then": {"anyOf": named}}]
        for word in ("any", "all"):
            inner += self.inside(word, scope, "any")
        value = self.ref("value", scope)
        made: Schema = {**NOT_EMPTY, "properties": words, "allOf": inner}
        if scope == ANYWHERE or not self.scopes.known:
            return {**made, "additionalProperties": value}
        for path, of in self.scopes.paths(scope):
            if path in words:
                continue
            listed = [{"const": value} for value in _plain(of.values, of.kind)]
            shown = {"description": f"{path}: {of}"}
            words[path] = shown | ({"anyOf": [*listed, value]} if listed else value)
        made["patternProperties"] = {"|".join(self.scopes.open(scope)): value}
        return {**made, "additionalProperties": False}

    def _compared(self, scope: str) -> Schema:
        tests: list[Schema] = [{"const": name, "description": test.doc} for name, test in TESTS.items()]
        tests.append({"type": "null", "description": "`null` without quotes is the test of that name"})
        forms = {
            "is": {"description": "a test", "anyOf": tests},
            "same_as": {"description": "another path with the same value", **self.ref("path", scope)},
            "count": {"description": "a list of this length", "type": "integer", "minimum": 0},
            "starts_with": {"description": "how the text begins", "type": "string", "minLength": 1},
        }
        one = {
            "type": "object",
            "properties": forms,
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        }
        return {"anyOf": [_ref("scalar"), _several(_ref("scalar")), one]}

    def _modifier(self, name: str) -> Schema:
        if name == "as":
            return {"anyOf": [{"const": word, "description": item.doc} for word, item in CONVERSIONS.items()]}
        known = [{"enum": self.tables}] if self.tables else []
        modifiers: Schema = {
            "enum": {"anyOf": [*known, {"type": "string"}, _ref("table")]},
            "default": _ref("scalar"),
            "required": {"type": "boolean"},
            "note": {"type": "string"},
            "zone": {"type": "string"},
        }
        return dict(modifiers.get(name, {}))


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _any_verb() -> Schema:
    """Return what all rules that are mappings have in common: a verb, and modifiers."""
    words = {
        verb.name: {"description": verb.doc, "type": _TYPES.get(verb.slots[0].kind, "string")}
        for verb in _WORDS.values()
    }
    known = [{"required": [name]} for name in words]
    none: Schema = {"properties": words, "patternProperties": _OTHER_KEYS, "additionalProperties": False}
    modifiers = {name: _ref(f"modifier-{name}") for name in MODIFIERS if name not in _RULES}
    return {"properties": modifiers, "anyOf": known, "if": {"not": {"anyOf": known}}, "then": none}


def _several(item: Schema) -> Schema:
    return {"type": "array", "items": item, "minItems": 1}


def _plain(values: tuple[str, ...], kind: str) -> list[Any]:
    return [int(value) if kind == "integer" else value for value in values]
