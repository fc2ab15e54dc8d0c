"""The reference page of the unified models, written from them: `docs/models.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from shopglot_models._amounts import Amount, Fraction, Quantity
from shopglot_models._apideck_shapes import SHAPES
from shopglot_models._currency import Currency
from shopglot_models._extensions import Extensions
from shopglot_models._moments import Moment
from shopglot_models._personal import kind_of_person
from shopglot_models._schemas import MODELS
from shopglot_models._text import Country, Filled, Flag, Id, Pixels, Pointer, Url

if TYPE_CHECKING:
    from shopglot_models._apideck_shapes import Shape

__all__ = ["reference"]

_HEAD = """\
# The unified models

Written by `python -m shopglot_models --reference docs/models.md` from the models themselves; don't edit it by hand.

Every record is frozen, and closed: a field that is not listed here is refused. In JSON every field is there, a missing
value as `null` and a missing list as `[]`. What the words of the column *Type* stand for:

| Type | In Python | In JSON |
|---|---|---|
| text, id | `str`; an id is never blank | text |
| amount | `Decimal` of at most 30 digits, kept as sent | text such as `"12.50"`, never a number |
| quantity | `Decimal` as an amount: a count, a measure or a percentage | text such as `"2"` |
| fraction | `Decimal` as an amount: a rate | text such as `"0.095"` |
| moment | aware `datetime` in UTC | text such as `"2024-05-01T10:00:00Z"` |
| currency | `str`, an ISO 4217 code in capitals, withdrawn ones included | text |
| country | `str`, an ISO 3166-1 alpha-2 code in capitals | text |
| URL | `str`, http or https, of at most 2048 characters | text |
| JSON Pointer | `str`, a place in the record (RFC 6901) | text |
| list of … | `tuple` | list |
| extensions | `dict`: plain JSON under each connector's id, amounts and moments in it as text | object |

*personal* says what a text holds of a person, as `x-personal` does in the JSON Schemas: `name` (of a person or their
company), `contact` (what reaches or identifies them), `address`, `free_text` (words that may say anything) or
`pseudonym` (the platform's id of them). `personal_fields(Order)` lists them. A masked value never stands in one of
them but free text, whatever the mapping says.

The column *Apideck* says whether `to_apideck()` gives the field in a field of that contract (spec 10.34.0, SDK 0.52.0).
All others are kept under `custom_mappings`, at the place that they have here.
"""

_WORDS: tuple[tuple[Any, str], ...] = (
    (Amount, "amount"),
    (Quantity, "quantity"),
    (Fraction, "fraction"),
    (Moment, "moment"),
    (Currency, "currency"),
    (Country, "country"),
    (Url, "URL"),
    (Pointer, "JSON Pointer"),
    (Id, "id"),
    (Filled, "text"),
    (Flag, "true or false"),
    (Pixels, "whole number"),
    (Extensions, "extensions"),
    (str, "text"),
)


def reference() -> str:
    """Write the page: a table for each record, then one for each of their parts by name, in Markdown."""
    parts: dict[type[BaseModel], Shape | None] = {}
    records = [_table(model, SHAPES[name], parts) for name, model in MODELS.items()]
    written: dict[str, str] = {}
    while missing := [model for model in parts if model.__name__ not in written]:
        for model in missing:
            written[model.__name__] = _table(model, parts[model], parts)
    tables = [written[name] for name in sorted(written)]
    return "\n".join([_HEAD, *records, "# Parts\n", *tables])


def _table(model: type[BaseModel], shape: Shape | None, parts: dict[type[BaseModel], Shape | None]) -> str:
    hints = get_type_hints(model, include_extras=True)
    lines = [
        f"## {model.__name__}\n",
        f"{_text(model.__doc__)}\n",
        "| Field | Type | Meaning | Apideck |",
        "|---|---|---|---|",
    ]
    for name, field in model.model_fields.items():
        inner = _part(hints[name])
        if inner is not None and parts.get(inner) is None:
            parts[inner] = shape.parts.get(name) if shape else None
        kind = _kind(hints[name]) + (", required" if field.is_required() else "")
        known = "yes" if shape is not None and name in shape.fields else "no"
        lines.append(f"| `{name}` | {kind} | {_text(field.description)} | {known} |")
    return "\n".join(lines) + "\n"


def _text(words: str | None) -> str:
    return " ".join((words or "").split()).replace("|", "\\|")


def _kind(hint: Any) -> str:
    for known, word in _WORDS:
        if hint == known:
            return word
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Annotated:
        personal = kind_of_person(*inside[1:])
        if personal is None:
            return _kind(inside[0])
        rest = tuple(note for note in inside[1:] if kind_of_person(note) is None)
        return f"{_kind(Annotated[inside[0], *rest] if rest else inside[0])}, personal: {personal}"
    if origin is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in inside)
    if origin is tuple:
        return f"list of {_kind(inside[0])}"
    if inside:
        return _kind(next(part for part in inside if part is not type(None)))
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def _part(hint: Any) -> type[BaseModel] | None:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint
    if get_origin(hint) in {tuple, Union} or type(hint).__name__ == "UnionType":
        return next((model for part in get_args(hint) if (model := _part(part)) is not None), None)
    return None
