"""Lists, compiled: walking, grouping, finding, adding, counting, joining."""

from __future__ import annotations

from abc import abstractmethod
from decimal import Decimal, Rounded
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._amounts import compile_product
from shopglot.mapping.compile._conditions import compile_condition
from shopglot.mapping.compile._convert import ConversionError, as_text, money
from shopglot.mapping.compile._joins import compile_search
from shopglot.mapping.compile._modifiers import compile_guard, compile_zero_filter
from shopglot.mapping.compile._numbers import EXACT
from shopglot.mapping.compile._read import compile_path, is_nothing
from shopglot.mapping.compile._run import Mark, Run
from shopglot.mapping.compile._values import ValueCompiler
from shopglot.mapping.compile._walks import compile_step
from shopglot.mapping.syntax import ANY, Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._conditions import Test
    from shopglot.mapping.syntax import Condition, Rule, Type

    Closure = Callable[[Any, Run], Any]

__all__ = ["ListCompiler", "bare"]

_HARMLESS = frozenset({"R110", "R114"})  # the value was taken all the same


class ListCompiler(ValueCompiler):
    """Compiles the verbs that go through lists."""

    @abstractmethod
    def compile_nested(self, rule: Rule, target: Type | None) -> Closure:
        """Compile an object inside the record."""

    def test(self, condition: Condition) -> Test:
        """Compile a condition."""
        return compile_condition(condition, self.masked)

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
            broken = any(mark.code not in _HARMLESS for mark in run.marks[before:])
            return None if broken else total

        return add_terms

    def _times(self, rule: Rule) -> Closure:
        factors = [self._term(factor) for factor in rule.slots["times"]]
        return compile_product(factors, rule.pointer, self._location(rule))

    def _agreed(self, rule: Rule) -> Closure:
        ask = self.rule(rule.slots["agreed"])

        def compare_members(_cur: Any, run: Run) -> Any:
            saved = run.outer
            common: Any = None
            try:
                for number, (member, outer) in enumerate(run.group):
                    run.outer = outer
                    value = ask(member, run)
                    if not number:
                        common = value
                    elif value != common or (type(value) is bool) is not (type(common) is bool):
                        return None
            finally:
                run.outer = saved
            return common

        return compare_members

    def _term(self, rule: Rule) -> Closure:
        """Compile a term of a sum: one amount or a list of them, read by the fastest closure that the rule allows."""
        if rule.verb == "each" and bare(rule):
            return self._each(rule, value=self._term(rule.slots["value"]))
        if rule.verb in {"path", "pick"} and bare(rule) and (rule.slots["path"].type or ANY).kind != "list":
            return self._path(rule, amount=True) if rule.verb == "path" else self._pick(rule, amount=True)
        return _compile_amounts(self.rule(rule), rule.pointer, self._location(rule))

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

    def _each(self, rule: Rule, *, value: Closure | None = None) -> Closure:
        slots = rule.slots
        make = value or self._item(rule)
        if _is_plain(rule):
            where = self.test(slots["where"]) if "where" in slots else None
            return self._each_plain(rule, make, where, summed=value is not None)
        walk = compile_search(slots["each"], slots.get("where"), self.test, captures=rule.captures)
        keys = [self.rule(key) for key in slots.get("group_by", ())]
        unique = bool(slots.get("unique"))
        objects = "fields" in slots and _walks_objects(slots["each"])
        pointer, location, summed = rule.pointer, self._location(rule), value is not None

        def build_items(cur: Any, run: Run) -> list[Any] | None:
            try:
                elements = walk(cur, run)
            except ConversionError as unfit:
                return run.unfit(unfit, pointer, location)  # type: ignore[no-any-return]
            saved_outer, saved_group = run.outer, run.group
            groups = _group_elements(elements, keys, run) if keys else None
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


def bare(rule: Rule) -> bool:
    """Check whether a rule has no modifier that changes its value."""
    return rule.convert is None and rule.enum is None and rule.default is None and not rule.required


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


def _group_elements(elements: list[Any], keys: list[Closure], run: Run) -> list[list[Any]]:
    groups: dict[Any, list[Any]] = {}
    saved, marks = run.outer, run.marks
    before = len(marks)
    try:
        for pair in elements:
            run.outer = pair[1]
            key: Any = tuple([read(pair[0], run) for read in keys])
            if True in key or False in key:  # Python's 1 and 0 equal them
                key = tuple([(type(one) is bool, one) for one in key])
            if len(marks) != before:
                # What does not fit is reported by the field that holds it, and equals nothing else.
                key = key if all(mark.code in _HARMLESS for mark in marks[before:]) else object()
                del marks[before:]
            try:
                groups.setdefault(key, []).append(pair)
            except TypeError:  # an element holds a list or an object where a single value belongs: nothing equals it
                groups[object()] = [pair]
    finally:
        run.outer = saved
    return list(groups.values())
