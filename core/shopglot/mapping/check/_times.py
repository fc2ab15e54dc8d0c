"""Times in text: whether what reads one fits how the raw schema says that it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopglot.mapping.syntax import Reporter, Rule, Type

__all__ = ["hint_time", "misreads_time"]


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
    elif written == "date-time-local" and not rule.zone:
        text = "the raw schema gives this time without an offset, and no `zone` says whose clock shows it"
        report("E304", rule.nodes["as"], text, hint="add its zone, such as `zone: UTC` or `zone: Europe/Vienna`")
    else:
        return False
    return True


def _reads(written: str) -> str:
    return "rfc2822" if written == "rfc2822" else "date"
