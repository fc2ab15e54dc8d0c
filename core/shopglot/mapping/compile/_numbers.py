"""Numbers: raw values to exact ones, or a `ConversionError` that says with a record code what does not fit."""

from __future__ import annotations

from decimal import Context, Decimal, InvalidOperation, Rounded
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "EXACT",
    "INT64",
    "MAX_DIGITS",
    "ConversionError",
    "documented_money",
    "documented_percent",
    "exact",
    "factor",
    "fit_digits",
    "integer",
    "money",
    "percent",
    "quantity",
    "shift",
]

MAX_DIGITS = 30
INT64 = 2**63
_DIGITS = "0123456789"
EXACT = Context(prec=MAX_DIGITS, traps=[Rounded])
"""What would lose a digit is refused."""


class ConversionError(Exception):
    """The value does not fit; `code` is a record code, `fallback` a value to use anyway, with a warning."""

    def __init__(self, code: str, fallback: Any = None, token: str | None = None) -> None:
        self.code = code
        self.fallback = fallback
        self.token = token
        super().__init__(code)


@lru_cache(maxsize=8192)  # a shop's amounts repeat, "0.00" most of all
def _amount(value: str) -> Decimal | None:
    if len(value) > MAX_DIGITS + 2 or value.strip("0123456789.-") or not value.strip(".-"):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if len(value) <= MAX_DIGITS or len(number.as_tuple().digits) <= MAX_DIGITS else None


def exact(number: Decimal) -> Decimal:
    """Return a JSON number that a unified amount can hold."""
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
        raise ConversionError("R114", exact(Decimal(repr(value))))
    if type(value) is Decimal:
        raise ConversionError("R114", exact(value))
    raise ConversionError("R102")


def quantity(value: Any) -> Decimal:
    """Return a whole number where a decimal is held: no digit can be lost."""
    return Decimal(integer(value))


def integer(value: Any) -> int:
    """Return a whole number of 64 bits, also from its digits as text."""
    if type(value) is int and -INT64 < value < INT64:
        return value
    if type(value) is str and len(value) <= 19 and value.lstrip("-") and not value.lstrip("-").strip(_DIGITS):  # noqa: PLR2004
        number = _amount(value)
        if number is not None and -INT64 < number < INT64:
            return int(number)
    raise ConversionError("R103")


def factor(value: Any) -> Decimal:
    """Return an exact number to multiply by: a whole one, such as a quantity, needs no digits as text."""
    return quantity(value) if type(value) is int else money(value)


def documented_money(value: Any) -> Decimal:
    """Return an exact amount, where the raw schema says that it is a JSON number."""
    return _silent(money, value)


def percent(value: Any) -> Decimal:
    """Return a percentage as a fraction; a JSON number with decimals is accepted with a warning."""
    if type(value) is int:
        return shift(Decimal(value), 2)
    try:
        return shift(money(value), 2)
    except ConversionError as unfit:
        if unfit.fallback is None:
            raise
        raise ConversionError(unfit.code, shift(unfit.fallback, 2)) from None


def documented_percent(value: Any) -> Decimal:
    """Return a percentage as a fraction, where the raw schema says that it is a JSON number, or a rule made it."""
    return _silent(percent, value)


def _silent(convert: Callable[[Any], Decimal], value: Any) -> Decimal:
    try:
        return convert(value)
    except ConversionError as unfit:
        if unfit.code == "R114" and isinstance(unfit.fallback, Decimal):
            return unfit.fallback
        raise


def shift(number: Decimal, digits: int) -> Decimal:
    """Divide by a power of ten, exactly."""
    try:
        shifted = EXACT.scaleb(number, -digits)
    except Rounded:
        raise ConversionError("R102") from None
    return fit_digits(shifted)


def fit_digits(number: Decimal) -> Decimal:
    """Return the number, where a unified amount may have as many decimals."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -MAX_DIGITS:
        raise ConversionError("R102")
    return number
