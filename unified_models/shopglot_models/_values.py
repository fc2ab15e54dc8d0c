"""Single values that hold everywhere: exact decimals, moments in UTC, countries, JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

__all__ = ["Amount", "Country", "Extensions", "Moment", "moment_text"]

MAX_DIGITS = 30
_PATTERN = r"^-?[0-9]{1,30}(\.[0-9]{1,30})?$"


def _not_binary(value: Any) -> Any:
    if isinstance(value, (bool, float)):
        raise ValueError("an amount is a decimal or its text, never a binary float")  # noqa: TRY004 - pydantic's protocol
    return value


def _exact(value: Decimal) -> Decimal:
    sign_digits_exponent = value.as_tuple()
    exponent = sign_digits_exponent.exponent
    if not isinstance(exponent, int):
        raise ValueError("an amount must be finite")  # noqa: TRY004 - the same
    if len(sign_digits_exponent.digits) > MAX_DIGITS or not -MAX_DIGITS <= exponent <= MAX_DIGITS:
        raise ValueError(f"an amount has at most {MAX_DIGITS} digits")
    return value


def _plain(value: Decimal) -> str:
    return format(value, "f")


Amount = Annotated[
    Decimal,
    BeforeValidator(_not_binary),
    AfterValidator(_exact),
    PlainSerializer(_plain, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": _PATTERN}),
]
"""Money or a quantity: a finite decimal of at most 30 digits, digits kept as sent; in JSON text such as `"0.00"`."""


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment needs its offset from UTC")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def moment_text(value: datetime) -> str:
    """Write a moment as JSON text: `2024-05-01T10:00:00Z`, with a fraction only where there is one."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


Moment = Annotated[
    datetime,
    AfterValidator(_utc),
    PlainSerializer(moment_text, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A moment: aware, in UTC; in JSON `2024-05-01T10:00:00Z`."""

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code."""


def _jsonable(value: Any) -> Any:
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, dict):
        return {key: _jsonable(item) for key, item in value.items()}
    return [_jsonable(item) for item in value] if isinstance(value, list) else value


Extensions = Annotated[
    dict[str, dict[str, Any]],
    PlainSerializer(_jsonable, return_type=dict[str, dict[str, Any]], when_used="json"),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "object"}}),
]
"""What the unified model has no word for, under the connector's id; amounts and moments in JSON as everywhere."""
