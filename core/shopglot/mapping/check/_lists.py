"""Checking the verbs that go through lists: counting, finding one element, making an item of each."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from shopglot.mapping.check._repeated import check_items
from shopglot.mapping.check._values import ValueChecker, common_type
from shopglot.mapping.syntax import ANY, Type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shopglot.mapping.check._scopes import Scope
    from shopglot.mapping.syntax import Node, Rule, Walk

__all__ = ["ListChecker"]


class ListChecker(ValueChecker):
    """Checks the verbs of lists in their scope."""

    @abstractmethod
    def fields(self, rules: dict[str, Rule], scope: Scope, target: Type | None, pointer: str, node: Node) -> None:
        """Check an object's fields against a unified model's."""

    def _count(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        walk: Walk = rule.slots["count"]
        before = len(self.report.diagnostics)
        inner = self.walk(walk, scope, tested=True)
        if "where" in rule.slots:
            self.condition(rule.slots["where"], inner)
        rule.captures = inner.captured
        rule.may_miss = not walk.group
        self.same_for_all(walk, inner, scope, before)
        return Type("integer")

    def _pick(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        picked = self.resolve(rule.slots["pick"], scope)
        inner = self.inside(rule.slots["pick"], picked, scope)
        self.condition(rule.slots["where"], inner)
        given = self.read(rule.slots["path"], inner)
        rule.captures = inner.captured
        return given

    def _each(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        before = len(self.report.diagnostics)
        inner = self.walk(rule.slots["each"], scope)
        if "where" in rule.slots:
            self.condition(rule.slots["where"], inner)
        keys = rule.slots.get("group_by", ())
        for key in keys:
            self.rule(key, inner, None, "")
        if keys:
            inner.keys = frozenset(key.slots["path"].raw for key in keys if key.verb == "path")
            inner.grouping = frozenset(_shown_rules(keys))
            inner.grouping_verbs = frozenset(key.verb for key in keys if key.verb != "path")
        item = self._item_target(rule, target)
        if "fields" in rule.slots:
            fields_node = rule.nodes["fields"]
            self.fields(rule.slots["fields"], inner, item, "", fields_node)
            given = Type("object")
        else:
            given = self.rule(rule.slots["value"], inner, item, "")
        rule.captures = inner.captured
        self.same_for_all(rule.slots["each"], inner, scope, before)
        if rule.skips_zero:
            self._has_amount(rule, given)
        return Type("list", item=given)

    def _list(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        item = self._item_target(rule, target)
        given = []
        for case in rule.slots["list"]:
            if case.when is not None:
                self.condition(case.when, scope)
            spliced = case.rule.verb in {"each", "list"}
            made = self.rule(case.rule, scope, target if spliced else item, "")
            if case.rule.skips_zero and not spliced:
                self._has_amount(case.rule, made)
            given.append(made.item or ANY if spliced else made)
        check_items(rule.slots["list"], self.report)
        return Type("list", item=common_type(given))

    def _has_amount(self, rule: Rule, made: Type) -> None:
        parts = rule.slots.get("fields", {}).values()
        kinds = {part.type.kind for part in parts if part.type} | {made.kind}
        unread = any("as" in part.nodes and part.convert is None for part in parts)
        if not kinds & {"money", "quantity"} and not unread:
            self.report("E307", rule.nodes["skip"], "this item contains no amount, so `skip: zero` never applies")

    def _item_target(self, rule: Rule, target: Type | None) -> Type | None:
        if target is None or target.kind == "any":
            return None
        if target.kind != "list":
            walk = rule.slots.get("each")
            path = walk.paths[0].path if walk is not None and walk.paths else "lines"
            hint = (
                f"one element is read by an index, such as '{path}[0]', or found by {{pick: {path}, where: …, path: …}}"
            )
            if target.kind == "text":
                hint += f"; the texts of all are one by {{join: [{{each: {path}, …}}], with: ', '}}"
            self.fit.misfit(rule.node, target, "a list", hint)
            return None
        return target.item


def _shown_rules(keys: Sequence[Rule]) -> Iterator[str]:
    """Yield the rules by which a group is made, and the conditions of their cases, as text to compare."""
    for key in keys:
        yield str(key.node.plain())
        yield from (
            str(case.node.value["when"].plain()) for case in key.slots.get("cases", ()) if case.when is not None
        )
