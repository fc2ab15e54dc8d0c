"""Compiling a checked mapping into plain closures.

A closure takes the element in scope and the run, and returns a typed value, or None for missing. What goes wrong with a
value is noted in the run with the field's pointer; closures never raise. Rules that only read a path (most rules)
are put into tables and read in one loop per raw object, which is what makes a mapping as fast as written code.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.connector import AsSent
from shopglot.mapping.compile._amounts import compile_minor_units
from shopglot.mapping.compile._conditions import compile_condition
from shopglot.mapping.compile._convert import ConversionError, json_value
from shopglot.mapping.compile._dates import compile_date
from shopglot.mapping.compile._masks import Guard, Masks, find_masks
from shopglot.mapping.compile._modifiers import (
    compile_conversion,
    compile_default,
    compile_enum,
    compile_guard,
    compile_required,
    compile_zero_filter,
    compile_zero_shortcut,
)
from shopglot.mapping.compile._numbers import documented_percent
from shopglot.mapping.compile._object import Row, compile_complete_object, compile_fixed, compile_object, own_type
from shopglot.mapping.compile._read import short_path
from shopglot.mapping.compile._run import CompiledMapping, Run
from shopglot.mapping.compile._sums import SumCompiler
from shopglot.mapping.compile._unknown import known_keys
from shopglot.mapping.compile._values import bare, is_contextual
from shopglot.mapping.compile._watching import compile_hidden, reads_watched, watched_path
from shopglot.mapping.syntax import ANY, VERBS, is_fixed

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import ConnectorDefinition, Transform
    from shopglot.diagnostics import Diagnostic
    from shopglot.mapping.syntax import MappingFile, PathRef, Rule, Type

    Closure = Callable[[Any, Run], Any]

__all__ = ["compile_file"]

_TYPED = {"money": Decimal, "epoch_s": datetime, "epoch_ms": datetime, "date": datetime, "rfc2822": datetime}
_RETURNED = {"text": str, "money": Decimal, "integer": int, "boolean": bool, "list": list, "object": dict}
_HOLDERS = {"list": list, "object": dict}
_EMPTY: tuple[Any, ...] = ([], {})
_SIMPLE_STEPS = 2
# What these hand on is looked at part by part; what a verb makes is looked at as a whole.
_GUARDED_INSIDE = frozenset(verb.name for verb in VERBS.values() if verb.value != "made")


def compile_file(  # noqa: PLR0913 - the file, its surroundings, and three choices by name
    file: MappingFile,
    connector: ConnectorDefinition,
    warnings: tuple[Diagnostic, ...],
    *,
    has_flag: bool,
    make: Callable[[str, Masks, dict[str, Transform]], Compiler] | None = None,
    raw: Type | None = None,
) -> CompiledMapping:
    """Compile a file that was checked without an error; `make` builds another compiler, such as one that traces.

    `raw` is the type of its raw records, by which keys that no schema knows are found; without it none are.
    """
    masks = find_masks(connector, file.hidden.masked if file.hidden else "asterisks")
    transforms = {transform.name: transform for transform in connector.transforms}
    compiler = (make or Compiler)(file.source.name, masks, transforms)
    build = compiler.fields(file.fields)
    extend = compiler.fields(file.extensions) if file.extensions else None
    known = known_keys(raw, file.rests) if raw is not None else None
    hidden = compile_hidden(file, masks.watched)
    defaults = connector.readable_settings({})
    return CompiledMapping(file, build, extend, hidden, warnings, has_flag=has_flag, known=known, defaults=defaults)


class Compiler(SumCompiler):
    """Compiles the rules of one file."""

    def __init__(self, file: str, masks: Masks, transforms: dict[str, Transform]) -> None:
        super().__init__(file, masks)
        self.transforms = transforms
        self._verbs: dict[str, Callable[[Rule], Closure]] = {
            "path": self._path,
            "const": self._const,
            "first_of": self._first_of,
            "sum": self._sum,
            "minus": self._sum,
            "times": self._times,
            "agreed": self._agreed,
            "count": self._count,
            "join": self._join,
            "split": self._split,
            "pick": self._pick,
            "each": self._each,
            "list": self._list,
            "cases": self._cases,
            "fields": lambda rule: self.compile_nested(rule, rule.target),
            "transform": self._transform,
        }

    def rule(self, rule: Rule) -> Closure:
        """Compile one rule with its modifiers."""
        closure = self._verbs[rule.verb](rule)
        location = self._location(rule)
        if rule.convert == "minor_units":
            closure = compile_minor_units(closure, self.rule(rule.slots["of"]), rule.pointer, location)
        elif is_contextual(rule):
            closure = compile_date(closure, rule.zone.removeprefix("setting."), rule.pointer, location)
        elif rule.convert is not None and rule.verb not in {"path", "pick"}:
            typed = _TYPED.get(rule.convert)
            convert = documented_percent if rule.convert == "percent" else self._chosen(rule, ANY)
            closure = compile_conversion(closure, convert, typed, rule.pointer, location)
        if rule.enum is not None:
            otherwise = rule.enum.otherwise
            table = {token: self._literal(node.value, rule) for token, node in rule.enum.entries.items()}
            unknown = self._literal(otherwise.value, rule) if otherwise else None
            closure = compile_enum(closure, table, unknown, rule.pointer, location)
        if rule.skips_zero and rule.verb != "each":
            closure = compile_zero_filter(closure)
            amount = self._only_amount(rule)
            if amount is not None:
                closure = compile_zero_shortcut(closure, *amount)
        # Asked only where it matters: the answer walks everything that is inside the rule.
        watched = (rule.default is not None or rule.required) and reads_watched(rule.slots)
        if rule.default is not None:
            closure = compile_default(closure, self._literal(rule.default.value, rule), watched=watched)
        made = rule.convert == "html"  # what looked harmless may be a mask once its entities are read
        if rule.verb not in _GUARDED_INSIDE or rule.enum is not None or rule.default is not None or made:
            guard = self.guard(rule, watched_path(rule.slots) if made else None)
            closure = compile_guard(closure, guard, rule.pointer, location) if guard else closure
        return compile_required(closure, rule.pointer, location, watched=watched) if rule.required else closure

    def fields(self, rules: dict[str, Rule]) -> Closure:
        """Compile an object: tables of plain reads by raw object, then all other rules."""
        tables: dict[tuple[str, Guard | None], list[Row]] = {}
        others: list[tuple[str, Closure]] = []
        for name, rule in rules.items():
            ref = self._plain(rule)
            if ref is None:
                others.append((name, self.rule(rule)))
                continue
            *parent, key = ref.path.steps
            convert = self._converter(rule)
            row = Row(str(key), name, own_type(convert), convert, rule.pointer, self._location(rule))
            tables.setdefault((str(parent[0]) if parent else "", self.guard(rule, ref)), []).append(row)
        return compile_object(tables, others)

    def compile_nested(self, rule: Rule, target: Type | None) -> Closure:
        """Compile an object inside the record; without what its model requires it is left out, with a warning."""
        rules: dict[str, Rule] = rule.slots["fields"]
        fixed = {name: part for name, part in rules.items() if is_fixed(part)}
        if fixed and len(fixed) < len(rules):
            read = self.fields({name: part for name, part in rules.items() if name not in fixed})
            build = compile_fixed(read, [(name, self.rule(part)) for name, part in fixed.items()])
        else:
            build = self.fields(rules)
        needed = tuple(sorted(target.required)) if target is not None else ()
        pointer = "" if rule.verb == "each" else rule.pointer
        return (
            compile_complete_object(build, needed, pointer, self._location(rule), quiet=rule.skips_zero)
            if needed
            else build
        )

    def _plain(self, rule: Rule) -> PathRef | None:
        """Return the path of a rule that only reads one or two keys: a table can read it; None for any other rule."""
        if rule.verb != "path" or rule.enum or rule.default or rule.required:
            return None
        if rule.convert == "html" or is_contextual(rule):
            return None
        ref: PathRef = rule.slots["path"]
        if ref.type is not None and ref.type.kind in {"object", "list", "any"} and self.guard(rule, ref):
            return None
        steps = ref.path.steps
        short = ref.path.base == "" and 1 <= len(steps) <= _SIMPLE_STEPS and "" not in steps
        return ref if short and all(isinstance(step, str) for step in steps) else None

    def _only_amount(self, rule: Rule) -> tuple[str, str | None] | None:
        """Return the keys of the only amount in an object that otherwise has constants; None for any other rule."""
        parts = rule.slots["fields"].values() if rule.verb == "fields" else ()
        read = [part for part in parts if part.verb != "const"]
        fixed = [part for part in parts if part.verb == "const"]
        if len(read) != 1 or read[0].convert != "money" or not all(map(bare, fixed)):
            return None
        ref = self._plain(read[0])
        if ref is None or self.guard(read[0], ref) or any(self._is_amount(part) for part in fixed):
            return None
        first, second = short_path(ref)
        return None if first is None else (first, second)

    def _is_amount(self, rule: Rule) -> bool:
        return type(self._literal(rule.slots["const"].value, rule)) is Decimal

    def _first_of(self, rule: Rule) -> Closure:
        parts = [self.rule(part) for part in rule.slots["first_of"]]

        def read_first(cur: Any, run: Run) -> Any:
            start = len(run.marks)
            for part in parts:
                before = len(run.marks)
                value = part(cur, run)
                if value is not None:
                    if before != start:  # what an earlier part hides, this one shows
                        run.marks[start:before] = [mark for mark in run.marks[start:before] if mark.kind != "masked"]
                    return value
            return None

        return read_first

    def _cases(self, rule: Rule) -> Closure:
        cases = [
            (compile_condition(case.when, self.masked) if case.when else None, self.rule(case.rule))
            for case in rule.slots["cases"]
        ]

        def choose_case(cur: Any, run: Run) -> Any:
            for when, then in cases:
                if when is None or when(cur, run):
                    return then(cur, run)
            return None

        return choose_case

    def _transform(self, rule: Rule) -> Closure:
        transform = self.transforms[rule.slots["transform"]]
        function, returned = transform.function, _RETURNED.get(transform.returns)
        kinds = dict(transform.parameters)
        arguments = {
            name: self._argument(part, kinds.get(name), rule.pointer) for name, part in rule.slots["with"].items()
        }
        plain = transform.returns in {"list", "object", "any"}
        pointer, location = rule.pointer, self._location(rule)

        def call_transform(cur: Any, run: Run) -> Any:
            values = {}
            missing = False
            for name, argument in arguments.items():
                values[name] = value = argument(cur, run)
                missing = missing or value is None
            if missing:
                return None
            try:
                result = function(**values)
                as_sent = type(result) is AsSent
                result = result.value if as_sent else result
                if plain:
                    result = json_value(result)
            except KeyboardInterrupt:
                raise
            except BaseException:  # noqa: BLE001 - a plugin's function may raise anything; one field is lost, not the run
                return run.unfit(ConversionError("R113"), pointer, location)
            if result is not None and returned is not None and type(result) is not returned:
                return run.unfit(ConversionError("R113"), pointer, location)
            return run.unfit(ConversionError("R116", result), pointer, location) if as_sent else result

        return call_transform

    def _argument(self, rule: Rule, kind: str | None, pointer: str) -> Closure:
        """Compile the rule of a parameter; what is no list, or no object, where it takes one does not reach it."""
        inner, location = self.rule(rule), self._location(rule)
        holder = _HOLDERS.get(kind or "")
        if holder is None:
            return inner

        def read_holder(cur: Any, run: Run) -> Any:
            value = inner(cur, run)
            if value is None or type(value) is holder:
                return value
            return holder() if value in _EMPTY else run.unfit(ConversionError("R106"), pointer, location)

        return read_holder
