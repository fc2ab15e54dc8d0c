"""Single raw values to typed ones, as a careful developer writes them: None for what is missing or does not fit."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

EARLIEST = 946_684_800  # 2000-01-01
LATEST = 7_258_118_400  # 2200-01-01


def text(value: Any) -> str | None:
    """Take text, and an id that was sent as a number."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None


def flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def integer(value: Any) -> int | None:
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def whole(value: Any) -> Decimal | None:
    """Take a whole number where a decimal is held."""
    number = integer(value)
    return None if number is None else Decimal(number)


def money(value: Any) -> Decimal | None:
    """Take an exact amount from its text."""
    if not isinstance(value, str) or not value:
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def moment(value: Any) -> datetime | None:
    """Take Unix seconds; 0 means not set."""
    if not isinstance(value, int) or not EARLIEST <= value < LATEST:
        return None
    return datetime.fromtimestamp(value, UTC)


def total(amounts: list[Decimal | None]) -> Decimal | None:
    """Add the amounts that are there; None where there is none."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known[1:], known[0]) if known else None


def amounts(source: dict[str, Any], table: dict[str, str], label: str) -> list[dict[str, Any]] | None:
    """List the amounts that are not zero, each with its label."""
    found = [{"amount": amount, label: name} for key, name in table.items() if (amount := money(source.get(key)))]
    return found or None


def texts(items: list[dict[str, Any]], key: str) -> list[str] | None:
    """List the texts under a key of each item; None where there is none."""
    return [found for item in items if (found := text(item.get(key)))] or None


def objects(value: Any) -> list[dict[str, Any]]:
    """Take a list of objects; nothing for anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def obj(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def compact(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is missing."""
    return {name: value for name, value in values.items() if value is not None}


def is_masked(value: str) -> bool:
    """Tell whether a text is masked: two asterisks in a row, or one that touches a letter or digit."""
    if "*" not in value:
        return False
    if "**" in value:
        return True
    for at, letter in enumerate(value):
        if letter == "*" and (value[at - 1 : at].isalnum() or value[at + 1 : at + 2].isalnum()):
            return True
    return False
