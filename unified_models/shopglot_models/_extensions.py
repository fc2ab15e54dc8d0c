"""What the unified models have no word for: plain JSON under the connector's id."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from shopglot_models._amounts import MAX_DIGITS, exact, plain
from shopglot_models._moments import moment, moment_text

__all__ = ["Extensions"]

_DEEPEST = 64
_LARGEST: int = 10**MAX_DIGITS


def _extensions(value: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict):
        raise _no_object()
    extensions: dict[str, dict[str, Any]] = {}
    for connector, data in value.items():
        if not connector or not isinstance(data, dict):
            raise _no_object()
        extensions[_text(connector)] = _object(data, 1)
    return extensions


# Extensions are often longer than the rest of a record, and nearly all of it is ASCII: that is told without a call.
def _object(data: dict[Any, Any], depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        raise PydanticCustomError("extensions_depth", "extensions nest at most {most} deep", {"most": _DEEPEST})
    return {
        key if type(key) is str and key.isascii() else _text(key): (
            value if type(value) is str and value.isascii() else _json(value, depth)
        )
        for key, value in data.items()
    }


def _list(data: list[Any] | tuple[Any, ...], depth: int) -> list[Any]:
    if depth > _DEEPEST:
        raise PydanticCustomError("extensions_depth", "extensions nest at most {most} deep", {"most": _DEEPEST})
    return [_json(item, depth) for item in data]


def _json(value: Any, depth: int) -> Any:
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is bool or value is None:
        return value
    if kind is dict:
        return _object(value, depth + 1)
    if kind is list or kind is tuple:
        return _list(value, depth + 1)
    if kind is int and -_LARGEST < value < _LARGEST:
        return value
    if isinstance(value, Decimal):
        return plain(exact(value))
    if isinstance(value, datetime):
        return moment_text(moment(value))
    raise _no_json()


def _text(value: Any) -> str:
    if type(value) is not str:
        raise _no_json()
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:  # half of a surrogate pair: there is no UTF-8 for it
            raise _no_json() from None
    return value


def _no_object() -> PydanticCustomError:
    return PydanticCustomError("extensions_type", "extensions hold one object under each connector's id")


def _no_json() -> PydanticCustomError:
    return PydanticCustomError(
        "extensions_json", "extensions hold text, whole numbers, booleans, null, lists and objects; a fraction is text"
    )


Extensions = Annotated[
    dict[str, dict[str, Any]],
    PlainValidator(_extensions),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "object"}}),
]
"""Plain JSON under the connector's id: a copy is made, in which amounts and moments are text, as everywhere in JSON."""
