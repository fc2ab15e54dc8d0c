"""What was meant by a word that no rule has, or that stands beside the wrong verb."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from shopglot.mapping.syntax._conversions import CONVERSIONS
from shopglot.mapping.syntax._modifiers import MODIFIERS
from shopglot.mapping.syntax._other_words import say_verb, suggest, words_here
from shopglot.mapping.syntax._parts import USE
from shopglot.mapping.syntax._rule_hints import hint_inside
from shopglot.mapping.syntax._shown import in_flow
from shopglot.mapping.syntax._verbs import VERBS
from shopglot.mapping.syntax._words import did_you_mean, listing

if TYPE_CHECKING:
    from collections.abc import Container

    from shopglot.mapping.syntax._entries import Verb
    from shopglot.mapping.syntax._nodes import Node

__all__ = ["fields_beside", "has_verb", "hint_for_verb", "hint_for_word_beside", "place_fields", "words_of"]

_CLOSE = 0.75
_AS_IT_IS = frozenset({"const", "count", "each", "list", "path", "use"})
_OF_LISTS = frozenset({"first_of", "join", "minus", "sum", "times"})
_WHOLE = 110  # a rule as long as a line may be
_CONDITIONAL = frozenset({"when", "then", "else"})


def has_verb(node: Node) -> bool:
    """Check whether a node is a mapping with the key of a verb, or `use`."""
    return isinstance(node.value, dict) and not {*VERBS, USE.name}.isdisjoint(node.value)


def words_of(verb: Verb) -> list[str]:
    """Return the words that a verb's rule takes."""
    return [slot.name for slot in verb.slots] + list(MODIFIERS)


def hint_for_verb(name: str, node: Node, enums: Container[str], parts: Container[str]) -> str:
    """Return what to write in place of an unknown verb; `enums` and `parts` are the names that the file has."""
    value = node.value[name]
    if name in enums:
        return f"a table is named by `enum`: {{path: {in_flow(value)}, enum: {name}}}"
    if name in parts:
        return f"a part is put in place by `use`: {{use: {name}, at: {in_flow(value)}}}"
    if name in CONVERSIONS:
        return f"a conversion is named by `as`: {{path: {in_flow(value)}, as: {name}}}"
    verb, lacking = say_verb(name)
    if verb:
        return _said_with(verb, name, node)
    near = did_you_mean(name, [*VERBS, USE.name, *MODIFIERS])
    if lacking or (near and not (_is_rule(value) and not _is_close(name, [*VERBS, USE.name, *MODIFIERS]))):
        return lacking or near
    if _is_rule(value):
        return f"the fields of an object stand under `fields`: {{fields: {{{name}: …}}}}"
    return "the verbs are " + listing((*VERBS, USE.name), len(VERBS) + 1)


def _said_with(verb: str, name: str, node: Node) -> str:
    """Return the rule that says with a verb of ours what a word of another language said."""
    value = node.value[name]
    if verb == "cases":
        return f"write {_as_cases(node, name)}"
    if verb in _OF_LISTS and isinstance(value.value, (str, list)):
        shown = in_flow(value) if isinstance(value.value, list) else f"[{in_flow(value)}, …]"
        return f"write {{{verb}: {shown}}}"
    if verb == "each" and isinstance(value.value, str):
        return f"write {{each: {in_flow(value)}, where: {{…}}, value: …}}, or `fields` in place of `value`"
    if verb in _AS_IT_IS and not isinstance(value.value, dict):
        return f"write {{{verb}: {in_flow(value)}}}"
    doc = VERBS.get(verb, USE)
    return f"did you mean `{verb}`? {doc.examples[0].rule if doc.examples else ''}".rstrip()


def _as_cases(node: Node, name: str) -> str:
    condition = node.get(name) if name not in {"then", "else"} else node.get("when") or node.get("if")
    if condition is None or not isinstance(condition.value, dict):
        condition = None
    shown = in_flow(condition) if condition is not None else "{…}"
    return f"{{cases: [{{when: {shown}, then: {in_flow(node.get('then'))}}}, {{else: {in_flow(node.get('else'))}}}]}}"


def hint_for_word_beside(verb: Verb, name: str, node: Node) -> str:
    """Return what to do with a word beside a verb that does not take it; an empty text where nothing is known."""
    words = words_of(verb)
    if inside := hint_inside(verb.name, name):
        return inside
    if meant := words_here(name, words):
        if name == "else" and meant == "default":
            return f"a fixed value for what is missing is its `default`; a rule: {{first_of: [{_rest(node)}, …]}}"
        return f"did you mean `{meant}`?"
    if name in _CONDITIONAL:
        return _hint_for_condition(name, node)
    owners = [f"`{one.name}`" for one in (*VERBS.values(), USE) if one.slot(name) is not None and one.name != name]
    if owners and name not in VERBS:
        beside = f"`{name}` stands beside {' or '.join(owners)}"
        choice = f"; one value is chosen so: {{cases: [{{when: {{…}}, then: {_rest(node, name)}}}]}}"
        return beside + (choice if name == "where" else "")
    return suggest(name, words)


def _hint_for_condition(name: str, node: Node) -> str:
    when = in_flow(node.get("when")) if name == "when" else "{…}"
    text = f"a condition stands in `cases`: {{cases: [{{when: {when}, then: {_rest(node, *_CONDITIONAL)}}}]}}"
    made = {"use", "fields"} & set(node.value)
    return text + ("; an object whose fields are all missing is missing by itself" if made else "")


def _rest(node: Node, *without: str) -> str:
    kept = {name: item for name, item in node.value.items() if name not in {*without, "else"}}
    return in_flow(replace(node, value=kept), _WHOLE)


def _is_rule(node: Node) -> bool:
    return isinstance(node.value, str) or has_verb(node)


def _is_close(name: str, words: list[str]) -> bool:
    return any(SequenceMatcher(None, name.lower(), word).ratio() >= _CLOSE for word in words)


def fields_beside(verb: Verb, node: Node, unknown: list[str]) -> list[str]:
    """Return the words that are likely fields of the object that a rule makes, and stand beside its `fields`."""
    if verb.slot("fields") is None:
        return []
    words = words_of(verb)
    return [
        name
        for name in unknown
        if _is_rule(node.value[name])
        and not words_here(name, words)
        and not _is_close(name, words)
        and name not in _CONDITIONAL | {"where", "at", "then"}
    ]


def place_fields(verb: Verb, node: Node, names: list[str]) -> tuple[str, str]:
    """Return what is wrong with fields that stand beside `fields`, and how they get into it."""
    shown = listing(names)
    stand = "stands" if len(names) == 1 else "stand"
    fields, first = node.get("fields"), node.keys[names[0]]
    it = "it" if len(names) == 1 else "them"
    if fields is None:
        text = f"{shown} {stand} beside `{verb.name}`, where only its own words stand"
        return text, f"write `fields:` before {it}, and indent {it} below: each is a field of the object"
    text = f"{shown} {stand} beside `fields`, not in it"
    inner = next(iter(fields.keys.values()), None)
    if inner is not None and inner.line != fields.line - 1 and inner.line != first.line and inner.column > first.column:
        return text, f"indent {it} by {inner.column - first.column} more, like `{inner.value}` in line {inner.line}"
    return text, f"move {it} into the braces of `fields`"
