"""Searches, compiled: the first element of a list that matches, and how many do."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._conditions import compile_condition
from shopglot.mapping.compile._convert import ConversionError
from shopglot.mapping.compile._joins import compile_search
from shopglot.mapping.compile._read import compile_path, is_nothing
from shopglot.mapping.compile._texts import TextCompiler
from shopglot.mapping.compile._walks import compile_step
from shopglot.mapping.syntax import Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._conditions import Test
    from shopglot.mapping.compile._run import Run
    from shopglot.mapping.syntax import Condition, Rule

    Closure = Callable[[Any, Run], Any]

__all__ = ["SearchCompiler"]


class SearchCompiler(TextCompiler):
    """Compiles conditions, and the verbs that look for elements of a list."""

    def test(self, condition: Condition) -> Test:
        """Compile a condition."""
        return compile_condition(condition, self.masked)

    def _pick(self, rule: Rule, *, amount: bool = False) -> Closure:
        value = self._value(rule, rule.slots["path"], self._converter(rule, amount=amount))
        pointer, location = rule.pointer, self._location(rule)
        if rule.captures:
            return self._pick_outside(rule, value)
        read, fits = compile_path(rule.slots["pick"]), self.test(rule.slots["where"])

        def pick_element(cur: Any, run: Run) -> Any:
            elements = read(cur, run)
            if type(elements) is not list:
                return None if is_nothing(elements) else run.unfit(ConversionError("R106"), pointer, location)
            for element in elements:
                if fits(element, run):
                    return value(element, run)
            return None

        return pick_element

    def _pick_outside(self, rule: Rule, value: Closure) -> Closure:
        """Compile a `pick` whose condition or value looks outside: as `_pick`, with a scope."""
        walk = Walk(rule.node, [rule.slots["pick"]])
        search = compile_search(walk, rule.slots["where"], self.test, captures=True, first=True)
        pointer, location = rule.pointer, self._location(rule)

        def pick_element(cur: Any, run: Run) -> Any:
            try:
                found = search(cur, run)
            except ConversionError as unfit:
                return run.unfit(unfit, pointer, location)
            if not found:
                return None
            saved, (element, run.outer) = run.outer, found[0]
            try:
                return value(element, run)
            finally:
                run.outer = saved

        return pick_element

    def _count(self, rule: Rule) -> Closure:
        walk: Walk = rule.slots["count"]
        search = compile_search(walk, rule.slots.get("where"), self.test, captures=rule.captures)
        group = walk.group
        # An empty list counts 0, and no list at all is missing: the walk returns [] for both.
        first = None if group else compile_step(walk.paths[0], self.test)
        decimal = rule.target is not None and rule.target.kind in {"money", "quantity"}
        pointer, location = rule.pointer, self._location(rule)

        if group and not walk.paths and "where" not in rule.slots:
            return lambda _cur, run: Decimal(len(run.group)) if decimal else len(run.group)

        def count_elements(cur: Any, run: Run) -> Any:
            try:
                number = len(search(cur, run))
            except ConversionError as unfit:
                return run.unfit(unfit, pointer, location)
            if not number and first is not None and type(first(cur, run)) is not list:
                return None
            return Decimal(number) if decimal else number

        return count_elements
