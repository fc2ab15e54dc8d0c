"""The orders that every candidate reads: all fixtures that give a record, and copies with other ids, amounts, times."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "fixtures" / "tiktok" / "raw" / "order"
COPIES = 16  # so many that the amounts do not fit into the mapping's cache of amounts
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?\Z")
_AMOUNT_KEYS = re.compile(r"(?:.*_)?(?:price|discount|fee|tax|total|amount)\Z")
_MOMENT_KEYS = re.compile(r"(?:.*_)?(?:time|date)\Z")
_ID_KEYS = re.compile(r"(?:.*_)?id\Z")


def orders(read: Any, copies: int = COPIES) -> list[dict[str, Any]]:
    """Give the orders of the fixtures, each `copies` times, no two copies alike.

    `read` lists the records of one answer that can be unified, as `normalize_many` does.
    """
    found = [record for file in sorted(FIXTURES.glob("*.json")) for record in read(file.read_bytes())]
    return [
        _varied(record, number + len(found) * copy) for copy in range(copies) for number, record in enumerate(found)
    ]


def _varied(value: Any, by: int, key: str = "") -> Any:
    """Copy a raw value, with each id, amount that is not zero, and moment moved by a number."""
    if isinstance(value, dict):
        return {name: _varied(item, by, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_varied(item, by, key) for item in value]
    if isinstance(value, bool) or not value:
        return value
    if isinstance(value, int):
        return value + by if _MOMENT_KEYS.match(key) or _ID_KEYS.match(key) else value
    if not isinstance(value, str):
        return value
    if _ID_KEYS.match(key) and value.isdecimal():
        return str(int(value) + by * 1009)
    if _AMOUNT_KEYS.match(key) and _AMOUNT.match(value):
        return _moved(value, by)
    return value + ("" if key != "buyer_email" else f".{by}")


def _moved(amount: str, by: int) -> str:
    """Add to an amount's last digit, and keep its number of decimals; zero stays zero."""
    whole, _, decimals = amount.partition(".")
    units = int(whole + decimals)
    if not units:
        return amount
    digits = str(units + by * 13).rjust(len(decimals) + 1, "0")
    return f"{digits[: -len(decimals)]}.{digits[-len(decimals) :]}" if decimals else digits


def distinct_amounts(found: list[dict[str, Any]]) -> int:
    """Count the different texts of amounts, to compare with the size of the cache of amounts."""
    seen: set[str] = set()

    def look(value: Any, key: str = "") -> None:
        if isinstance(value, dict):
            for name, item in value.items():
                look(item, name)
        elif isinstance(value, list):
            for item in value:
                look(item, key)
        elif isinstance(value, str) and _AMOUNT_KEYS.match(key):
            seen.add(value)

    look(found)
    return len(seen)


def as_bytes(found: list[dict[str, Any]]) -> list[bytes]:
    """Write each order as the body of an answer would hold it."""
    return [json.dumps(order, ensure_ascii=False, separators=(",", ":")).encode() for order in found]
