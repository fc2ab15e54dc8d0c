"""Lists, compiled: made of each element of another, or item by item."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._conditions import compile_condition
from shopglot.mapping.compile._convert import ConversionError
from shopglot.mapping.compile._groups import compile_agreed, group_elements
from shopglot.mapping.compile._joins import compile_search
from shopglot.mapping.compile._modifiers import compile_zero_filter
from shopglot.mapping.compile._read import is_nothing
from shopglot.mapping.compile._run import Mark, Run
from shopglot.mapping.compile._searches import SearchCompiler
from shopglot.mapping.compile._walks import compile_step
from shopglot.mapping.syntax import ANY

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._conditions import Test
    from shopglot.mapping.syntax import Rule, Type, Walk

    Closure = Callable[[Any, Run], Any]

__all__ = ["ListCompiler"]


class ListCompiler(SearchCompiler):
    """Compiles the verbs that make lists, and what the members of a group share."""

    @abstractmethod
    def compile_nested(self, rule: Rule, target: Type | None) -> Closure:
        """Compile an object inside the record."""

    def _each(self, rule: Rule, *, value: Closure | None = None) -> Closure:
        slots = rule.slots
        make = value or self._item(rule)
        if _is_plain(rule):
            where = self.test(slots["where"]) if "where" in slots else None
            return self._each_plain(rule, make, where, summed=value is not None)
        walk = compile_search(slots["each"], slots.get("where"), self.test, captures=rule.captures)
        keys = [self.rule(key) for key in slots.get("group_by", ())]
        mixed = any((key.type or ANY).kind == "any" for key in slots.get("group_by", ()))
        unique = bool(slots.get("unique"))
        objects = "fields" in slots and _walks_objects(slots["each"])
        pointer, location, summed = rule.pointer, self._location(rule), value is not None

        def build_items(cur: Any, run: Run) -> list[Any] | None:
            try:
                elements = walk(cur, run)
            except ConversionError as unfit:
                return run.unfit(unfit, pointer, location)  # type: ignore[no-any-return]
            saved_outer, saved_group = run.outer, run.group
            groups = group_elements(elements, keys, run, mixed=mixed) if keys else None
            made: list[Any] = []
            seen: set[str] = set()
            marks = run.marks
            try:
                for number, (element, outer) in enumerate(
                    elements if groups is None else [group[0] for group in groups]
                ):
                    if groups is not None:
                        run.group = groups[number]
                    run.outer = outer
                    before = len(marks)
                    if objects and type(element) is not dict:
                        marks.append(Mark("warning", "", "R106", location))
                        item = None
                    else:
                        item = make(element, run)
                    left_out = item is None or (unique and (key := repr(item)) in seen)
                    if len(marks) != before:
                        _place_marks(marks[before:], pointer, len(made), summed=summed, left_out=left_out)
                    if left_out:
                        continue
                    if unique:
                        seen.add(key)
                    made.append(item)
            finally:
                run.outer, run.group = saved_outer, saved_group
            return made or None

        return build_items

    def _item(self, rule: Rule) -> Closure:
        if "value" in rule.slots:
            made = self.rule(rule.slots["value"])
        else:
            made = self.compile_nested(rule, rule.target.item if rule.target is not None else None)
        return compile_zero_filter(made) if rule.skips_zero else made

    def _each_plain(self, rule: Rule, make: Closure, where: Test | None, *, summed: bool) -> Closure:
        """Compile an `each` of one list whose rules do not look outside: no scopes, no groups, no `unique`.

        The twin of `_each`, without what it costs; whatever both do must stay the same.
        """
        walk: Walk = rule.slots["each"]
        read = _list_members if walk.group else compile_step(walk.paths[0], self.test)
        objects = "fields" in rule.slots and _walks_objects(walk)
        pointer, location = rule.pointer, self._location(rule)

        def build_items(cur: Any, run: Run) -> list[Any] | None:
            elements = read(cur, run)
            if type(elements) is not list:
                unfit = not is_nothing(elements)
                return run.unfit(ConversionError("R106"), pointer, location) if unfit else None
            made: list[Any] = []
            marks = run.marks
            for element in elements:
                if where is not None and not where(element, run):
                    continue
                before = len(marks)
                if objects and type(element) is not dict:
                    marks.append(Mark("warning", "", "R106", location))
                    item = None
                else:
                    item = make(element, run)
                if len(marks) != before:
                    _place_marks(marks[before:], pointer, len(made), summed=summed, left_out=item is None)
                if item is not None:
                    made.append(item)
            return made or None

        return build_items

    def _list(self, rule: Rule) -> Closure:
        items = [
            (
                compile_condition(case.when, self.masked) if case.when else None,
                self.rule(case.rule),
                case.rule.verb in {"each", "list"},
            )
            for case in rule.slots["list"]
        ]
        pointer = rule.pointer

        def build_list(cur: Any, run: Run) -> list[Any] | None:
            made: list[Any] = []
            for when, item, spliced in items:
                if when is not None and not when(cur, run):
                    continue
                before = len(run.marks)
                value = item(cur, run)
                for mark in run.marks[before:] if len(run.marks) != before else ():
                    whole = value is None and mark.kind == "masked"
                    inner = _move_pointer(mark.pointer, len(made)) if spliced else f"/{len(made)}{mark.pointer}"
                    mark.pointer = pointer if whole else f"{pointer}{inner}"
                if spliced:
                    made += value or ()
                elif value is not None:
                    made.append(value)
            return made or None

        return build_list

    def _agreed(self, rule: Rule) -> Closure:
        return compile_agreed(self.rule(rule.slots["agreed"]))


def _list_members(_cur: Any, run: Run) -> list[Any]:
    return [member for member, _ in run.group]


def _place_marks(marks: list[Mark], pointer: str, number: int, *, summed: bool, left_out: bool) -> None:
    """Move what an item noted to the item's place in its list."""
    for mark in marks:
        # A hidden item that is left out hides a part of the list, not the item that comes in its place.
        whole = summed or (left_out and mark.kind == "masked")
        mark.pointer = pointer if whole else f"{pointer}/{number}{mark.pointer}"


def _move_pointer(pointer: str, by: int) -> str:
    """Move a pointer into a list that is spliced into another."""
    if not pointer:
        return ""  # the spliced list as a whole
    _, number, *rest = pointer.split("/")
    return "/".join(["", str(int(number) + by), *rest]) if number.isdigit() else f"/{by}{pointer}"


def _walks_objects(walk: Walk) -> bool:
    last = walk.paths[-1].type if walk.paths else None
    return last is not None and last.item is not None and last.item.kind == "object"


def _is_plain(rule: Rule) -> bool:
    slots = rule.slots
    walk: Walk = slots["each"]
    nested = rule.captures or len(walk.paths) + walk.group > 1
    return not (nested or slots.get("group_by") or slots.get("unique"))
