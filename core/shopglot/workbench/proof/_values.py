"""Counting, rule by rule, the records in which there is a value to read, and those in which one is made of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.workbench._rules import values_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.mapping.syntax import Rule
    from shopglot.workbench.explain import RuleCall

__all__ = ["NO_PART", "UNKNOWN_TOKEN", "SeenRule", "note_values"]

UNKNOWN_TOKEN = "R105"  # noqa: S105 - the code of a record
NO_PART = "split"
"""In place of a code: a text has fewer parts than the one that `take` asks for."""
_FAILURES = frozenset(
    {"R102", "R103", "R104", "R106", "R109", "R111", "R112", "R113", "R121", "R122", "R123", UNKNOWN_TOKEN}
)


@dataclass(slots=True, eq=False)
class SeenRule:
    """What was seen of a rule: the records in which it failed, with which codes, and whether it gave a value in one.

    Of a fraction, `above` are the records in which it is more than the whole, `share` whether it is none in another.
    `rejected` are those that its `required` rejects.
    """

    rule: Rule
    failed: set[int] = field(default_factory=set)
    codes: Counter[str] = field(default_factory=Counter)
    gave: bool = False
    above: set[int] = field(default_factory=set)
    share: bool = False
    rejected: set[int] = field(default_factory=set)

    def note_share(self, value: Any, record: int) -> None:
        """Take note of a fraction's value; zero is the same in every unit."""
        if isinstance(value, Decimal) and value > 1:
            self.above.add(record)
        elif value:
            self.share = True


def note_values(calls: Iterable[RuleCall], record: int, seen: dict[int, SeenRule]) -> None:
    """Take note of what each rule made of one record; a value that is missing or masked says nothing."""
    for top in calls:
        for call in top.all():
            codes = Counter(call.notes)
            for inner in call.calls:
                codes.subtract(inner.notes)
            own = {code for code in _FAILURES if codes[code] > 0}
            if call.rule.verb == "split" and call.value is None and not codes.total() and call.calls[-1].value:
                own = {NO_PART}
            if call.rule.required and call.value is None and "masked" not in call.notes:
                seen.setdefault(id(call.rule), SeenRule(call.rule)).rejected.add(record)
            replaced = call.rule.default is not None or UNKNOWN_TOKEN in own
            if own and (call.value is None or replaced):
                if not _needs_setting(call.rule):
                    one = seen.setdefault(id(call.rule), SeenRule(call.rule))
                    one.failed.add(record)
                    one.codes.update(own)
            elif call.value is not None:
                one = seen.setdefault(id(call.rule), SeenRule(call.rule))
                one.gave = True
                if call.rule.target is not None and call.rule.target.form == "fraction":
                    one.note_share(call.value, record)


def _needs_setting(rule: Rule) -> bool:
    """Check whether a setting decides over the value: the records alone say nothing then."""
    if rule.zone.startswith("setting."):
        return True
    parts = values_of(rule.slots["of"]) if "of" in rule.slots else ()
    return any(part.verb == "path" and part.slots["path"].path.base == "setting" for part in parts)
