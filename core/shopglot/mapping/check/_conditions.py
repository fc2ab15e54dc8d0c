"""Checking conditions: what they test has to be there, and what they compare with has to be possible."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shopglot.mapping.check._elsewhere import leads_somewhere
from shopglot.mapping.check._listed import fits_none
from shopglot.mapping.check._literals import check_compared_literal
from shopglot.mapping.check._paths import PathChecker
from shopglot.mapping.check._types import Fitter
from shopglot.mapping.syntax import Path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.check._scopes import Scope
    from shopglot.mapping.syntax import Condition, Node, PathRef, Reporter, Type, Walk

__all__ = ["ConditionChecker"]

_GLOB = re.compile(r"[^*?]*[\w-]\*")


class ConditionChecker(PathChecker):
    """Checks conditions in their scope; `fit` compares values and types."""

    def __init__(self, report: Reporter, root: Scope, connector: ConnectorDefinition) -> None:
        super().__init__(report, root, connector)
        self.fit = Fitter(report)
        self.fit.is_setting = self.settings.is_readable
        self.moments: dict[tuple[str, ...], str] = {}  # what is read as one that counts from 1970, and for which field
        self._asked_for: list[Condition] = []
        self._measured: frozenset[str] = frozenset()  # the lists whose length is asked for beside the condition

    def condition(self, condition: Condition, scope: Scope) -> None:
        """Check one condition."""
        inner = scope if condition.walk is None else self.walk(condition.walk, scope, tested=True)
        with self._beside(condition):
            for part in condition.parts:
                self.condition(part, inner)
        condition.captures = condition.walk is not None and inner.captured
        if condition.ref is not None:
            self._comparison(condition, condition.ref, scope)

    @contextmanager
    def _beside(self, condition: Condition) -> Iterator[None]:
        """Check the parts of a condition, knowing of which lists the others ask for the length."""
        around = self._measured
        if condition.kind in {"all", "any"}:
            self._measured = around | _measured(condition)
        yield
        self._measured = around

    def _comparison(self, condition: Condition, ref: PathRef, scope: Scope) -> None:
        """Check one test of what is at a path."""
        tested = self.resolve(ref, scope)
        self.one_of_many(ref, scope, "test {any: group, where: {…}} or {all: group, where: {…}}")
        if tested.kind not in {"object", "any"} and (tested.item is None or tested.item.kind != "object"):
            self.tested.add(ref.raw)
        if condition.other is not None:
            self._same(ref, tested, condition.other, scope)
        self.shape(condition, tested)
        if condition.kind == "count" and tested.kind not in {"list", "any"}:
            self.report("E301", condition.node, f"expected a list to count, but `{ref.path}` is {tested}")
        of = (
            tested.item
            if tested.kind == "list" and tested.item and tested.item.kind not in {"object", "list"}
            else tested
        )
        if condition.kind == "starts":
            return
        for value in condition.values:
            if isinstance(value.value, str) and _GLOB.fullmatch(value.value):
                text = f"`{value.value}` is compared letter by letter, the star too"
                self.report("W910", value, text, hint=f"write {{starts_with: {value.value[:-1]}}}")
            if check_compared_literal(value, of, scope, self.report):
                others = [str(one.value) for one in condition.values if one is not value]
                self.fit.compare(value, of, ref, others)

    def _same(self, ref: PathRef, tested: Type, with_ref: PathRef, scope: Scope) -> None:
        """Check that two places can have the same value, and that they are two (`E301`)."""
        other = self.resolve(with_ref, scope)
        self.tested.add(with_ref.raw)
        kinds = {tested.kind, other.kind} - {"any"}
        if kinds & {"object", "list"} or (len(kinds) > 1 and kinds != {"integer", "text"}):
            text = f"`{with_ref.path}` is {other} and never equals {tested}"
            single = tested.kind not in {"object", "list"}
            hint = f"compare it with a path that leads to {tested}" if single else "compare single values"
            self.report("E301", with_ref.node, text, hint=hint)
        elif with_ref.path == ref.path and not ref.lost:
            hint = self._outside(ref, scope)
            self.report("E301", with_ref.node, f"`{ref.path}` is compared with itself", hint=hint)

    def _outside(self, ref: PathRef, scope: Scope) -> str:
        """Return where a scope outside has what a path reads, or an empty text."""
        base, around = "^", scope.outer
        while around is not None and not ref.path.base:
            if leads_somewhere(around.type, ref.path.steps):
                path = Path("$" if around is self.root else base, ref.path.steps)
                return f"that of the scope outside is `{path}`"
            base, around = base + "^", around.outer
        return ""

    def shape(self, condition: Condition, tested: Type) -> None:
        """Check that a test of what a value looks like can hold for what the raw schema has there."""
        word, path = condition.test, condition.ref.path if condition.ref else ""
        if word in {"present", "missing"} and str(path) not in self._measured:
            self._asked_for.append(condition)
        if word in {"present", "missing"} and tested.kind == "list" and str(path) not in self._measured:
            hint = "test {is: nonempty}" if word == "present" else "test {not: {…: {is: nonempty}}}"
            text = f"an empty list is present: `{path}` may have no element although it is not missing"
            self.report("W906", condition.node, text, hint=hint)
        elif word == "nonempty" and tested.kind not in {"list", "object", "any"}:
            self.report(
                "E301", condition.node, f"`nonempty` is of a list or an object, but `{path}` is {tested}",
                hint="test {is: present}",
            )  # fmt: skip
        elif word in {"zero", "nonzero"} and (instead := _hint_for_number(tested, str(path), word)):
            text = f"`{word}` is of a number, or of one in text, but `{path}` is {tested}"
            self.report("E301", condition.node, text, hint=instead)
        elif condition.kind == "starts":
            of = tested.item if tested.kind == "list" and tested.item is not None else tested
            if of.kind not in {"text", "any"}:
                text = f"`starts_with` reads text, but `{path}` is {tested}"
                self.report("E301", condition.node, text)

    def check_moments(self) -> None:
        """Warn of tests whether a moment is there that holds for 0 too, where a rule reads 0 as none (`W906`)."""
        for condition in self._asked_for:
            ref = condition.ref
            field = self.moments.get(ref.raw, "") if ref is not None and not ref.lost else ""
            if ref is not None and field:
                is_there = "present" if condition.test == "present" else "not missing"
                text = f"0 is {is_there}, and `{field}` reads it as no moment"
                nonzero = f"{{{ref.path}: {{is: nonzero}}}}"
                hint = f"test {nonzero}" if condition.test == "present" else f"test {{not: {nonzero}}}"
                self.report("W906", condition.node, text, hint=hint)

    def reachable(self, node: Node, what: str, covering: list[Condition]) -> None:
        """Warn of a case or reason without a turn (`W901`): `covering` are the earlier conditions that match."""
        if not covering:
            return
        several = len(covering) > 1
        who = f"earlier {what}s match every record" if several else f"an earlier {what} matches every record"
        labels = [(one.node, "it matches some of them" if several else "it matches them first") for one in covering]
        text = f"unreachable: {who} that this one would"
        self.report("W901", node, text, hint=f"move this {what} up, or delete it", labels=labels)

    def always(self, nodes: list[Node], first: Node | None, this: str, what: str) -> None:
        """Warn once of all that stands after the one of these nodes that always has its turn (`W901`)."""
        after = nodes[nodes.index(first) + 1 :] if first is not None else []
        if first is None or not after:
            return
        them = f"the {what} below it is" if len(after) == 1 else f"the {len(after)} {what}s below it are"
        labels = [(after[0], "never reached" if len(after) == 1 else "never reached, as those below")]
        self.report("W901", first, f"{this}: {them} unreachable", hint="put it last", labels=labels)

    def one_of_many(self, ref: PathRef, scope: Scope, instead: str) -> None:
        """Warn where a group's first member decides for all (`W905`); `ref` is resolved."""
        if scope.agreed:
            return
        if scope.keys is not None and ref.path.base == "" and ref.raw and ref.raw not in scope.keys:
            text = f"in a group, `{ref.path}` is that of the first member only"
            self.report("W905", ref.node, text, hint=f"{instead}, or add it to `group_by`")

    def same_for_all(self, walk: Walk, inner: Scope, scope: Scope, before: int) -> None:
        """Warn of a list outside of which nothing is compared with the element in scope (`W909`).

        `inner` is the scope of its elements, checked with all that reads them; after an error in that, reported since
        there were `before` diagnostics, nothing is said.
        """
        if scope.outer is None or walk.group or not walk.paths or walk.paths[0].path.base in {"", "setting"}:
            return
        for _ in walk.paths[1:]:
            inner = inner.outer or inner
        ref = walk.paths[0]
        if inner.captured or any(one.severity == "error" for one in self.report.diagnostics[before:]):
            return
        own = ref.path.steps[-1:] if scope.type.kind == "object" and ref.path.steps[-1:] else ()
        hint = f"compare them with it: where: {{…: {{same_as: {'^' * walk.scopes}.…}}}}"
        if own and own[0] in scope.type.fields:
            hint = f"the element has its own: `{own[0]}`; or {hint}"
        if ref.raw == scope.raw and (scope.group or scope.of_group):
            hint = f"the members of the group in scope are `group`: write it in place of `{ref.path}`"
        if ref.raw == scope.raw and scope.of_group:
            hint = "each member of the group in scope is added by itself: write {sum: [path]}, without `each`"
        text = f"`{ref.path}` gives the same for every element: nothing compares it with the one in scope"
        self.report("W909", ref.node, text, hint=hint)


def _hint_for_number(tested: Type, path: str, word: str) -> str:
    """Return what to test in place of a number where there is never one; an empty text where there may be."""
    if tested.kind == "boolean":
        return f"write {{{path}: {'true' if word == 'nonzero' else 'false'}}}"
    if tested.kind == "list":
        return "test {is: nonempty}" if word == "nonzero" else "test {count: 0}"
    if tested.kind == "object":
        return "test {is: nonempty}" if word == "nonzero" else "test {not: {…: {is: nonempty}}}"
    if tested.kind in {"text", "enum"} and (tested.written or (tested.values and fits_none("money", tested.values))):
        return "test {is: present}" if word == "nonzero" else "test {is: missing}"
    return ""


def _measured(condition: Condition) -> frozenset[str]:
    """Return the paths whose length or number a condition asks for: it tells what is empty from what is missing."""
    tests = (one for one in condition.atoms() if one.kind == "count" or one.test in {"nonempty", "nonzero", "zero"})
    return frozenset(str(one.ref.path) for one in tests if one.ref is not None)
