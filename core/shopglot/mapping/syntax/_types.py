"""The checker's types: what a raw record contains, and what a unified field contains."""

from __future__ import annotations

import types
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cache, reduce
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from shopglot.errors import InvalidConnector
from shopglot.mapping.syntax._words import did_you_mean
from shopglot.schema_files import read_schema, schema_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from pydantic import BaseModel

    from shopglot.connector import RawSchema

__all__ = ["ANY", "REST", "Type", "holds_person", "leaves", "raw_type", "target_type", "type_at"]

Kind = Literal["text", "money", "quantity", "integer", "number", "boolean", "datetime", "enum", "object", "list", "any"]
_SIMPLE: dict[Any, Kind] = {str: "text", Decimal: "money", bool: "boolean", int: "integer", datetime: "datetime"}
_FORMS = {"country": "a country", "currency": "a currency", "url": "a web address", "fraction": "a fraction"}
_UNITS = frozenset({"s", "ms"})
_TIMES = frozenset({"date-time", "date-time-local", "rfc2822"})
_RAW: dict[str, Kind] = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "object": "object",
    "array": "list",
}


@dataclass(frozen=True, slots=True, eq=False)
class Type:
    """One type; `values` are an enum's, or the tokens that a raw schema lists for a text.

    `fields` are an object's fields; `required` names those of a unified model that can't be left out; `personal` is
    the kind of personal data in a unified text, as the model declares it. `item` is the type of a list's items, or of
    the values in an object whose keys the schema does not name; `entry` marks the `{key, value}` elements of such one.
    `form` narrows the kind of a unified field: a text that is a country, a currency or a url, a quantity that is a
    fraction. `unit` is a raw time's: `s` or `ms`; `written` how a raw text writes one: `date-time`, `date-time-local`
    (no offset) or `rfc2822`. `doc` is what a raw schema says of a value.
    """

    kind: Kind
    values: tuple[str, ...] = ()
    item: Type | None = None
    fields: Mapping[str, Type] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    name: str = ""
    personal: str = ""
    entry: bool = False
    form: str = ""
    unit: str = ""
    written: str = ""
    doc: str = ""

    def __str__(self) -> str:
        if self.kind == "enum":
            return "one of " + ", ".join(self.values)
        if self.kind == "list":
            return f"a list of {self.item.plural()}" if self.item else "a list"
        if self.kind == "object":
            return f"an object ({self.name})" if self.name else "an object"
        if self.form in _FORMS:
            return _FORMS[self.form]
        return {"text": "text", "money": "an amount", "quantity": "a quantity", "integer": "a whole number",
                "number": "a number", "boolean": "a boolean", "datetime": "a timestamp",
                "any": "anything"}[self.kind]  # fmt: skip

    def plural(self) -> str:
        """Return the plural, for a list of it."""
        return {
            "text": "texts",
            "money": "amounts",
            "quantity": "quantities",
            "integer": "whole numbers",
            "datetime": "timestamps",
        }.get(self.kind, f"{self.kind}s")


ANY = Type("any")
REST = "*"
"""A step of a raw place: any key of an object that is read by its entries."""


def raw_type(schema: RawSchema, folder: Traversable) -> Type:
    """Return the type of one raw record, merged from all responses that contain it and the parts that complete it.

    Raises `InvalidConnector` when a schema file is missing or is not a JSON Schema with that place in it, or when a
    place that may be masked is not in the record.
    """
    sources = [_read(folder, file, pointer) for file, pointer in schema.sources]
    sources += [Type("object", fields={key: _read(folder, file, pointer)}) for key, file, pointer in schema.parts]
    merged = reduce(_merge, sources)
    for place in schema.maskable:
        *above, last = place.split(".")
        if type_at(merged, (*above, last)) is None:
            around = type_at(merged, tuple(above))
            hint = did_you_mean(last, around.fields) if around is not None else ""
            text = f"raw schema {schema.name!r}: maskable {place!r} is not in the record"
            raise InvalidConnector(text, hint=hint)
    return merged


def _read(folder: Traversable, file: str, pointer: str) -> Type:
    return type_from_schema(*read_schema(folder, file, pointer))


def type_at(of: Type, place: tuple[str, ...]) -> Type | None:
    """Return the type at a place of a raw record, through lists; None where the schema has no such place."""
    for step in place:
        while of.kind == "list" and of.item is not None:
            of = of.item
        if of.kind == "any":
            return ANY
        inner = of.fields.get(step) or (of.item if of.kind == "object" else None) or (ANY if step == REST else None)
        if inner is None:
            return None
        of = inner
    return of


def type_from_schema(schema: Any, document: Any, inside: frozenset[str] = frozenset()) -> Type:
    """Return the type that a JSON Schema gives a raw value, with its description."""
    doc = schema.get("description") if isinstance(schema, dict) else None
    made = _undescribed(schema, document, inside)
    return replace(made, doc=" ".join(doc.split())) if isinstance(doc, str) else made


def _undescribed(schema: Any, document: Any, inside: frozenset[str]) -> Type:
    if isinstance(schema, dict) and str(schema.get("$ref", "")).startswith("#/"):
        place = schema["$ref"]
        if place in inside:
            return ANY  # a record inside itself: below this nothing is promised
        inside |= {place}
        schema = schema_at(document, place[1:], "the schema")
    named = schema.get("type") if isinstance(schema, dict) else None
    names = [name for name in (named if isinstance(named, list) else [named]) if name != "null"]
    if len(names) != 1 or names[0] not in _RAW:
        return ANY
    kind = _RAW[names[0]]
    if kind == "object":
        fields = {name: type_from_schema(item, document, inside) for name, item in schema.get("properties", {}).items()}
        more = schema.get("additionalProperties")
        rest = type_from_schema(more, document, inside) if isinstance(more, dict) else None
        return Type("object", fields=fields, item=rest) if fields or rest is not None else ANY
    if kind == "list":
        return Type("list", item=type_from_schema(schema.get("items", {}), document, inside))
    if kind == "integer" and schema.get("format") == "decimal":
        kind = "number"  # the platform says that it is no count of minor units
    unit = schema.get("x-unit", "")
    listed = schema.get("enum") or schema.get("examples") or ()
    values = tuple(str(value) for value in listed if value not in ("", None))
    written = schema.get("format") if kind == "text" else ""
    return Type(kind, values=values, unit=unit if unit in _UNITS else "", written=written if written in _TIMES else "")


def _merge(one: Type, other: Type) -> Type:
    return replace(_merged(one, other), doc=one.doc or other.doc)


def _merged(one: Type, other: Type) -> Type:
    if one.kind != other.kind:
        return ANY
    if one.kind == "object":
        both = {name: _merge(item, other.fields[name]) for name, item in one.fields.items() if name in other.fields}
        rest = _merge(one.item, other.item) if one.item and other.item else one.item or other.item
        return Type("object", fields={**one.fields, **other.fields, **both}, item=rest)
    if one.kind == "list" and one.item and other.item:
        return Type("list", item=_merge(one.item, other.item))
    values = tuple(dict.fromkeys(one.values + other.values))
    unit, written = (a if a == b else "" for a, b in ((one.unit, other.unit), (one.written, other.written)))
    return Type(one.kind, values=values, unit=unit, written=written)


def holds_person(of: Type | None) -> bool:
    """Check whether a unified field, or anything in it, is a person's name, contact, address or id."""
    if of is None:
        return False
    if of.kind == "list":
        return holds_person(of.item)
    return of.personal not in {"", "free_text"} or any(holds_person(field) for field in of.fields.values())


def leaves(of: Type, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the places of all values in a raw record, without indexes; `*` stands for keys that no schema names."""
    if of.kind == "object":
        for name, item in of.fields.items():
            yield from leaves(item, (*place, name))
        if of.item is not None:
            yield from leaves(of.item, (*place, REST))
    elif of.kind == "list" and of.item is not None:
        yield from leaves(of.item, place)
    else:
        yield place


def target_type(annotation: Any) -> Type:
    """Return the type of a unified field from its annotation; optional, annotated and list types are unwrapped."""
    from pydantic import BaseModel  # noqa: PLC0415 - what is checked against written types needs no pydantic

    from shopglot_models import kind_of_person, meaning_of  # noqa: PLC0415 - as above

    origin = get_origin(annotation)
    if origin is Annotated:
        base, *notes = get_args(annotation)
        personal, meaning = kind_of_person(*notes), meaning_of(*notes)
        if meaning in {"quantity", "fraction"}:
            return Type("quantity", form="fraction" if meaning == "fraction" else "")
        if personal is None and meaning is None:
            return target_type(base)
        form = meaning or target_type(base).form
        return Type("text", personal=personal or "", form=form)
    if origin in {Union, types.UnionType}:
        kept = [part for part in get_args(annotation) if part is not type(None)]
        return target_type(kept[0]) if len(kept) == 1 else ANY
    if origin is Literal:
        return Type("enum", values=tuple(str(value) for value in get_args(annotation)))
    if origin in {list, tuple}:
        return Type("list", item=target_type(get_args(annotation)[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return model_type(annotation)
    if isinstance(annotation, type) and annotation in _SIMPLE:
        return Type(_SIMPLE[annotation])
    return ANY


@cache
def model_type(model: type[BaseModel]) -> Type:
    """Return the type of a unified model."""
    fields = {name: target_type(Annotated[info.annotation, info]) for name, info in model.model_fields.items()}
    required = frozenset(name for name, info in model.model_fields.items() if info.is_required())
    return Type("object", fields=fields, required=required, name=model.__name__)
