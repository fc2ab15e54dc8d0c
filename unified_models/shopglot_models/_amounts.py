"""Exact decimals: money, quantities, rates and measures, never a float."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from shopglot_models._meaning import Means

__all__ = ["MAX_DIGITS", "Amount", "Fraction", "Quantity", "exact", "plain"]

MAX_DIGITS = 30
# Read as text: a sign, `0.` and as many decimals as an amount may have. What is longer is refused before it is parsed.
_LONGEST = MAX_DIGITS + 3
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def exact(value: Any) -> Decimal:
    """Return an exact decimal for a `Decimal`, a whole number, or plain text such as `12.50`; every digit is kept.

    Raises `PydanticCustomError` for anything else: a float, a boolean, NaN, Infinity, text in exponent form, more than
    30 digits or more than 30 decimals.
    """
    number = value if isinstance(value, Decimal) else _read(value)
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise PydanticCustomError("amount_finite", "an amount must be finite")
    if len(digits) + max(exponent, 0) > MAX_DIGITS or exponent < -MAX_DIGITS:
        raise _too_long()
    return number


def plain(number: Decimal) -> str:
    """Write a decimal with all its digits, never in exponent form: `0.00`, `434566`."""
    return format(number, "f")


def _read(value: Any) -> Decimal:
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise _too_long()
        if _PLAIN.fullmatch(value) is None:
            raise PydanticCustomError("amount_text", "not a plain decimal number such as 12.50")
        return Decimal(value)
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= 10**MAX_DIGITS:
            raise _too_long()
        return Decimal(value)
    raise PydanticCustomError(
        "amount_type", "an amount is a decimal, a whole number or text such as 12.50, never a binary float"
    )


def _too_long() -> PydanticCustomError:
    return PydanticCustomError("amount_digits", "an amount has at most {most} digits", {"most": MAX_DIGITS})


Amount = Annotated[
    Decimal,
    PlainValidator(exact),
    PlainSerializer(plain, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]{1,30}(\.[0-9]{1,30})?$"}),
]
"""Money: a finite decimal of at most 30 digits, kept as sent; in JSON text: `"0.00"`.

It is in whole units of its currency (12.50, not 1250 cents) and may be negative.
"""
Quantity = Annotated[Amount, Means("quantity")]
"""A count, a measure or a percentage: as exact as money, and in JSON text as well."""
Fraction = Annotated[Amount, Means("fraction")]
"""A rate: 0.095 is nine and a half percent."""
