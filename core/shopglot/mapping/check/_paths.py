"""Checking paths: what each leads to in the raw record, and which raw values the rules read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from shopglot.mapping.check._elsewhere import leads_somewhere
from shopglot.mapping.check._path_hints import PathHints
from shopglot.mapping.check._scopes import Scope
from shopglot.mapping.syntax import ANY, REST, Path, Type

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.syntax import Condition, Node, PathRef, Picked, Reporter, Walk

__all__ = ["PathChecker", "below"]

ENTRY_KEY = Type("text")
"""The type of a key that is read as a value: what is watched among the keys may be in it."""


class PathChecker(PathHints, ABC):
    """Resolves paths in their scope.

    `reads` are the raw places whose values are used (True: with all that is below), `tested` those that conditions
    look at. `watched` are those that the mapping watches, `lifted` those that it exempts, with the reason,
    `maskable` those that the connector names as maskable; `published` are the paths into these whose values are used.
    """

    def __init__(self, report: Reporter, root: Scope, connector: ConnectorDefinition) -> None:
        super().__init__(report, root, connector)
        self.watched: list[tuple[str, ...]] = []
        self.lifted: dict[tuple[str, ...], str] = {}
        self.maskable: list[tuple[str, ...]] = []
        self.published: list[PathRef] = []
        self.reads: dict[tuple[str, ...], bool] = {}
        self.readers: dict[tuple[str, ...], Node] = {}  # the first path that reads each
        self.read_twice: set[tuple[str, ...]] = set()  # by two places of the file
        self.tested: set[tuple[str, ...]] = set()
        self.walking = False  # the path of a list to walk is read now

    def resolve(self, ref: PathRef, scope: Scope, *, through_lists: bool = False) -> Type:
        """Return the type a path leads to; a path that leads nowhere is reported, and its type is ANY."""
        if ref.path.base == "setting":
            ref.type = ANY
            if through_lists or len(ref.path.steps) > 1:  # more than one step: a part is used at a setting
                hint = "a raw field of that name is `@.setting`"
                self.report("E203", ref.node, f"`{ref.path}` is a setting, and no part of the raw record", hint=hint)
            else:
                ref.type = self.settings.type_of(str(ref.path.steps[0]), ref.node)
            return ref.type
        start = self._start(ref, scope)
        ref.lost = start is None
        if start is None:
            ref.type = ANY
            return ANY
        reached, raw = start.type, list(start.raw)
        walked = "the record" if start is self.root else f"`{ref.path.base}`" if ref.path.base else "the element"
        for number, step in enumerate(ref.path.steps):
            while through_lists and reached.kind == "list" and isinstance(step, str) and reached.item is not None:
                reached = reached.item
            following = ANY if reached.kind == "any" else self._step(ref, reached, number, (walked, scope))
            if following is None:
                ref.type, ref.lost = ANY, True
                return ANY
            if isinstance(step, str) and not reached.entry:
                raw.append(step)
            elif step == "value":
                raw.append(REST)
            if isinstance(step, str):
                walked = f"`{'.'.join(raw)}`"
            reached = following
        ref.type, ref.raw = reached, tuple(raw)
        # A copy of it holds what is watched inside; a value among entries may be any of those.
        whole = reached.kind in {"object", "list", "any"} or REST in ref.raw or reached is ENTRY_KEY
        decided = self.find_deciding(ref.raw)
        own = decided is not None and decided not in self.lifted
        ref.watched = own or (whole and any(_overlaps(place, ref.raw) for place in self.watched))
        ref.lifted = "" if decided is None or ref.watched else self.lifted[decided]
        ref.maskable = any(below(ref.raw, place) or (whole and _overlaps(place, ref.raw)) for place in self.maskable)
        return reached

    def find_deciding(self, place: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the longest watched or lifted place that contains this one: it decides; lifted where it is both."""
        return max((one for one in (*self.watched, *self.lifted) if below(place, one)), key=len, default=None)

    def _start(self, ref: PathRef, scope: Scope) -> Scope | None:
        if ref.path.base == "$":
            return self.root
        start: Scope | None = scope
        for _ in ref.path.base:
            if start is not None:
                start.captured = True
                start = start.outer
        if start is None:
            hint = self.beside_part(ref, scope) or "`$` is the record"
            self.report("E203", ref.node, f"`{ref.path.base}` leaves more scopes than there are", hint=hint)
        return start

    def _step(self, ref: PathRef, at: Type, number: int, where: tuple[str, Scope]) -> Type | None:
        (walked, scope), step = where, ref.path.steps[number]
        facts = (("raw", f"{walked} is {at}"),)
        if isinstance(step, int):
            if at.kind == "list":
                return at.item or ANY
            self.report(
                "E203", ref.node, f"`{ref.path}` takes index {step} of something that is not a list", facts=facts
            )
            return None
        if at.kind == "object":
            if step in at.fields:
                return at.fields[step]
            if at.item is not None:
                return at.item
            if self.placed_wrong(ref, at, scope):
                return None
            hint = self.hint_for_name(ref, at, step, scope)
            inside = "" if walked == "the record" else f" in {walked}"
            self.report("E202", ref.node, f"the raw record has no `{step}`{inside}", hint=hint)
            return None
        if self.no_object_for_part(ref, at, number, scope):
            return None
        hint = self._hint_for_list(ref, at, number, scope) if at.kind == "list" else ""
        if walked == "the element" and at.kind not in {"list", "any"}:
            hint = f"the element is {at}: '@' reads it"
        self.report(
            "E203", ref.node, f"`{ref.path}` reads `{step}` of something that is not an object", facts=facts, hint=hint
        )
        return None

    def _hint_for_list(self, ref: PathRef, at: Type, number: int, scope: Scope) -> str:
        """Return how a field of a list's elements is read, where a path goes through the list."""
        before, rest = Path(ref.path.base, ref.path.steps[:number]), Path("", ref.path.steps[number:])
        around = [base for base, of in self.scopes(scope) if of is at.item]
        if around and self._leads(at.item, rest):
            return f"here paths start at its elements: write {Path(around[0], rest.steps)}"
        if rest.steps in {("first",), ("last",)}:
            return f"write '{Path(before.base, (*before.steps, 0 if rest.steps == ('first',) else -1))}'"
        if at.item is not None and at.item.kind == "object" and rest.steps[0] not in at.item.fields:
            return "walk the list with `each`, find one element with `pick`, or take an index"
        if self.walking:
            return f"a list inside another is walked by both: [{before}, {rest}]"
        one = Path(before.base, (*before.steps, 0, *rest.steps))
        return (
            f"of all elements: {{each: {before}, value: {rest}}}; of the first: '{one}'; of the one that fits: `pick`"
        )

    @staticmethod
    def _leads(of: Type | None, path: Path) -> bool:
        return of is not None and leads_somewhere(of, path.steps)

    def walk(self, walk: Walk, scope: Scope, *, tested: bool = False) -> Scope:
        """Return the scope of the elements that a walk goes through; what can't be walked is reported."""
        inner = scope
        if walk.group:
            if not scope.group:
                hint = "`group` belongs inside `each … group_by`"
                if scope.of_group:
                    hint = "here each member of the group is read: leave `group` out, and walk the list in it"
                self.report("E203", walk.node, "there is no group here", hint=hint)
            inner = Scope(scope.type, scope.raw, scope)
        for ref in walk.paths:
            start = inner if ref.picked is None else self._enter(ref.picked, inner)
            self.walking = True
            walked = self.resolve(ref, start)
            self.walking = False
            if ref.lost:  # told there: what is read inside, and around, is not known
                inner = Scope(ANY, ref.raw, inner)
            if ref.picked is not None:
                ref.picked.captures = start.captured
            if tested:
                self.tested.add(ref.raw)
            inner = self.inside(ref, walked, inner)
        return inner

    def _enter(self, picked: Picked, scope: Scope) -> Scope:
        inner = self.inside(picked.pick, self.resolve(picked.pick, scope), scope)
        self.condition(picked.where, inner)
        return inner

    @abstractmethod
    def condition(self, condition: Condition, scope: Scope) -> None:
        """Check one condition."""

    def inside(self, ref: PathRef, walked: Type, scope: Scope) -> Scope:
        """Return the scope of the elements of the list at a path."""
        if ref.entries:
            if walked.kind not in {"object", "any"}:
                listed = walked.kind == "list"
                hint = f"a list is walked as it is: {{each: {ref.path}}}" if listed else ""
                self.report("E203", ref.node, f"`entries` reads an object, but `{ref.path}` is {walked}", hint=hint)
                return Scope(ANY, ref.raw, scope)  # what is read inside follows from it
            ref.type = Type("list", item=_entry(walked))
            return Scope(_entry(walked), ref.raw, scope)
        if walked.kind not in {"list", "any"}:
            lists = [name for name, one in walked.fields.items() if one.kind == "list"]
            hint = ""
            if walked.kind == "object":
                keys = f"its keys are walked by {{entries: {ref.path}}}"
                hint = f"one item is made of it by {{list: [{{fields: …}}]}}; {keys}"
            hint = (
                f"the list in it is `{Path(ref.path.base, (*ref.path.steps, lists[0]))}`" if len(lists) == 1 else hint
            )
            if walked.kind == "text" and ref.path.base != "setting":
                hint = f"a text is cut into a list by {{split: {ref.path}, on: ','}}"
            self.report("E203", ref.node, f"expected a list to walk, but `{ref.path}` is {walked}", hint=hint)
        return Scope((walked.item if walked.kind == "list" else None) or ANY, ref.raw, scope)

    def read(self, ref: PathRef, scope: Scope) -> Type:
        """Return the type a path leads to, and note that its value is used."""
        type_ = self.resolve(ref, scope)
        if ref.path.base == "setting":
            return type_
        if ref.maskable:
            self.published.append(ref)
        first = self.readers.setdefault(ref.raw, ref.node)
        if (first.line, first.source) != (ref.node.line, ref.node.source):
            self.read_twice.add(ref.raw)
        self.reads[ref.raw] = self.reads.get(ref.raw, False) or type_.kind in {"object", "list", "any"}
        return type_


def _overlaps(place: tuple[str, ...], read: tuple[str, ...]) -> bool:
    """Check whether one of the two may be inside the other; `*` in what is read stands for any key."""
    return all(its in {mine, REST} for mine, its in zip(place, read, strict=False))


def _entry(of: Type) -> Type:
    """Return the type of one entry of an object: its key and its value."""
    values = [*of.fields.values(), *([of.item] if of.item is not None else [])]
    value = values[0] if len(values) == 1 else ANY
    if len({one.kind for one in values}) == 1 and value is ANY and values[0].kind not in {"object", "list"}:
        value = Type(values[0].kind)
    return Type("object", fields={"key": ENTRY_KEY, "value": value}, entry=True)


def below(place: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Check whether a place is this other one, or inside it; `*` in the other one stands for any key."""
    if REST in other:
        return len(place) >= len(other) and _overlaps(place, other)
    return place[: len(other)] == other
