"""Lists, compiled: walking, grouping, finding, adding, counting, joining."""

from __future__ import annotations

from abc import abstractmethod
from decimal import Context, Decimal, Rounded
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._conditions import always, compile_condition
from shopglot.mapping.compile._convert import MAX_DIGITS, ConversionError, as_text, money
from shopglot.mapping.compile._modifiers import without_zero
from shopglot.mapping.compile._read import ABSENT, compile_path, compile_walk
from shopglot.mapping.compile._run import Mark, Run
from shopglot.mapping.compile._values import ValueCompiler
from shopglot.mapping.syntax import ANY

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._conditions import Test
    from shopglot.mapping.syntax import Rule, Type, Walk

    Closure = Callable[[Any, Run], Any]

__all__ = ["ListCompiler", "bare"]

_EXACT = Context(prec=MAX_DIGITS, traps=[Rounded])  # a sum that would lose a digit is refused
_HARMLESS = frozenset({"R110", "R114"})  # the value was taken all the same


class ListCompiler(ValueCompiler):
    """Compiles the verbs that go through lists."""

    @abstractmethod
    def nested(self, rule: Rule, target: Type | None) -> Closure:
        """Compile an object inside the record."""

    def _sum(self, rule: Rule) -> Closure:  # noqa: C901 - the loop inside
        terms = [self._term(term) for term in rule.slots[rule.verb]]
        needed: Closure | None = None
        if rule.verb == "minus":
            first, *others = terms
            terms = [first, *map(_negated, others)] if others else [_negated(first)]
            needed = terms[0]
        grouped, pointer, where = rule.grouped, rule.pointer, self._where(rule)

        def added(cur: Any, run: Run) -> Any:
            total: Decimal | None = None
            before, saved, complete = len(run.marks), run.outer, needed is None
            try:
                for member, outer in run.group if grouped else ((cur, saved),):
                    run.outer = outer
                    for term in terms:
                        found = term(member, run)
                        complete = complete or (term is needed and found is not None)
                        if type(found) is list:
                            for amount in found:
                                if amount is not None:
                                    total = amount if total is None else _EXACT.add(total, amount)
                        elif found is not None:
                            total = found if total is None else _EXACT.add(total, found)
            except Rounded:
                return run.unfit(ConversionError("R102"), pointer, where)
            finally:
                run.outer = saved
            if not complete:
                return None
            if len(run.marks) == before:
                return total
            # A sum without one of its amounts would be a wrong amount.
            broken = any(mark.code not in _HARMLESS for mark in run.marks[before:])
            return None if broken else total

        return added

    def _agreed(self, rule: Rule) -> Closure:
        ask = self.rule(rule.slots["agreed"])

        def agreed(_cur: Any, run: Run) -> Any:
            saved = run.outer
            said: Any = None
            try:
                for number, (member, outer) in enumerate(run.group):
                    run.outer = outer
                    found = ask(member, run)
                    if not number:
                        said = found
                    elif found != said:
                        return None
            finally:
                run.outer = saved
            return said

        return agreed

    def _term(self, rule: Rule) -> Closure:
        if rule.verb == "each" and bare(rule):
            return self._each(rule, value=self._term(rule.slots["value"]))
        if rule.verb in {"path", "pick"} and bare(rule) and (rule.slots["path"].type or ANY).kind != "list":
            return self._path(rule, amount=True) if rule.verb == "path" else self._pick(rule, amount=True)
        return _amounts(self.rule(rule), rule.pointer, self._where(rule))

    def _count(self, rule: Rule) -> Closure:
        walk = compile_walk(rule.slots["count"], captures=rule.captures)
        where = compile_condition(rule.slots["where"], self.masked) if "where" in rule.slots else always
        group = rule.slots["count"].group
        first = None if group else compile_path(rule.slots["count"].paths[0])
        decimal = rule.target is not None and rule.target.kind == "money"
        pointer, place = rule.pointer, self._where(rule)

        if group and where is always:
            return lambda _cur, run: Decimal(len(run.group)) if decimal else len(run.group)

        def counted(cur: Any, run: Run) -> Any:
            try:
                elements = walk(cur, run)
            except ConversionError as unfit:
                return run.unfit(unfit, pointer, place)
            if not elements and first is not None and type(first(cur, run)) is not list:
                return None
            saved = run.outer
            number = 0
            for element, outer in elements:
                run.outer = outer
                number += where(element, run)
            run.outer = saved
            return Decimal(number) if decimal else number

        return counted

    def _join(self, rule: Rule) -> Closure:
        parts = [self.rule(part) for part in rule.slots["join"]]
        between = rule.slots.get("with", " ")
        pointer, where = rule.pointer, self._where(rule)

        def joined(cur: Any, run: Run) -> str | None:
            before = len(run.marks)
            texts = []
            for part in parts:
                found = part(cur, run)
                for item in found if type(found) is list else (found,):
                    try:
                        if item is not None and item != "":
                            texts.append(as_text(item))
                    except ConversionError as unfit:
                        run.unfit(unfit, pointer, where)
            hidden = False
            for mark in run.marks[before:]:
                mark.pointer = pointer  # a text has no items
                hidden = hidden or (mark.kind == "masked" and not run.keep)
            return between.join(texts) if texts and not hidden else None

        return joined

    def _pick(self, rule: Rule, *, amount: bool = False) -> Closure:
        read = compile_path(rule.slots["pick"])
        fits = compile_condition(rule.slots["where"], self.masked)
        value = self._value(rule, rule.slots["path"], self._converter(rule, amount=amount))
        pointer, where, captures = rule.pointer, self._where(rule), rule.captures

        def picked(cur: Any, run: Run) -> Any:
            elements = read(cur, run)
            if type(elements) is not list:
                if elements is None or elements is ABSENT or elements == "":
                    return None
                return run.unfit(ConversionError("R106"), pointer, where)
            saved = run.outer
            if captures:
                run.outer = (cur, saved)
            try:
                for element in elements:
                    if fits(element, run):
                        return value(element, run)
            finally:
                run.outer = saved
            return None

        return picked

    def _each(self, rule: Rule, *, value: Closure | None = None) -> Closure:
        slots = rule.slots
        make = value or self._item(rule)
        where = compile_condition(slots["where"], self.masked) if "where" in slots else None
        if _is_plain(rule):
            return self._each_plain(rule, make, where, added=value is not None)
        walk = _walk_where(compile_walk(slots["each"], captures=rule.captures), where)
        keys = [self.rule(key) for key in slots.get("group_by", ())]
        unique = bool(slots.get("unique"))
        objects = "fields" in slots and _walks_objects(slots["each"])
        pointer, place, added = rule.pointer, self._where(rule), value is not None

        def each(cur: Any, run: Run) -> list[Any] | None:
            try:
                elements = walk(cur, run)
            except ConversionError as unfit:
                return run.unfit(unfit, pointer, place)  # type: ignore[no-any-return]
            saved_outer, saved_group = run.outer, run.group
            groups = _grouped(elements, keys, run) if keys else None
            made: list[Any] = []
            seen: set[str] = set()
            marks = run.marks
            for number, (element, outer) in enumerate(elements if groups is None else [group[0] for group in groups]):
                if groups is not None:
                    run.group = groups[number]
                run.outer = outer
                before = len(marks)
                if objects and type(element) is not dict:
                    marks.append(Mark("warning", "", "R106", place))
                    item = None
                else:
                    item = make(element, run)
                left_out = item is None or (unique and (key := repr(item)) in seen)
                if len(marks) != before:
                    _place_marks(marks[before:], pointer, len(made), added=added, left_out=left_out)
                if left_out:
                    continue
                if unique:
                    seen.add(key)
                made.append(item)
            run.outer, run.group = saved_outer, saved_group
            return made or None

        return each

    def _item(self, rule: Rule) -> Closure:
        if "value" in rule.slots:
            made = self.rule(rule.slots["value"])
        else:
            made = self.nested(rule, rule.target.item if rule.target is not None else None)
        return without_zero(made) if rule.skips_zero else made

    def _each_plain(self, rule: Rule, make: Closure, where: Test | None, *, added: bool) -> Closure:
        """Compile an `each` of one list whose rules do not look outside: no scopes, no groups, nothing seen before."""
        walk: Walk = rule.slots["each"]
        read = _members if walk.group else compile_path(walk.paths[0])
        objects = "fields" in rule.slots and _walks_objects(walk)
        pointer, place = rule.pointer, self._where(rule)

        def each(cur: Any, run: Run) -> list[Any] | None:
            elements = read(cur, run)
            if type(elements) is not list:
                if elements is None or elements is ABSENT or elements == "":
                    return None
                return run.unfit(ConversionError("R106"), pointer, place)  # type: ignore[no-any-return]
            made: list[Any] = []
            marks = run.marks
            for element in elements:
                if where is not None and not where(element, run):
                    continue
                before = len(marks)
                if objects and type(element) is not dict:
                    marks.append(Mark("warning", "", "R106", place))
                    item = None
                else:
                    item = make(element, run)
                if len(marks) != before:
                    _place_marks(marks[before:], pointer, len(made), added=added, left_out=item is None)
                if item is not None:
                    made.append(item)
            return made or None

        return each

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

        def listed(cur: Any, run: Run) -> list[Any] | None:
            made: list[Any] = []
            for when, item, spliced in items:
                if when is not None and not when(cur, run):
                    continue
                before = len(run.marks)
                found = item(cur, run)
                for mark in run.marks[before:] if len(run.marks) != before else ():
                    whole = found is None and mark.kind == "masked"
                    place = _moved(mark.pointer, len(made)) if spliced else f"/{len(made)}{mark.pointer}"
                    mark.pointer = pointer if whole else f"{pointer}{place}"
                if spliced:
                    made += found or ()
                elif found is not None:
                    made.append(found)
            return made or None

        return listed


def _members(_cur: Any, run: Run) -> list[Any]:
    return [member for member, _ in run.group]


def _place_marks(marks: list[Mark], pointer: str, number: int, *, added: bool, left_out: bool) -> None:
    """Put what an item noted under the item's place in its list."""
    for mark in marks:
        # A hidden item that is left out hides a part of the list, not the item that comes in its place.
        whole = added or (left_out and mark.kind == "masked")
        mark.pointer = pointer if whole else f"{pointer}/{number}{mark.pointer}"


def _moved(pointer: str, by: int) -> str:
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


def bare(rule: Rule) -> bool:
    """Say whether a rule has no modifier that makes another value."""
    return rule.convert is None and rule.enum is None and rule.default is None and not rule.required


def _negated(inner: Closure) -> Closure:
    def found(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        if type(value) is list:
            return [None if item is None else _negative(item) for item in value]
        return None if value is None else _negative(value)

    return found


def _negative(amount: Decimal) -> Decimal:
    return amount.copy_negate() if amount else amount


def _amounts(inner: Closure, pointer: str, where: str) -> Closure:
    def amount(value: Any, run: Run) -> Any:
        if value is None or value == "" or type(value) is Decimal:
            return None if value == "" else value
        try:
            return Decimal(value) if type(value) is int else money(value)
        except ConversionError as unfit:
            return run.unfit(unfit, pointer, where)

    def found(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        return [amount(item, run) for item in value] if type(value) is list else amount(value, run)

    return found


def _walk_where(walk: Closure, where: Test | None) -> Closure:
    if where is None:
        return walk
    return lambda cur, run: [pair for pair in walk(cur, run) if _fits(where, pair, run)]


def _fits(where: Closure, pair: tuple[Any, Any], run: Run) -> bool:
    saved, run.outer = run.outer, pair[1]
    fits = where(pair[0], run)
    run.outer = saved
    return bool(fits)


def _grouped(elements: list[Any], keys: list[Closure], run: Run) -> list[list[Any]]:
    groups: dict[Any, list[Any]] = {}
    saved, marks = run.outer, run.marks
    before = len(marks)
    for pair in elements:
        run.outer = pair[1]
        key: Any = tuple([read(pair[0], run) for read in keys])
        if len(marks) != before:
            # What does not fit is told by the field that holds it, and equals nothing else.
            key = key if all(mark.code in _HARMLESS for mark in marks[before:]) else object()
            del marks[before:]
        try:
            groups.setdefault(key, []).append(pair)
        except TypeError:  # an element holds a list or an object where a single value belongs: nothing equals it
            groups[object()] = [pair]
    run.outer = saved
    return list(groups.values())
