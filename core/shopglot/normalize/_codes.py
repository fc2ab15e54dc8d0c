"""What can be wrong with raw input before any mapping sees a record.

The codes of a record's own problems (`R1xx`) are the mapping language's; a code is never given another meaning.
"""

from __future__ import annotations

__all__ = ["RESPONSE_CODES", "kind_of"]

RESPONSE_CODES: dict[str, str] = {
    "A201": "not JSON",
    "A202": "JSON that ends in the middle",
    "A203": "nested too deep",
    "A204": "a number with too many digits",
    "A205": "not UTF-8 text",
    "A206": "NaN or Infinity, which JSON does not have",
    "A207": "not an object where a record or a response is expected",
    "A208": "a response whose data has another shape than the connector says",
    "A209": "not exactly one record",
    "A210": "a response with an error code",
    "A211": "empty input",
}


def kind_of(value: object) -> str:
    """Return the name of a JSON value's type as a person would say it, with its article; never the value."""
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, str | bytes):
        return "text"
    if isinstance(value, bool):
        return "a boolean"
    return "a number"
