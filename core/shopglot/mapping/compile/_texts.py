"""Texts, compiled: joined, and cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._convert import ConversionError, as_text
from shopglot.mapping.compile._modifiers import compile_guard
from shopglot.mapping.compile._values import ValueCompiler

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._run import Run
    from shopglot.mapping.syntax import Rule

    Closure = Callable[[Any, Run], Any]

__all__ = ["TextCompiler"]


class TextCompiler(ValueCompiler):
    """Compiles the verbs that make texts of texts."""

    def _join(self, rule: Rule) -> Closure:
        parts = [self.rule(part) for part in rule.slots["join"]]
        between = rule.slots.get("with", " ")
        pointer, location = rule.pointer, self._location(rule)

        def join_texts(cur: Any, run: Run) -> str | None:
            before = len(run.marks)
            texts = []
            for part in parts:
                value = part(cur, run)
                for item in value if type(value) is list else (value,):
                    try:
                        if item is not None and item != "":
                            texts.append(as_text(item))
                    except ConversionError as unfit:
                        run.unfit(unfit, pointer, location)
            hidden = False
            for mark in run.marks[before:]:
                mark.pointer = pointer  # a text has no items
                hidden = hidden or (mark.kind == "masked" and not run.keep)
            return between.join(texts) if texts and not hidden else None

        return join_texts

    def _split(self, rule: Rule) -> Closure:
        inner = self.rule(rule.slots["split"])
        guard, pointer, location = self.guard(rule), rule.pointer, self._location(rule)
        if guard is not None:  # before it is cut: a part of a mask need not look like one
            inner = compile_guard(inner, guard, pointer, location)
        separator, take = rule.slots["on"], rule.slots.get("take")

        def split_text(cur: Any, run: Run) -> Any:
            value = inner(cur, run)
            if value is None:
                return None
            if type(value) is not str:
                return run.unfit(ConversionError("R106"), pointer, location)
            parts = [part for part in map(str.strip, value.split(separator)) if part]
            if take is None:
                return parts or None
            return parts[take] if -len(parts) <= take < len(parts) else None

        return split_text
