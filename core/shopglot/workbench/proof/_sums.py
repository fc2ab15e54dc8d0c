"""Whether the money of unified orders adds up, identity by identity, and which rule explains where it does not.

One wrong rule breaks several sums. So what explains all of them is told, once, and not each sum at the rule of its own
field: a part that the sum is off by, once (told twice, or left out) or twice (its sign), a raw field beside the one
that is read with which all records add up, an amount below zero that is taken off, the tax that is inside or not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from shopglot.workbench.proof._identities import IDENTITIES, LINE_TOTAL, PRICE, SUB_TOTAL, TOTAL
from shopglot.workbench.proof._terms import iter_subtracted, iter_terms
from shopglot_models import Order

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from pydantic import BaseModel

    from shopglot.mapping.syntax import Rule
    from shopglot.workbench.explain import RuleCall
    from shopglot.workbench.proof._identities import Identity, Sum
    from shopglot.workbench.proof._terms import Term

__all__ = ["SeenSums", "Unbalanced"]

_SEVERAL = 2
_LISTED = ("fees", "adjustments", "discounts")
_UNTURNED = frozenset({"total_tax", "taxes"})  # platforms send no tax below zero


class Unbalanced(NamedTuple):
    """A sum that fails: the field or the rule at fault, in which records, the text, the hint, and its parts."""

    place: str | Rule
    records: set[int]
    text: str
    hint: str
    parts: tuple[str, ...]


@dataclass(slots=True)
class _Part:
    """Of the records in which a part is not zero: those that fail, all of them by the part or by twice as much."""

    broken: set[int] = field(default_factory=set)
    once: bool = True
    twice: bool = True
    held: bool = False

    @property
    def suspect(self) -> bool:
        """Whether the part is what is wrong, as far as is seen."""
        return not self.held and bool(self.broken) and (self.once or self.twice)

    @property
    def guilty(self) -> bool:
        """Whether several records tell so."""
        return self.suspect and len(self.broken) >= _SEVERAL


@dataclass(slots=True)
class _Seen:
    """What was seen of one identity: in which records it fails, in how many it holds, and what explains all of it.

    `once` and `twice` are the parts that each failing sum is off by, `turned` the rules of which it is twice the value;
    `fitting` are the raw paths that would do in place of a rule's own, each with the failing records in which it does,
    `refuted` those that would not in some record. `flips`: all of them
    hold with the tax the other way.
    """

    broken: set[int] = field(default_factory=set)
    held: int = 0
    once: set[str] | None = None
    twice: set[str] | None = None
    turned: set[Rule] | None = None
    fitting: Counter[tuple[Rule, str]] = field(default_factory=Counter)
    refuted: set[tuple[Rule, str]] = field(default_factory=set)
    flips: bool = True
    firm: bool = False  # it holds in a record in which it would not with the tax the other way
    discounts: bool = True  # of the total: it is off by what the discounts lack to their sum
    by_part: dict[str, _Part] = field(default_factory=dict)
    alike: bool = True  # of lines: a unit costs as much as all of them


class SeenSums:
    """In which records each identity fails, and why; `names` are those of the raw schema's fields."""

    def __init__(self, names: frozenset[str] = frozenset()) -> None:
        self._names = names
        self._seen: dict[Identity, _Seen] = {}
        self._taken: dict[tuple[str, Rule], set[bool]] = {}  # whether it was below zero, of what is taken off

    def note(self, record: BaseModel, number: int, calls: Sequence[RuleCall], raw: Any) -> None:
        """Take note of one unified record, of the rules that made it, and of the raw one."""
        if not isinstance(record, Order):
            return
        for name, rule, amount in iter_subtracted(calls):
            self._taken.setdefault((name, rule), set()).add(amount < 0)
        terms = list(iter_terms(calls, raw, self._names))
        for identity in IDENTITIES:
            sums = identity.sums(record)
            if sums:
                self._note(self._seen.setdefault(identity, _Seen()), identity, sums, terms)
                self._count(identity, record, sums, number)

    def is_undecided(self, filled: Container[str]) -> bool:
        """Check whether a part that the mapping fills is in no record yet, or is wrong in the only one that has it."""
        parts = self._seen[TOTAL].by_part if TOTAL in self._seen else {}
        lacking = any(name in filled and name not in parts for name in _LISTED)
        return bool(parts) and (lacking or any(part.suspect and not part.guilty for part in parts.values()))

    def _count(self, identity: Identity, record: Order, sums: list[Sum], number: int) -> None:
        seen = self._seen[identity]
        if len(sums) == 1:
            self._count_parts(seen, sums[0], number)
        other = record.model_copy(update={"tax_inclusive": not record.tax_inclusive})
        again = identity.sums(other) if record.tax_inclusive is not None else []
        if any(one.difference for one in sums):
            seen.broken.add(number)
            listed = [one.amount for one in record.discounts]
            known = record.total_discount is not None and None not in listed
            lacking = sum(filter(None, listed), -(record.total_discount or 0))
            seen.discounts &= known and lacking != 0 and [one.difference for one in sums] == [lacking]
            seen.flips &= bool(again) and not any(one.difference for one in again)
        else:
            seen.held += 1
            seen.firm |= any(one.difference for one in again)

    @staticmethod
    def _count_parts(seen: _Seen, one: Sum, number: int) -> None:
        for name, values in one.parts.items():
            size = abs(values[0]) if values and values[0] else None
            if size is None or name in _UNTURNED:
                continue
            part = seen.by_part.setdefault(name, _Part())
            if not one.difference:
                part.held = True
                continue
            part.broken.add(number)
            part.once &= abs(one.difference) == size
            part.twice &= abs(one.difference) == 2 * size

    @staticmethod
    def _note(seen: _Seen, identity: Identity, sums: list[Sum], terms: list[Term]) -> None:
        wrong = [one for one in sums if one.difference]
        own = [term for term in terms if term.field in identity.parts]
        if len(sums) == 1:
            for term in own:
                for name, value in term.others.items():
                    if abs(value - term.value) == abs(sums[0].difference):
                        seen.fitting[term.rule, name] += bool(wrong)
                    else:
                        seen.refuted.add((term.rule, name))
        for one in wrong:
            size = abs(one.difference)
            parts = {name: {abs(value) for value in values if value} for name, values in one.parts.items()}
            once = {name for name, values in parts.items() if size in values}
            twice = {name for name, values in parts.items() if size / 2 in values and name not in _UNTURNED}
            turned = {term.rule for term in own if 2 * abs(term.value) == size and term.field not in _UNTURNED}
            seen.once = once if seen.once is None else seen.once & once
            seen.twice = twice if seen.twice is None else seen.twice & twice
            seen.turned = turned if seen.turned is None else seen.turned & turned
            seen.alike &= one.parts.get("line_items.unit_price") == one.parts.get("line_items.sub_total")

    def wrong(self, decided: set[str]) -> Iterator[Unbalanced]:
        """Yield what fails in half of the records that tell, or in more: one cause is told once.

        `decided` are the fields that the mapping fills or calls unsupported.
        """
        # Some orders never add up, so a few tell nothing.
        telling = {one: seen for one, seen in self._seen.items() if decided.issuperset(one.needs)}
        failed = {one: seen for one, seen in telling.items() if seen.broken and len(seen.broken) >= seen.held}
        for identity, seen in telling.items():
            for name, part in seen.by_part.items() if identity not in failed else ():
                if part.guilty:
                    yield _of_part(identity, name, part)
        told: set[str] = set()
        firm = LINE_TOTAL in self._seen and self._seen[LINE_TOTAL].firm
        for found in [*(() if firm else self._tax(failed)), *self._price(failed)]:
            told.add(str(found.place))
            yield found
        if not told and (common := self._common(failed)):
            texts = "; ".join(identity.text for identity in failed)
            records = set.union(*(seen.broken for seen in failed.values()))
            hint = f"it is a part of each sum that fails: {texts}"
            yield Unbalanced(common, records, "do not add up with it", hint, (common,))
            return
        for identity, seen in failed.items():
            guilty = {part for part in identity.parts if part in told}
            if not guilty and not ("tax_inclusive" in told and identity is LINE_TOTAL):
                yield self._explain(identity, seen)

    def _common(self, failed: dict[Identity, _Seen]) -> str:
        """Return the one part of all sums that fail which is in none that holds; an empty text for none or one sum."""
        if len(failed) < _SEVERAL:
            return ""
        right = {part for one, seen in self._seen.items() if seen.held and one not in failed for part in one.parts}
        common = set.intersection(*(set(one.parts) for one in failed)) - right
        return next(iter(common)) if len(common) == 1 else ""

    @staticmethod
    def _tax(failed: dict[Identity, _Seen]) -> Iterator[Unbalanced]:
        """Yield that `tax_inclusive` is wrong, where all that fails would hold with it the other way."""
        both = [failed[one] for one in (TOTAL, LINE_TOTAL) if one in failed]
        if TOTAL not in failed or not all(seen.flips for seen in both):
            return
        text = "do not add up, and would with the tax the other way"
        hint = "`tax_inclusive` says whether the amounts that are sent have the tax in them, whatever the shop shows"
        yield Unbalanced("tax_inclusive", failed[TOTAL].broken, text, hint, TOTAL.parts)

    @staticmethod
    def _price(failed: dict[Identity, _Seen]) -> Iterator[Unbalanced]:
        """Yield which of a line's two prices is the other one, where they are alike in lines of several units."""
        seen = failed.get(PRICE)
        if seen is None or not seen.alike:
            return
        if SUB_TOTAL in failed or LINE_TOTAL in failed:
            text = "do not add up: in a line of several units, sub_total is the price of one"
            hint = "it is that of all units: {times: [price, quantity]}, or in a group {sum: [price]}, which adds all"
            yield Unbalanced("line_items.sub_total", seen.broken, text, hint, PRICE.parts)
        else:
            text = "do not add up: in a line of several units, unit_price is as much as sub_total"
            hint = "one of them is the other: unit_price is that of one unit, sub_total that of all"
            yield Unbalanced("line_items.unit_price", seen.broken, text, hint, PRICE.parts)

    def _right(self, identity: Identity) -> set[str]:
        """Return the fields that another sum proves right."""
        held = [
            (one, seen) for one, seen in self._seen.items() if one is not identity and seen.held and not seen.broken
        ]
        right = {part for one, _ in held for part in one.parts}
        firm = TOTAL in self._seen and self._seen[TOTAL].firm
        return right if firm else right - {"total_tax"}

    def _explain(self, identity: Identity, seen: _Seen) -> Unbalanced:
        text = f"do not add up: {identity.text}"
        place: str | Rule = identity.field
        negative = [rule for (name, rule), below in self._taken.items() if below == {True} and name in identity.parts]
        right = self._right(identity)
        all_of_them = {one for one, had in seen.fitting.items() if had == len(seen.broken)} - seen.refuted
        others = {(rule, name) for rule, name in all_of_them if _field_of(rule) not in right}
        turned = {rule for rule in seen.turned or () if _field_of(rule) not in right}
        negative = [rule for rule in negative if _field_of(rule) not in right]
        if identity is PRICE and "line_items.sub_total" in right:
            place = "line_items.unit_price"
            hint = "other sums prove the lines' sub_total right: is this the price of one unit, before discounts?"
        elif identity is TOTAL and seen.discounts:
            place = "discounts"
            hint = "they are not `total_discount` in sum, and the total is off by as much"
        elif len(negative) == 1:
            place = negative[0]
            hint = "what is taken off here is below 0 in the saved records, so `minus` adds it: write `sum` instead"
        elif len({name for _, name in others}) == 1:
            place, name = min(others, key=lambda one: one[1])
            hint = f"with `{name}` in its place they add up"
        elif seen.twice:
            names = sorted(seen.twice)
            place = names[0] if len(names) == 1 else place
            hint = f"what differs is twice {_listed(names)}: is its sign turned?"
        elif len(turned) == 1:
            place = next(iter(turned))
            hint = "what differs is twice this amount: is its sign turned?"
        elif seen.once and identity is not PRICE:
            tax = ", or `tax_inclusive` wrong" if "total_tax" in seen.once and identity is TOTAL else ""
            names = [name for name in identity.parts if name in seen.once] or sorted(seen.once)
            hint = f"what differs is as much as {_listed(names)}: it may be told twice or left out{tax}"
            if identity is TOTAL and len(names) == 1 and not tax:
                place = names[0]
        else:
            hint = identity.ask
        return Unbalanced(place, seen.broken, text, hint, identity.parts)


def _of_part(identity: Identity, name: str, part: _Part) -> Unbalanced:
    """Return what is told of a part that few records have, and with which none of those adds up."""
    text = f"have `{name}` and do not add up, as the others do: {identity.text}"
    hint = f"what differs is twice `{name}`: is its sign turned?"
    hint = hint if part.twice else f"what differs is as much as `{name}`: it may be told twice or left out"
    return Unbalanced(name, part.broken, text, hint, identity.parts)


def _field_of(rule: Rule) -> str:
    return rule.pointer.strip("/").partition("/")[0]


def _listed(names: Sequence[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)
