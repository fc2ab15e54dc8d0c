"""Raw values to typed ones: what `as` does, and the conversion where the field's type alone decides.

A converter takes one raw value that is there (not null, not blank) and returns the typed value, or None for "not
set". It raises `ConversionError` with a record code; one with a fallback means: use the fallback, and warn.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._html import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CONVERTERS", "IMPLICIT", "ConversionError", "json_value", "make_enum_converter", "make_list_converter"]

MAX_DIGITS = 30
MAX_DEPTH = 32
MAX_URL = 2048
_FIRST = 946_684_800  # 2000-01-01
_LAST = 7_258_118_400  # 2200-01-01
_DIGITS = "0123456789"
_INT64 = 2**63


class ConversionError(Exception):
    """The value does not fit; `code` is a record code, `fallback` a value to use anyway, with a warning."""

    def __init__(self, code: str, fallback: Any = None, token: str | None = None) -> None:
        self.code = code
        self.fallback = fallback
        self.token = token
        super().__init__(code)


def text(value: Any) -> str:
    """Return text; a whole number becomes its digits, with a warning (an id that was sent as a number)."""
    if type(value) is str:
        return value if value.isascii() else _encodable(value)
    if type(value) is int and -_INT64 < value < 2 * _INT64:
        raise ConversionError("R110", str(value))
    raise ConversionError("R106")


def as_text(value: Any) -> str:
    """Return text; a whole number or a boolean becomes text without a warning, since the mapping asks for it."""
    if type(value) is int and -_INT64 < value < 2 * _INT64:
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


@lru_cache(maxsize=8192)  # a shop's amounts repeat, "0.00" most of all
def _amount(value: str) -> Decimal | None:
    if len(value) > MAX_DIGITS + 2 or value.strip("0123456789.-") or not value.strip(".-"):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if len(value) <= MAX_DIGITS or len(number.as_tuple().digits) <= MAX_DIGITS else None


def _exact(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ConversionError("R102")
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or len(digits) > MAX_DIGITS or not -MAX_DIGITS <= exponent <= 0:
        raise ConversionError("R102")
    return number


def money(value: Any) -> Decimal:
    """Return an exact amount; a JSON number is accepted with a warning."""
    if type(value) is str:
        number = _amount(value)
        if number is None:
            raise ConversionError("R102")
        return number
    if type(value) is int and abs(value) < 10**MAX_DIGITS:
        raise ConversionError("R114", Decimal(value))
    if type(value) is float:
        raise ConversionError("R114", _exact(Decimal(repr(value))))
    if type(value) is Decimal:
        raise ConversionError("R114", _exact(value))
    raise ConversionError("R102")


def quantity(value: Any) -> Decimal:
    """Return a whole number where a decimal is held: no digit can be lost."""
    return Decimal(integer(value))


def integer(value: Any) -> int:
    """Return a whole number of 64 bits, also from its digits as text."""
    if type(value) is int and -_INT64 < value < _INT64:
        return value
    if type(value) is str and len(value) <= 19 and value.lstrip("-") and not value.lstrip("-").strip(_DIGITS):  # noqa: PLR2004
        number = _amount(value)
        if number is not None and -_INT64 < number < _INT64:
            return int(number)
    raise ConversionError("R103")


def boolean(value: Any) -> bool:
    """Return true or false, also as words."""
    if type(value) is bool:
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise ConversionError("R111")


def epoch_s(value: Any) -> datetime | None:
    """Return the time of Unix seconds; 0 means not set."""
    if type(value) is int and _FIRST <= value < _LAST:
        return datetime.fromtimestamp(value, UTC)
    return _moment(value, 1)


def epoch_ms(value: Any) -> datetime | None:
    """Return the time of Unix milliseconds; 0 means not set."""
    return _moment(value, 1000)


def _moment(value: Any, parts: int) -> datetime | None:
    if type(value) is not int:
        try:
            value = integer(value)
        except ConversionError:
            raise ConversionError("R104") from None
    if value == 0:
        return None
    if not _FIRST * parts <= value < _LAST * parts:
        raise ConversionError("R104")
    if parts == 1:
        return datetime.fromtimestamp(value, UTC)
    return datetime.fromtimestamp(value // parts, UTC).replace(microsecond=value % parts * 1000)


def date(value: Any) -> datetime:
    """Return the time of an ISO 8601 date, or of a date and time with an offset."""
    if type(value) is not str or len(value) > 40:  # noqa: PLR2004
        raise ConversionError("R104")
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            if len(value) > 10:  # noqa: PLR2004 - longer than a date: a time without an offset could be anywhere
                raise ConversionError("R104")
            moment = moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConversionError("R104") from None
    if not _FIRST <= moment.timestamp() < _LAST:
        raise ConversionError("R104")
    return moment


def url(value: Any) -> str:
    """Return an http or https address."""
    if type(value) is str and value.startswith(("https://", "http://")) and len(value) <= MAX_URL:
        address = text(value)
        if address.isprintable() and " " not in address and len(address.split("/", 3)[2]) > 0:
            return address
    raise ConversionError("R112")


def country(value: Any) -> str:
    """Return a two-letter country code, in capitals."""
    if type(value) is str and len(value) == 2 and value.isascii() and value.isalpha():  # noqa: PLR2004
        return value.upper()
    raise ConversionError("R109")


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
    if type(value) is int and -_INT64 < value < _INT64:
        return value
    if depth > MAX_DEPTH:
        raise ConversionError("R108")
    if type(value) is list:
        return [json_value(item, depth + 1) for item in value]
    if type(value) is dict and all(type(key) is str for key in value):
        return {text(key): json_value(item, depth + 1) for key, item in value.items()}
    if type(value) in (float, Decimal, int):
        return str(_exact(Decimal(repr(value) if type(value) is float else value)))
    raise ConversionError("R108")


CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "text": as_text,
    "money": money,
    "integer": integer,
    "boolean": boolean,
    "epoch_s": epoch_s,
    "epoch_ms": epoch_ms,
    "date": date,
    "url": url,
    "html": html,
    "country": country,
}
"""By the words of `as`; a test compares it with the table of conversions."""

IMPLICIT: dict[str, Callable[[Any], Any]] = {
    "text": text,
    "enum": text,
    "money": quantity,
    "integer": integer,
    "boolean": boolean,
    "datetime": date,
}
"""By the kind that a field holds, where the mapping does not say `as`."""
