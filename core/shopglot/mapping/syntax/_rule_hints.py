"""What a rule that is written in the wrong shape was likely meant to be."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from shopglot.mapping.syntax._blocks import BLOCKS
from shopglot.mapping.syntax._shown import in_flow
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
    "hint_for_case",
    "hint_for_condition",
    "hint_for_count",
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
    """Return where a word belongs that stands beside a sum or a list and not in it, or an empty text."""
    if verb == "list" and word == "skip":
        return "it stands at each item of the list: {list: [{skip: zero, fields: {…}}, …]}"
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


def hint_for_case(node: Node) -> str:
    """Return what to write in place of a case that is none."""
    if not isinstance(node.value, dict):
        return ""
    if {"when", "then"} <= set(node.value) and "else" in node.value:
        return "`else` is a case of its own, the last one: {else: …}"
    said = {ours: name for ours, theirs in _OF_CASES.items() for name in node.value if name in theirs}
    if said:
        return "write " + " and ".join(f"`{ours}` in place of `{name}`" for ours, name in said.items())
    rest = {name: item for name, item in node.value.items() if name != "when"}
    if "when" in node.value and rest and "then" not in rest:
        return f"its rule stands under `then`: {{when: {{…}}, then: {in_flow(replace(node, value=rest))}}}"
    if "then" in node.value and "when" not in node.value:
        return "a case without a condition is the last one: {else: …}"
    return ""


_OF_CASES = {
    "when": ("if", "case", "condition", "match", "where", "cond", "test"),
    "then": ("value", "return", "result", "do", "to", "rule", "use_value"),
    "else": ("default", "otherwise", "_", "finally", "fallback"),
}


def hint_for_count(path: str, told: Node | None) -> str:
    """Return how a condition asks for the length of a list where it does not ask for one whole number."""
    text = "" if told is None else in_flow(told).strip("'").replace(" ", "")
    if text in {"0", ">=0"} or told is None:
        return f"write {{{path}: {{count: 2}}}}"
    if text in {">0", ">=1", "!=0", "<>0", "1+", "nonzero", "nonempty", "present", "true", "any", "gt0"}:
        return f"for one or more write {{{path}: {{is: nonempty}}}}"
    if text in {"<1", "<=0", "==0", "=0", "zero", "empty", "missing", "none", "false"}:
        return f"for none write {{{path}: {{count: 0}}}}"
    more = f"for one or more write {{{path}: {{is: nonempty}}}}, for none {{count: 0}}"
    return f"numbers are not compared by size: {more}, for several lengths {{any: [{{{path}: {{count: 2}}}}, …]}}"


def hint_for_condition(node: Node) -> str:
    """Return what to write in place of a condition that is none."""
    if isinstance(node.value, list) and node.value:
        return f"all of several: {{all: {in_flow(node)}}}, or one of them: {{any: […]}}"
    if isinstance(node.value, str):
        return _hint_for_expression(node.value)
    if isinstance(node.value, bool):
        return "leave the condition out where it always holds; the last case is {else: …}"
    return "forms: {path: value}, {path: [values]}, {path: {is: missing}}, all, any, not"


_COMPARED = re.compile(r"\s*(!|not\s+)?([\w.$^@\[\]]+)\s*(?:(===?|=|!=|<>|>=?|<=?|\bis\b|\bin\b)\s*(.+?))?\s*\Z")


def _hint_for_expression(text: str) -> str:
    """Return the condition that is meant by an expression, or by a path alone."""
    found = _COMPARED.match(text)
    if found is None:
        return "a condition is no expression: write {path: value}, {path: {is: present}}, all, any, not"
    denied, path, sign, value = found.groups()
    path = f"'{path}'" if "[" in path else path
    if sign is None:
        return f"write {{{path}: {{is: {'missing' if denied else 'present'}}}}}, or {{{path}: true}} of a boolean"
    if sign[0] in "<>" and sign != "<>":
        return f"numbers are not compared by size: {{{path}: {{is: nonzero}}}} holds for what is not 0"
    if value.strip("'\"") in {"null", "None", "nil"}:
        return f"write {{{path}: {{is: {'present' if sign in {'!=', '<>'} else 'missing'}}}}}"
    plain = f"{{{path}: {value.strip(chr(34))}}}"
    return f"write {{not: {plain}}}" if sign in {"!=", "<>"} else f"write {plain}"


def hint_for_two(node: Node, verbs: Sequence[Verb]) -> str:
    """Return how to say with one verb what was said with two or more."""
    names = {verb.name for verb in verbs}
    if names == {"sum", "path"}:
        return f"write {{sum: {{each: {_shown(node, 'sum')}, path: {_shown(node, 'path')}}}}}"
    if names == {"each", "path"}:
        return f"write {{each: {_shown(node, 'each')}, value: {_shown(node, 'path')}}}"
    if names == {"list", "fields"}:
        return f"to make an item of each element write `each`: {{each: {in_flow(node.get('list'))}, fields: {{…}}}}"
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
