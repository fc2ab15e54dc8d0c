"""Whether earlier conditions match whenever a later one does, as far as that can be decided.

Only what is certain counts: a condition is reported as unreachable, and never wrongly. What isn't known to imply
something implies nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shopglot.mapping.syntax import Condition

__all__ = ["EarlierConditions"]

_LIMIT = 200
# What a test says of the others: a value that is one of these is also the other.
_IMPLIED = {
    "absent": ("missing",),
    "null": ("missing",),
    "blank": ("missing",),
    "nonzero": ("present",),
    "zero": ("present",),
}
_SINGLE = frozenset({"text", "integer", "number", "boolean", "enum"})


class EarlierConditions:
    """The conditions of the cases above, checked and in their order."""

    def __init__(self) -> None:
        self._earlier: list[Condition] = []
        self._left = 0

    def covering(self, condition: Condition) -> list[Condition]:
        """Return those above that together match all that this condition would, or none; and remember it."""
        self._left = _LIMIT
        covering = self._covering(condition, 3) if self._earlier else []
        self._earlier.append(condition)
        return [earlier for earlier in self._earlier if earlier in covering]

    def _covering(self, condition: Condition, depth: int) -> list[Condition]:
        """Return what follows from it, also by parts: value by value, or where a path has one and has none."""
        self._left -= 1
        for earlier in self._earlier:
            if _implies(condition, earlier):
                return [earlier]
        if not depth or self._left < 0:
            return []
        for parts in [*_split(condition), *self._split_by_tests(condition)]:
            covering = []
            for part in parts:
                found = self._covering(part, depth - 1)
                if not found:
                    break
                covering += found
            else:
                return covering
        return []

    def _split_by_tests(self, condition: Condition) -> list[list[Condition]]:
        """Split a condition by each path that those above test: with a value there, and without one."""
        split = []
        tests = {
            _key(one.ref): one
            for earlier in self._earlier
            for one in earlier.atoms()
            if one.kind == "is" and one.test in {"present", "missing"} and one.ref is not None
        }
        for one in tests.values():
            two = [replace(one, test="present"), replace(one, test="missing")]
            if not any(_implies(condition, part) for part in two):
                split.append([_both(condition, part) for part in two])
        return split


def _both(one: Condition, other: Condition) -> Condition:
    return replace(one, kind="all", parts=[one, other], ref=None, walk=None, other=None)


def _split(condition: Condition) -> list[list[Condition]]:
    """Split a condition into others of which one holds whenever it does, in each way that there is."""
    if condition.kind == "any":
        return [condition.parts]
    if condition.kind == "equals":
        values = condition.values
        return [[replace(condition, values=[value]) for value in values]] if len(values) > 1 else []
    if condition.kind != "all":
        return []
    ways = []
    for number, part in enumerate(condition.parts):
        for way in _split(part):
            rest = condition.parts
            ways.append([
                replace(condition, parts=[*rest[:number], one, *rest[number + 1 :]]) for one in way
            ])  # fmt: skip
    return ways


def _implies(one: Condition, other: Condition) -> bool:
    """Check whether the other condition holds whenever the one does."""
    if other.kind == "all":
        return all(_implies(one, part) for part in other.parts)
    if one.kind == "any":
        return all(_implies(part, other) for part in one.parts)
    if other.kind == "any" and any(_implies(one, part) for part in other.parts):
        return True
    if other.kind == "not" and _excludes(one, other.parts[0]):
        return True
    if one.kind == "all":
        return any(_implies(part, other) for part in one.parts)
    if one.kind == "not":
        return _implies_by_not(one.parts[0], other)
    return _atom_implies(one, other)


def _implies_by_not(denied: Condition, other: Condition) -> bool:
    if other.kind == "is" and denied.kind == "is" and _key(denied.ref) == _key(other.ref):
        return {denied.test, other.test} == {"present", "missing"}
    return denied.kind == "any" and any(_implies_by_not(part, other) for part in denied.parts)


def _excludes(one: Condition, other: Condition) -> bool:
    """Check whether the two never hold together."""
    if other.kind == "any":
        return all(_excludes(one, part) for part in other.parts)
    if other.kind == "all" and any(_excludes(one, part) for part in other.parts):
        return True
    if one.kind == "all":
        return any(_excludes(part, other) for part in one.parts)
    if one.kind == "any":
        return all(_excludes(part, other) for part in one.parts)
    if one.kind == "not":
        return _implies(other, one.parts[0])
    if one.ref is None or other.ref is None or _key(one.ref) != _key(other.ref):
        return False
    if one.kind == "equals" and other.kind == "equals":
        single = one.ref.type is not None and one.ref.type.kind in _SINGLE  # a list may hold both values
        return single and not _values(one) & _values(other)
    if one.kind == "is" and other.kind == "is":
        tests = [{one.test, *_IMPLIED.get(one.test, ())}, {other.test, *_IMPLIED.get(other.test, ())}]
        return any("present" in a and "missing" in b for a, b in (tests, tests[::-1]))
    return (one.kind, other.kind) == ("equals", "is") and other.test in {"absent", "null"}


def _atom_implies(one: Condition, other: Condition) -> bool:
    if one.kind == "equals" and other.kind == "equals":
        return _key(one.ref) == _key(other.ref) and _values(one) <= _values(other)
    if one.kind == "is" and other.kind == "is":
        return _key(one.ref) == _key(other.ref) and other.test in {one.test, *_IMPLIED.get(one.test, ())}
    if one.kind == "equals" and other.kind == "is" and other.test == "present":
        return _key(one.ref) == _key(other.ref) and all(_is_word(value) for value in one.values)
    return _same(one, other)


def _is_word(value: Any) -> bool:
    """Check whether a value is surely one that is there: a token without a sign that a mask could be made of."""
    return not isinstance(value.value, str) or value.value.replace("_", "a").isalnum()


def _same(one: Condition, other: Condition) -> bool:
    """Check whether two conditions say the same, word for word."""
    if one.kind != other.kind or len(one.parts) != len(other.parts):
        return False
    if one.kind in {"all", "any", "not"}:
        return False  # compared by what they imply
    alike = (
        _key(one.ref) == _key(other.ref)
        and _key(one.other) == _key(other.other)
        and (one.test, one.number) == (other.test, other.number)
        and _values(one) == _values(other)
    )
    if not alike or (one.walk is None) != (other.walk is None):
        return False
    if one.walk is None or other.walk is None:
        return one.kind in {"equals", "is", "count", "same"}
    walks = [(walk.group, [str(ref.path) for ref in walk.paths]) for walk in (one.walk, other.walk)]
    # What holds for the elements of the one holds for those of the other too.
    return walks[0] == walks[1] and _implies(one.parts[0], other.parts[0])


def _key(ref: Any) -> str:
    return "" if ref is None else str(ref.path)


def _values(condition: Condition) -> set[tuple[str, str]]:
    return {(type(node.value).__name__, str(node.value)) for node in condition.values}
