"""Merging blocks: one on top of another of the same kind, as layers do and a `hidden` block that uses a named one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopglot.mapping.syntax._paths import PathSyntaxError, parse_path

if TYPE_CHECKING:
    from shopglot.mapping.syntax._nodes import Node

__all__ = ["merge_hidden", "put_over"]


def put_over(lower: Node, upper: Node) -> Node:
    """Merge two mappings of names; where both have a name, the upper one's content stays."""
    return replace(upper, value={**lower.value, **upper.value}, keys={**lower.keys, **upper.keys})


def merge_hidden(lower: Node, upper: Node) -> Node:
    """Merge a `hidden` block onto the one below: it watches more, and unwatches only by `unwatch`.

    Its reasons come before those below; where one of them always matches, those below are dropped. Its `masked` and
    its `withheld` replace those below.
    """
    made = put_over(lower, upper)
    watch, reasons, unwatch = (upper.get(name) for name in ("watch", "reasons", "unwatch"))
    below = lower.get("watch")
    if watch is not None and watch.value and isinstance(watch.value, list) and below is not None:
        made.value["watch"] = replace(watch, value=[*_items(below), *watch.value])
    below = lower.get("reasons")
    if reasons is not None and isinstance(reasons.value, list) and below is not None:
        always = any(isinstance(row.value, dict) and "when" not in row.value for row in reasons.value)
        made.value["reasons"] = replace(reasons, value=[*reasons.value, *(() if always else _items(below))])
    below = lower.get("unwatch")
    if below is not None and isinstance(below.value, dict):
        again = [_place(str(item.value)) for item in (_items(watch) if watch is not None else ())]
        kept = {text: item for text, item in below.value.items() if not _within(_place(text), again)}
        own = unwatch.value if unwatch is not None and isinstance(unwatch.value, dict) else {}
        keys = {**below.keys, **(unwatch.keys if unwatch is not None else {})}
        made.value["unwatch"] = replace(unwatch or below, value={**kept, **own}, keys=keys)
    return made


def _items(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else []


def _place(text: str) -> tuple[str | int, ...]:
    try:
        return parse_path(text).steps
    except PathSyntaxError:
        return ()  # reported at its own node


def _within(place: tuple[str | int, ...], others: list[tuple[str | int, ...]]) -> bool:
    return any(other and place[: len(other)] == other for other in others)
