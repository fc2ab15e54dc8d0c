"""JSON data: a typed value as such, reading a place by pointer, listing leaves, comparing two values by path."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "MISSING",
    "Difference",
    "at_pointer",
    "differences",
    "format_value",
    "json_data",
    "leaves_of",
    "pointer_step",
]


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()
"""There is no value there: None is one (JSON null)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place (a JSON Pointer) at which two values differ; null and missing are the same here."""

    path: str
    expected: Any
    got: Any


def pointer_step(name: str | int) -> str:
    """Return one step of a JSON Pointer (RFC 6901)."""
    return "/" + str(name).replace("~", "~0").replace("/", "~1")


def at_pointer(value: Any, pointer: str) -> Any:
    """Return the value at a JSON Pointer, or MISSING."""
    if not pointer:
        return value
    for part in pointer.split("/")[1:]:
        step = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(step, MISSING)
        elif isinstance(value, list) and step.isascii() and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return MISSING
    return value


def json_data(value: Any) -> Any:
    """Return a typed value as JSON data: amounts and moments as the text that a record has."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, dict):
        return {name: json_data(item) for name, item in value.items()}
    return [json_data(item) for item in value] if isinstance(value, list) else value


def differences(expected: Any, got: Any, path: str = "") -> Iterator[Difference]:
    """Find where two JSON values differ, in the order of the first."""
    if isinstance(expected, dict) and isinstance(got, dict):
        for name in {**expected, **got}:
            yield from differences(expected.get(name), got.get(name), path + pointer_step(name))
    elif isinstance(expected, list) and isinstance(got, list):
        for number in range(max(len(expected), len(got))):
            one = expected[number] if number < len(expected) else None
            other = got[number] if number < len(got) else None
            yield from differences(one, other, path + pointer_step(number))
    elif _plain(expected) != _plain(got):
        yield Difference(path, None if expected is MISSING else expected, None if got is MISSING else got)


def leaves_of(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every single value that is not null, with its JSON Pointer."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves_of(item, path + pointer_step(name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves_of(item, path + pointer_step(number))
    elif value is not None and value is not MISSING:
        yield path, value


def _plain(value: Any) -> tuple[str, Any]:
    # true is not 1, and an amount's text is not a number; an empty list or object is the same as null.
    if value is MISSING or value is None or (isinstance(value, dict | list) and not value):
        return ("null", None)
    return (type(value).__name__, value)


def format_value(value: Any) -> str:
    """Return a JSON value on one line; what is not printable is escaped."""
    if value is None:
        return "nothing"
    try:
        text = str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, default=str)
    except RecursionError:
        return "(nested too deep to show)"
    return (
        text if text.isprintable() else "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
    )
