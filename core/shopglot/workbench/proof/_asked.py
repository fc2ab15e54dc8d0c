"""What a condition asks for: the comparisons in it, and which of them must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.mapping.syntax import Condition, PathRef

__all__ = ["LEAVES", "conjuncts", "denied", "is_number_of_id", "positive", "reads_setting"]

LEAVES = frozenset({"equals", "same", "starts"})
"""Kinds of conditions that compare what is at a path."""


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """Yield the comparisons all of which a condition asks for; not what a setting decides."""
    if condition.kind == "all":
        for part in condition.parts:
            yield from conjuncts(part)
    elif condition.kind in LEAVES and not reads_setting(condition):
        yield condition


def is_number_of_id(ref: PathRef | None) -> bool:
    last = str(ref.path.steps[-1]) if ref is not None and ref.path.steps else ""
    number = ref is not None and ref.type is not None and ref.type.kind == "integer"
    return number and last.lower().endswith("id")


def denied(condition: Condition) -> Iterator[Condition]:
    """Yield the comparisons under `not`."""
    if condition.kind == "not":
        yield from condition.atoms()
    for part in condition.parts if condition.kind in {"all", "any"} else ():
        yield from denied(part)


def positive(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and its parts, but for what is under `not`."""
    yield condition
    for part in condition.parts if condition.kind in {"all", "any"} else ():
        yield from positive(part)


def reads_setting(condition: Condition) -> bool:
    return any(ref is not None and ref.path.base == "setting" for ref in (condition.ref, condition.other))
