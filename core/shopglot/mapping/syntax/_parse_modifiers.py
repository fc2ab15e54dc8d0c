"""Nodes to the modifiers of a rule."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from shopglot.mapping.syntax._conversions import CONVERSIONS
from shopglot.mapping.syntax._modifiers import MODIFIERS
from shopglot.mapping.syntax._other_words import say_type
from shopglot.mapping.syntax._parse_conditions import ConditionParser
from shopglot.mapping.syntax._parse_enums import parse_enum
from shopglot.mapping.syntax._shown import in_flow
from shopglot.mapping.syntax._words import did_you_mean, listing

if TYPE_CHECKING:
    from shopglot.mapping.syntax._ast import EnumTable, Rule
    from shopglot.mapping.syntax._nodes import Node
    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["ModifierParser"]

_BESIDE = {
    ("of", "money"): "write `as: minor_units` where the number counts cents; else leave `of` out",
    ("of", "percent"): "a share has no currency: leave `of` out",
    ("zone", "rfc2822"): "such a time has its offset: leave `zone` out",
    ("zone", "epoch_s"): "seconds are counted in UTC: leave `zone` out",
    ("zone", "epoch_ms"): "milliseconds are counted in UTC: leave `zone` out",
}


def _beside_another(name: str, conversion: str) -> str:
    """Return what to do with a modifier that stands beside a conversion which has no use for it."""
    return _BESIDE.get((name, conversion), f"leave it out, or correct `as: {conversion}`")


class ModifierParser(ConditionParser, ABC):
    """Parses modifiers; `enums` has the tables that a rule may name."""

    def __init__(self, report: Reporter) -> None:
        super().__init__(report)
        self.enums: dict[str, EnumTable] = {}
        self.lost_tables = False  # rows are in no table: which there would be is not known

    @abstractmethod
    def rule(self, node: Node, extra: tuple[str, ...] = ()) -> Rule | None:
        """Parse one rule."""

    def modifier(self, rule: Rule, name: str, value: Node) -> bool:
        """Parse one modifier; false where the rule can't be read without it."""
        rule.nodes[name] = value
        if name == "as":
            word = self._word(value)
            if word in CONVERSIONS:
                rule.convert = word
            elif word is not None:
                hint = say_type(word) or did_you_mean(word, CONVERSIONS) or "the types are " + ", ".join(CONVERSIONS)
                self.report("E105", value, f"unknown type `{word}` for `as`", hint=hint)
        elif name == "enum":
            rule.enum = self._enum(value)
        elif name == "default":
            rule.default = self._scalar(value)
        elif name == "required":
            rule.required = bool(self._boolean(value))
        elif name == "of":
            rule.slots["of"] = self.rule(value)
            return rule.slots["of"] is not None
        elif name == "zone":
            rule.zone = self._zone(value)
        elif name == "note":
            rule.note = self._text(value) or ""
        return True

    def complete_conversion(self, rule: Rule, node: Node) -> bool:
        """Check that what a conversion needs stands beside it, and what belongs to one not beside another."""
        for name in node.value:
            owner = MODIFIERS[name].belongs_to if name in MODIFIERS else ""
            if owner and rule.convert != owner and not ("as" in node.value and rule.convert is None):
                hint = f"add `as: {owner}`" if rule.convert is None else _beside_another(name, rule.convert)
                self.report("E105", node.keys[name], f"`{name}` belongs to `as: {owner}`", hint=hint)
        needed = CONVERSIONS[rule.convert].needs if rule.convert is not None else ""
        if needed and needed not in node.value:
            hint = "add the path of the currency, or a fixed one: `of: {const: EUR}`"
            self.report("E106", rule.nodes["as"], f"`as: {rule.convert}` needs `{needed}`", hint=hint)
            return False
        return True

    def _zone(self, value: Node) -> str:
        """Parse the name of a zone, or of the setting that has it."""
        named = value.get("path") or value.get("const")
        if isinstance(value.value, dict) and len(value.value) == 1 and named is not None:
            hint = f"write its name, or that of the setting, alone: `zone: {in_flow(named)}`"
            self.report("E104", value, "`zone` is a name and no rule", hint=hint)
            return ""
        return self._text(value) or ""

    def _enum(self, value: Node) -> EnumTable | None:
        if isinstance(value.value, dict):
            table = parse_enum(value, self.report)
            if table is not None:
                table.used = True
            return table
        word = self._word(value)
        table = self.enums.get(word) if word is not None else None
        if table is None:
            if word is not None and not self.report.unread and not self.lost_tables:
                hint = did_you_mean(word, self.enums) or f"the tables are {listing(self.enums) or '(none)'}"
                self.report("E305", value, f"there is no enum table `{word}`", hint=hint)
            return None
        table.used = True
        return table
