"""Parsing the use of a part: its rule is parsed anew in place of `use`, with its paths moved."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from shopglot.mapping.syntax._modifiers import MODIFIERS
from shopglot.mapping.syntax._nodes import Node, Use
from shopglot.mapping.syntax._parse_modifiers import ModifierParser
from shopglot.mapping.syntax._parts import USE, CannotAdd, copy_for, put_into
from shopglot.mapping.syntax._read_yaml import MAX_DEPTH
from shopglot.mapping.syntax._rule_words import fields_beside, hint_for_word_beside, place_fields, words_of
from shopglot.mapping.syntax._words import did_you_mean, listing

if TYPE_CHECKING:
    from shopglot.mapping.syntax._ast import Part, Rule
    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["UseParser"]

MAX_NODES = 100_000


class UseParser(ModifierParser):
    """Parses `use`; `level` is how many rules are open where the parser is."""

    def __init__(self, report: Reporter) -> None:
        super().__init__(report)
        self.parts: dict[str, Part] = {}
        self.level = 0
        self._copied = 0
        self._too_large = False
        self._circles: set[frozenset[str]] = set()

    @abstractmethod
    def fields(self, node: Node) -> dict[str, Rule]:
        """Parse a mapping of names to rules."""

    def use(self, node: Node, extra: tuple[str, ...]) -> Rule | None:
        """Parse the part that is used here, as if its rule stood here."""
        words = words_of(USE)
        unknown = [name for name in node.value if name not in words and name not in extra]
        beside = fields_beside(USE, node, unknown)
        if beside:
            text, hint = place_fields(USE, node, beside)
            self.report("E105", node.keys[beside[0]], text, hint=hint)
        for name in (name for name in unknown if name not in beside):
            hint = hint_for_word_beside(USE, name, node) or "`use` takes " + ", ".join(f"`{word}`" for word in words)
            self.report("E105", node.keys[name], f"`use` does not take `{name}`", hint=hint)
        named, at, own = node.value["use"], node.get("at"), node.get("fields")
        start = self.path(at) if at is not None else None
        part = self._part(named)
        if part is None or (at is not None and start is None) or self._is_too_large(named, part):
            return None
        if own is not None and not isinstance(own.value, dict):
            self.fields(own)  # it says what is wrong
            return None
        use = Use(named.value, named, start.path if start else None, at, self.depth, named.use)
        target = copy_for(use, part.rule)
        if own is not None:
            target = self._add_fields(target, own, named.value)
        rule = self.rule(target)
        if rule is None:
            return None
        if start is not None:
            rule.starts.append(start)
            for name in own.value if own is not None else ():
                added = rule.slots.get("fields", {}).get(name)  # a deeper one is told without its place
                if added is not None:
                    added.beside = start.path
        return rule if self._modify_part(rule, node, extra) else None

    def _is_too_large(self, named: Node, part: Part) -> bool:
        """Check whether parts in parts make more of a small file than a large one may have."""
        self._copied += sum(1 for _ in part.rule.all())
        text = ""
        if self._copied > MAX_NODES:
            text = f"parts in parts: more than {MAX_NODES:,} values, each written out at its place"
        elif self.level > MAX_DEPTH:
            text = f"parts in parts: nested more than {MAX_DEPTH} levels deep"
        if text and not self._too_large:
            self._too_large = True
            self.report("E101", named, text)
            for one in self.parts.values():
                one.used = True  # what would use it is not looked at
        return bool(text)

    def _add_fields(self, target: Node, own: Node, part: str) -> Node:
        for name, rule in own.value.items():
            try:
                target = put_into(target, (), name.split("."), (own.keys[name], rule))
            except CannotAdd as error:
                text = f"the part `{part}` does not fill `{error.place}`"
                if error.filled:
                    text = f"the part `{part}` has no `fields`{f' in `{error.place}`' if error.place else ''} to add to"
                self.report("E110", own.keys[name], text, hint="write the whole rule here, without the part")
        return target

    def _part(self, named: Node) -> Part | None:
        """Find the part that a node names; a circle of parts ends here."""
        if not isinstance(named.value, str):
            self.report.shape(named, "expected the name of a part")
            return None
        name, part = named.value, self.parts.get(named.value)
        if part is None:
            if not self.report.unread:
                hint = did_you_mean(name, self.parts) or f"the parts are {listing(self.parts) or '(none)'}"
                table = self.enums.get(name)
                if table is not None:
                    table.used, hint = True, f"it is an enum table: {{path: …, enum: {name}}}"
                self.report("E305", named, f"there is no part `{name}`", hint=hint)
            return None
        part.used = True
        around = [use.name for use in named.use.chain()] if named.use is not None else []
        if name in around:
            circle = [name, *reversed(around[: around.index(name) + 1]), name][1:]
            if frozenset(circle) not in self._circles:
                self._circles.add(frozenset(circle))
                chain = " uses ".join(f"`{one}`" for one in circle)
                self.report("E110", named, f"a circle of parts: {chain}", hint="a part can't contain itself")
            return None
        return part

    def _modify_part(self, rule: Rule, node: Node, extra: tuple[str, ...]) -> bool:
        """Apply the modifiers beside `use` to the part's rule, which may have modifiers of its own."""
        order, complete = list(MODIFIERS), True
        for name, value in node.value.items():
            if name == "skip" and name in extra:
                rule.skips_zero, rule.nodes[name] = self.zero(value) is not None, value
            if name not in MODIFIERS:
                continue
            later = [own for own in order[order.index(name) : order.index("required")] if own in rule.nodes]
            if later:
                text = f"the part `{node.value['use'].value}` has its own `{later[0]}`, so `{name}` would come too late"
                self.report("E110", node.keys[name], text, hint="change the part, or write the rule out here")
            else:
                complete &= self.modifier(rule, name, value)
        given = any(name == "as" or MODIFIERS[name].belongs_to for name in node.value if name in MODIFIERS)
        return not given or (self.complete_conversion(rule, node) and complete)

    def parse_unused(self) -> None:
        """Parse the parts that no rule uses, so that what is wrong in them is found; those that they use are used."""
        for part in self.parts.values():
            if not part.used:
                self.rule(part.rule)
