"""Times in text: whether what reads one fits how the raw schema says that it is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from shopglot.mapping.syntax import find_zone

if TYPE_CHECKING:
    from shopglot.mapping.syntax import Reporter, Rule, Type

__all__ = ["check_clock", "hint_time", "misreads_time"]

_IN_UTC = re.compile(r"(?:.*_|.*[a-z])?(?:gmt|GMT|Gmt|utc|UTC|Utc)\Z")
_HALF_YEAR = (datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 7, 1, tzinfo=UTC))


def check_clock(rule: Rule, report: Reporter) -> None:
    """Warn of a time that is in UTC by its name and is read by another clock (`W911`)."""
    ref = rule.slots.get("path")
    last = str(ref.path.steps[-1]) if ref is not None and ref.path.steps else ""
    zone = find_zone(rule.zone) if rule.zone and not rule.zone.startswith("setting.") else None
    if zone is None or not _IN_UTC.match(last) or not any(one.astimezone(zone).utcoffset() for one in _HALF_YEAR):
        return
    text = f"`{last}` is in UTC by its name, and read by the clock of {rule.zone}"
    report("W911", rule.nodes["zone"], text, hint="write `zone: UTC`")


def hint_time(given: Type, target: Type) -> str:
    """Return how a time in text is read into a timestamp, or an empty text."""
    if target.kind != "datetime" or not given.written:
        return ""
    zone = ", with the `zone` of the clock that shows it" if given.written == "date-time-local" else ""
    return f"add `as: {_reads(given.written)}`{zone}"


def misreads_time(rule: Rule, written: str, report: Reporter) -> bool:
    """Report a conversion of a time that can't read it, or only with what is not beside it (`E304`)."""
    given, fitting = str(rule.convert), _reads(written)
    if given != fitting:
        text = f"`{given}` over a time that the raw schema gives as `{written}`"
        report("E304", rule.nodes["as"], text, hint=f"write `as: {fitting}`")
    elif written == "date-time-local" and "zone" not in rule.nodes:
        text = "the raw schema gives this time without an offset, and no `zone` says whose clock shows it"
        report("E304", rule.nodes["as"], text, hint="add its zone, such as `zone: UTC` or `zone: Europe/Vienna`")
    else:
        return False
    return True


def _reads(written: str) -> str:
    return "rfc2822" if written == "rfc2822" else "date"
