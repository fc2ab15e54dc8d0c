"""Amounts and their units: the currency that stands beside a whole number, and sums that are not amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax import Type

if TYPE_CHECKING:
    from shopglot.mapping.check._scopes import Scope
    from shopglot.mapping.syntax import Rule

__all__ = ["CURRENCY", "NUMBERS", "WHOLE", "hint_minor_units", "sum_type"]

CURRENCY = Type("text", form="currency")
NUMBERS = frozenset({"text", "money", "quantity", "integer", "number", "any"})
WHOLE = frozenset({"integer", "quantity"})


def hint_minor_units(rule: Rule, scope: Scope, root: Scope) -> str:
    """Return the hint for a whole number where an amount belongs, with the currency that stands beside it."""
    of = _find_currency(rule, scope, root) if rule.verb == "path" else ""
    return f"`as: minor_units, of: {of or '…'}` reads cents; of whole units the raw schema says `format: decimal`"


def sum_type(kinds: set[str]) -> Type:
    """Return the type of a sum or a product: of whole numbers alone it is a quantity."""
    return Type("quantity" if kinds <= WHOLE else "money")


def _find_currency(rule: Rule, scope: Scope, root: Scope) -> str:
    path, use = rule.slots["path"].path, rule.node.use
    # What a part reads starts where the part is used.
    skipped = len(use.at.steps) if use is not None and use.at is not None and use.at.base == path.base else 0
    at, steps = (root if path.base == "$" else scope).type, [str(step) for step in path.steps[:-1]]
    if path.base not in {"", "$"}:
        return ""
    for step in steps:
        at = at.fields.get(step, Type("any"))
    for name in sorted(at.fields, key=len):
        if "currency" in name.lower() and at.fields[name].kind == "text":
            shown = [*steps, name][skipped:]
            return ".".join([*([path.base] if path.base and not skipped else []), *shown])
    return "$.currency" if "currency" in root.type.fields else ""
