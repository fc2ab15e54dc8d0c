"""Nodes to rules, driven by the table of verbs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopglot.mapping.syntax._ast import Case, Rule, Walk
from shopglot.mapping.syntax._modifiers import MODIFIERS
from shopglot.mapping.syntax._parse_use import UseParser
from shopglot.mapping.syntax._parts import USE
from shopglot.mapping.syntax._rule_hints import BESIDE_FIELDS, BLOCKS_BESIDE, hint_beside, hint_for_case, hint_for_two
from shopglot.mapping.syntax._rule_words import (
    fields_beside,
    has_verb,
    hint_for_verb,
    hint_for_word_beside,
    place_fields,
    words_of,
)
from shopglot.mapping.syntax._shown import hint_for_names, in_flow
from shopglot.mapping.syntax._verbs import VERBS
from shopglot.mapping.syntax._words import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.syntax._entries import Slot, Verb
    from shopglot.mapping.syntax._nodes import Node
    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["RuleParser"]

_OF_TERM = ("path", "as", "of")


class RuleParser(UseParser):
    """Parses rules; what is wrong goes to the reporter, and a rule that can't be read becomes None."""

    def __init__(self, report: Reporter) -> None:
        super().__init__(report)
        self._slots: dict[str, Callable[[Node], Any]] = {
            "path": self.path,
            "walk": self._walk,
            "rule": self.rule,
            "rules": self._rules,
            "terms": self._terms,
            "condition": self.condition,
            "scalar": self._scalar,
            "keys": self._rules,
            "zero": self.zero,
            "fields": lambda node: self.fields(node) if isinstance(node.value, dict) else self.fields(node) or None,
            "cases": self._cases,
            "items": self._items,
            "name": self._text,
            "arguments": self._arguments,
            "text": self._text,
            "boolean": self._boolean,
            "number": self._number,
        }

    def fields(self, node: Node) -> dict[str, Rule]:
        """Parse a mapping of names to rules."""
        if not isinstance(node.value, dict) or not node.value:
            self.report.shape(node, "expected a mapping from fields to rules", hint=hint_for_names(node, "name: rule"))
            return {}
        parsed = {
            name: self.rule(value) for name, value in node.value.items() if not self._stands_beside(name, node, value)
        }
        return {name: rule for name, rule in parsed.items() if rule is not None}

    def _arguments(self, node: Node) -> dict[str, Rule] | None:
        """Parse the parameters of a transform, each with its rule."""
        if isinstance(node.value, dict) and not has_verb(node):
            return self.fields(node)
        hint = f"write each with its name: {{text: {in_flow(node)}}}"
        self.report.shape(node, "expected the transform's parameters by their names", hint=hint)
        return None

    def _stands_beside(self, name: str, node: Node, value: Node) -> bool:
        """Report a word that is no field, with what no rule is: it was indented too far (`E105`)."""
        if isinstance(value.value, str) or has_verb(value) or name not in BESIDE_FIELDS | BLOCKS_BESIDE:
            return False
        self.report("E105", node.keys[name], f"`{name}` is no field", hint=hint_beside(name))
        return True

    def rule(self, node: Node, extra: tuple[str, ...] = ()) -> Rule | None:
        """Parse one rule; `extra` are keys that belong to what contains the rule."""
        if isinstance(node.value, str):
            ref = self.path(node)
            return None if ref is None else Rule(node, "path", {"path": ref}, {"path": node})
        if not isinstance(node.value, dict):
            hint = f"write a fixed value as {{const: {in_flow(node)}}}"
            hint = "leave the field out: what no rule fills is null" if node.value is None else hint
            hint = f"a list is made by a verb: {{list: {in_flow(node)}}}" if isinstance(node.value, list) else hint
            self.report.shape(node, "expected a rule (a path, or a mapping with a verb)", hint=hint)
            return None
        verb = self._verb(node, extra)
        if verb is None or verb is USE:
            return self.use(node, extra) if verb is USE else None
        self.level += 1
        rule = self._with_verb(node, verb, extra)
        self.level -= 1
        return rule

    def _verb(self, node: Node, extra: tuple[str, ...]) -> Verb | None:
        named = [VERBS.get(key, USE) for key in node.value if key in VERBS or key == "use"]
        slots_of_others = {slot.name for verb in named for slot in verb.slots[1:]}
        sources = [verb for verb in named if verb.name not in slots_of_others] or named[:1]
        if len(sources) == 1:
            return sources[0]
        if sources:
            names = " and ".join(f"`{verb.name}`" for verb in sources)
            text = f"expected one source verb in a rule, got {names}"
            self.report("E107", node.keys[sources[1].name], text, hint=hint_for_two(node, sources))
            return None
        for name, key in node.keys.items():
            if name not in MODIFIERS and name not in extra:
                self.report(
                    "E105", key, f"unknown verb `{name}`", hint=hint_for_verb(name, node, self.enums, self.parts)
                )
                return None
        self.report("E107", node, "this rule has no source", hint="add the source of the value, such as `path: …`")
        return None

    def _with_verb(self, node: Node, verb: Verb, extra: tuple[str, ...]) -> Rule | None:
        rule = Rule(node, verb.name)
        complete = True
        # The verb's own key comes first, wherever it stands: it says how many scopes the other slots are inside.
        head = self._slots[verb.slots[0].kind](node.value[verb.name]) if verb.name in node.value else None
        scopes = head.scopes if isinstance(head, Walk) else 1
        lacking = [slot for slot in verb.slots if slot.required and slot.name not in node.value]
        unknown = []
        for name, value in node.value.items():
            slot = verb.slot(name)
            if slot is not None:
                with self.inside(scopes if slot.inside else 0):
                    parsed = head if name == verb.name else self._slots[slot.kind](value)
                complete &= parsed is not None
                rule.slots[name], rule.nodes[name] = parsed, value
                rule.skips_zero |= slot.kind == "zero"
                if name == "on" and parsed == "":
                    self.report("E104", value, "a text is not cut at no character: write the separator")
                    complete = False
            elif name == "skip" and name in extra:
                complete &= self.zero(value) is not None
                rule.skips_zero, rule.nodes[name] = True, value
            elif name in MODIFIERS:
                complete &= self.modifier(rule, name, value)
            elif name not in extra:
                unknown.append(name)
        meant = self._report_unknown(node, verb, unknown, lacking)
        for slot in lacking:
            if slot is not meant:
                self.report("E106", node.keys[verb.name], f"`{verb.name}` needs `{slot.name}`: {slot.doc}")
            complete = False
        given = [name for name in verb.one_of if name in rule.slots]
        complete &= not verb.one_of or len(given) == 1
        if verb.one_of and len(given) != 1 and not (not given and fields_beside(verb, node, unknown)):
            choice = " and ".join(f"`{name}`" for name in verb.one_of)
            both = "; ".join(f"`{slot.name}`: {slot.doc}" for slot in verb.slots if slot.name in verb.one_of)
            self.report("E106", node.keys[verb.name], f"`{verb.name}` needs exactly one of {choice}", hint=both)
        return rule if self.complete_conversion(rule, node) and complete else None

    def _report_unknown(self, node: Node, verb: Verb, unknown: list[str], lacking: list[Slot]) -> Slot | None:
        """Report words that a verb does not take; return the one slot that is missing, where one may stand for it."""
        meant, beside = None, fields_beside(verb, node, unknown)
        if beside:
            text, hint = place_fields(verb, node, beside)
            self.report("E105", node.keys[beside[0]], text, hint=hint)
        words = words_of(verb)
        for name in (name for name in unknown if name not in beside):
            hint = hint_for_word_beside(verb, name, node)
            one = lacking[0] if len(lacking) == 1 and nearest(name, words) in {"", lacking[0].name} else None
            one = one if one is None or not hint or f"`{one.name}`" in hint else None
            meant = one or meant
            takes = f"`{verb.name}` takes " + ", ".join(f"`{word}`" for word in words)
            hint = hint or (f"it needs `{one.name}`: {one.doc}" if one else takes)
            self.report("E105", node.keys[name], f"`{verb.name}` does not take `{name}`", hint=hint)
        return meant

    def _rules(self, node: Node) -> list[Rule] | None:
        if not isinstance(node.value, list) or not node.value:
            hint = (
                f"put it in brackets: [{in_flow(node)}]" if isinstance(node.value, (str, dict)) and node.value else ""
            )
            self.report.shape(node, "expected a list of rules", hint=hint)
            return None
        rules = [self.rule(item) for item in node.value]
        return [rule for rule in rules if rule is not None] if None not in rules else None

    def _terms(self, node: Node) -> list[Rule] | None:
        items = node.value if isinstance(node.value, list) else [node]
        if not items:
            self.report("E104", node, "expected at least one amount to add")
            return None
        rules = [self._term(item) for item in items]
        return [rule for rule in rules if rule is not None] if None not in rules else None

    def _term(self, node: Node) -> Rule | None:
        if not isinstance(node.value, dict) or "each" not in node.value or "path" not in node.value:
            return self.rule(node)
        for name, key in node.keys.items():
            if name not in {"each", "where", *_OF_TERM}:
                hint = "it takes each, where, path, and as, of"
                self.report("E105", key, f"a sum over a list does not take `{name}`", hint=hint)
        walk = self._walk(node.value["each"])
        own = {name: node.value[name] for name in _OF_TERM if name in node.value}
        inner = replace(node.value["path"], value=own, keys={name: node.keys[name] for name in own})
        with self.inside(walk.scopes if walk is not None else 1):
            value = self._with_verb(inner, VERBS["path"], ())
            where = self.condition(node.value["where"]) if "where" in node.value else None
        if walk is None or value is None:
            return None
        slots = {"each": walk, "value": value} | ({"where": where} if where else {})
        return Rule(node, "each", slots, {"each": node.value["each"], "value": value.nodes["path"]})

    def _cases(self, node: Node) -> list[Case] | None:
        if not isinstance(node.value, list) or not node.value:
            hint = "begin each case with `- `, or put it in brackets: [{when: {…}, then: …}, {else: …}]"
            self.report.shape(node, "`cases` must be a list of `{when, then}`", hint=hint)
            return None
        cases = [self._case(item) for item in node.value]
        return [case for case in cases if case is not None] if None not in cases else None

    def _case(self, node: Node) -> Case | None:
        keys = set(node.value) if isinstance(node.value, dict) else set()
        if keys == {"else"}:
            rule = self.rule(node.value["else"])
            return None if rule is None else Case(node, None, rule)
        if keys != {"when", "then"}:
            text = "expected `{when: condition, then: rule}`, or `{else: rule}` as the last case"
            self.report("E104", node, text, hint=hint_for_case(node))
            return None
        when, rule = self.condition(node.value["when"]), self.rule(node.value["then"])
        return None if when is None or rule is None else Case(node, when, rule)

    def _items(self, node: Node) -> list[Case] | None:
        if not isinstance(node.value, list) or not node.value:
            hint = (
                f"put it in brackets: [{in_flow(node)}]" if isinstance(node.value, (str, dict)) and node.value else ""
            )
            self.report.shape(node, "expected a list of rules", hint=hint)
            return None
        items = []
        for item in node.value:
            when = item.get("when")
            condition = self.condition(when) if when is not None else None
            rule = self.rule(item, extra=("when", "skip"))
            if rule is None or (when is not None and condition is None):
                return None
            items.append(Case(item, condition, rule))
        return items
