"""Checking paths: what each leads to in the raw record, and which raw values the rules read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from shopglot.mapping.check._elsewhere import WALK_IT, find_elsewhere, find_object, leads_somewhere
from shopglot.mapping.check._forms import is_value_of
from shopglot.mapping.check._settings import SettingsChecker
from shopglot.mapping.syntax import ANY, REST, Path, Type, did_you_mean, listing

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.syntax import Condition, Node, PathRef, Picked, Reporter, Use, Walk

__all__ = ["PathChecker", "Scope", "below"]

_SETTINGS = frozenset({"settings", "Setting", "Settings"})
ENTRY_KEY = Type("text")
"""The type of a key that is read as a value: what is watched among the keys may be in it."""


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
        self.of_group = False  # one member of a group, read for each

    @property
    def group(self) -> bool:
        """Whether a group is in scope."""
        return self.keys is not None


class PathChecker(ABC):
    """Resolves paths in their scope.

    `reads` are the raw places whose values are used (True: with all that is below), `tested` those that conditions
    look at. `watched` are those that the mapping watches, `lifted` those that it exempts, with the reason,
    `maskable` those that the connector names as maskable; `published` are the paths into these whose values are used.
    """

    def __init__(self, report: Reporter, root: Scope, connector: ConnectorDefinition) -> None:
        self.report = report
        self.settings = SettingsChecker(report, connector)
        self.root = root
        self.watched: list[tuple[str, ...]] = []
        self.lifted: dict[tuple[str, ...], str] = {}
        self.maskable: list[tuple[str, ...]] = []
        self.published: list[PathRef] = []
        self.reads: dict[tuple[str, ...], bool] = {}
        self.readers: dict[tuple[str, ...], Node] = {}  # the first path that reads each
        self.tested: set[tuple[str, ...]] = set()
        self.wanted: Type | None = None  # the field whose value is read now
        self.beside: Path | None = None  # the place of the part beside whose use a rule is written
        self._misplaced: dict[Use, list[Path]] = {}

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
        for step in ref.path.steps:
            while through_lists and reached.kind == "list" and isinstance(step, str) and reached.item is not None:
                reached = reached.item
            following = ANY if reached.kind == "any" else self._step(ref, reached, step, (walked, scope))
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
            self.report(
                "E203", ref.node, f"`{ref.path.base}` leaves more scopes than there are", hint="`$` is the record"
            )
        return start

    def _step(self, ref: PathRef, at: Type, step: str | int, where: tuple[str, Scope]) -> Type | None:
        walked, scope = where
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
            if self._placed_wrong(ref, at, scope):
                return None
            hint = "an entry has `key`, its name, and `value`" if at.entry else self._meant(ref, step)
            hint = hint or self._beside_part(ref, scope) or self._instead(ref, at, step, scope)
            inside = "" if walked == "the record" else f" in {walked}"
            self.report("E202", ref.node, f"the raw record has no `{step}`{inside}", hint=hint)
            return None
        hint = "walk the list with `each`, find one element with `pick`, or take an index" if at.kind == "list" else ""
        if walked == "the element" and at.kind not in {"list", "any"}:
            hint = f"the element is {at}: '@' reads it"
        self.report(
            "E203", ref.node, f"`{ref.path}` reads `{step}` of something that is not an object", facts=facts, hint=hint
        )
        return None

    def _beside_part(self, ref: PathRef, scope: Scope) -> str:
        """Return the path that was meant by one that starts, wrongly, at the `at` of the part beside it."""
        beside = self.beside
        if beside is None or ref.path.base or beside.base or ref.node.use is not None:
            return ""
        meant = Path("", (*beside.steps, *ref.path.steps))
        if not leads_somewhere(scope.type, meant.steps):
            return ""
        return f"`fields` beside `use` do not start at `at`: write {_in_flow(meant)}"

    def _instead(self, ref: PathRef, at: Type, step: str, scope: Scope) -> str:
        """Return what is there in place of a name that is not, and where it is."""
        near, has = did_you_mean(step, at.fields), f"it has {listing(at.fields)}"
        there = find_elsewhere(ref.path, self._scopes(scope))
        if there.endswith(WALK_IT) and scope is not self.root:  # a list outside is seldom what is meant
            return f"{has}; {there.removesuffix(WALK_IT)}"
        if there and not near and scope is not self.root and at is scope.type:
            return f"{there}; the element has {listing(at.fields)}"
        return f"{there}; or {near}" if near and there else near or there or has

    def _meant(self, ref: PathRef, step: str) -> str:
        """Return what a path that leads nowhere likely means, or an empty text: a setting, or the place of a part."""
        steps, use = ref.path.steps, ref.node.use
        if self.wanted is not None and not ref.path.base and len(steps) == 1 and is_value_of(step, self.wanted):
            return f"a fixed value is written {{const: {step}}}"
        if step in _SETTINGS and not ref.path.base and len(steps) > 1 and steps[0] == step:
            known = self.settings.nearest(str(steps[1]))
            return f"a setting of the connection is read as `setting.{known}`" if known else ""
        if use is None or use.at is not None or ref.path.base:
            return ""
        place = Path("", find_object(steps, self.root.type))
        hint = f"`{use.name}` starts at the element in scope; where it is used, add `at: {_in_flow(place)}`"
        return hint if place.steps else ""

    def _placed_wrong(self, ref: PathRef, at: Type, scope: Scope) -> bool:
        """Report the `at` of a part whose paths lead somewhere, but not from there: one mistake, told once (`E202`)."""
        use = ref.node.use
        if use is None or use.at is None or use.place is None or use.at.base != ref.path.base:
            return False
        start, steps = use.at.steps, ref.path.steps[len(use.at.steps) :]
        if not steps or ref.path.steps[: len(start)] != start or steps[0] in at.fields:
            return False
        inside = find_object(steps, at)
        record = "" if scope is self.root else "$"
        place = Path(use.at.base, (*start, *inside)) if inside else Path(record, find_object(steps, self.root.type))
        if not place.steps:
            return False
        if place not in self._misplaced.setdefault(use, []):
            self._misplaced[use].append(place)
            text = f"`{use.at}` has no `{steps[0]}`, which the part `{use.name}` reads"
            self.report("E202", use.place, text, hint=f"write `at: {_in_flow(place)}`")
        return True

    def _scopes(self, scope: Scope) -> list[tuple[str, Type]]:
        scopes = []
        base = ""
        inner: Scope | None = scope
        while inner is not None and inner is not self.root:
            scopes.append((base, inner.type))
            base, inner = base + "^", inner.outer
        return [*scopes, ("" if scope is self.root else "$", self.root.type)]

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
            walked = self.resolve(ref, start)
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
            hint = f"walk its keys and values with {{entries: {ref.path}}}" if walked.kind == "object" else ""
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
        self.readers.setdefault(ref.raw, ref.node)
        self.reads[ref.raw] = self.reads.get(ref.raw, False) or type_.kind in {"object", "list", "any"}
        return type_


def _in_flow(path: Path) -> str:
    """Return a path as it is written in YAML: in quotes where it has brackets."""
    return f"'{path}'" if "[" in str(path) else str(path)


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
