"""What a rule that is written in the wrong shape was likely meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax._blocks import BLOCKS
from shopglot.mapping.syntax._words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.mapping.syntax._entries import Verb
    from shopglot.mapping.syntax._nodes import Node

__all__ = [
    "BESIDE_FIELDS",
    "BLOCKS_BESIDE",
    "TESTING",
    "hint_beside",
    "hint_for_prefixes",
    "hint_for_test",
    "hint_for_two",
    "hint_for_word",
    "hint_inside",
]

BESIDE_FIELDS = frozenset({"fields", "skip", "where", "when", "group_by", "required", "default", "at"})
"""Words that stand beside `fields`, and are no field of any unified model."""

BLOCKS_BESIDE = frozenset(BLOCKS) - {"fields"}
"""Blocks of a file beside `fields`."""

TESTING = ("is", "count", "same_as", "starts_with")
_OF_OTHERS = {
    "write {%s: value}": ("eq", "equals", "equal", "==", "="),
    "write {not: {%s: value}}": ("ne", "neq", "not_equals", "not", "!="),
    "write {%s: [value, value]}": ("in", "one_of", "any_of"),
    "numbers are not compared by size: {%s: {is: nonzero}} holds for what is not 0": (
        "gt", "gte", "lt", "lte", "min", "max", ">", ">=", "<", "<=", "greater_than", "less_than",
    ),
    "write {%s: {is: present}}": ("exists", "present", "not_null", "is_not"),
    "write {%s: {is: missing}}": ("missing", "null", "absent", "empty", "is_null"),
    "write {%s: {is: nonempty}}": ("nonempty", "not_empty"),
    "write {%s: {starts_with: text}}": ("startswith", "prefix", "begins_with", "like", "matches", "regex", "contains"),
}  # fmt: skip
_OTHER_WORDS = {
    "present": ("not null", "not missing", "set", "defined", "exists", "given", "filled", "not_null", "notnull"),
    "missing": ("not present", "unset", "undefined", "not set", "none", "nil"),
    "nonempty": ("not empty", "not_empty", "non-empty", "any"),
    "nonzero": ("not zero", "positive", "not_zero", "non-zero"),
}
_CHOICES = frozenset({"first_of", "cases"})


def hint_inside(verb: str, word: str) -> str:
    """Return where a word belongs that stands beside a sum and not in it, or an empty text."""
    if verb in {"sum", "minus", "times"} and word in {"where", "each", "path"}:
        return f"put it inside: {{{verb}: {{each: …, where: …, path: …}}}}"
    return ""


def hint_beside(name: str) -> str:
    """Return where a word belongs that stands among the fields of an object."""
    if name in BLOCKS_BESIDE:
        return f"`{name}` is a block of its own, beside `fields`: indent it less"
    if name == "fields":
        return "`fields` belongs into a rule, such as the one above it: indent it more"
    return f"`{name}` stands beside `fields`: indent it less"


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


def hint_for_test(name: str, path: str) -> str:
    """Return how a condition asks for what other languages have a word of this name for."""
    near = did_you_mean(name, TESTING)
    other = next((text % path for text, names in _OF_OTHERS.items() if name in names), "")
    return other or near or f"write {{{path}: value}} or one of {', '.join(f'`{test}`' for test in TESTING)}"


def hint_for_word(word: str) -> str:
    """Return the test that another language has another word for, or an empty text."""
    return next((f"write {{is: {test}}}" for test, words in _OTHER_WORDS.items() if word.lower() in words), "")


def hint_for_prefixes(path: str, prefixes: Node) -> str:
    """Return how a condition asks for one of several beginnings, a list; an empty text where they are no texts."""
    if not prefixes.value or not all(isinstance(one.value, str) for one in prefixes.value):
        return ""
    each = ", ".join(f"{{{path}: {{starts_with: {one.value}}}}}" for one in prefixes.value)
    return f"write any: [{each}]"


def _shown(node: Node, name: str) -> str:
    value = node.value[name].value
    return value if isinstance(value, str) else "…"
