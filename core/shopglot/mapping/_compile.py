"""Compiling a checked mapping into plain closures.

A closure takes the element in scope and the run, and gives a typed value, or None for missing. What goes wrong with a
value is noted in the run with the field's pointer; closures never raise. Rules that only read a path (most rules)
are put into tables and read in one loop per raw object, which is what makes a mapping as fast as written code.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Context, Decimal, Rounded
from typing import TYPE_CHECKING, Any

from shopglot.mapping._convert import (
    CONVERTERS,
    IMPLICIT,
    MAX_DEPTH,
    MAX_DIGITS,
    Unfit,
    as_text,
    json_value,
    listed,
    money,
    one_of,
    quantity,
)
from shopglot.mapping._masks import asterisks
from shopglot.mapping._object import Row, complete_object, object_of, own_type
from shopglot.mapping._read import ABSENT, WRONG, compile_condition, compile_path, compile_walk
from shopglot.mapping._run import CompiledMapping, HiddenRules, Mark, Run
from shopglot.mapping._types import ANY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shopglot.connector import Connector, Transform
    from shopglot.mapping._ast import MappingFile, PathRef, Rule, Walk
    from shopglot.mapping._diagnostic import Diagnostic
    from shopglot.mapping._types import Type

    Closure = Callable[[Any, Run], Any]

__all__ = ["compile_file"]

_EXACT = Context(prec=MAX_DIGITS, traps=[Rounded])  # a sum that would lose a digit is refused
_TYPED = {"money": Decimal, "epoch_s": datetime, "epoch_ms": datetime, "date": datetime}
_RETURNED = {"text": str, "money": Decimal, "integer": int, "boolean": bool}
_HARMLESS = frozenset({"R110", "R114"})  # the value was taken all the same
_SIMPLE_STEPS = 2


def compile_file(
    file: MappingFile, connector: Connector, warnings: tuple[Diagnostic, ...], *, has_flag: bool
) -> CompiledMapping:
    """Compile a file that was checked without an error."""
    detectors = {"asterisks": asterisks} | {detector.name: detector.function for detector in connector.masks}
    masked = detectors[file.hidden.masked] if file.hidden else asterisks
    transforms = {transform.name: transform for transform in connector.transforms}
    compiler = Compiler(file.source.name, masked, transforms)
    build = compiler.fields(file.fields)
    extend = compiler.fields(file.extensions) if file.extensions else None
    return CompiledMapping(file, build, extend, _hidden(file, compiler), warnings, has_flag=has_flag)


def _hidden(file: MappingFile, compiler: Compiler) -> HiddenRules | None:
    if file.hidden is None:
        return None
    # Withheld is a whole subtree: single watched values are there or not, and extensions differ by market anyway.
    subtrees = [ref.raw for ref in file.hidden.watch if ref.type is not None and ref.type.kind != "text"]
    fed = [pointer for rule in file.fields.values() for pointer in _fed(rule, subtrees)]
    withheld = file.hidden.withheld
    reasons = [
        (
            compile_condition(row.when, compiler.masked) if row.when else _always,
            {"reason": row.reason, "revealable": row.revealable, "remedy": row.remedy},
        )
        for row in file.hidden.reasons
    ]
    test = compile_condition(withheld, compiler.masked) if withheld else _never
    return HiddenRules(tuple(dict.fromkeys(fed)), test, tuple(reasons))


def _always(_cur: Any, _run: Run) -> bool:
    return True


def _never(_cur: Any, _run: Run) -> bool:
    return False


def _fed(rule: Rule, subtrees: list[tuple[str, ...]]) -> list[str]:
    if rule.verb == "fields":
        return [pointer for part in rule.slots["fields"].values() for pointer in _fed(part, subtrees)]
    within = any(ref.raw[: len(place)] == place for ref in _watched(rule) for place in subtrees)
    return [rule.pointer] if within else []


def _watched(value: Any) -> Iterator[PathRef]:
    """Find the watched paths in a rule, however deep."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _watched(item)
    elif hasattr(value, "watched"):
        if value.watched:
            yield value
    elif hasattr(value, "rule"):
        yield from _watched(value.rule)
    elif hasattr(value, "slots"):
        yield from _watched(value.slots)


def _reads_watched(value: Any) -> bool:
    return any(True for _ in _watched(value))


class Compiler:
    """Compiles the rules of one file."""

    def __init__(self, file: str, masked: Callable[[str], bool], transforms: dict[str, Transform]) -> None:
        self.file = file
        self.masked = masked
        self.transforms = transforms
        self._verbs: dict[str, Callable[[Rule], Closure]] = {
            "path": self._path,
            "const": self._const,
            "first_of": self._first_of,
            "sum": self._sum,
            "count": self._count,
            "join": self._join,
            "pick": self._pick,
            "each": self._each,
            "list": self._list,
            "cases": self._cases,
            "fields": lambda rule: self.nested(rule, rule.target),
            "transform": self._transform,
        }

    def rule(self, rule: Rule) -> Closure:
        """Compile one rule with its modifiers."""
        found = self._verbs[rule.verb](rule)
        where = self._where(rule)
        if rule.convert is not None and rule.verb not in {"path", "pick"}:
            typed = _TYPED.get(rule.convert)
            found = _converted(found, CONVERTERS[rule.convert], typed, rule.pointer, where)
        if rule.enum is not None:
            otherwise = rule.enum.otherwise
            table = {token: self._literal(node.value, rule) for token, node in rule.enum.entries.items()}
            unknown = self._literal(otherwise.value, rule) if otherwise else None
            found = _enumerated(found, table, unknown, rule.pointer, where)
        watched = _reads_watched(rule.slots)
        if rule.default is not None:
            found = _defaulted(found, self._literal(rule.default.value, rule), watched=watched)
        return _required(found, rule.pointer, where, watched=watched) if rule.required else found

    def fields(self, rules: dict[str, Rule]) -> Closure:
        """Compile an object: tables of plain reads by raw object, then all other rules."""
        tables: dict[tuple[str, bool], list[tuple[str, Row]]] = {}
        others: list[tuple[str, Closure]] = []
        for name, rule in rules.items():
            ref = self._plain(rule)
            if ref is None:
                others.append((name, self.rule(rule)))
                continue
            *parent, key = ref.path.steps
            convert = self._converter(rule)
            row = Row(name, own_type(convert), convert, rule.pointer, self._where(rule))
            tables.setdefault((str(parent[0]) if parent else "", ref.watched), []).append((str(key), row))
        return object_of(tables, others, self.masked)

    def nested(self, rule: Rule, target: Type | None) -> Closure:
        """Compile an object inside the record: without what its model requires it is left out, with a warning."""
        build = self.fields(rule.slots["fields"])
        needed = tuple(sorted(target.required)) if target is not None else ()
        pointer = "" if rule.verb == "each" else rule.pointer
        return complete_object(build, needed, pointer, self._where(rule)) if needed else build

    def _plain(self, rule: Rule) -> PathRef | None:
        if rule.verb != "path" or rule.enum or rule.default or rule.required:
            return None
        ref: PathRef = rule.slots["path"]
        if ref.watched and ref.type is not None and ref.type.kind in {"object", "list", "any"}:
            return None
        steps = ref.path.steps
        short = ref.path.base == "" and 1 <= len(steps) <= _SIMPLE_STEPS and "" not in steps
        return ref if short and all(isinstance(step, str) for step in steps) else None

    def _where(self, rule: Rule) -> str:
        source = rule.node.source
        return f"{source.name if source else self.file}:{rule.node.line}"

    def _converter(self, rule: Rule, *, amount: bool = False) -> Callable[[Any], Any]:
        if rule.convert is not None:
            return CONVERTERS[rule.convert]
        given: Type = rule.slots["path"].type or ANY
        if amount:
            return quantity if given.kind == "integer" else money
        if rule.enum is not None:
            return json_value
        held: Type = rule.target or ANY
        if held.kind == "enum":
            return one_of(held.values)
        if held.kind == "list" and held.item is not None and held.item.kind in IMPLICIT:
            return listed(one_of(held.item.values) if held.item.kind == "enum" else IMPLICIT[held.item.kind])
        kind = given.kind if held.kind == "any" and given.kind in {"text", "integer", "boolean"} else held.kind
        return IMPLICIT.get(kind, json_value)

    def _literal(self, value: Any, rule: Rule) -> Any:
        held = rule.target or rule.type or ANY
        return Decimal(value) if held.kind == "money" and type(value) is int else value

    def _path(self, rule: Rule, *, amount: bool = False) -> Closure:
        return self._value(rule, rule.slots["path"], self._converter(rule, amount=amount))

    def _value(self, rule: Rule, ref: PathRef, convert: Callable[[Any], Any]) -> Closure:
        read, watched, masked = compile_path(ref), ref.watched, self.masked
        pointer, where = rule.pointer, self._where(rule)

        def value(cur: Any, run: Run) -> Any:
            found = read(cur, run)
            if found is None or found is ABSENT or found == "":
                return None
            if watched:
                clear = _without_masks(found, masked)
                if clear is not found:
                    run.masked(pointer, where)
                    found = found if run.keep else clear
                    if found is None:
                        return None
            try:
                if found is WRONG:
                    raise Unfit("R106")  # noqa: TRY301 - one handler for both
                return convert(found)
            except Unfit as unfit:
                return run.unfit(unfit, pointer, where)

        return value

    def _const(self, rule: Rule) -> Closure:
        value = self._literal(rule.slots["const"].value, rule)
        return lambda _cur, _run: value

    def _first_of(self, rule: Rule) -> Closure:
        parts = [self.rule(part) for part in rule.slots["first_of"]]

        def first(cur: Any, run: Run) -> Any:
            start = len(run.marks)
            for part in parts:
                before = len(run.marks)
                found = part(cur, run)
                if found is not None:
                    if before != start:  # what an earlier part hides, this one shows
                        run.marks[start:before] = [mark for mark in run.marks[start:before] if mark.kind != "masked"]
                    return found
            return None

        return first

    def _sum(self, rule: Rule) -> Closure:
        terms = [self._term(term) for term in rule.slots["sum"]]
        grouped, pointer, where = rule.grouped, rule.pointer, self._where(rule)

        def added(cur: Any, run: Run) -> Any:
            total: Decimal | None = None
            before, saved = len(run.marks), run.outer
            try:
                for member, outer in run.group if grouped else ((cur, saved),):
                    run.outer = outer
                    for term in terms:
                        found = term(member, run)
                        for amount in found if type(found) is list else (found,):
                            if amount is not None:
                                total = amount if total is None else _EXACT.add(total, amount)
            except Rounded:
                return run.unfit(Unfit("R102"), pointer, where)
            finally:
                run.outer = saved
            # A sum without one of its amounts would be a wrong amount.
            broken = any(mark.code not in _HARMLESS for mark in run.marks[before:])
            return None if broken else total

        return added

    def _term(self, rule: Rule) -> Closure:
        if rule.verb == "each" and _bare(rule):
            return self._each(rule, value=self._term(rule.slots["value"]))
        if rule.verb in {"path", "pick"} and _bare(rule) and (rule.slots["path"].type or ANY).kind != "list":
            return self._path(rule, amount=True) if rule.verb == "path" else self._pick(rule, amount=True)
        return _amounts(self.rule(rule), rule.pointer, self._where(rule))

    def _count(self, rule: Rule) -> Closure:
        walk = compile_walk(rule.slots["count"], captures=rule.captures)
        where = compile_condition(rule.slots["where"], self.masked) if "where" in rule.slots else _always
        group = rule.slots["count"].group
        first = None if group else compile_path(rule.slots["count"].paths[0])
        decimal = rule.target is not None and rule.target.kind == "money"
        pointer, place = rule.pointer, self._where(rule)

        def counted(cur: Any, run: Run) -> Any:
            try:
                elements = walk(cur, run)
            except Unfit as unfit:
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
                    except Unfit as unfit:
                        run.unfit(unfit, pointer, where)
            hidden = not run.keep and any(mark.kind == "masked" for mark in run.marks[before:])
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
                return run.unfit(Unfit("R106"), pointer, where)
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
        item = rule.target.item if rule.target is not None else None
        make = value or (self.nested(rule, item) if "fields" in slots else self.rule(slots["value"]))
        walk = compile_walk(slots["each"], captures=rule.captures)
        where = compile_condition(slots["where"], self.masked) if "where" in slots else None
        keys = [compile_path(ref) for ref in slots.get("group_by", ())]
        unique = bool(slots.get("unique"))
        objects = "fields" in slots and _walks_objects(slots["each"])
        pointer, place, added = rule.pointer, self._where(rule), value is not None

        def each(cur: Any, run: Run) -> list[Any] | None:
            try:
                elements = walk(cur, run)
            except Unfit as unfit:
                return run.unfit(unfit, pointer, place)  # type: ignore[no-any-return]
            saved_outer, saved_group = run.outer, run.group
            if where is not None:
                elements = [pair for pair in elements if _fits(where, pair, run)]
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
                for mark in marks[before:] if len(marks) != before else ():
                    # A hidden item that is left out hides a part of the list, not the item that comes in its place.
                    whole = added or (left_out and mark.kind == "masked")
                    mark.pointer = pointer if whole else f"{pointer}/{len(made)}{mark.pointer}"
                if left_out:
                    continue
                if unique:
                    seen.add(key)
                made.append(item)
            run.outer, run.group = saved_outer, saved_group
            return made or None

        return each

    def _list(self, rule: Rule) -> Closure:
        items = [
            (
                compile_condition(case.when, self.masked) if case.when else _always,
                self.rule(case.rule),
                case.rule.verb in {"each", "list"},
            )
            for case in rule.slots["list"]
        ]
        pointer = rule.pointer

        def listed(cur: Any, run: Run) -> list[Any] | None:
            made: list[Any] = []
            for when, item, spliced in items:
                if not when(cur, run):
                    continue
                before = len(run.marks)
                found = item(cur, run)
                for mark in run.marks[before:]:
                    whole = found is None and mark.kind == "masked"
                    place = _moved(mark.pointer, len(made)) if spliced else f"/{len(made)}{mark.pointer}"
                    mark.pointer = pointer if whole else f"{pointer}{place}"
                if spliced:
                    made += found or ()
                elif found is not None:
                    made.append(found)
            return made or None

        return listed

    def _cases(self, rule: Rule) -> Closure:
        cases = [
            (compile_condition(case.when, self.masked) if case.when else _always, self.rule(case.rule))
            for case in rule.slots["cases"]
        ]

        def decided(cur: Any, run: Run) -> Any:
            for when, then in cases:
                if when(cur, run):
                    return then(cur, run)
            return None

        return decided

    def _transform(self, rule: Rule) -> Closure:
        transform = self.transforms[rule.slots["transform"]]
        function, returned = transform.function, _RETURNED.get(transform.returns)
        arguments = {name: self.rule(part) for name, part in rule.slots["with"].items()}
        pointer, where = rule.pointer, self._where(rule)

        def transformed(cur: Any, run: Run) -> Any:
            values = {name: argument(cur, run) for name, argument in arguments.items()}
            if None in values.values():
                return None
            try:
                given = function(**values)
            except Exception:  # noqa: BLE001 - a plugin's function may raise anything; one field is lost, not the run
                return run.unfit(Unfit("R113"), pointer, where)
            if given is not None and returned is not None and type(given) is not returned:
                return run.unfit(Unfit("R113"), pointer, where)
            return given

        return transformed


def _moved(pointer: str, by: int) -> str:
    """Move a pointer into a list that is spliced into another."""
    if not pointer:
        return ""  # the spliced list as a whole
    _, number, *rest = pointer.split("/")
    return "/".join(["", str(int(number) + by), *rest]) if number.isdigit() else f"/{by}{pointer}"


def _walks_objects(walk: Walk) -> bool:
    last = walk.paths[-1].type if walk.paths else None
    return last is not None and last.item is not None and last.item.kind == "object"


def _bare(rule: Rule) -> bool:
    return rule.convert is None and rule.enum is None and rule.default is None and not rule.required


def _amounts(inner: Closure, pointer: str, where: str) -> Closure:
    def amount(value: Any, run: Run) -> Any:
        if value is None or value == "" or type(value) is Decimal:
            return None if value == "" else value
        try:
            return Decimal(value) if type(value) is int else money(value)
        except Unfit as unfit:
            return run.unfit(unfit, pointer, where)

    def found(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        return [amount(item, run) for item in value] if type(value) is list else amount(value, run)

    return found


def _without_masks(value: Any, masked: Callable[[str], bool], depth: int = 0) -> Any:
    """Give the value itself where nothing in it is masked; else a copy with null in place of what is."""
    kind = type(value)
    if kind is str:
        return None if masked(value) else value
    if depth > MAX_DEPTH or kind not in (dict, list):
        return value
    items = value.items() if kind is dict else enumerate(value)
    cleared = {key: clear for key, item in items if (clear := _without_masks(item, masked, depth + 1)) is not item}
    if not cleared:
        return value
    if kind is dict:
        return {**value, **cleared}
    return [cleared.get(number, item) for number, item in enumerate(value)]


def _fits(where: Closure, pair: tuple[Any, Any], run: Run) -> bool:
    saved, run.outer = run.outer, pair[1]
    fits = where(pair[0], run)
    run.outer = saved
    return bool(fits)


def _grouped(elements: list[Any], keys: list[Closure], run: Run) -> list[list[Any]]:
    groups: dict[Any, list[Any]] = {}
    saved = run.outer
    for pair in elements:
        run.outer = pair[1]
        key = tuple(read(pair[0], run) for read in keys)
        try:
            groups.setdefault(key, []).append(pair)
        except TypeError:  # an element holds a list or an object where a single value belongs: nothing equals it
            groups[object()] = [pair]
    run.outer = saved
    return list(groups.values())


def _converted(inner: Closure, convert: Callable[[Any], Any], typed: type | None, pointer: str, where: str) -> Closure:
    def found(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        if value is None or (typed is not None and type(value) is typed):  # a part has converted it already
            return value
        try:
            return convert(value)
        except Unfit as unfit:
            return run.unfit(unfit, pointer, where)

    return found


def _enumerated(inner: Closure, table: dict[str, Any], otherwise: Any, pointer: str, where: str) -> Closure:
    def found(cur: Any, run: Run) -> Any:
        raw = inner(cur, run)
        if raw is None:
            return None
        token = raw if type(raw) is str else str(raw).lower() if type(raw) is bool else str(raw)
        if token in table:
            return table[token]
        return run.unfit(Unfit("R105", otherwise, token), pointer, where)

    return found


def _defaulted(inner: Closure, value: Any, *, watched: bool) -> Closure:
    def found(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        given = inner(cur, run)
        # What is hidden, or does not fit, is not missing: no default may pass for it.
        unknown = len(run.marks) != before or (watched and run.withheld)
        return value if given is None and not unknown else given

    return found


def _required(inner: Closure, pointer: str, where: str, *, watched: bool) -> Closure:
    def found(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        value = inner(cur, run)
        if value is None:
            noted = run.marks[before:]
            if any(mark.kind == "masked" for mark in noted) or (watched and run.withheld):
                return None  # required unless hidden
            for mark in noted:
                mark.kind = "error"
            if not noted:
                run.marks.append(Mark("error", pointer, "R101", where))
        return value

    return found
