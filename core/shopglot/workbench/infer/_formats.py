"""How a text or a number is read: formats by pattern, and by the field's name where a pattern alone proves nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopglot_models import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["EPOCHS", "FORMATS", "epoch_units", "format_of", "is_moment", "is_token"]


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern + r"\Z")
    return lambda text: compiled.match(text) is not None


_DAY = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"[T ][0-2][0-9]:[0-5][0-9]:[0-6][0-9](?:\.[0-9]{1,9})?"

# In this order the first one that every text has is the format; `integer` only keeps whole numbers from being more.
FORMATS: dict[str, Callable[[str], bool]] = {
    "date-time": _matches(rf"{_DAY}{_TIME}(?:Z|[+-][0-2][0-9]:?[0-5][0-9])"),
    "date-time-local": _matches(_DAY + _TIME),
    "date": _matches(_DAY),
    "uri": _matches(r"https?://[^\s]+"),
    "email": _matches(r"[^@\s]+@[^@\s]+\.[^@\s.]+"),
    "integer": _matches(r"-?[0-9]{1,30}"),
    "decimal": _matches(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?"),
    "currency-code": CURRENCIES.__contains__,
    "country-code": _matches("[A-Z]{2}"),
}

# Seconds and milliseconds of the years 2000 to 2100.
EPOCHS = {"s": (946_684_800, 4_102_444_800), "ms": (946_684_800_000, 4_102_444_800_000)}

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NAMED = {"currency-code": {"currency", "currencies"}, "country-code": {"country", "countries", "region", "nation"}}
_TIMES = {
    "at", "time", "date", "timestamp", "on", "created", "updated", "modified", "expires", "expire", "since", "until",
    "deadline",
}  # fmt: skip
_PERSONAL = {
    "name", "names", "first", "last", "middle", "full", "nick", "nickname", "user", "username", "email", "mail",
    "phone", "mobile", "tel", "telephone", "fax", "address", "street", "city", "town", "zip", "zipcode", "postal",
    "postcode", "buyer", "customer", "recipient", "receiver", "contact", "person", "billing", "shipping", "note",
    "notes", "message", "comment", "comments", "remark", "title", "description", "company", "gift", "token", "secret",
    "password", "key", "cpf", "vat", "tax", "iban", "ip", "id", "ids", "uid", "uuid", "sku", "slug", "code", "number",
    "url", "text", "birthday", "gender", "signature",
}  # fmt: skip
_STATES = {
    "status", "type", "kind", "mode", "state", "method", "level", "unit", "visibility", "stage", "phase",
}  # fmt: skip
# Of an address they say where somebody lives.
_PLACES = {"state", "level", "unit"}
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*\Z")
_PLAIN_TOKEN = re.compile(r"(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*)\Z")
_LONGEST = 40
_MOST_DIGITS = 4
_MOST_NAMED = 20
_MOST_OTHER = 8
_LEAST = 10
_EACH = 3


def words_of(name: str) -> list[str]:
    """Split a field's name into its words, in lower case: `orderStatus` and `order_status` are the same two."""
    return [word.lower() for word in _WORD.findall(name)]


def epoch_units(value: int) -> frozenset[str]:
    """Return the units in which a number is a moment of our days."""
    return frozenset(unit for unit, (first, last) in EPOCHS.items() if first <= value < last)


def is_moment(name: str) -> bool:
    """Check whether a field's name is one of a moment: a number alone may be an id."""
    return bool(_TIMES.intersection(words_of(name)))


def format_of(name: str, formats: frozenset[str]) -> str:
    """Return the format of a field all of whose texts have these formats; blank for none."""
    words = set(words_of(name))
    for known in FORMATS:
        if known in formats and (known not in _NAMED or _NAMED[known] & words):
            return "" if known == "integer" else known
    return ""


def is_personal(place: tuple[str, ...]) -> bool:
    """Check whether a place may hold a person's data, a secret, free text or an id, by any name on the way to it."""
    return any(_PERSONAL.intersection(words_of(name)) for name in place)


def is_token(place: tuple[str, ...], texts: dict[str, int]) -> bool:
    """Check whether the texts of a field are values out of a closed set, which may be written down.

    Each is one token of at most 40 characters and 4 digits. Where the field's last word is `status`, `type` or alike,
    at most 20 values; elsewhere at most 8, all in capitals or all in small letters, each seen 3 times and together 10
    times, and nothing on the way to the field is named as a person, an id, a code or free text is.
    """
    values = [text for text in texts if text.strip()]
    if not values or not all(map(_is_word, values)):
        return False
    words = words_of(place[-1]) if place else []
    if words and words[-1] in _STATES and not (words[-1] in _PLACES and is_personal(place)):
        return len(values) <= _MOST_NAMED
    return (
        not is_personal(place)
        and len(values) <= _MOST_OTHER
        and all(_PLAIN_TOKEN.match(text) and texts[text] >= _EACH for text in values)
        and sum(texts[text] for text in values) >= _LEAST
    )


def _is_word(text: str) -> bool:
    return len(text) <= _LONGEST and sum(map(str.isdigit, text)) <= _MOST_DIGITS and bool(_TOKEN.match(text))
