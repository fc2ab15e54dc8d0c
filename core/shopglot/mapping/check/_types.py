"""Whether a value of one type fits a field of another, and what to write when it does not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from shopglot.mapping.check._contrary import check_rows
from shopglot.mapping.check._forms import check_form, check_zone
from shopglot.mapping.check._listed import fits_none
from shopglot.mapping.check._signs import hint_for_sign
from shopglot.mapping.check._tables import TableChecker
from shopglot.mapping.check._times import check_clock, hint_time, misreads_time
from shopglot.mapping.syntax import CONVERSIONS, TESTS, Type, did_you_mean, hint_for_boolean, listing, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopglot.mapping.syntax import Node, PathRef, Reporter, Rule

__all__ = ["Fitter", "is_bare"]

# What fits without a conversion: the same kind, and a whole number where a quantity is expected. Where an amount is, it
# may be one of cents.
_FITS = {("integer", "quantity"), ("money", "quantity"), ("enum", "text")}
_FIXED = {("integer", "money"), *_FITS}
_HINTS = {
    ("text", "money"): "add `as: money`",
    ("number", "money"): "add `as: money`",
    ("quantity", "money"): "read each number `as: money`, or `as: minor_units` with `of`, the currency",
    ("text", "quantity"): "add `as: integer`, or `as: money` where it has decimals",
    ("number", "quantity"): "add `as: money`: it keeps every digit",
    ("quantity", "quantity"): "write `as: money` in place of `as: percent`: it is no fraction",
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
_FRACTION = ("quantity", "money")
_AMOUNT = "an amount is read `as: money`, or `as: minor_units` with `of`, the currency; a share of it is no amount"
_PERCENT = "add `as: percent` where a fifth is 20, `as: money` where it is 0.2"


class Fitter:
    """Compares types; what does not fit is reported."""

    def __init__(self, report: Reporter) -> None:
        self.report = report
        self.parameter = ""
        self.field = ""  # the one whose rule is checked now
        self.tables = TableChecker(report)
        self.raw: Type | None = None
        self.is_setting: Callable[[str], bool] = lambda _name: False

    def misfit(self, node: Node, target: Type, shown: str, hint: str = "", **facts: str) -> None:
        """Report what does not fit a field (`E301`), or the parameter of a transform that is filled now (`E306`)."""
        listed = tuple(facts.items())
        if self.parameter:
            text = f"the parameter {self.parameter} takes {target}, got {shown}"
            self.report("E306", node, text, facts=listed, hint=hint)
        else:
            self.report("E301", node, f"expected {target}, got {shown}", facts=listed, hint=hint)

    def value(self, rule: Rule, given: Type, target: Type, unit_hint: str) -> None:
        """Check that a rule's result fits its field (`E301`); `unit_hint` is for a whole number of unknown unit."""
        item = target.item if target.kind == "list" and target.item is not None else target
        made = rule.verb == "transform" and given.kind in {"any", item.kind, target.kind} & {"any", "list", "object"}
        if made or target.kind == "any" or (given.kind == "any" and item.kind != "object"):
            return  # what a transform puts into an object is seen when the record is validated
        if rule.enum is not None:
            return  # the table's values were compared with the field one by one
        listed = target.kind == "enum" and given.values and given.kind in {"text", "enum"}
        if listed and set(given.values) <= set(target.values):
            return
        if target.kind == "list" and given.kind == "list" and given.item and target.item:
            if given.item.kind == target.item.kind and given.item.kind not in {"object", "list"}:
                return
        elif given.kind == target.kind and given.kind not in {"object", "list"} and given.form in {"", target.form}:
            return
        pair = (given.kind, target.kind)
        hint = "" if target.kind == "text" and target.form else _HINTS.get(pair, "")
        if target.kind == "datetime" and given.unit:
            return  # the raw schema says which unit it counts
        percent = target.form == "fraction" and given.kind in {"text", "integer", "number"}
        if pair in _FITS and not percent:
            return
        # Of two objects or lists the raw one has to be rebuilt: their names alone would say "expected X, got X".
        rebuilt = given.kind == target.kind and given.kind in {"object", "list"}
        shown = f"the raw {str(given).partition(' ')[2]}" if rebuilt else str(given)
        hint = _AMOUNT if pair == _FRACTION and rule.convert == "percent" else hint_time(given, target) or hint
        hint = _hint_for_verb(rule, given, target) or hint
        if self.parameter:
            self.misfit(rule.node, target, shown, hint, raw=str(given))
            return
        self.report(
            "E301",
            rule.node,
            f"expected {target} for the field `{rule.pointer.rsplit('/', 1)[-1] or 'here'}`, got {shown}",
            facts=(("raw", str(given)), ("target", str(target))),
            hint=_PERCENT if percent else hint if pair != ("integer", "money") else _of_cents(rule, unit_hint),
        )

    def conversion(self, rule: Rule, given: Type, target: Type | None, unit_hint: str) -> Type:
        """Check `as` against the raw type (`E304`, `E308`), and return the resulting type."""
        conversion = CONVERSIONS[str(rule.convert)]
        if conversion.name == "money" and given.kind == "integer":
            fraction = target is not None and target.form == "fraction"
            if fraction or target is None or target.kind != "quantity":
                hint = "write `as: percent`" if fraction else unit_hint
                self.report("E308", rule.nodes["as"], "`money` over a whole number: it may count cents", hint=hint)
            return Type("money")
        unit = conversion.name.removeprefix("epoch_")
        if given.unit and conversion.gives == "datetime" and unit != given.unit:
            text = f"`{conversion.name}` over a time that the raw schema gives in `{given.unit}`"
            self.report("E304", rule.nodes["as"], text, hint=f"write `as: epoch_{given.unit}`, or leave `as` out")
            return Type("datetime")
        if given.written and conversion.gives == "datetime" and misreads_time(rule, given.written, self.report):
            return Type("datetime")
        made = {"money", "quantity"} if conversion.name in {"minor_units", "percent"} else set()  # by rules
        if given.kind not in {*conversion.reads, "any", conversion.gives, *made}:
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
        elif given.values and given.kind in {"text", "enum"} and fits_none(conversion.name, given.values):
            self.report(
                "E304",
                rule.nodes["as"],
                f"`{conversion.name}` reads none of the values that the raw schema lists: {listing(given.values)}",
                facts=(("raw", str(given)),),
                hint="is it the right path? tokens become unified values by `enum`",
            )
        kind = conversion.gives
        if rule.zone and not rule.zone.startswith("setting."):
            check_zone(rule.nodes["zone"], self.is_setting, self.report)
            check_clock(rule, self.report)
        values = given.values if conversion.name == "text" else ()
        return Type(kind, values=values, form="fraction" if conversion.name == "percent" else "")  # type: ignore[arg-type]

    def enum(self, rule: Rule, given: Type, target: Type | None) -> Type:
        """Check an enum table against both ends (`E302`, `E303`, `E304`), and return the resulting type."""
        table = rule.enum
        if table is None:
            return given
        place = rule.nodes["enum"]
        if given.kind not in {"text", "integer", "boolean", "enum", "any"}:
            self.report("E304", place, f"an enum table reads single values, got {given}")
        whole = self.tables.is_another(rule, given, target)
        missing = [value for value in given.values if value not in table.entries]
        if missing and not whole:
            spare = [name for name in table.entries if name not in given.values]
            alike = next(((near, one) for one in missing if (near := nearest(one, spare))), None)
            hint = "map each; `else` is for values that are not known yet"
            hint = f"its row `{alike[0]}` is likely `{alike[1]}`; {hint}" if alike is not None else hint
            text = f"the table misses {listing(missing)}, which the raw schema lists"
            self.report("E302", table.node, text, hint=hint)
        if not whole:
            told = (
                target is not None and target.kind == "enum" and not missing
            )  # others are open: a country, a currency
            self.tables.note(table, given.values if told else ())
        values = [*table.entries.values(), *([table.otherwise] if table.otherwise else [])]
        for value in values if target is not None and not whole else ():
            self.scalar(value, target)
        if target is not None and target.kind == "enum":
            check_rows(table, target.values, self.report)
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
            named = f"`{self.field}`" if self.field else "this field"
            facts = (("target", str(target)),) if hint.startswith("did") else ()  # else the hint lists them
            self.report("E303", node, f"`{value}` is not a value of {named}", facts=facts, hint=hint)
        elif given.kind != target.kind and (given.kind, target.kind) not in _FIXED:
            hint = "put it in quotes to make it text" if target.kind == "text" else ""
            if target.kind == "boolean":
                hint = hint_for_boolean(value)
            elif isinstance(value, str) and is_bare(value, target.kind):
                hint = f"write {value} without quotes"
            if target.kind in {"money", "quantity"}:
                hint = "write the amount without quotes, such as 0.50"
            self.misfit(node, target, str(given), hint)
        else:
            check_form(node, target.form, self.report)
        return given

    def _listed_by(self, value: str) -> str:
        path = _listing(value, self.raw) if self.raw is not None else ""
        return f"`{path}` has it" if path else ""

    def compare(self, node: Node, raw: Type, ref: PathRef, others: Sequence[str]) -> None:
        """Check a value in a condition against the type of its path (`E301`) and the values listed (`W904`, `E303`).

        `others` are the values beside it. The list of a setting is closed, those of a raw schema are open.
        """
        value = node.value
        if sign := hint_for_sign(str(ref.path), node, raw.values):
            several = sign.startswith("one of several")
            text = f"`{value}` is compared as {'one value' if several else 'it is, letter by letter, with its sign'}"
            self.report("W910" if raw.kind in {"text", "any"} else "E301", node, text, hint=sign)
            return
        kinds = {"text": (str,), "integer": (int,), "boolean": (bool,), "number": (int, Decimal)}.get(raw.kind)
        if raw.kind in {"object", "list"}:
            self.report(
                "E301", node, f"{raw} cannot be compared with a value", hint="test it with {is: …} or {count: …}"
            )
        elif value in TESTS and value not in raw.values and (raw.kind != "text" or raw.values):
            text = f"`{value}` is a test, and here it is compared as text"
            self.report("E301", node, text, hint=f"write {{is: {value}}}")
        elif kinds is not None and (not isinstance(value, kinds) or (bool not in kinds and isinstance(value, bool))):
            shown = str(value).lower() if isinstance(value, bool) else value
            bare = isinstance(value, str) and is_bare(value, raw.kind)
            hint = f"put {shown} in quotes" if raw.kind == "text" else f"write {value} without quotes" if bare else ""
            what = f"the text `{shown}`" if isinstance(value, str) else f"`{shown}`"
            self.report("E301", node, f"{what} never matches: the raw type is {raw}", hint=hint)
        elif raw.values and str(value) not in raw.values:
            hint = did_you_mean(str(value), [one for one in raw.values if one not in others])
            hint = hint or self._listed_by(str(value))
            if ref.path.base == "setting":
                text = f"`{value}` is not a value of `{ref.path}`"
                self.report("E303", node, text, hint=hint or f"use one of {listing(raw.values)}")
            else:
                self.report(
                    "W904",
                    node,
                    f"the raw schema does not list `{value}`",
                    hint=hint or f"it has {listing(raw.values)}",
                )


def _hint_for_verb(rule: Rule, given: Type, target: Type) -> str:
    """Return which other verb makes what the field holds, where this one never does; or an empty text."""
    if rule.verb == "join" and target.kind in {"money", "quantity"}:
        return "texts are joined; amounts are added with `sum`"
    texts = given.kind == "list" and given.item is not None and given.item.kind == "text"
    if texts and target.kind == "text" and rule.verb == "path":
        path = rule.slots["path"].path
        return f"write {{join: [{path}], with: ', '}}; the first alone is '{path}[0]'"
    return ""


def _of_cents(rule: Rule, unit_hint: str) -> str:
    """Return the hint for a whole number where an amount is: it was read as one, or counts an unknown unit."""
    return "write `as: money`" if rule.convert == "integer" else unit_hint


def _listing(value: str, of: Type, place: str = "") -> str:
    """Return the path of the raw field that lists a value, near the top; an empty text for none or several."""
    found = [f"{place}{name}" for name, inner in of.fields.items() if value in inner.values]
    if found:
        return found[0] if len(found) == 1 else ""
    inside = [(f"{place}{name}.", inner) for name, inner in of.fields.items() if inner.kind == "object"]
    deeper = [one for name, inner in inside if (one := _listing(value, inner, name))]
    return deeper[0] if len(deeper) == 1 else ""


def is_bare(text: str, kind: str) -> bool:
    """Check whether a text in quotes would be a value of this kind without them."""
    return text in {"true", "false"} if kind == "boolean" else text.lstrip("-").isdecimal()
