"""Single values, compiled: paths and constants, each converted to what its field holds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopglot.mapping._convert import (
    CONVERTERS,
    IMPLICIT,
    MAX_DEPTH,
    Unfit,
    json_value,
    listed,
    money,
    one_of,
    quantity,
)
from shopglot.mapping._masks import probe_of
from shopglot.mapping._object import own_type
from shopglot.mapping._read import ABSENT, WRONG, compile_path, short_path
from shopglot.mapping._types import ANY

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping._ast import PathRef, Rule
    from shopglot.mapping._run import Run
    from shopglot.mapping._types import Type

    Closure = Callable[[Any, Run], Any]

__all__ = ["ValueCompiler"]


class ValueCompiler(ABC):
    """Compiles rules that give one value; `file` is the name that problems call the mapping by."""

    def __init__(self, file: str, masked: Callable[[str], bool]) -> None:
        self.file = file
        self.masked = masked

    @abstractmethod
    def rule(self, rule: Rule) -> Closure:
        """Compile one rule with its modifiers."""

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

    def _value(  # noqa: C901 - reading in place is what makes it fast
        self, rule: Rule, ref: PathRef, convert: Callable[[Any], Any]
    ) -> Closure:
        read, watched, masked = compile_path(ref), ref.watched, self.masked
        pointer, where = rule.pointer, self._where(rule)
        own, probe = own_type(convert), probe_of(masked)
        first, second = short_path(ref)

        def value(cur: Any, run: Run) -> Any:
            if first is not None and type(cur) is dict:
                found = cur.get(first)
                if second is not None and found is not None:
                    found = found.get(second) if type(found) is dict else WRONG
            else:
                found = read(cur, run)
            if found is None or found is ABSENT or found == "":
                return None
            is_text = type(found) is str
            if watched and (not is_text or probe in found):
                clear = _without_masks(found, masked)
                if clear is not found:
                    run.masked(pointer, where)
                    found = found if run.keep else clear
                    if found is None:
                        return None
            if is_text and own is str and found.isascii():
                return found
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
