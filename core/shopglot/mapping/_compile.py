"""Compiling a checked mapping into plain closures.

A closure takes the element in scope and the run, and gives a typed value, or None for missing. What goes wrong with a
value is noted in the run with the field's pointer; closures never raise. Rules that only read a path (most rules)
are put into tables and read in one loop per raw object, which is what makes a mapping as fast as written code.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING, Any

from shopglot.mapping._convert import CONVERTERS, IMPLICIT, Unfit, json_value, money, quantity
from shopglot.mapping._masks import asterisks
from shopglot.mapping._read import ABSENT, WRONG, compile_condition, compile_path, compile_walk
from shopglot.mapping._run import CompiledMapping, HiddenRules, Mark, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import Connector
    from shopglot.mapping._ast import MappingFile, PathRef, Rule
    from shopglot.mapping._diagnostic import Diagnostic
    from shopglot.mapping._types import Type

    Closure = Callable[[Any, Run], Any]

__all__ = ["compile_file"]

_EXACT = Context(prec=200)  # sums of 30-digit amounts keep every digit
_SIMPLE_STEPS = 2


def compile_file(
    file: MappingFile, connector: Connector, warnings: tuple[Diagnostic, ...], *, has_flag: bool
) -> CompiledMapping:
    """Compile a file that was checked without an error."""
    detectors = {"asterisks": asterisks} | {detector.name: detector.function for detector in connector.masks}
    masked = detectors[file.hidden.masked] if file.hidden else asterisks
    transforms = {transform.name: transform.function for transform in connector.transforms}
    compiler = Compiler(file.source.name, masked, transforms)
    build = compiler.fields(file.fields)
    extend = compiler.fields(file.extensions) if file.extensions else None
    return CompiledMapping(file, build, extend, _hidden(file, compiler), warnings, has_flag=has_flag)


def _hidden(file: MappingFile, compiler: Compiler) -> HiddenRules | None:
    if file.hidden is None:
        return None
    fed = [pointer for rule in [*file.fields.values(), *file.extensions.values()] for pointer in _fed(rule)]
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


def _fed(rule: Rule) -> list[str]:
    if rule.verb == "fields":
        return [pointer for part in rule.slots["fields"].values() for pointer in _fed(part)]
    return [rule.pointer] if _reads_watched(rule) else []


def _reads_watched(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_reads_watched(item) for item in value.values())
    if isinstance(value, list):
        return any(_reads_watched(item) for item in value)
    if hasattr(value, "watched"):
        return bool(value.watched)
    if hasattr(value, "rule"):
        return _reads_watched(value.rule)
    return hasattr(value, "slots") and _reads_watched(value.slots)


class Compiler:
    """Compiles the rules of one file."""

    def __init__(self, file: str, masked: Callable[[str], bool], transforms: dict[str, Callable[..., Any]]) -> None:
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
        if rule.verb not in {"path", "pick", "fields", "each", "list"} and _reads_watched(rule.slots):
            found = _forgetting_masks(found)
        if rule.convert is not None and rule.verb not in {"path", "pick"}:
            found = _converted(found, CONVERTERS[rule.convert], rule.pointer, where)
        if rule.enum is not None:
            otherwise = rule.enum.otherwise
            table = {token: node.value for token, node in rule.enum.entries.items()}
            found = _enumerated(found, table, otherwise.value if otherwise else None, rule.pointer, where)
        if rule.default is not None:
            found = _defaulted(found, self._literal(rule.default.value, rule))
        return _required(found, rule.pointer, where) if rule.required else found

    def fields(self, rules: dict[str, Rule]) -> Closure:
        """Compile an object: tables of plain reads by raw object, then all other rules."""
        tables: dict[tuple[str, bool], list[Any]] = {}
        others = []
        for name, rule in rules.items():
            ref = self._plain(rule)
            if ref is None:
                others.append((name, self.rule(rule)))
                continue
            *parent, key = ref.path.steps
            table = tables.setdefault((str(parent[0]) if parent else "", ref.watched), [])
            table.append((name, key, self._converter(rule), rule.pointer, self._where(rule)))
        reads = [(parent, watched, tuple(rows)) for (parent, watched), rows in tables.items()]
        return _object(tuple(reads), tuple(others), self.masked)

    def nested(self, rule: Rule, target: Type | None) -> Closure:
        """Compile an object inside the record: without what its model requires it is left out, with a warning."""
        build = self.fields(rule.slots["fields"])
        needed = tuple(sorted(target.required)) if target is not None else ()
        pointer = "" if rule.verb == "each" else rule.pointer
        return _complete(build, needed, pointer, self._where(rule)) if needed else build

    def _plain(self, rule: Rule) -> PathRef | None:
        if rule.verb != "path" or rule.enum or rule.default or rule.required:
            return None
        ref: PathRef = rule.slots["path"]
        steps = ref.path.steps
        short = ref.path.base == "" and 1 <= len(steps) <= _SIMPLE_STEPS and "" not in steps
        return ref if short and all(isinstance(step, str) for step in steps) else None

    def _where(self, rule: Rule) -> str:
        return f"{self.file}:{rule.node.line}"

    def _converter(self, rule: Rule, *, amount: bool = False) -> Callable[[Any], Any]:
        if rule.convert is not None:
            return CONVERTERS[rule.convert]
        if amount:
            ref = rule.slots["path"]
            return quantity if ref.type is not None and ref.type.kind == "integer" else money
        kind = rule.target.kind if rule.target is not None and rule.enum is None else "any"
        if kind in {"any", "object", "list"}:
            ref = rule.slots.get("path")
            given = ref.type.kind if ref is not None and ref.type is not None else "any"
            if given not in {"text", "integer", "boolean"} or rule.enum is not None:
                return _copier(self.masked if ref is not None and ref.watched else None)
            kind = given
        return IMPLICIT.get(kind, json_value)

    def _literal(self, value: Any, rule: Rule) -> Any:
        held = rule.target.kind if rule.target is not None else "any"
        return Decimal(value) if held == "money" and isinstance(value, int) else value

    def _path(self, rule: Rule, *, amount: bool = False) -> Closure:
        return self._value(rule, rule.slots["path"], self._converter(rule, amount=amount))

    def _value(self, rule: Rule, ref: PathRef, convert: Callable[[Any], Any]) -> Closure:
        read, watched, masked = compile_path(ref), ref.watched, self.masked
        pointer, where = rule.pointer, self._where(rule)

        def value(cur: Any, run: Run) -> Any:
            found = read(cur, run)
            if found is None or found is ABSENT or found == "":
                return None
            if watched and type(found) is str and "*" in found and masked(found):
                run.masked(pointer, where)
                if not run.keep:
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
            for part in parts:
                found = part(cur, run)
                if found is not None:
                    return found
            return None

        return first

    def _sum(self, rule: Rule) -> Closure:
        terms = [self._term(term) for term in rule.slots["sum"]]
        grouped = rule.grouped

        def added(cur: Any, run: Run) -> Decimal | None:
            total: Decimal | None = None
            before = len(run.marks)
            for member in run.group if grouped else (cur,):
                for term in terms:
                    found = term(member, run)
                    for amount in found if type(found) is list else (found,):
                        if amount is not None:
                            total = amount if total is None else _EXACT.add(total, amount)
            broken = any(mark.kind == "warning" and mark.code != "R114" for mark in run.marks[before:])
            return None if broken else total

        return added

    def _term(self, rule: Rule) -> Closure:
        if rule.verb == "each":
            inner = rule.slots["value"]
            return self._each(rule, value=self._path(inner, amount=inner.convert is None))
        if rule.verb == "path" and rule.convert is None and not rule.enum and not rule.default:
            return self._path(rule, amount=True)
        if rule.verb == "pick" and rule.convert is None:
            return self._pick(rule, amount=True)
        return _converted(self.rule(rule), _as_amount, rule.pointer, self._where(rule))

    def _count(self, rule: Rule) -> Closure:
        walk = compile_walk(rule.slots["count"], captures=rule.captures)
        where = compile_condition(rule.slots["where"], self.masked) if "where" in rule.slots else _always
        group = rule.slots["count"].group
        decimal = rule.target is not None and rule.target.kind == "money"
        pointer, place = rule.pointer, self._where(rule)

        def counted(cur: Any, run: Run) -> Any:
            try:
                elements = walk(cur, run)
            except Unfit as unfit:
                return run.unfit(unfit, pointer, place)
            if not elements and not group:
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

        def joined(cur: Any, run: Run) -> str | None:
            before = len(run.marks)
            found = [part(cur, run) for part in parts]
            texts = [text for item in found for text in (item if type(item) is list else (item,)) if text is not None]
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
        unique, objects = bool(slots.get("unique")), "fields" in slots
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
                    run.group = [member for member, _ in groups[number]]
                run.outer = outer
                before = len(marks)
                if objects and type(element) is not dict:
                    marks.append(Mark("warning", "", "R106", place))
                    item = None
                else:
                    item = make(element, run)
                if len(marks) != before:
                    for mark in marks[before:]:
                        mark.pointer = pointer if added else f"{pointer}/{len(made)}{mark.pointer}"
                if item is None or (unique and (key := repr(item)) in seen):
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
                    place = _moved(mark.pointer, len(made)) if spliced else f"/{len(made)}{mark.pointer}"
                    mark.pointer = f"{pointer}{place}"
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
        function = self.transforms[rule.slots["transform"]]
        arguments = {name: self.rule(part) for name, part in rule.slots["with"].items()}
        pointer, where = rule.pointer, self._where(rule)

        def transformed(cur: Any, run: Run) -> Any:
            values = {name: argument(cur, run) for name, argument in arguments.items()}
            if None in values.values():
                return None
            try:
                return function(**values)
            except Exception:  # noqa: BLE001 - a plugin's function may raise anything; one field is lost, not the run
                return run.unfit(Unfit("R113"), pointer, where)

        return transformed


def _object(reads: tuple[Any, ...], others: tuple[Any, ...], masked: Callable[[str], bool]) -> Closure:
    def build(cur: Any, run: Run) -> dict[str, Any] | None:
        out: dict[str, Any] = {}
        for parent, watched, rows in reads:
            found = cur.get(parent) if parent else cur
            if type(found) is not dict:
                if found is not None and found != "":
                    for _, _, _, pointer, where in rows:
                        run.unfit(Unfit("R106"), pointer, where)
                continue
            get = found.get
            for name, key, convert, pointer, where in rows:
                value = get(key)
                if value is None or value == "":
                    continue
                if watched and type(value) is str and "*" in value and masked(value):
                    run.masked(pointer, where)
                    if not run.keep:
                        continue
                try:
                    value = convert(value)
                except Unfit as unfit:
                    value = run.unfit(unfit, pointer, where)
                if value is not None:
                    out[name] = value
        for name, make in others:
            value = make(cur, run)
            if value is not None:
                out[name] = value
        return out or None

    return build


def _complete(build: Closure, needed: tuple[str, ...], pointer: str, where: str) -> Closure:
    def built(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        made = build(cur, run)
        if made is None:
            return None
        for name in needed:
            if name not in made:
                if len(run.marks) == before:
                    run.marks.append(Mark("warning", f"{pointer}/{name}", "R101", where))
                return None
        return made

    return built


def _moved(pointer: str, by: int) -> str:
    """Move a pointer into a list that is spliced into another."""
    _, number, *rest = pointer.split("/")
    return "/".join(["", str(int(number) + by), *rest]) if number.isdigit() else f"/{by}{pointer}"


def _copier(hide: Callable[[str], bool] | None) -> Callable[[Any], Any]:
    return json_value if hide is None else lambda value: json_value(value, hide)


def _as_amount(value: Any) -> Any:
    return (
        [_as_amount(item) for item in value]
        if type(value) is list
        else value
        if type(value) is Decimal
        else money(value)
    )


def _fits(where: Closure, pair: tuple[Any, Any], run: Run) -> bool:
    saved, run.outer = run.outer, pair[1]
    fits = where(pair[0], run)
    run.outer = saved
    return bool(fits)


def _grouped(elements: list[Any], keys: list[Closure], run: Run) -> list[list[Any]]:
    groups: dict[Any, list[Any]] = {}
    for pair in elements:
        key = tuple(read(pair[0], run) for read in keys)
        try:
            groups.setdefault(key, []).append(pair)
        except TypeError:  # an element holds a list or an object where a single value belongs
            groups.setdefault(repr(key), []).append(pair)
    return list(groups.values())


def _forgetting_masks(inner: Closure) -> Closure:
    """Drop the note of a masked part when another part gave the value after all."""

    def found(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        value = inner(cur, run)
        if value is not None and not run.keep and len(run.marks) != before:
            run.marks[before:] = [mark for mark in run.marks[before:] if mark.kind != "masked"]
        return value

    return found


def _converted(inner: Closure, convert: Callable[[Any], Any], pointer: str, where: str) -> Closure:
    def found(cur: Any, run: Run) -> Any:
        value = inner(cur, run)
        if value is None:
            return None
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


def _defaulted(inner: Closure, value: Any) -> Closure:
    def found(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        given = inner(cur, run)
        if given is None and not any(mark.kind == "masked" for mark in run.marks[before:]):
            return value
        return given

    return found


def _required(inner: Closure, pointer: str, where: str) -> Closure:
    def found(cur: Any, run: Run) -> Any:
        before = len(run.marks)
        value = inner(cur, run)
        if value is None:
            noted = run.marks[before:]
            if any(mark.kind == "masked" for mark in noted):
                return None  # required unless hidden
            for mark in noted:
                mark.kind = "error"
            if not noted:
                run.marks.append(Mark("error", pointer, "R101", where))
        return value

    return found
