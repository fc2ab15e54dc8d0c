"""Nodes to conditions, and to the walks that rules and conditions go through."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from shopglot.mapping.syntax._ast import Condition, PathRef, Walk
from shopglot.mapping.syntax._parse_values import ValueParser
from shopglot.mapping.syntax._parse_walks import is_walk, parse_step
from shopglot.mapping.syntax._rule_hints import (
    TESTING,
    hint_for_condition,
    hint_for_count,
    hint_for_prefixes,
    hint_for_test,
    hint_for_word,
)
from shopglot.mapping.syntax._shown import in_flow
from shopglot.mapping.syntax._value_tests import TESTS
from shopglot.mapping.syntax._words import did_you_mean

if TYPE_CHECKING:
    from shopglot.mapping.syntax._nodes import Node

__all__ = ["ConditionParser"]

_PATTERN = re.compile(r"\A\^|(?:\.\*|\*|%)\$?\Z|\$\Z")
_WORDS_OF_CONDITIONS = ("all", "any", "not")
_CONNECTED = {
    "and": "all", "&&": "all", "every": "all", "allOf": "all", "all_of": "all", "or": "any", "||": "any", "some": "any",
    "anyOf": "any", "any_of": "any", "either": "any", "one_of": "any", "none": "not", "nor": "not", "!": "not",
    "unless": "not", "none_of": "not",
}  # fmt: skip
_QUANTIFIED: dict[str, Literal["some", "every"]] = {"any": "some", "all": "every"}


class ConditionParser(ValueParser):
    """Parses walks and conditions; what can't be read is reported, and becomes None."""

    def _walk(self, node: Node) -> Walk | None:
        if node.value == "group":
            return Walk(node, [], group=True)
        if isinstance(node.value, list):
            first, *rest = node.value or [None]
            if first is not None and first.value == "group" and rest:
                refs = self._steps(replace(node, value=rest), 1)
                return None if refs is None else Walk(node, refs, group=True)
            refs = self._steps(node)
            return None if refs is None else Walk(node, refs)
        ref = parse_step(node, self)
        return None if ref is None else Walk(node, [ref])

    def _steps(self, node: Node, outer: int = 0) -> list[PathRef] | None:
        """Parse the steps of a walk, each inside the one before it; `outer` scopes are around the first."""
        if not isinstance(node.value, list) or not node.value:
            self.report.shape(
                node, "expected a list of paths", hint="name the list: line_items, or one in another: [a, b]"
            )
            return None
        refs = []
        for number, item in enumerate(node.value):
            with self.inside(number + outer):
                refs.append(parse_step(item, self))
        return [ref for ref in refs if ref is not None] if None not in refs else None

    def condition(self, node: Node) -> Condition | None:
        """Parse one condition; several keys must all be true."""
        if not isinstance(node.value, dict) or not node.value:
            text = f"expected a condition such as `{{status: UNPAID}}`, got {node.kind}"
            self.report("E104", node, text, hint=hint_for_condition(node))
            return None
        where = node.value.get("where")
        quantified = [
            name for name in _QUANTIFIED if name in node.value and is_walk(node.value[name], tested=where is not None)
        ]
        if where is not None and len(quantified) != 1:
            self.report(
                "E105", node.keys["where"], "`where` needs exactly one `any` or `all` that names a list beside it",
                hint="write {any: line_items, where: {…}}",
            )  # fmt: skip
            return None
        parts = [
            self._parse_quantified(name, node.keys[name], value, where)
            if name in quantified
            else self._one_condition(name, node.keys[name], value)
            for name, value in node.value.items()
            if name != "where"
        ]
        kept = [part for part in parts if part is not None]
        if len(kept) != len(parts):
            return None
        return kept[0] if len(kept) == 1 else Condition(node, "all", kept)

    def _parse_quantified(self, name: str, key: Node, value: Node, where: Node | None) -> Condition | None:
        if where is None:
            self.report(
                "E106", key, f"`{name}` over a list needs `where`, the condition for its elements",
                hint=f"write {{{name}: {in_flow(value)}, where: {{…}}}}, where paths start at the element",
            )  # fmt: skip
            return None
        walk = self._walk(value)
        with self.inside(walk.scopes if walk is not None else 1):
            part = self.condition(where)
        return None if walk is None or part is None else Condition(key, _QUANTIFIED[name], [part], walk=walk)

    def _one_condition(self, name: str, key: Node, value: Node) -> Condition | None:
        if name in _WORDS_OF_CONDITIONS:
            items = [value] if name == "not" else value.value
            if not isinstance(items, list) or not items:
                takes = "one condition"
                if name in _QUANTIFIED:
                    takes = "a list of conditions, or the path of a list together with `where`"
                self.report.shape(value, f"`{name}` takes {takes}")
                return None
            parts = [self.condition(item) for item in items]
            kept = [part for part in parts if part is not None]
            return Condition(key, name, kept) if len(kept) == len(parts) else None  # type: ignore[arg-type]
        if name in _CONNECTED and not isinstance(value.value, (str, int, bool, type(None))):
            ours = _CONNECTED[name]
            self.report(
                "E105", key, f"unknown word `{name}` in a condition", hint=f"write {{{ours}: {in_flow(value)}}}"
            )
            return None
        ref = self.path(key)
        if ref is None:
            return None
        if isinstance(value.value, dict):
            return self._parse_test(key, ref, value)
        values = value.value if isinstance(value.value, list) else [value]
        for item in values:
            if isinstance(item.value, (dict, list)) or item.value is None:
                hint = f"write {{{ref.path}: {{is: missing}}}}" if item.value is None else ""
                self.report.shape(item, "expected a single value to compare with", hint=hint)
                return None
        if not values:
            self.report("E104", value, "this list of values is empty, so the condition is never true")
            return None
        return Condition(key, "equals", ref=ref, values=values)

    def _parse_test(self, key: Node, ref: PathRef, value: Node) -> Condition | None:
        for name, inner_key in value.keys.items():
            if name not in TESTING:
                self.report("E105", inner_key, f"unknown test `{name}`", hint=hint_for_test(name, str(ref.path)))
                return None
        if len(value.value) != 1:
            self.report("E104", value, "expected exactly one of {is: …}, {count: …}, {same_as: …} and {starts_with: …}")
            return None
        test, count, same = value.get("is"), value.get("count"), value.get("same_as")
        if same is not None:
            fixed = f"a fixed value is compared without `same_as`: {{{ref.path}: {in_flow(same)}}}"
            other = self.path(same, fixed)
            return None if other is None else Condition(key, "same", ref=ref, other=other)
        if (prefix := value.get("starts_with")) is not None:
            return self._parse_prefix(key, ref, prefix)
        if test is not None:
            return self._parse_word(key, ref, test)
        if count is None or not isinstance(count.value, int) or isinstance(count.value, bool) or count.value < 0:
            hint = hint_for_count(str(ref.path), count)
            self.report("E104", count or value, "`count` takes a whole number, 0 or more", hint=hint)
            return None
        return Condition(key, "count", ref=ref, number=count.value)

    def _parse_prefix(self, key: Node, ref: PathRef, prefix: Node) -> Condition | None:
        if prefix.value == "":
            self.report("E104", prefix, "every text starts with no character: write the beginning to look for")
            return None
        if isinstance(prefix.value, str) and _PATTERN.search(prefix.value):
            text = f"`{prefix.value}` is compared letter by letter: there are no patterns"
            plain = _PATTERN.sub("", prefix.value)
            self.report("W910", prefix, text, hint=f"write {{starts_with: {plain}}}" if plain else "")
        if isinstance(prefix.value, list):
            hint = hint_for_prefixes(str(ref.path), prefix)
            self.report("E104", prefix, "`starts_with` takes one beginning, got a list", hint=hint)
            return None
        if denied := prefix.get("not"):
            hint = f"write {{not: {{{ref.path}: {{starts_with: {in_flow(denied)}}}}}}}"
            self.report.shape(prefix, "expected text", hint=hint)
            return None
        return Condition(key, "starts", ref=ref, values=[prefix]) if self._text(prefix) else None

    def _parse_word(self, key: Node, ref: PathRef, test: Node) -> Condition | None:
        word = self._word(test)
        if word in TESTS:
            return Condition(key, "is", ref=ref, test=word)
        if word is not None:
            value = f"a value is compared without `is`: {{{ref.path}: {in_flow(test)}}}"
            hint = hint_for_word(word) or did_you_mean(word, TESTS) or f"{value}; the tests are {', '.join(TESTS)}"
            self.report("E105", test, f"unknown test `{word}`", hint=hint)
        return None
