"""What was meant by a path that leads nowhere: a setting, a part, a fixed value, or the same name somewhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.check._elsewhere import WALK_IT, find_elsewhere, find_object, find_objects, leads_somewhere
from shopglot.mapping.check._forms import is_value_of
from shopglot.mapping.check._settings import SettingsChecker
from shopglot.mapping.syntax import Path, did_you_mean, listing, type_at

if TYPE_CHECKING:
    from collections.abc import Container

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.check._scopes import Scope
    from shopglot.mapping.syntax import PathRef, Reporter, Type, Use

__all__ = ["PathHints"]

_SETTING = "setting"
_PLACES = 2
_INSTEAD = {
    "ignore": "is a unified field: what the platform does not have stands under `unsupported`",
    "watch": "is a unified field, and here stand raw paths: name the one that it is read from",
}


class PathHints:
    """Says what a path that leads nowhere likely means.

    `wanted` is the field whose value is read now, `beside` the place of the part beside whose use a rule is written.
    `unified` is the model that is mapped to, `block` the one that is checked where it names raw paths and no rules, and
    `parts` are the names of the parts.
    """

    def __init__(self, report: Reporter, root: Scope, connector: ConnectorDefinition) -> None:
        self.report = report
        self.root = root
        self.settings = SettingsChecker(report, connector)
        self.wanted: Type | None = None
        self.beside: Path | None = None
        self.unified: Type | None = None
        self.block = ""
        self.parts: frozenset[str] = frozenset()
        self._misplaced: dict[Use, list[Path]] = {}

    def hint_for_name(self, ref: PathRef, at: Type, step: str, scope: Scope) -> str:
        """Return what to do about a name that an object does not have."""
        if at.entry:
            return "an entry has `key`, its name, and `value`"
        return self._meant(ref, step) or self.beside_part(ref, scope) or self._instead(ref, at, step, scope)

    def beside_part(self, ref: PathRef, scope: Scope) -> str:
        """Return the path that was meant by one that starts, wrongly, at the `at` of the part beside it.

        One that leaves `at` with `^`, as if it were a scope, may mean what is in it or above it.
        """
        beside, base = self.beside, ref.path.base
        if beside is None or base == "$" or beside.base or ref.node.use is not None:
            return ""
        above = [beside.steps[:size] for size in range(len(beside.steps), 0 if not base else -1, -1)]
        starts = above if base else above[:1]
        start = next((one for one in starts if leads_somewhere(scope.type, (*one, *ref.path.steps))), None)
        if start is None:
            return ""
        why = (
            "`at` is no scope: `fields` beside `use` start around it"
            if base
            else "`fields` beside `use` do not start at `at`"
        )
        return f"{why}: write {_in_flow(Path('', (*start, *ref.path.steps)))}"

    def _instead(self, ref: PathRef, at: Type, step: str, scope: Scope) -> str:
        """Return what is there in place of a name that is not, and where it is."""
        near, has = did_you_mean(step, at.fields), f"it has {listing(at.fields)}"
        there = find_elsewhere(ref.path, self.scopes(scope))
        if there.endswith(WALK_IT) and scope is not self.root:  # a list outside is seldom what is meant
            return f"{has}; {there.removesuffix(WALK_IT)}"
        if there and not near and scope is not self.root and at is scope.type:
            return f"{there}; the element has {listing(at.fields)}"
        return f"{there}; or {near}" if near and there else near or there or has

    def _meant(self, ref: PathRef, step: str) -> str:
        """Return what a path that leads nowhere likely means, or an empty text."""
        steps = ref.path.steps
        if self.block and self.unified is not None and not ref.path.base:
            names = tuple(str(one) for one in steps)
            if type_at(self.unified, names) is not None:
                return f"`{'.'.join(names)}` {_INSTEAD[self.block]}"
        if not self.block and self.wanted is not None and not ref.path.base and len(steps) == 1:
            if is_value_of(step, self.wanted):
                return f"a fixed value is written {{const: {step}}}"
            if step in self.parts:
                return f"`{step}` is a part: {{use: {step}, at: …}}"
        if setting := self._setting(ref, step):
            return f"a setting of the connection is read as `setting.{setting}`"
        return ""

    def _setting(self, ref: PathRef, step: str) -> str:
        """Return the setting that a path likely means: by its name alone, or behind another word for settings."""
        first, *rest = ref.path.steps
        if first != step or "^" in ref.path.base:
            return ""
        if not rest:
            return step if self.settings.is_readable(step) else ""
        if len(rest) > 1:
            return ""
        named = step.lower().rstrip("s") == _SETTING
        name = str(rest[0])
        return self.settings.nearest(name) if named else name if self.settings.is_readable(name) else ""

    def placed_wrong(self, ref: PathRef, at: Type, scope: Scope) -> bool:
        """Report the `at` of a part whose paths lead somewhere, but not from there: one mistake, told once (`E202`)."""
        use = ref.node.use
        if use is not None and all(one.at is None for one in use.chain()) and not ref.path.base:
            return self._placed_nowhere(use, ref, at, scope)
        if use is None or use.at is None or use.place is None or use.at.base != ref.path.base:
            return False
        start, steps = use.at.steps, ref.path.steps[len(use.at.steps) :]
        if not steps or ref.path.steps[: len(start)] != start or steps[0] in at.fields:
            return False
        inside = find_object(steps, at)
        record = "" if scope is self.root else "$"
        above = [start[:size] for size in range(len(start) - 1, 0, -1)]
        outside = next((one for one in above if leads_somewhere(scope.type, (*one, *steps))), ())
        place = Path(record, find_object(steps, self.root.type))
        if inside or outside:
            place = Path(use.at.base, (*start, *inside) if inside else outside)
        if not place.steps:
            return False
        if place not in self._misplaced.setdefault(use, []):
            self._misplaced[use].append(place)
            text = f"`{use.at}` has no `{steps[0]}`, which the part `{use.name}` reads"
            self.report("E202", use.place, text, hint=f"write `at: {_in_flow(place)}`")
        return True

    def _placed_nowhere(self, use: Use, ref: PathRef, at: Type, scope: Scope) -> bool:
        """Report a part that is used without `at` though its paths lead somewhere else only: told once (`E202`)."""
        if at is not scope.type:
            return False
        places = self._starts_for(ref, scope)
        if places and use not in self._misplaced:
            self._misplaced[use] = places
            text = f"the part `{use.name}` starts at the element in scope, which has no `{ref.path.steps[0]}`"
            shown = " or ".join(f"`at: {_in_flow(place)}`" for place in places[:_PLACES])
            self.report("E202", use.node, text, hint=f"add {shown}")
        return bool(places)

    def _starts_for(self, ref: PathRef, scope: Scope) -> list[Path]:
        """Return where a path of a part leads somewhere: in the nearest scope that has one, the record last.

        An element of a list that is walked already is left out: it would be the same one in each round.
        """
        walked: set[tuple[str, ...]] = set()
        around: Scope | None = scope
        while around is not None:
            walked.add(around.raw)
            around = around.outer
        for base, of in self.scopes(scope):
            places = find_objects(ref.path.steps, of)
            if of is self.root.type:
                places = [one for one in places if not _is_inside(one, walked)]
            if places:
                return [Path(base, place) for place in places]
        return []

    def no_object_for_part(self, ref: PathRef, at: Type, number: int, scope: Scope) -> bool:
        """Report the `at` of a part that leads to no object, though the part reads fields of one, once (`E203`)."""
        uses = ref.node.use.chain() if ref.node.use is not None else ()
        use = next((one for one in uses if one.at is not None and one.place is not None), None)
        if use is None or use.at is None or use.place is None or use.at.base != ref.path.base:
            return False
        if number != len(use.at.steps) or ref.path.steps[:number] != use.at.steps:
            return False
        if self._misplaced.setdefault(use, []):
            return True
        self._misplaced[use].append(use.at)
        text = f"the part `{use.name}` reads `{ref.path.steps[number]}` of an object, and `{use.at}` is {at}"
        above = Path(use.at.base, use.at.steps[:-1])
        hint = ""
        if at.kind == "list":
            one = _in_flow(Path(use.at.base, (*use.at.steps, 0)))
            hint = f"its first element is `at: {one}`; all of them: {{each: {use.at}, value: {{use: {use.name}}}}}"
        elif use.at.steps and leads_somewhere(scope.type, (*above.steps, *ref.path.steps[number:])):
            hint = f"write `at: {_in_flow(above)}`" if above.steps else "leave `at` out"
        self.report("E203", use.place, text, hint=hint)
        return True

    def scopes(self, scope: Scope) -> list[tuple[str, Type]]:
        """Return the scopes around a rule, each with the sign that leads to it: the nearest first, the record last."""
        scopes = []
        base = ""
        inner: Scope | None = scope
        while inner is not None and inner is not self.root:
            scopes.append((base, inner.type))
            base, inner = base + "^", inner.outer
        return [*scopes, ("" if scope is self.root else "$", self.root.type)]


def _is_inside(place: tuple[str | int, ...], walked: Container[tuple[str, ...]]) -> bool:
    """Check whether a place of the record is in the first element of a list that is walked."""
    ends = [number for number, step in enumerate(place) if isinstance(step, int)]
    return any(tuple(str(step) for step in place[:end] if isinstance(step, str)) in walked for end in ends)


def _in_flow(path: Path) -> str:
    """Return a path as it is written in YAML: in quotes where it has brackets."""
    return f"'{path}'" if "[" in str(path) else str(path)
