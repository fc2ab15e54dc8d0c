"""What saved records contradict in themselves: ids that are alike, lists that repeat, orders apart from their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from shopglot_models import Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.mapping.syntax import Rule
    from shopglot.workbench.explain import RuleCall

__all__ = ["SeenIds", "SeenStates", "repeated_in"]

_ONCE = "each once"
"""How a model says of a list that no value is in it twice."""
_TAKES = (-1, 0, 1, 2, 3, -2)


@dataclass(slots=True)
class _Cut:
    """The texts of which an id was cut, in which records, and what came of them."""

    texts: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    records: set[int] = field(default_factory=set)


class SeenIds:
    """The ids that are cut from texts: where each text gives the same part, it tells nothing apart."""

    def __init__(self) -> None:
        self._cut: dict[Rule, _Cut] = {}

    def note(self, calls: Iterable[RuleCall], record: int) -> None:
        """Take note of the rules of one record."""
        for top in calls:
            for call in top.all():
                name = call.rule.pointer.rsplit("/", 1)[-1]
                if call.rule.verb != "split" or "take" not in call.rule.slots or not _is_id(name) or not call.calls:
                    continue
                text = call.calls[-1].value
                if isinstance(text, str) and isinstance(call.value, str):
                    cut = self._cut.setdefault(call.rule, _Cut())
                    cut.texts.add(text)
                    cut.parts.add(call.value)
                    cut.records.add(record)

    def wrong(self) -> Iterator[tuple[Rule, set[int], str]]:
        """Yield each rule that gives one id for all texts, in which records, and what to write in its place."""
        for rule, cut in self._cut.items():
            if len(cut.texts) < 2 or len(cut.parts) > 1:  # noqa: PLR2004 - of one text nothing is known
                continue
            on = str(rule.slots["on"])
            telling = [take for take in _TAKES if len(_taken(cut.texts, on, take)) == len(cut.texts)]
            yield rule, cut.records, f"`take: {telling[0]}` tells them apart" if telling else ""


# Of an order that is as the first says no line is as one of the others.
_ELSEWHERE = {
    "cancelled": {"shipped", "delivered"},  # platforms keep `pending` of lines that are cancelled with the order
    "delivered": {"pending"},
    "pending": {"shipped", "delivered"},
}


class SeenStates:
    """The orders whose `fulfillment_status` their own lines contradict, by the rule that gave it."""

    def __init__(self) -> None:
        self._wrong: dict[tuple[Rule, str], tuple[set[int], set[str]]] = {}

    def note(self, record: BaseModel, calls: Iterable[RuleCall], number: int) -> None:
        """Take note of one unified record, and of the rules that made it."""
        state = record.fulfillment_status if isinstance(record, Order) else None
        if not isinstance(record, Order) or state is None:
            return
        others = {line.status for line in record.line_items if line.status in _ELSEWHERE.get(state, ())}
        call = next((one for one in calls if one.rule.pointer == "/fulfillment_status"), None)
        if not others or call is None:
            return
        while call.calls and call.calls[-1].value == call.value:
            call = call.calls[-1]
        records, seen = self._wrong.setdefault((call.rule, state), (set(), set()))
        records.add(number)
        seen.update(str(one) for one in others)

    def wrong(self) -> Iterator[tuple[Rule, set[int], str]]:
        """Yield each such rule, in which records, and what these are."""
        for (rule, state), (records, others) in self._wrong.items():
            lines = " or ".join(f"`{one}`" for one in sorted(others))
            yield rule, records, f"have `{state}` here, and lines that are {lines}"


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith("_id")


def _taken(texts: set[str], on: str, take: int) -> set[str]:
    """Return the parts that differ; none where a text has no such part."""
    split = [[part for part in text.split(on) if part] for text in texts]
    return {parts[take] for parts in split if -len(parts) <= take < len(parts)}


def repeated_in(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the place of each list of a unified record in which a value is twice, though its model says each once."""
    for item in value if isinstance(value, (list, tuple)) else ():
        yield from repeated_in(item, place)
    for name, described in type(value).model_fields.items() if isinstance(value, BaseModel) else ():
        inner = getattr(value, name)
        if (
            isinstance(inner, (list, tuple))
            and _ONCE in (described.description or "")
            and len({*map(repr, inner)}) < len(inner)
        ):
            yield (*place, name)
        yield from repeated_in(inner, (*place, name))
