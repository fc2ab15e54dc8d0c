"""Which fields hold a person's data, and of which kind: `x-personal` in the published schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Personal", "kind_of_person", "personal", "personal_fields"]

Personal = Literal["name", "contact", "address", "free_text", "pseudonym"]
"""What a text says of a person.

`name`: of a person or of their company; `contact`: what reaches or identifies them (mailbox, phone, tax number);
`address`: where they are; `free_text`: words that may say anything; `pseudonym`: the platform's id of them.
"""

_KEY = "x-personal"


def personal(kind: Personal) -> Any:
    """Return the annotation that says which kind of a person's data a text field holds."""
    return Field(json_schema_extra={_KEY: kind})


def kind_of_person(*notes: Any) -> Personal | None:
    """Return the kind that annotations of a field say, or None where they say none."""
    for note in notes:
        extra = note.json_schema_extra if isinstance(note, FieldInfo) else None
        if isinstance(extra, dict) and _KEY in extra:
            return extra[_KEY]  # type: ignore[return-value]
    return None


def personal_fields(model: type[BaseModel]) -> dict[str, Personal]:
    """Return the fields of a model, and of its parts, that hold a person's data, each with its kind.

    The keys are JSON Pointers in which `*` stands for every entry of a list, such as `/customer/emails/*/email`.
    Extensions are not among them: what they hold is a mapping's matter.
    """
    return dict(_fields(model, ""))


def _fields(model: type[BaseModel], place: str) -> Iterator[tuple[str, Personal]]:
    for name, info in model.model_fields.items():
        yield from _personal_parts(Annotated[info.annotation, info], f"{place}/{name}")


def _personal_parts(hint: Any, place: str) -> Iterator[tuple[str, Personal]]:
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Annotated:
        kind = kind_of_person(*inside[1:])
        if kind is None:
            yield from _personal_parts(inside[0], place)
        else:
            yield place, kind
    elif isinstance(hint, type) and issubclass(hint, BaseModel):
        yield from _fields(hint, place)
    elif origin is tuple:
        yield from _personal_parts(inside[0], f"{place}/*")
    elif origin is Union or type(hint).__name__ == "UnionType":
        for part in inside:
            yield from _personal_parts(part, place)
