"""Two descriptions of the same thing, entry by entry: which differences break who relies on the old one."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Difference", "Entries", "Level", "compare_entries"]

Level = Literal["breaking", "additive", "meaning"]
Entries = Mapping[str, Mapping[str, Any]]
"""Facts by place: `Request.host` is a field, `Setting.parse(value)` a parameter, `order:/id` what a mapping fills.

`in` names the entry that it belongs to, `type` and `default` are as they are written, `order` is that of arguments by
position; every other fact is compared as a whole.
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: it breaks somebody, it adds something, or a mapping means something else by the same fields."""

    level: Level
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.level}: {self.place}: {self.text}"


def compare_entries(old: Entries, new: Entries) -> list[Difference]:
    """List every difference between two descriptions; a change that is not known to be an addition is breaking.

    What belongs to a place that is gone or new itself is not told beside it.
    """
    found = [
        Difference("breaking", place, "removed")
        for place, facts in old.items()
        if place not in new and (facts.get("in") not in old or facts["in"] in new)
    ]
    for place, facts in new.items():
        if place in old:
            found += _facts(place, old[place], facts)
        elif facts.get("in") not in new or facts["in"] in old:
            found.append(_added(place, facts, old))
    return found


def _added(place: str, facts: Mapping[str, Any], old: Entries) -> Difference:
    owner = old.get(facts.get("in", ""), {}).get("kind")
    if owner == "protocol":
        return Difference("breaking", place, "new, and others implement it")
    # A field or a parameter: methods and properties have a kind.
    if owner in {"dataclass", "function"} and "kind" not in facts and "default" not in facts:
        return Difference("breaking", place, "new, and has no default")
    return Difference("additive", place, "new")


def _facts(place: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    found = []
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if name == "digest":
            found.append(Difference("meaning", place, "other rules"))
        elif name == "type":
            found += _types(place, str(before), str(after))
        elif name == "default" and before is None:
            found.append(Difference("additive", place, f"has a default now: {after}"))
        elif name == "default" and after is None:
            found.append(Difference("breaking", place, "has no default any more"))
        elif name == "order" and before is not None and after is not None:
            kept = [one for one in before if one in after]
            if list(after[: len(kept)]) != kept:
                found.append(Difference("breaking", place, f"other order: was {_list(before)}, is {_list(after)}"))
        else:
            found.append(Difference("breaking", place, f"{name} was {before}, is {after}"))
    return found


def _types(place: str, old: str, new: str) -> list[Difference]:
    before, after = _values(old), _values(new)
    if before is None or after is None:
        return [Difference("breaking", place, f"type was {old}, is {new}")]
    gone = [Difference("breaking", place, f"the value {one} was removed") for one in before if one not in after]
    return gone + [Difference("additive", place, f"the value {one} is new") for one in after if one not in before]


def _values(written: str) -> list[Any] | None:
    """Return the values of a type that lists them, as Python or the mapping language writes it."""
    if written.startswith("Literal[") and written.endswith("]"):
        values: list[Any] = ast.literal_eval(written.removeprefix("Literal"))
        return values
    return written.removeprefix("one of ").split(", ") if written.startswith("one of ") else None


def _list(names: list[str]) -> str:
    return ", ".join(names) or "nothing"
