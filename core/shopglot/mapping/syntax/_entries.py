"""What the tables of the language are made of: a verb and its slots, a modifier, a conversion, a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Conversion", "Example", "IsTest", "Modifier", "Slot", "Verb"]

SlotKind = Literal[
    "path",  # one path
    "walk",  # a path to a list, a list of such paths (one inside the other), or `group`
    "rule",  # a rule
    "rules",  # a list of rules, at least one
    "terms",  # a rule, a list of rules, or `{each, where, path}`
    "condition",
    "scalar",
    "keys",  # a list of paths or other rules, at least one
    "zero",  # the word `zero`
    "fields",  # a mapping of target fields to rules
    "cases",  # a list of `{when, then}`, the last may be `{else}`
    "items",  # a list of rules, each may have a `when`
    "name",  # a transform
    "part",
    "arguments",  # a mapping of a transform's parameters to rules
    "text",
    "boolean",
    "number",  # a whole number
]


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a verb: `rule` is YAML, `record` the raw record, `gives` the JSON form of the result."""

    rule: str
    record: Any
    gives: Any


@dataclass(frozen=True, slots=True)
class Slot:
    """One key of a verb."""

    name: str
    kind: SlotKind
    doc: str
    required: bool = False
    inside: bool = False  # its paths start at the elements of the list that the verb's own key names


@dataclass(frozen=True, slots=True)
class Verb:
    """One source verb; `slots[0]` is the verb's own key.

    `value`: a verb returns what it reads (`read`), the value of one of its rules (`parts`), or a new value (`made`).
    `derived`: coverage lists a field that such verbs fill as derived, not as filled.
    """

    name: str
    result: str
    can_fail: bool
    doc: str
    slots: tuple[Slot, ...]
    examples: tuple[Example, ...]
    one_of: tuple[str, ...] = ()  # exactly one of these slots must be there
    value: Literal["read", "parts", "made"] = "made"
    derived: bool = False

    def slot(self, name: str) -> Slot | None:
        """Return the slot of this name, or None."""
        return next((slot for slot in self.slots if slot.name == name), None)


@dataclass(frozen=True, slots=True)
class Modifier:
    """One modifier of a rule; `belongs_to` is the conversion that it is part of."""

    name: str
    doc: str
    examples: tuple[Example, ...] = ()
    belongs_to: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """One conversion of `as`: which raw kinds it reads, and which kind it returns.

    `needs` is the modifier that must stand beside it.
    """

    name: str
    reads: tuple[str, ...]
    gives: str
    doc: str
    examples: tuple[Example, ...]
    needs: str = ""


@dataclass(frozen=True, slots=True)
class IsTest:
    """One word for `{is: …}` in a condition."""

    name: str
    doc: str
