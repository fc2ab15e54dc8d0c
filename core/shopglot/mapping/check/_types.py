"""Whether a value of one type fits a field of another, and what to write when it does not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from shopglot.mapping.syntax import CONVERSIONS, Type, did_you_mean, listing

if TYPE_CHECKING:
    from shopglot.mapping.syntax import Node, Reporter, Rule

__all__ = ["Fitter"]

# What fits without a conversion: the same kind, and a whole number where an amount or a quantity is expected.
_FITS = {("integer", "money"), ("enum", "text")}
_HINTS = {
    ("text", "money"): "add `as: money`",
    ("number", "money"): "add `as: money`",
    ("text", "integer"): "add `as: integer`",
    ("text", "boolean"): "add `as: boolean`",
    ("text", "datetime"): "add `as: date`",
    ("integer", "datetime"): "add `as: epoch_s` (seconds) or `as: epoch_ms` (milliseconds)",
    ("integer", "text"): "add `as: text`",
    ("boolean", "text"): "add `as: text`",
    ("text", "enum"): "add `enum:` with a table from the platform's values to the unified ones",
    ("integer", "enum"): "add `enum:` with a table from the platform's values to the unified ones",
    ("object", "object"): "make the object with `fields`",
    ("any", "object"): "make the object with `fields`",
    ("any", "list"): "make the items with `each`",
    ("list", "list"): "make the items with `each`",
}


class Fitter:
    """Compares types; what does not fit is reported."""

    def __init__(self, report: Reporter) -> None:
        self.report = report
        self.parameter = ""

    def misfit(self, node: Node, target: Type, shown: str, hint: str = "", **facts: str) -> None:
        """Report what does not fit a field (`E301`), or the parameter of a transform that is filled now (`E306`)."""
        listed = tuple(facts.items())
        if self.parameter:
            text = f"the parameter {self.parameter} takes {target}, got {shown}"
            self.report("E306", node, text, facts=listed, hint=hint)
        else:
            self.report("E301", node, f"expected {target}, got {shown}", facts=listed, hint=hint)

    def value(self, rule: Rule, given: Type, target: Type) -> None:
        """Check that a rule's result fits its field (`E301`)."""
        item = target.item if target.kind == "list" and target.item is not None else target
        if target.kind == "any" or (given.kind == "any" and item.kind != "object"):
            return
        if rule.verb == "transform" and given.kind in {"any", item.kind, target.kind} & {"any", "list", "object"}:
            return  # what is in it is seen when the record is validated
        if rule.enum is not None:
            return  # the table's values were compared with the field one by one
        listed = target.kind == "enum" and given.values and given.kind in {"text", "enum"}
        if listed and set(given.values) <= set(target.values):
            return
        if target.kind == "list" and given.kind == "list" and given.item and target.item:
            if given.item.kind == target.item.kind and given.item.kind not in {"object", "list"}:
                return
        elif given.kind == target.kind and given.kind not in {"object", "list"}:
            return
        if (given.kind, target.kind) in _FITS:
            return
        # Of two objects or lists the raw one has to be rebuilt: their names alone would say "expected X, got X".
        shown = f"the raw {str(given).partition(' ')[2]}" if given.kind == target.kind else str(given)
        if self.parameter:
            self.misfit(rule.node, target, shown, _HINTS.get((given.kind, target.kind), ""), raw=str(given))
            return
        self.report(
            "E301",
            rule.node,
            f"expected {target} for the field `{rule.pointer.rsplit('/', 1)[-1] or 'here'}`, got {shown}",
            facts=(("raw", str(given)), ("target", str(target))),
            hint=_HINTS.get((given.kind, target.kind), ""),
        )

    def conversion(self, rule: Rule, given: Type) -> Type:
        """Check `as` against the raw type (`E304`), and return the resulting type."""
        conversion = CONVERSIONS[str(rule.convert)]
        if given.kind not in {*conversion.reads, "any", conversion.gives}:
            fitting = [name for name, item in CONVERSIONS.items() if given.kind in item.reads]
            hint = (
                f"{given} can be read as {listing(fitting)}" if fitting else f"{given} cannot be read as a single value"
            )
            self.report(
                "E304",
                rule.nodes["as"],
                f"`{conversion.name}` reads {' or '.join(conversion.reads)}, got {given}",
                facts=(("raw", str(given)),),
                hint=hint,
            )
        kind = conversion.gives
        return Type(kind, values=given.values if conversion.name == "text" else ())  # type: ignore[arg-type]

    def enum(self, rule: Rule, given: Type, target: Type | None) -> Type:
        """Check an enum table against both ends (`E302`, `E303`, `E304`), and return the resulting type."""
        table = rule.enum
        if table is None:
            return given
        place = rule.nodes["enum"]
        if given.kind not in {"text", "integer", "boolean", "enum", "any"}:
            self.report("E304", place, f"an enum table reads single values, got {given}")
        missing = [value for value in given.values if value not in table.entries]
        if missing:
            self.report(
                "E302",
                table.node,
                f"the table misses {listing(missing)}, which the raw schema lists",
                hint="map each; `else` is for values that are not known yet",
            )
        values = [*table.entries.values(), *([table.otherwise] if table.otherwise else [])]
        for value in values if target is not None else ():
            self.scalar(value, target)
        return Type("enum", values=tuple(dict.fromkeys(str(value.value) for value in values)))

    def scalar(self, node: Node, target: Type | None) -> Type:
        """Check a literal value against its field (`E301`, `E303`), and return its type."""
        value = node.value
        kind = "boolean" if isinstance(value, bool) else "integer" if isinstance(value, int) else "text"
        given = Type("money" if isinstance(value, Decimal) else kind)  # type: ignore[arg-type]
        if target is None or target.kind == "any":
            return given
        if target.kind == "enum":
            if str(value) in target.values and isinstance(value, str):
                return Type("enum", values=(value,))
            hint = did_you_mean(str(value), target.values) or f"use one of {listing(target.values)}"
            self.report(
                "E303", node, f"`{value}` is not a value of this field", facts=(("target", str(target)),), hint=hint
            )
        elif given.kind != target.kind and (given.kind, target.kind) not in _FITS:
            hint = "put it in quotes to make it text" if target.kind == "text" else ""
            if target.kind == "money":
                hint = "write the amount without quotes, such as 0.50"
            self.misfit(node, target, str(given), hint)
        return given

    def compare(self, node: Node, raw: Type) -> None:
        """Check a value in a condition against the values that the raw schema lists (`W904`) or its type (`E301`)."""
        value = node.value
        kinds = {"text": (str,), "integer": (int,), "boolean": (bool,), "number": (int, Decimal)}.get(raw.kind)
        if raw.kind in {"object", "list"}:
            self.report(
                "E301", node, f"{raw} cannot be compared with a value", hint="test it with {is: …} or {count: …}"
            )
        elif kinds is not None and (not isinstance(value, kinds) or (bool not in kinds and isinstance(value, bool))):
            hint = f"put {value} in quotes" if raw.kind == "text" else ""
            shown = str(value).lower() if isinstance(value, bool) else value
            self.report("E301", node, f"`{shown}` never matches: the raw type is {raw}", hint=hint)
        elif raw.values and str(value) not in raw.values:
            hint = did_you_mean(str(value), raw.values)
            self.report("W904", node, f"the raw schema does not list `{value}`", hint=hint)
