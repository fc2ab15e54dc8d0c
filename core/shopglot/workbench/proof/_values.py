"""Counting, rule by rule, the records in which there is a value to read, and those in which one is made of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.workbench._rules import values_of
from shopglot.workbench.explain import UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.mapping.syntax import Rule
    from shopglot.workbench.explain import RuleCall

__all__ = ["NO_PART", "UNKNOWN_TOKEN", "SeenRule", "note_values"]

UNKNOWN_TOKEN = "R105"  # noqa: S105 - the code of a record
NO_PART = "split"
"""In place of a code: a text has fewer parts than the one that `take` asks for."""
_KEPT = 20
_LEAST = Decimal("0.002")
_FAILURES = frozenset(
    {"R102", "R103", "R104", "R106", "R109", "R111", "R112", "R113", "R121", "R122", "R123", UNKNOWN_TOKEN}
)


@dataclass(slots=True, eq=False)
class SeenRule:
    """What was seen of a rule: the records in which it failed, with which codes, and whether it gave a value in one.

    `raws` are raw values that it could not use. Of a fraction, `above` are the records in which it is more than the
    whole, `below` those in which it is less than any rate, `share` whether it is neither in another. `rejected` are
    those that its `required` rejects, `foreign` those in another currency than the fixed one of its minor units.
    """

    rule: Rule
    failed: set[int] = field(default_factory=set)
    codes: Counter[str] = field(default_factory=Counter)
    gave: bool = False
    raws: list[Any] = field(default_factory=list)
    above: set[int] = field(default_factory=set)
    below: set[int] = field(default_factory=set)
    share: bool = False
    rejected: set[int] = field(default_factory=set)
    foreign: set[int] = field(default_factory=set)

    def note_failure(self, codes: set[str], raw: Any, record: int) -> None:
        """Take note of a value that could not be used."""
        self.failed.add(record)
        self.codes.update(codes)
        if raw is not UNREAD and len(self.raws) < _KEPT:
            self.raws.append(raw)

    def note_value(self, value: Any, record: int) -> None:
        """Take note of a value; of a fraction, zero is the same in every unit."""
        if value is None:
            return
        self.gave = True
        fraction = self.rule.target is not None and self.rule.target.form == "fraction"
        if not fraction or not isinstance(value, Decimal) or not value:
            return
        if value > 1:
            self.above.add(record)
        elif value < _LEAST:
            self.below.add(record)
        else:
            self.share = True


def note_values(calls: Iterable[RuleCall], record: int, seen: dict[int, SeenRule], currency: str | None) -> None:
    """Take note of what each rule made of one record; a value that is missing or masked says nothing.

    `currency` is that of the unified record, where it has one.
    """
    for top in calls:
        for call in top.all():
            codes = _failures(call)
            replaced = call.rule.default is not None or UNKNOWN_TOKEN in codes
            failed = bool(codes) and (call.value is None or replaced)
            rejected = call.rule.required and call.value is None and "masked" not in call.notes
            if call.value is None and not failed and not rejected:
                continue
            one = seen.setdefault(id(call.rule), SeenRule(call.rule))
            if rejected:
                one.rejected.add(record)
            if not failed:
                one.note_value(call.value, record)
                if currency is not None and fixed_currency(call.rule) not in {None, currency}:
                    one.foreign.add(record)
            elif not _needs_setting(call.rule):
                one.note_failure(codes, call.read, record)


def fixed_currency(rule: Rule) -> str | None:
    """Return the fixed currency of an amount in minor units; None where it has none, or is read from the record."""
    of = rule.slots.get("of")
    return str(of.slots["const"].value) if of is not None and of.verb == "const" else None


def _failures(call: RuleCall) -> set[str]:
    """Return the codes of what went wrong in this rule, and not in those inside it."""
    codes = Counter(call.notes)
    for inner in call.calls:
        codes.subtract(inner.notes)
    refused = codes.total() - codes["R101"]  # by `required`, since there is no such part
    if call.rule.verb == "split" and call.value is None and not refused and call.calls and call.calls[-1].value:
        return {NO_PART}
    return {code for code in _FAILURES if codes[code] > 0}


def _needs_setting(rule: Rule) -> bool:
    """Check whether a setting decides over the value: the records alone say nothing then."""
    if rule.zone.startswith("setting."):
        return True
    parts = values_of(rule.slots["of"]) if "of" in rule.slots else ()
    return any(part.verb == "path" and part.slots["path"].path.base == "setting" for part in parts)
