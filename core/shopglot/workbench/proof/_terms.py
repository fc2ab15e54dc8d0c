"""The amounts inside the rules of an order's money, and what would stand in their place: evidence for a wrong sum."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from shopglot.mapping.compile import CONVERTERS, ConversionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.mapping.syntax import Rule
    from shopglot.workbench.explain import RuleCall

__all__ = ["Term", "iter_subtracted", "iter_terms"]

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_ANY_AMOUNT = frozenset({
    "money", "amount", "price", "value", "total", "cost", "set", "id", "tax", "ex", "inc", "excl", "incl", "net",
    "gross", "with", "without", "including", "excluding",
})  # fmt: skip


class Term(NamedTuple):
    """One amount of one record: the unified field at the top, the rule that made it, and its value.

    `others` are the amounts of raw fields beside the one that it is read from, by the path that leads there.
    """

    field: str
    rule: Rule
    value: Decimal
    others: dict[str, Decimal]


def iter_terms(calls: Iterable[RuleCall], raw: Any, names: frozenset[str]) -> Iterator[Term]:
    """Yield the amounts in the rules at the top that are made once a record; `names` are those of the raw schema."""
    for top in calls:
        for call in _outside_lists(top):
            if isinstance(call.value, Decimal) and call.value:
                field = top.rule.pointer.strip("/").partition("/")[0]
                yield Term(field, call.rule, call.value, _others(call, raw, names))


def iter_subtracted(calls: Iterable[RuleCall]) -> Iterator[tuple[str, Rule, Decimal]]:
    """Yield each amount that a rule takes off another one, with the unified field that it is for."""
    for top in calls:
        name = top.rule.pointer.strip("/")
        for call in top.all():
            for inner in call.calls[1:] if call.rule.verb == "minus" else ():
                if isinstance(inner.value, Decimal) and inner.value:
                    own = inner.rule.pointer.strip("/")
                    yield own if own == name else f"{name}.{own}", inner.rule, inner.value


def _outside_lists(call: RuleCall) -> Iterator[RuleCall]:
    """Yield what runs once a record: an item that is written by itself does, one of each element does not."""
    yield call
    for inner in call.calls if call.rule.verb != "each" else ():
        yield from _outside_lists(inner)


def _others(call: RuleCall, raw: Any, names: frozenset[str]) -> dict[str, Decimal]:
    """Return the amounts beside the one that a rule reads, read as that one is: with one other name on the way."""
    rule = call.rule
    ref = rule.slots.get("path") if rule.verb == "path" else None
    if ref is None or ref.path.base not in {"", "$"} or not all(isinstance(step, str) for step in ref.path.steps):
        return {}
    own = _number(call.read)
    if not own:
        return {}
    found: dict[str, Decimal] = {}
    steps, at = ref.path.steps, raw
    for number, step in enumerate(steps):
        beside = at.keys() & names if isinstance(at, dict) else ()
        for name in (name for name in beside if _are_akin(name, step)):
            other = _number(_follow(at[name], steps[number + 1 :]))
            if other is not None:
                found[".".join((*steps[:number], name, *steps[number + 1 :]))] = other * call.value / own
        at = at.get(step) if isinstance(at, dict) else None
    return found


def _are_akin(name: str, own: str) -> bool:
    """Check whether two names are those of one thing: an amount that fits by chance is another's."""
    words, others = ({*_WORDS.findall(one)} for one in (name, own))
    shared = {word.lower() for word in words} & {word.lower() for word in others} - _ANY_AMOUNT
    return name != own and (bool(shared) or own in name or name in own)


def _follow(value: Any, steps: Iterable[str]) -> Any:
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _number(raw: Any) -> Decimal | None:
    try:
        made = Decimal(raw) if type(raw) is int else CONVERTERS["money"](raw)
    except ConversionError:
        return None
    return made if isinstance(made, Decimal) else None
