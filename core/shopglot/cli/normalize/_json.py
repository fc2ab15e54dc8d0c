"""A result as JSON text: the unified record as its model writes it, raw data with every digit as received."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shopglot.normalize import Normalized, Rejected

__all__ = ["exact_json", "record_json", "reject_json"]


def exact_json(value: Any) -> str:
    """Return JSON data on one line; a `Decimal` becomes the JSON number that it was read from.

    Data that is nested too deep becomes null: a record must not stop the output.
    """
    try:
        return _write(value)
    except RecursionError:
        return "null"


def _write(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_text(str(key))}:{_write(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_write, value)) + "]"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str):
        return _text(value)
    return json.dumps(value)


def _text(value: str) -> str:
    # Half of a surrogate pair is lawful in JSON's escapes and has no UTF-8 form: it stays an escape.
    return json.dumps(value, ensure_ascii=not value.isprintable() and _has_surrogate(value))


def _has_surrogate(value: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in value)


def record_json(result: Normalized, *, apideck: bool = False) -> str:
    """Return a unified record on one line, with `_raw` after its fields where the raw record was kept."""
    text = exact_json(result.record.to_apideck()) if apideck else result.record.model_dump_json()
    if result.raw is None:
        return text
    return f'{text[:-1]},"_raw":{exact_json(result.raw)}}}'


def reject_json(source: str, result: Rejected) -> str:
    """Return a rejected record on one line, with its source, its errors, and its raw form."""
    return exact_json(
        {
            "source": source,
            "index": result.index,
            "errors": [problem.as_dict() for problem in result.errors],
            "raw": result.raw,
        }
    )
