"""Single values, compiled: paths and constants, each converted to what its field holds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile._convert import (
    CONVERTERS,
    IMPLICIT,
    ConversionError,
    json_value,
    make_enum_converter,
    make_list_converter,
    money,
    quantity,
)
from shopglot.mapping.compile._masks import NO_GUARD, Guard, remove_masks
from shopglot.mapping.compile._moments import make_date
from shopglot.mapping.compile._numbers import documented_money, documented_percent, factor
from shopglot.mapping.compile._object import own_type
from shopglot.mapping.compile._read import ABSENT, WRONG, compile_path, pass_through, short_path
from shopglot.mapping.compile._watching import reads_maskable
from shopglot.mapping.syntax import ANY, UNWATCHED, find_zone, holds_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.compile._masks import Masks
    from shopglot.mapping.compile._run import Run
    from shopglot.mapping.syntax import PathRef, Rule, Type

    Closure = Callable[[Any, Run], Any]

__all__ = ["CONTEXTUAL", "ValueCompiler", "bare", "is_contextual"]

CONTEXTUAL = frozenset({"minor_units"})
"""Conversions that always need more than the raw value."""
_DECIMAL = frozenset({"money", "quantity"})
_DOCUMENTED = {"money": documented_money, "percent": documented_percent}


def is_contextual(rule: Rule) -> bool:
    """Check whether a rule's conversion needs more than the raw value: then it is compiled around the reading."""
    return rule.convert in CONTEXTUAL or rule.zone.startswith("setting.")


def bare(rule: Rule) -> bool:
    """Check whether a rule has no modifier that changes its value."""
    return rule.convert is None and rule.enum is None and rule.default is None and not rule.required


def _as_sent(value: Any) -> Any:
    """Return the raw value, for a conversion that follows."""
    return value


class ValueCompiler(ABC):
    """Compiles rules with one value; `file` is the mapping's name in problems."""

    def __init__(self, file: str, masks: Masks) -> None:
        self.file = file
        self.masks = masks
        self.masked = masks.watched

    @abstractmethod
    def rule(self, rule: Rule) -> Closure:
        """Compile one rule with its modifiers."""

    def guard(self, rule: Rule, ref: PathRef | None = None) -> Guard | None:
        """Return what detects a mask in a rule's value, or in the raw value that it reads at `ref`; None: no check.

        A mask is never published in a field that holds a person's data, nor from a raw part that may be masked. A
        transform may receive one where the mapping says that nothing needs watching: its result is checked again.
        """
        if rule.argument and ref is not None and ref.lifted:
            return None
        person = holds_person(rule.target) or reads_maskable(ref or rule)
        watched = ref is not None and ref.watched
        code = "" if watched else UNWATCHED
        return Guard.of(code, self.masks.person if person else self.masks.watched) if person or watched else None

    def _location(self, rule: Rule) -> str:
        source = rule.node.source
        return f"{source.name if source else self.file}:{rule.node.line}"

    def _converter(self, rule: Rule, *, amount: bool = False) -> Callable[[Any], Any]:
        """Choose by `as`, else by the field's type; an `amount` is a term of a sum, which has no field of its own."""
        given: Type = rule.slots["path"].type or ANY
        held: Type = rule.target or ANY
        if is_contextual(rule):
            return _as_sent
        if rule.convert is not None:
            return self._chosen(rule, given)
        if amount:
            known = {"integer": quantity, "number": documented_money}.get(given.kind)
            return known or (factor if rule.term == "times" else money)
        if rule.enum is not None:
            return json_value
        if held.kind == "enum":
            return make_enum_converter(held.values)
        if held.kind == "list" and held.item is not None and held.item.kind in IMPLICIT:
            return make_list_converter(
                make_enum_converter(held.item.values) if held.item.kind == "enum" else IMPLICIT[held.item.kind]
            )
        if held.kind == "datetime" and given.unit:
            return CONVERTERS[f"epoch_{given.unit}"]
        if held.form in {"country", "url"}:
            return CONVERTERS[held.form]
        kind = given.kind if held.kind == "any" and given.kind in {"text", "integer", "boolean"} else held.kind
        return IMPLICIT.get(kind, json_value)

    @staticmethod
    def _chosen(rule: Rule, given: Type) -> Callable[[Any], Any]:
        """Return the converter that `as` names, for the raw type that it reads."""
        word = str(rule.convert)
        zone = find_zone(rule.zone) if rule.zone else None
        if zone is not None:
            return make_date(zone)
        if word == "money" and given.kind == "integer":
            return quantity
        if given.kind == "number" and word in _DOCUMENTED:
            return _DOCUMENTED[word]
        return CONVERTERS[word]

    def _literal(self, value: Any, rule: Rule) -> Any:
        # YAML reads `default: 1` as an integer; an amount has to be a Decimal, as `sum` and the models expect.
        held = rule.target or rule.type or ANY
        return Decimal(value) if held.kind in _DECIMAL and type(value) is int else value

    def _path(self, rule: Rule, *, amount: bool = False) -> Closure:
        return self._value(rule, rule.slots["path"], self._converter(rule, amount=amount))

    def _value(  # noqa: C901 - reading in place is what makes it fast
        self, rule: Rule, ref: PathRef, convert: Callable[[Any], Any]
    ) -> Closure:
        read, guard = compile_path(ref), self.guard(rule, ref)
        pointer, location = rule.pointer, self._location(rule)
        own = own_type(convert)
        code, masked, probe = guard or NO_GUARD
        first, second = short_path(ref)

        def read_value(cur: Any, run: Run) -> Any:
            if first is not None and type(cur) is dict:
                raw = cur.get(first)
                if second is not None and raw is not None:
                    raw = raw.get(second) if type(raw) is dict else pass_through(raw)
            else:
                raw = read(cur, run)
            if raw is None or raw is ABSENT or raw == "":
                return None
            is_text = type(raw) is str
            if masked is not None and (not is_text or probe in raw):
                clear = remove_masks(raw, masked)
                if clear is not raw:
                    run.note_masked(pointer, location, code)
                    raw = raw if run.keep else clear
                    if raw is None:
                        return None
            if is_text and own is str and raw.isascii():
                return raw
            try:
                if raw is WRONG:
                    raise ConversionError("R106")  # noqa: TRY301 - one handler for both
                return convert(raw)
            except ConversionError as unfit:
                return run.unfit(unfit, pointer, location)

        return read_value

    def _const(self, rule: Rule) -> Closure:
        value = self._literal(rule.slots["const"].value, rule)
        return lambda _cur, _run: value
