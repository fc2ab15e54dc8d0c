"""Amounts: exact digits in and out, and everything refused that is no exact decimal."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from shopglot_models import Order

FLOAT = "an amount is a decimal, a whole number or text such as 12.50, never a binary float"
PLAIN = "not a plain decimal number such as 12.50"
DIGITS = "an amount has at most 30 digits"
FINITE = "an amount must be finite"


def order(total: Any) -> Order:
    return Order.model_validate({"id": "1", "total_amount": total})


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("0.00", "0.00"),
        ("12.50", "12.50"),
        ("-0.00", "-0.00"),
        ("007", "7"),
        ("434566", "434566"),
        (434566, "434566"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0E-30"), "-0." + "0" * 30),
        ("9" * 30, "9" * 30),
        ("0." + "0" * 29 + "1", "0." + "0" * 29 + "1"),
    ],
)
def test_every_digit_comes_out_as_it_was_sent(sent: Any, text: str) -> None:
    record = order(sent)
    assert json.loads(record.model_dump_json())["total_amount"] == text
    assert Order.model_validate_json(record.model_dump_json()) == record
    assert record.to_apideck()["total_amount"] == text


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (1.5, FLOAT),
        (0.0, FLOAT),
        (float("nan"), FLOAT),
        (True, FLOAT),
        ([], FLOAT),
        (b"1", FLOAT),
        ("NaN", PLAIN),
        ("Infinity", PLAIN),
        ("1e3", PLAIN),
        ("1e400000000", PLAIN),
        ("1_000", PLAIN),
        ("1,000.00", PLAIN),
        (" 1 ", PLAIN),
        ("1\n", PLAIN),
        ("+1", PLAIN),
        (".5", PLAIN),
        ("5.", PLAIN),
        ("", PLAIN),
        ("１２", PLAIN),  # noqa: RUF001 - full-width digits
        ("٣", PLAIN),
        (Decimal("NaN"), FINITE),
        (Decimal("sNaN"), FINITE),
        (Decimal("-Infinity"), FINITE),
        (Decimal("1E+400000000"), DIGITS),
        (Decimal("1E-400000000"), DIGITS),
        (Decimal("1E+30"), DIGITS),
        ("1" * 31, DIGITS),
        ("1" * 100_000, DIGITS),
        ("0." + "0" * 30 + "1", DIGITS),
        (10**30, DIGITS),
        (-(10**300), DIGITS),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_exact_decimal_is_refused(sent: Any, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        order(sent)
    assert [(error["loc"], error["msg"]) for error in caught.value.errors()] == [(("total_amount",), message)]


def test_a_json_number_with_a_fraction_is_refused_as_the_float_that_it_becomes() -> None:
    with pytest.raises(ValidationError, match=FLOAT):
        Order.model_validate_json('{"id": "1", "total_amount": 12.50}')
