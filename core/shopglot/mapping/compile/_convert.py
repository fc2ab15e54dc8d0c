"""Raw values to typed ones: what `as` does, and the conversion where the field's type alone decides.

A converter takes one raw value that is there (not null, not blank) and returns the typed value, or None for "not
set". It raises `ConversionError` with a record code; one with a fallback means: use the fallback, and warn.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._html import plain_text
from shopglot.mapping.compile._moments import date, epoch_ms, epoch_s, rfc2822
from shopglot.mapping.compile._numbers import INT64, ConversionError, exact, integer, money, percent, quantity

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "CONVERTERS",
    "IMPLICIT",
    "MAX_DEPTH",
    "ConversionError",
    "as_text",
    "boolean",
    "json_value",
    "make_enum_converter",
    "make_list_converter",
    "money",
    "quantity",
    "text",
]

MAX_DEPTH = 32
MAX_URL = 2048


def text(value: Any) -> str:
    """Return text; a whole number becomes its digits, with a warning (an id that was sent as a number)."""
    if type(value) is str:
        return value if value.isascii() else _encodable(value)
    if type(value) is int and -INT64 < value < 2 * INT64:
        raise ConversionError("R110", str(value))
    raise ConversionError("R106")


def as_text(value: Any) -> str:
    """Return text; a whole number or a boolean becomes text without a warning, since the mapping asks for it."""
    if type(value) is int and -INT64 < value < 2 * INT64:
        return str(value)
    if type(value) is bool:
        return "true" if value else "false"
    return text(value)


def _encodable(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ConversionError("R106") from None
    return value


def boolean(value: Any) -> bool:
    """Return true or false, also as words."""
    if type(value) is bool:
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise ConversionError("R111")


def url(value: Any) -> str:
    """Return an http or https address."""
    if type(value) is str and value.startswith(("https://", "http://")) and len(value) <= MAX_URL:
        address = text(value)
        if address.isprintable() and " " not in address and len(address.split("/", 3)[2]) > 0:
            return address
    raise ConversionError("R112")


def country(value: Any) -> str:
    """Return a country's alpha-2 code, in capitals."""
    code = value.upper() if type(value) is str and len(value) == 2 and value.isascii() else ""  # noqa: PLR2004
    if code not in _countries():
        raise ConversionError("R109")
    return code


@cache
def _countries() -> frozenset[str]:
    from shopglot_models import COUNTRIES  # noqa: PLC0415 - checking a mapping needs no models

    return COUNTRIES


def html(value: Any) -> str | None:
    """Return the plain text of a piece of HTML."""
    return plain_text(text(value))


def make_enum_converter(values: tuple[str, ...]) -> Callable[[Any], str]:
    """Return a converter that accepts the values of an enum, and nothing else."""
    known = frozenset(values)

    def convert_token(value: Any) -> str:
        if type(value) is not str:
            raise ConversionError("R106")
        if value not in known:
            raise ConversionError("R105", token=value)
        return value

    return convert_token


def make_list_converter(convert: Callable[[Any], Any]) -> Callable[[Any], list[Any] | None]:
    """Return a converter of lists; missing items are left out, and one that does not fit rejects the list."""

    def convert_items(value: Any) -> list[Any] | None:
        if type(value) is not list:
            if value == {}:  # PHP has one kind of array for an empty list and an empty object
                return None
            raise ConversionError("R106")
        made, taken = [], None
        for item in value:
            try:
                made += [convert(item)] if item is not None and item != "" else []
            except ConversionError as unfit:
                if unfit.fallback is None:
                    raise
                taken = unfit.code
                made.append(unfit.fallback)
        if taken is not None:
            raise ConversionError(taken, made)
        return made or None

    return convert_items


def json_value(value: Any, depth: int = 0) -> Any:
    """Copy a raw value for `extensions`: plain JSON only, exact numbers as text."""
    if type(value) is str:
        return text(value)
    if value is None or type(value) is bool:
        return value
    if type(value) is int and -INT64 < value < INT64:
        return value
    if depth > MAX_DEPTH:
        raise ConversionError("R108")
    if type(value) is list:
        return [json_value(item, depth + 1) for item in value]
    if type(value) is dict and all(type(key) is str for key in value):
        return {text(key): json_value(item, depth + 1) for key, item in value.items()}
    if type(value) in (float, Decimal, int):
        return str(exact(Decimal(repr(value) if type(value) is float else value)))
    raise ConversionError("R108")


CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "text": as_text,
    "money": money,
    "percent": percent,
    "integer": integer,
    "boolean": boolean,
    "epoch_s": epoch_s,
    "epoch_ms": epoch_ms,
    "date": date,
    "rfc2822": rfc2822,
    "url": url,
    "html": html,
    "country": country,
}
"""By the words of `as` that need the raw value alone; a test compares it with the table of conversions."""

IMPLICIT: dict[str, Callable[[Any], Any]] = {
    "text": text,
    "enum": text,
    "money": money,
    "quantity": quantity,
    "integer": integer,
    "boolean": boolean,
    "datetime": date,
}
"""By the kind that a field holds, where the mapping does not say `as`."""
