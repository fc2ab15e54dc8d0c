"""What a rule that is written in the wrong shape was likely meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.mapping.syntax._entries import Verb
    from shopglot.mapping.syntax._nodes import Node

__all__ = ["hint_for_prefixes", "hint_for_two"]

_CHOICES = frozenset({"first_of", "cases"})


def hint_for_two(node: Node, verbs: Sequence[Verb]) -> str:
    """Return how to say with one verb what was said with two or more."""
    names = {verb.name for verb in verbs}
    if names == {"sum", "path"}:
        return f"write {{sum: {{each: {_shown(node, 'sum')}, path: {_shown(node, 'path')}}}}}"
    if names == {"each", "path"}:
        return f"write {{each: {_shown(node, 'each')}, value: {_shown(node, 'path')}}}"
    if names == {"path", "const"}:
        return "a value for where the path has none is its `default`"
    if "path" in names and names & _CHOICES:
        return f"put the path into `{min(names & _CHOICES)}`"
    return "keep one; a rule inside a rule is written in its slot, such as {first_of: [{…}, {…}]}"


def hint_for_prefixes(path: str, prefixes: Node) -> str:
    """Return how a condition asks for one of several beginnings, a list; an empty text where they are no texts."""
    if not prefixes.value or not all(isinstance(one.value, str) for one in prefixes.value):
        return ""
    each = ", ".join(f"{{{path}: {{starts_with: {one.value}}}}}" for one in prefixes.value)
    return f"write any: [{each}]"


def _shown(node: Node, name: str) -> str:
    value = node.value[name].value
    return value if isinstance(value, str) else "…"
