"""What to write in place of a rule that never gives a value, as far as the saved records tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile import CONVERTERS, ConversionError
from shopglot.mapping.syntax import CONVERSIONS, listing
from shopglot.workbench.proof._values import NO_PART, UNKNOWN_TOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.workbench.proof._neighbours import Found
    from shopglot.workbench.proof._values import SeenRule

__all__ = ["LESS", "MORE", "TURN", "advise", "turn_part"]

MORE = "write `as: percent` where the platform's 20 is a fifth"
LESS = "write `as: money`: the platform sends fractions, where 0.2 is a fifth"
TURN = "turn its sign: {minus: {…}}"
_OTHERS = {
    "datetime": ("epoch_s", "epoch_ms", "date", "rfc2822"),
    "money": ("money",),
    "quantity": ("money",),
    "integer": ("integer",),
}
_NO_ZONE = "R122"
_HINTS = {
    "R102": "is it the right path? an amount is text such as 12.50, without a currency or separators",
    "R103": "is it the right path, or an amount with decimals?",
    "R104": "`epoch_s` counts seconds, `epoch_ms` milliseconds, `date` reads ISO 8601, `rfc2822` the time of e-mails",
    NO_PART: "the first part is 0 and the last one -1; empty parts are left out",
    "R106": "the platform sends another type than the raw schema says",
    "R109": "is it a name, or a code of three letters? an enum table translates them",
    "R111": "an enum table translates words such as `yes`",
    "R113": "try its function with what the platform sends",
    "R121": "is `of` the path of the currency's code?",
    _NO_ZONE: "add the clock that showed it, such as `zone: Europe/Vienna`",
}


def advise(seen: SeenRule, code: str, known: Mapping[int, Found]) -> str:
    """Return what to do about a rule that gave no value: `known` has fields whose values an enum table knows."""
    if code == UNKNOWN_TOKEN:
        return _other_field(seen, known.get(id(seen.rule)))
    fitting = _fitting(seen) if code != _NO_ZONE else ""
    return fitting or _HINTS.get(code, "")


def turn_part(name: str) -> str:
    """Return how the sign is turned of a value that a part makes, which others use too."""
    return f"turn its sign where the part is used: {{minus: {{use: {name}, …}}}}"


def _fitting(seen: SeenRule) -> str:
    """Return the conversions that every saved value fits."""
    target = seen.rule.target
    kind = target.kind if target is not None else CONVERSIONS[seen.rule.convert].gives if seen.rule.convert else ""
    names = _OTHERS.get(kind, ()) if seen.raws else ()
    fitting = [name for name in names if name != seen.rule.convert and all(_fits(name, raw) for raw in seen.raws)]
    if not fitting:
        return ""
    zone = " with a `zone`" if fitting == ["date"] and not _fits("date", seen.raws[0], zone=True) else ""
    return f"they fit {listing([f'as: {name}' for name in fitting])}{zone}"


def _fits(name: str, raw: Any, *, zone: bool = False) -> bool:
    try:
        CONVERTERS[name](raw)
    except ConversionError as error:
        return error.code == _NO_ZONE and not zone
    return True


def _other_field(seen: SeenRule, found: Found | None) -> str:
    rows = {row.casefold().strip() for row in (seen.rule.enum.entries if seen.rule.enum is not None else ())}
    if any(str(raw).casefold().strip() in rows for raw in seen.raws):
        return "the table has them in other letters: compare them letter by letter"
    if found is not None and found.best:
        return f"the table knows the values of `{found.best}`: read that, or use another table"
    return "no row is like what is sent: is it the right path and the right table?"
