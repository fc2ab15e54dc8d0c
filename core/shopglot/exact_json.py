"""The one reader of JSON text: no number loses a digit, and an error says line and column."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from shopglot.errors import ResponseError

__all__ = ["NAMELESS", "read_json"]

# How a source without a name is called in an error's `where`.
NAMELESS = "input"

_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_UTF8_BOM = b"\xef\xbb\xbf"
# The most digits that Python turns into an integer without quadratic work; it refuses more by itself.
_MOST_DIGITS = 4300
_LONG_INTEGER = re.compile(rf"(?<![0-9.eE+])[0-9]{{{_MOST_DIGITS + 1},}}")
# Far more than any response has, and few enough for every Python: how deep its decoder goes differs by version.
_MOST_LEVELS = 256
_NESTED = frozenset({dict, list})
_OPENED_OR_CLOSED = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_NOT_FINITE = re.compile(r"-?\b(?:NaN|Infinity)\b")


def read_json(text: str | bytes, *, where: str = "", line: int = 1) -> Any:
    """Read one JSON document.

    Fractions come as `Decimal` with the digits that were sent, integers as `int` of any size up to 4300 digits. A
    UTF-8 byte order mark is skipped. Lists and objects nest at most 256 levels deep. `where` names the source, `line`
    is the number of the text's first line in it.

    Raises `ResponseError` with code A201 to A206 or A211; its text names the place and never its content.
    """
    name = where or NAMELESS
    decoded = _decode(text, name, line)
    if not decoded.strip():
        raise ResponseError("the input is empty", code="A211", where=name)
    try:
        data = json.loads(decoded, parse_float=Decimal, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        _raise_not_json(error, name, line)
    except RecursionError:
        _raise_too_deep(decoded, name, line)
    except _NotFiniteError:
        place = _place(decoded, _NOT_FINITE, line)
        raise ResponseError("NaN and Infinity are not JSON", code="A206", where=f"{name}:{place}") from None
    except (ValueError, ArithmeticError):
        place = _place(decoded, _LONG_INTEGER, line)
        raise ResponseError("a number has too many digits", code="A204", where=f"{name}:{place}") from None
    if decoded.count("{") + decoded.count("[") > _MOST_LEVELS and _too_deep(data):
        _raise_too_deep(decoded, name, line)
    return data


def _too_deep(data: Any) -> bool:
    # Level by level, and by exact types, which the decoder makes: a page has tens of thousands of values.
    level = [data] if type(data) in _NESTED else []
    for _ in range(_MOST_LEVELS):
        if not level:
            return False
        level = [
            item
            for outer in level
            for item in (outer.values() if type(outer) is dict else outer)
            if type(item) in _NESTED
        ]
    return bool(level)


def _raise_too_deep(text: str, name: str, line: int) -> NoReturn:
    place = str(line)
    depth = 0
    for bracket in _OPENED_OR_CLOSED.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1 if bracket[0] in "]}" else 0
        if depth > _MOST_LEVELS:
            place = _position(text, bracket.start(), line)
            break
    raise ResponseError(
        f"the JSON is nested more than {_MOST_LEVELS} levels deep",
        code="A203",
        where=f"{name}:{place}",
        hint="No platform's data is.",
    ) from None


class _NotFiniteError(Exception):
    pass


def _refuse_constant(_: str) -> NoReturn:
    raise _NotFiniteError


def _decode(text: str | bytes, name: str, line: int) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    for bom, encoding in _BOMS.items():
        if text.startswith(bom):
            hint = f"It begins as {encoding} does: save it as UTF-8."
            raise ResponseError("this is not UTF-8 text", code="A205", where=name, hint=hint)
    body = text.removeprefix(_UTF8_BOM)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start]
        row = line + before.count(b"\n")
        column = error.start - before.rfind(b"\n")
        raise ResponseError(
            "this is not UTF-8 text",
            code="A205",
            where=f"{name}:{row}:{column}",
            hint="Save it as UTF-8; the column counts bytes.",
        ) from None


def _raise_not_json(error: json.JSONDecodeError, name: str, line: int) -> NoReturn:
    place = f"{name}:{error.lineno + line - 1}:{error.colno}"
    ends_early = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated")
    if ends_early:
        raise ResponseError(
            "the JSON ends in the middle", code="A202", where=place, hint="It was cut off: fetch or save it again."
        ) from None
    if error.msg.startswith("Extra data"):
        raise ResponseError(
            "extra data after the end of the JSON",
            code="A201",
            where=place,
            hint="Several records in one input need one line each (JSON Lines), or one list around them.",
        ) from None
    # The decoder's texts are fixed phrases, but for this one, which may quote the text.
    phrase = "invalid escape" if error.msg.startswith("Invalid \\escape") else error.msg.removesuffix(" at")
    raise ResponseError(f"this is not JSON: {phrase[0].lower()}{phrase[1:]}", code="A201", where=place) from None


def _place(text: str, pattern: re.Pattern[str], line: int) -> str:
    match = pattern.search(text)
    return str(line) if match is None else _position(text, match.start(), line)


def _position(text: str, start: int, line: int) -> str:
    before = text[:start]
    return f"{line + before.count(chr(10))}:{start - before.rfind(chr(10))}"
