"""Unified fields in the JSON Schema of the language: what they mean, and what a rule for one may give."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, get_args

from shopglot.mapping import CONVERSIONS, MODIFIERS, VERBS
from shopglot.mapping.syntax import ANY, Type
from shopglot.workbench.reference._schema_paths import Schema, Scopes, alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

__all__ = ["TargetWriter"]

# The raw kinds that never fit such a field as they are: a conversion or a table says how they are read.
_UNREAD = {
    "money": ("text",),
    "quantity": ("text", "number"),
    "datetime": ("text",),
    "boolean": ("text",),
    "integer": ("text",),
    "text": ("integer", "boolean"),
}
_MAKERS = [verb for verb in VERBS.values() if verb.value == "parts"]
_LISTS = {"each", "list"}


class TargetWriter:
    """Writes the definitions of fields and their rules into `defs`, one for each kind of field."""

    def __init__(self, defs: Schema, scopes: Scopes) -> None:
        self.defs = defs
        self.scopes = scopes

    def fields(self, target: Type, shown: Mapping[str, Type] | None = None) -> Schema:
        """Return the schema of a mapping from the fields of an object to their rules."""
        own = target.fields if shown is None else shown
        properties = {name: {"description": _said(target, name, of), **self.rule(of)} for name, of in own.items()}
        # Dots go into an object that a layer or a part's use adds to: customer.name
        dotted: Schema = {"\\.": {}}
        return {
            "type": "object",
            "properties": properties,
            "patternProperties": dotted,
            "additionalProperties": False,
        }

    def rule(self, target: Type) -> Schema:
        """Return the schema that a rule for a field of this type has to fit, whatever it reads."""
        name = _name(target)
        if not name:
            return {}
        if f"for-{name}" not in self.defs:
            self.defs[f"for-{name}"] = {}  # so that a kind inside itself ends
            self.defs[f"for-{name}"] = self._rule(target)
        return {"$ref": f"#/$defs/for-{name}"}

    def pointers(self, target: Type, place: str = "", inside: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
        """Yield the JSON Pointers of a unified record with what they mean; of a list, its first item."""
        for name, of in target.fields.items():
            pointer = f"{place}/{name}"
            yield pointer, _said(target, name, of)
            item = of.item if of.kind == "list" else of
            if item is not None and item.fields and item.name not in inside:
                below = f"{pointer}/0" if of.kind == "list" else pointer
                yield from self.pointers(item, below, (*inside, item.name))

    def _rule(self, target: Type) -> Schema:
        plain = self._plain(target)
        converted = {"type": "object", "anyOf": [{"required": ["as"]}, {"required": ["enum"]}]}
        made: Schema = {"if": converted, "else": self._parts(target)}
        given: Schema = {}
        if target.kind == "enum":
            table = {"type": "object", "additionalProperties": {"enum": list(target.values)}}
            values = {"enum": list(target.values)}
            given = {
                "enum": {"description": MODIFIERS["enum"].doc, "anyOf": [{"type": "string"}, table]},
                "default": {"description": MODIFIERS["default"].doc, **values},
            }
        words = [item.name for item in CONVERSIONS.values() if item.gives == target.kind and item.name != "text"]
        snippets = [
            {"label": f"as: {word}", "description": CONVERSIONS[word].doc, "bodyText": _snippet(word)} for word in words
        ]
        # Snippets with the text alone: where a rule is already a mapping, they would be noise.
        text: Schema = {"type": "string", **({"defaultSnippets": snippets} if snippets else {})}
        table_or_default = [{"properties": given}] if given else []
        return {"anyOf": [text, {"type": "object"}], "allOf": [*table_or_default, made, *plain]}

    def _plain(self, target: Type) -> list[Schema]:
        """Return what keeps a path whose raw type doesn't fit from standing alone."""
        kinds = _UNREAD.get(target.kind, ())
        names = self.scopes.of_kinds(*kinds) if kinds and self.scopes.known else []
        if not names:
            return []
        words = [item.name for item in CONVERSIONS.values() if item.gives == target.kind]
        words = [word for word in words if any(kind in CONVERSIONS[word].reads for kind in kinds)]
        if target.kind in {"text", "quantity"}:
            words = ["text" if target.kind == "text" else "money"]
        name = f"unread-{target.kind}"
        said = f"{target} is expected here: write {{path: …, as: {words[0]}}}"
        self.defs[name] = {"pattern": f"^(?!({alternatives(names)})$)", "patternErrorMessage": said}
        unread = {"$ref": f"#/$defs/{name}"}
        other = ["as", "enum", *(verb.name for verb in VERBS.values() if verb.name != "path")]
        bare = {"type": "object", "required": ["path"], "not": {"anyOf": [{"required": [word]} for word in other]}}
        return [{"if": {"type": "string"}, "then": unread}, {"if": bare, "then": {"properties": {"path": unread}}}]

    def _parts(self, target: Type) -> Schema:
        """Return the slots of verbs whose content becomes the field's value."""
        item = target.item if target.kind == "list" and target.item is not None else None
        parts: Schema = {}
        for verb in _MAKERS:
            if (verb.name in _LISTS and item is None) or (verb.name == "fields" and item is not None):
                continue
            of = item if verb.name in _LISTS and item is not None else target
            for slot in verb.slots:
                inner = self._inner(slot.kind, of)
                if inner:
                    parts[f"^{slot.name}$"] = inner
        # As patterns, or an editor offers these keys twice.
        made: Schema = {"patternProperties": parts} if parts else {}
        if target.kind == "enum":
            made["properties"] = {"const": {"enum": list(target.values)}}
        return made

    def _inner(self, kind: str, of: Type) -> Schema:
        if kind == "fields":
            return self._fields(of)
        rule = self.rule(of)
        if not rule:
            return {}
        if kind == "rule":
            return rule
        if kind == "cases":
            return {"items": {"properties": {"then": rule, "else": rule}}}
        if kind == "items":
            # An item that is a list itself is spliced in.
            lists = {"anyOf": [{"required": [name]} for name in sorted(_LISTS)]}
            return {"items": {"if": lists, "then": self.rule(Type("list", item=of)), "else": rule}}
        return {"items": rule} if kind == "rules" else {}

    def _fields(self, of: Type) -> Schema:
        if of.kind != "object" or not of.fields:
            return {}
        name = f"fields-{of.name}"
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = self.fields(of)
        return {"$ref": f"#/$defs/{name}"}


def _snippet(word: str) -> str:
    needs = CONVERSIONS[word].needs
    return f"{{path: $1, as: {word}, {needs}: $2}}" if needs else f"{{path: $1, as: {word}}}"


def _name(target: Type) -> str:
    if target.kind == "enum":
        return "one-of-" + "-".join(target.values)
    if target.kind == "object":
        return target.name if target.fields else ""
    if target.kind == "list":
        inner = _name(target.item or ANY)
        return f"list-of-{inner}" if inner else ""
    return target.kind if target.kind in _UNREAD else ""


def _said(target: Type, name: str, of: Type) -> str:
    meaning = _meanings().get(target.name, {}).get(name, "")
    needed = ", required" if name in target.required else ""
    kind = f"{of}{needed}"
    return f"{meaning} ({kind})" if meaning else kind


@cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    """Return what each field of the models and their parts means, as the page of the models says."""
    from shopglot_models import MODELS  # noqa: PLC0415 - only who writes a schema needs the models

    found: dict[str, dict[str, str]] = {}
    for model in MODELS.values():
        _collect(model, found)
    return found


def _collect(model: type[BaseModel], found: dict[str, dict[str, str]]) -> None:
    if model.__name__ in found:
        return
    found[model.__name__] = {
        name: " ".join((field.description or "").split()) for name, field in model.model_fields.items()
    }
    for field in model.model_fields.values():
        for part in _models_in(field.annotation):
            _collect(part, found)


def _models_in(hint: object) -> Iterator[type[BaseModel]]:
    from pydantic import BaseModel  # noqa: PLC0415 - as above

    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for inner in get_args(hint):
        yield from _models_in(inner)
