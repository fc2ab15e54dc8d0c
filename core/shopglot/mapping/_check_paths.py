"""Checking paths: what each leads to in the raw record, and which raw values the rules read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping._types import ANY, Type
from shopglot.mapping._words import did_you_mean, listing

if TYPE_CHECKING:
    from shopglot.mapping._ast import PathRef
    from shopglot.mapping._diagnostic import Reporter

__all__ = ["PathChecker", "Scope"]


class Scope:
    """Where a relative path starts: the element's type, its place in the raw record, and the scope outside.

    `keys` are the raw places that all members of the group in scope have in common; None outside a group.
    """

    def __init__(self, of: Type, raw: tuple[str, ...], outer: Scope | None = None) -> None:
        self.type = of
        self.raw = raw
        self.outer = outer
        self.keys: frozenset[tuple[str, ...]] | None = None
        self.captured = False

    @property
    def group(self) -> bool:
        """Whether a group is in scope."""
        return self.keys is not None


class PathChecker:
    """Resolves paths in their scope.

    `reads` are the raw places whose values are used (True: with all that is below), `tested` those that conditions
    look at, `watched` those that the platform may hide.
    """

    def __init__(self, report: Reporter, root: Scope) -> None:
        self.report = report
        self.root = root
        self.watched: list[tuple[str, ...]] = []
        self.reads: dict[tuple[str, ...], bool] = {}
        self.tested: set[tuple[str, ...]] = set()

    def resolve(self, ref: PathRef, scope: Scope, *, through_lists: bool = False) -> Type:
        """Find what a path leads to; a path that leads nowhere is reported and taken as anything."""
        start = self._start(ref, scope)
        if start is None:
            ref.type = ANY
            return ANY
        found, raw = start.type, list(start.raw)
        walked = "the record" if start is self.root else f"`{ref.path.base}`" if ref.path.base else "the element"
        for step in ref.path.steps:
            while through_lists and found.kind == "list" and isinstance(step, str) and found.item is not None:
                found = found.item
            following = ANY if found.kind == "any" else self._step(ref, found, step, walked)
            if following is None:
                ref.type = ANY
                return ANY
            found = following
            if isinstance(step, str):
                raw.append(step)
                walked = f"`{'.'.join(raw)}`"
        ref.type, ref.raw = found, tuple(raw)
        whole = found.kind in {"object", "list", "any"}  # a copy of it holds what is watched inside
        ref.watched = any(
            ref.raw[: len(place)] == place or (whole and place[: len(ref.raw)] == ref.raw) for place in self.watched
        )
        return found

    def _start(self, ref: PathRef, scope: Scope) -> Scope | None:
        if ref.path.base == "$":
            return self.root
        found: Scope | None = scope
        for _ in ref.path.base:
            if found is not None:
                found.captured = True
                found = found.outer
        if found is None:
            self.report(
                "E203", ref.node, f"`{ref.path.base}` leaves a scope that is not there", hint="`$` is the record"
            )
        return found

    def _step(self, ref: PathRef, at: Type, step: str | int, walked: str) -> Type | None:
        facts = (("raw", f"{walked} is {at}"),)
        if isinstance(step, int):
            if at.kind == "list":
                return at.item or ANY
            self.report("E203", ref.node, f"`{ref.path}` takes index {step} of something that is no list", facts=facts)
            return None
        if at.kind == "object":
            if step in at.fields:
                return at.fields[step]
            hint = did_you_mean(step, at.fields) or f"it has {listing(at.fields)}"
            inside = "" if walked == "the record" else f" in {walked}"
            self.report("E202", ref.node, f"the raw record has no `{step}`{inside}", hint=hint)
            return None
        hint = "walk the list with `each`, find one element with `pick`, or take an index" if at.kind == "list" else ""
        self.report(
            "E203", ref.node, f"`{ref.path}` reads `{step}` of something that is no object", facts=facts, hint=hint
        )
        return None

    def read(self, ref: PathRef, scope: Scope) -> Type:
        """Find what a path leads to, and note that its value is used."""
        found = self.resolve(ref, scope)
        self.reads[ref.raw] = self.reads.get(ref.raw, False) or found.kind in {"object", "list", "any"}
        return found
