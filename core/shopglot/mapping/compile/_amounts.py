"""Amounts, compiled: minor units by their currency, and products; exact, and refused where a digit is lost."""

from __future__ import annotations

from decimal import Decimal, Rounded
from functools import cache
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._numbers import EXACT, MAX_DIGITS, ConversionError, fit_digits, integer, shift

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shopglot.mapping.compile._run import Run

    Closure = Callable[[Any, Run], Any]

__all__ = ["compile_minor_units", "compile_product"]


@cache
def _minor_digits() -> Mapping[str, int]:
    from shopglot_models import MINOR_DIGITS  # noqa: PLC0415 - checking a mapping needs no models

    return MINOR_DIGITS


def compile_minor_units(inner: Closure, currency: Closure, pointer: str, location: str) -> Closure:
    """Compile `as: minor_units`; `currency` is the rule of `of`."""
    digits_of = _minor_digits().get

    def convert_units(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        if value is None:
            return None
        before = len(run.marks)
        code = currency(cur, run)
        if len(run.marks) != before:
            return None  # what is wrong with the currency is noted
        # Some platforms write `usd`; no two codes differ by their case alone.
        digits = digits_of(code.upper()) if type(code) is str else None
        if digits is None:
            return run.unfit(ConversionError("R121"), pointer, location)
        try:
            return shift(_read_units(value), digits)
        except ConversionError as unfit:
            return run.unfit(unfit, pointer, location)

    return convert_units


def _read_units(value: Any) -> Decimal:
    if type(value) is float:
        value = Decimal(repr(value))
    if type(value) is not Decimal:
        return Decimal(integer(value))
    # A rule has added whole units up, or the platform writes 1957.0. To write 1E400000000 out would take all memory.
    small = value.is_finite() and value.adjusted() < MAX_DIGITS
    if not small or value.to_integral_value() != value:
        raise ConversionError("R103")
    return Decimal(int(value))


def compile_product(factors: list[Closure], pointer: str, location: str) -> Closure:
    """Compile `times`: each factor returns a Decimal, or None where it is missing."""

    def multiply(cur: Any, run: Run) -> Any:
        product: Decimal | None = None
        complete = True
        for factor in factors:
            number = factor(cur, run)
            if number is None:
                complete = False  # the others may have something to report all the same
            elif complete:
                try:
                    product = number if product is None else fit_digits(EXACT.multiply(product, number))
                except (Rounded, ConversionError):
                    return run.unfit(ConversionError("R102"), pointer, location)
        if not complete or product is None:
            return None
        return product or product.copy_abs()  # a negative zero would print as -0.00

    return multiply
