"""The `hidden` block, compiled: which unified fields watched raw parts feed, and why they are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._conditions import always, compile_condition
from shopglot.mapping.compile._run import HiddenRules, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shopglot.mapping.syntax import Case, MappingFile, PathRef, Rule

__all__ = ["compile_hidden", "reads_maskable", "reads_watched", "watched_path"]

_NAME_PARTS = ("first_name", "last_name")


def compile_hidden(file: MappingFile, masked: Callable[[str], bool]) -> HiddenRules:
    """Compile the block; where the file has none, nothing is withheld, and no reason is known."""
    names = dict(_names(file.fields))
    if file.hidden is None:
        return HiddenRules((), names, _never, ())
    # Withheld is a whole subtree: single watched values are there or not, and extensions differ by market anyway.
    subtrees = [ref.raw for ref in file.hidden.watch if ref.type is not None and ref.type.kind != "text"]
    fed = dict(pair for rule in file.fields.values() for pair in _find_fed(rule, subtrees, masked))
    withheld = file.hidden.withheld
    reasons = [
        (
            compile_condition(row.when, masked) if row.when else always,
            {"reason": row.reason, "revealable": row.revealable, "remedy": row.remedy},
        )
        for row in file.hidden.reasons
    ]
    test = compile_condition(withheld, masked) if withheld else _never
    return HiddenRules(tuple(fed.items()), names, test, tuple(reasons))


def _never(_cur: Any, _run: Run) -> bool:
    return False


def _find_fed(
    rule: Rule, subtrees: list[tuple[str, ...]], masked: Callable[[str], bool]
) -> Iterator[tuple[str, Callable[[Any, Run], bool]]]:
    """Yield the fields that watched subtrees feed, each with the test whether they do so in a record.

    A field of `cases` is fed where the case that fits reads a subtree: a line that a market does not have is not hidden
    in it.
    """
    if rule.verb == "fields":
        for part in rule.slots["fields"].values():
            yield from _find_fed(part, subtrees, masked)
    elif rule.verb == "cases":
        cases = [
            (compile_condition(case.when, masked) if case.when else always, _reads(case.rule, subtrees))
            for case in rule.slots["cases"]
        ]
        if any(reads for _, reads in cases):
            yield rule.pointer, lambda cur, run: next((reads for when, reads in cases if when(cur, run)), False)
    elif _reads(rule, subtrees):
        yield rule.pointer, always
        items: list[Case] = rule.slots["list"] if rule.verb == "list" else []
        if len(items) == 1:  # the place of the only item is known beforehand
            for pointer, test in _find_fed(items[0].rule, subtrees, masked):
                yield f"{rule.pointer}/0{pointer}", test


def _reads(rule: Rule, subtrees: list[tuple[str, ...]]) -> bool:
    watched = [ref for ref in _refs(rule) if ref.watched]
    return any(ref.raw[: len(place)] == place for ref in watched for place in subtrees)


def _names(rules: dict[str, Rule]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Find each whole name that has rules for its parts beside it."""
    parts = tuple(rules[name].pointer for name in _NAME_PARTS if name in rules)
    if "name" in rules and parts:
        yield rules["name"].pointer, parts
    for rule in rules.values():
        if rule.verb == "fields":
            yield from _names(rule.slots["fields"])


def _refs(value: Any, *, walked: bool = False) -> Iterator[PathRef]:
    """Find the paths whose values a rule uses, however deep; with `walked` also those of the lists it goes through."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _refs(item, walked=walked)
    elif hasattr(value, "watched"):
        yield value
        if walked and value.picked is not None:
            yield value.picked.pick
    elif hasattr(value, "rule"):
        yield from _refs(value.rule, walked=walked)
    elif hasattr(value, "slots"):
        yield from _refs(value.slots, walked=walked)
    elif walked and hasattr(value, "paths"):
        yield from _refs(value.paths, walked=True)


def reads_watched(value: Any) -> bool:
    """Check whether a rule, or anything in it, reads a part that the platform may hide, or counts what is in one."""
    return any(ref.watched for ref in _refs(value, walked=True))


def watched_path(value: Any) -> PathRef | None:
    """Return the first path in a rule that reads a part that the platform may hide, or None."""
    return next((ref for ref in _refs(value) if ref.watched), None)


def reads_maskable(value: Any) -> bool:
    """Check whether a rule, or anything in it, reads a part that the connector says may be masked."""
    return any(ref.maskable for ref in _refs(value))
