"""Checking the verbs that give one value: read, fixed, chosen, reckoned, joined or cut."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shopglot.mapping.check._amounts import NUMBERS, hint_minor_units, sum_type
from shopglot.mapping.check._conditions import ConditionChecker
from shopglot.mapping.check._listed import fits_none
from shopglot.mapping.check._literals import check_literal
from shopglot.mapping.check._repeated import check_separator, check_twice
from shopglot.mapping.check._scopes import Scope
from shopglot.mapping.syntax import ANY, Type, listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.mapping.syntax import Node, Rule

__all__ = ["ValueChecker", "common_type"]


class ValueChecker(ConditionChecker):
    """Checks the verbs of single values in their scope."""

    @abstractmethod
    def rule(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        """Check one rule; `target` is its field's type, None where any value is allowed."""

    def _path(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        self.wanted = target
        given = self.read(rule.slots["path"], scope)
        self.wanted = None
        return given

    def _const(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        rule.may_miss = False
        node: Node = rule.slots["const"]
        if not check_literal(node, scope, f"read it with {{path: {node.value}}}", self.report):
            return target or ANY
        return self.fit.scalar(node, target)

    def _first_of(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        given: list[Type] = []
        sure: Rule | None = None
        for part in rule.slots["first_of"]:
            given.append(self.rule(part, scope, target, pointer))
            sure = part if sure is None and not part.may_miss else sure
            rule.may_miss = sure is None
        nodes = [part.node for part in rule.slots["first_of"]]
        self.always(nodes, sure.node if sure is not None else None, "this always has a value", "rule")
        check_twice(rule.slots["first_of"], "this was tried before", self.report)
        return common_type(given)

    def _sum(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        terms = rule.slots[rule.verb]
        kinds: dict[int, str] = {}
        with _one_member(scope) as member:
            for term in terms:
                term.term = rule.verb
                given = self.rule(term, member, None, pointer)
                kind = given.item.kind if given.kind == "list" and given.item else given.kind
                if kind not in NUMBERS:
                    self.report("E301", term.node, f"expected an amount to add, got {given}")
                elif kind == "text" and given.values and fits_none("money", given.values):
                    text = f"expected an amount to add, and the raw schema lists {listing(given.values)}"
                    self.report("E301", term.node, text, hint="is it the right path?")
                kinds[id(term)] = kind
        made = sum_type(set(kinds.values()))
        for term in terms if target is not None and target.kind == made.kind == "money" else ():
            if kinds[id(term)] == "integer" and term.verb == "path":
                hint = hint_minor_units(term, scope, self.root)
                self.report("E301", term.node, "expected an amount to add, got a whole number", hint=hint)
        check_twice(terms if rule.verb == "sum" else terms[1:], "this amount is taken before", self.report)
        rule.may_miss = terms[0].may_miss if rule.verb == "minus" else all(term.may_miss for term in terms)
        return made

    def _times(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        kinds: set[str] = set()
        for factor in rule.slots["times"]:
            factor.term = "times"
            given = self.rule(factor, scope, None, pointer)
            if given.kind not in NUMBERS:
                self.report("E301", factor.node, f"expected a number to multiply, got {given}")
            kinds.add(given.kind)
        rule.may_miss = any(factor.may_miss for factor in rule.slots["times"])
        return sum_type(kinds)

    def _agreed(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        if not scope.group:
            self.report(
                "E203", rule.node, "no group is in scope", hint="use `agreed` inside `each … group_by`"
            )  # fmt: skip
        with _one_member(scope) as member:
            return self.rule(rule.slots["agreed"], member, target, pointer)

    def _join(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        for part in rule.slots["join"]:
            given = self.rule(part, scope, None, pointer)
            kind = given.item.kind if given.kind == "list" and given.item else given.kind
            if kind not in {"text", "enum", "any"}:
                hint = "add `as: text`" if kind in {"integer", "boolean"} else ""
                self.report("E301", part.node, f"expected text to join, got {given}", hint=hint)
            check_separator(rule, part, self.report)
        check_twice(rule.slots["join"], "this text is joined before", self.report)
        rule.may_miss = all(part.may_miss for part in rule.slots["join"])
        return Type("text")

    def _split(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        part: Rule = rule.slots["split"]
        given = self.rule(part, scope, None, pointer)
        if given.kind not in {"text", "enum", "any"}:
            hint = f"write {{split: {{path: {part.slots['path'].path}, as: text}}, …}}" if part.verb == "path" else ""
            single = given.kind in {"integer", "boolean", "number"} and part.convert is None
            self.report("E301", part.node, f"expected text to split, got {given}", hint=hint if single else "")
        return Type("text") if "take" in rule.slots else Type("list", item=Type("text"))


@contextmanager
def _one_member(scope: Scope) -> Iterator[Scope]:
    """Yield the scope of one member of the group in scope: what is read there is read from every member."""
    member = Scope(scope.type, scope.raw, scope.outer)
    member.of_group = scope.group
    yield member
    scope.captured = scope.captured or member.captured


def common_type(types: list[Type]) -> Type:
    """Return the type of a value that is of one of several; ANY where they are of different kinds."""
    kinds = {given.kind for given in types}
    if len(kinds) != 1:
        return ANY
    values = tuple(dict.fromkeys(value for given in types for value in given.values))
    return Type(types[0].kind, values=values, item=types[0].item)
