"""The `hidden` block, compiled: which unified fields watched raw parts feed, and why they are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.mapping._conditions import always, compile_condition
from shopglot.mapping._run import HiddenRules, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shopglot.mapping._ast import MappingFile, PathRef, Rule

__all__ = ["compile_hidden", "reads_maskable", "reads_watched"]


def compile_hidden(file: MappingFile, masked: Callable[[str], bool]) -> HiddenRules:
    """Compile the block; where the file has none, nothing is withheld, and no reason is known."""
    if file.hidden is None:
        return HiddenRules((), _never, ())
    # Withheld is a whole subtree: single watched values are there or not, and extensions differ by market anyway.
    subtrees = [ref.raw for ref in file.hidden.watch if ref.type is not None and ref.type.kind != "text"]
    fed = [pointer for rule in file.fields.values() for pointer in _fed(rule, subtrees)]
    withheld = file.hidden.withheld
    reasons = [
        (
            compile_condition(row.when, masked) if row.when else always,
            {"reason": row.reason, "revealable": row.revealable, "remedy": row.remedy},
        )
        for row in file.hidden.reasons
    ]
    test = compile_condition(withheld, masked) if withheld else _never
    return HiddenRules(tuple(dict.fromkeys(fed)), test, tuple(reasons))


def _never(_cur: Any, _run: Run) -> bool:
    return False


def _fed(rule: Rule, subtrees: list[tuple[str, ...]]) -> list[str]:
    if rule.verb == "fields":
        return [pointer for part in rule.slots["fields"].values() for pointer in _fed(part, subtrees)]
    watched = [ref for ref in _refs(rule) if ref.watched]
    within = any(ref.raw[: len(place)] == place for ref in watched for place in subtrees)
    return [rule.pointer] if within else []


def _refs(value: Any) -> Iterator[PathRef]:
    """Find the paths whose values a rule uses, however deep."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _refs(item)
    elif hasattr(value, "watched"):
        yield value
    elif hasattr(value, "rule"):
        yield from _refs(value.rule)
    elif hasattr(value, "slots"):
        yield from _refs(value.slots)


def reads_watched(value: Any) -> bool:
    """Tell whether a rule, or anything in it, reads a part that the platform may hide."""
    return any(ref.watched for ref in _refs(value))


def reads_maskable(value: Any) -> bool:
    """Tell whether a rule, or anything in it, reads a part that the connector says may be masked."""
    return any(ref.maskable for ref in _refs(value))
