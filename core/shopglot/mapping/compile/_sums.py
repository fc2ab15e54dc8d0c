"""Sums, differences and products, compiled."""

from __future__ import annotations

from decimal import Decimal, Rounded
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._amounts import compile_product
from shopglot.mapping.compile._convert import ConversionError, money
from shopglot.mapping.compile._lists import ListCompiler
from shopglot.mapping.compile._numbers import EXACT
from shopglot.mapping.compile._run import HARMLESS, Run
from shopglot.mapping.compile._values import bare
from shopglot.mapping.syntax import ANY

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.syntax import Rule

    Closure = Callable[[Any, Run], Any]

__all__ = ["SumCompiler"]


class SumCompiler(ListCompiler):
    """Compiles the verbs that add, subtract and multiply; their terms may be lists."""

    def _sum(self, rule: Rule) -> Closure:  # noqa: C901 - the loop inside
        terms = [self._term(term) for term in rule.slots[rule.verb]]
        needed: Closure | None = None
        if rule.verb == "minus":
            first, *others = terms
            terms = [first, *map(_compile_negation, others)] if others else [_compile_negation(first)]
            needed = terms[0]
        grouped, pointer, location = rule.grouped, rule.pointer, self._location(rule)

        def add_terms(cur: Any, run: Run) -> Any:
            total: Decimal | None = None
            before, saved, complete = len(run.marks), run.outer, needed is None
            try:
                for holder, outer in run.group if grouped else ((cur, saved),):
                    run.outer = outer
                    for term in terms:
                        amounts = term(holder, run)
                        complete = complete or (term is needed and amounts is not None)
                        if type(amounts) is list:
                            for amount in amounts:
                                if amount is not None:
                                    total = amount if total is None else EXACT.add(total, amount)
                        elif amounts is not None:
                            total = amounts if total is None else EXACT.add(total, amounts)
            except Rounded:
                return run.unfit(ConversionError("R102"), pointer, location)
            finally:
                run.outer = saved
            if not complete:
                return None
            if len(run.marks) == before:
                return total
            # A sum without one of its amounts would be a wrong amount.
            broken = any(mark.code not in HARMLESS for mark in run.marks[before:])
            return None if broken else total

        return add_terms

    def _times(self, rule: Rule) -> Closure:
        factors = [self._term(factor) for factor in rule.slots["times"]]
        return compile_product(factors, rule.pointer, self._location(rule))

    def _term(self, rule: Rule) -> Closure:
        """Compile a term of a sum: one amount or a list of them, read by the fastest closure that the rule allows."""
        if rule.verb == "each" and bare(rule):
            return self._each(rule, value=self._term(rule.slots["value"]))
        if rule.verb in {"path", "pick"} and bare(rule) and (rule.slots["path"].type or ANY).kind != "list":
            return self._path(rule, amount=True) if rule.verb == "path" else self._pick(rule, amount=True)
        return _compile_amounts(self.rule(rule), rule.pointer, self._location(rule))


def _compile_negation(inner: Closure) -> Closure:
    def negate(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        if type(value) is list:
            return [None if item is None else _negate(item) for item in value]
        return None if value is None else _negate(value)

    return negate


def _negate(amount: Decimal) -> Decimal:
    # Zero stays as it is: its negative would print as -0.00.
    return amount.copy_negate() if amount else amount


def _compile_amounts(inner: Closure, pointer: str, location: str) -> Closure:
    def read_amount(value: Any, run: Run) -> Any:
        if value is None or value == "" or type(value) is Decimal:
            return None if value == "" else value
        try:
            return Decimal(value) if type(value) is int else money(value)
        except ConversionError as unfit:
            return run.unfit(unfit, pointer, location)

    def read_amounts(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        return [read_amount(item, run) for item in value] if type(value) is list else read_amount(value, run)

    return read_amounts
