"""Nodes to rules and conditions, driven by the table of verbs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from shopglot.mapping.syntax._ast import Case, Condition, EnumTable, PathRef, Rule, Walk
from shopglot.mapping.syntax._nodes import Node
from shopglot.mapping.syntax._parse_enums import parse_enum
from shopglot.mapping.syntax._parse_use import UseParser
from shopglot.mapping.syntax._parse_walks import is_walk, parse_step
from shopglot.mapping.syntax._parts import USE, move
from shopglot.mapping.syntax._paths import PathSyntaxError, parse_path
from shopglot.mapping.syntax._verbs import CONVERSIONS, MODIFIERS, TESTS, VERBS, Verb
from shopglot.mapping.syntax._words import did_you_mean, listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["RuleParser"]

_TESTING = ("is", "count", "same_as", "starts_with")
_WORDS_OF_CONDITIONS = ("all", "any", "not")
_OF_TERM = ("path", "as", "of")
_QUANTIFIED: dict[str, Literal["some", "every"]] = {"any": "some", "all": "every"}


class RuleParser(UseParser):
    """Parses rules and conditions; what is wrong goes to the reporter, and a rule that can't be read becomes None."""

    def __init__(self, report: Reporter) -> None:
        super().__init__(report)
        self.enums: dict[str, EnumTable] = {}
        self._slots: dict[str, Callable[[Node], Any]] = {
            "path": self.path,
            "walk": self._walk,
            "rule": self.rule,
            "rules": self._rules,
            "terms": self._terms,
            "condition": self.condition,
            "scalar": self._scalar,
            "keys": self._rules,
            "zero": self.zero,
            "fields": self.fields,
            "cases": self._cases,
            "items": self._items,
            "name": self._text,
            "arguments": self.fields,
            "text": self._text,
            "boolean": self._boolean,
            "number": self._number,
        }

    def fields(self, node: Node) -> dict[str, Rule]:
        """Parse a mapping of names to rules."""
        if not isinstance(node.value, dict) or not node.value:
            self.report("E104", node, f"expected a mapping from fields to rules, got {node.kind}")
            return {}
        parsed = {name: self.rule(value) for name, value in node.value.items()}
        return {name: rule for name, rule in parsed.items() if rule is not None}

    def rule(self, node: Node, extra: tuple[str, ...] = ()) -> Rule | None:
        """Parse one rule; `extra` are keys that belong to what contains the rule."""
        if isinstance(node.value, str):
            ref = self.path(node)
            return None if ref is None else Rule(node, "path", {"path": ref}, {"path": node})
        if not isinstance(node.value, dict):
            self.report(
                "E104", node, f"expected a rule (a path, or a mapping with a verb), got {node.kind}",
                hint="write a fixed value as {const: …}",
            )  # fmt: skip
            return None
        verb = self._verb(node, extra)
        if verb is None or verb is USE:
            return self.use(node, extra) if verb is USE else None
        self.level += 1
        rule = self._with_verb(node, verb, extra)
        self.level -= 1
        return rule

    def _verb(self, node: Node, extra: tuple[str, ...]) -> Verb | None:
        named = [VERBS.get(key, USE) for key in node.value if key in VERBS or key == "use"]
        slots_of_others = {slot.name for verb in named for slot in verb.slots[1:]}
        sources = [verb for verb in named if verb.name not in slots_of_others] or named[:1]
        if len(sources) == 1:
            return sources[0]
        if sources:
            names = " and ".join(f"`{verb.name}`" for verb in sources)
            self.report("E107", node.keys[sources[1].name], f"expected one source verb in a rule, got {names}")
            return None
        for name, key in node.keys.items():
            if name not in MODIFIERS and name not in extra:
                hint = did_you_mean(name, [*VERBS, "use", *MODIFIERS]) or "the verbs are " + ", ".join(
                    f"`{v}`" for v in (*VERBS, "use")
                )
                self.report("E105", key, f"unknown verb `{name}`", hint=hint)
                return None
        self.report("E107", node, "this rule has no source", hint="add the source of the value, such as `path: …`")
        return None

    def _with_verb(self, node: Node, verb: Verb, extra: tuple[str, ...]) -> Rule | None:
        rule = Rule(node, verb.name)
        complete = True
        # The verb's own key comes first, wherever it stands: it says how many scopes the other slots are inside.
        head = self._slots[verb.slots[0].kind](node.value[verb.name]) if verb.name in node.value else None
        scopes = head.scopes if isinstance(head, Walk) else 1
        for name, value in node.value.items():
            slot = verb.slot(name)
            if slot is not None:
                with self.inside(scopes if slot.inside else 0):
                    parsed = head if name == verb.name else self._slots[slot.kind](value)
                complete &= parsed is not None
                rule.slots[name], rule.nodes[name] = parsed, value
                rule.skips_zero |= slot.kind == "zero"
                if name == "on" and parsed == "":
                    self.report("E104", value, "a text is not cut at no character: write the separator")
                    complete = False
            elif name == "skip" and name in extra:
                complete &= self.zero(value) is not None
                rule.skips_zero, rule.nodes[name] = True, value
            elif name in MODIFIERS:
                complete &= self.modifier(rule, name, value)
            elif name not in extra:
                words = [slot.name for slot in verb.slots] + list(MODIFIERS)
                hint = did_you_mean(name, words) or f"`{verb.name}` takes " + ", ".join(f"`{word}`" for word in words)
                self.report("E105", node.keys[name], f"`{verb.name}` does not take `{name}`", hint=hint)
        for slot in verb.slots:
            if slot.required and slot.name not in node.value:
                self.report("E106", node.keys[verb.name], f"`{verb.name}` needs `{slot.name}`: {slot.doc}")
                complete = False
        given = [name for name in verb.one_of if name in rule.slots]
        if verb.one_of and len(given) != 1:
            choice = " and ".join(f"`{name}`" for name in verb.one_of)
            self.report("E106", node.keys[verb.name], f"`{verb.name}` needs exactly one of {choice}")
            complete = False
        return rule if self.complete_conversion(rule, node) and complete else None

    def complete_conversion(self, rule: Rule, node: Node) -> bool:
        """Check that what a conversion needs stands beside it, and what belongs to one not beside another."""
        for name in node.value:
            owner = MODIFIERS[name].belongs_to if name in MODIFIERS else ""
            if owner and rule.convert != owner:
                self.report("E105", node.keys[name], f"`{name}` belongs to `as: {owner}`", hint=f"add `as: {owner}`")
        needed = CONVERSIONS[rule.convert].needs if rule.convert is not None else ""
        if needed and needed not in node.value:
            hint = "add the path of the currency, or a fixed one: `of: {const: EUR}`"
            self.report("E106", rule.nodes["as"], f"`as: {rule.convert}` needs `{needed}`", hint=hint)
            return False
        return True

    def modifier(self, rule: Rule, name: str, value: Node) -> bool:
        """Parse one modifier; false where the rule can't be read without it."""
        rule.nodes[name] = value
        if name == "as":
            word = self._word(value)
            if word in CONVERSIONS:
                rule.convert = word
            elif word is not None:
                hint = did_you_mean(word, CONVERSIONS) or "the types are " + ", ".join(CONVERSIONS)
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
            rule.zone = self._text(value) or ""
        elif name == "note":
            rule.note = self._text(value) or ""
        return True

    def _enum(self, value: Node) -> EnumTable | None:
        if isinstance(value.value, dict):
            table = parse_enum(value, self.report)
            if table is not None:
                table.used = True
            return table
        word = self._word(value)
        table = self.enums.get(word) if word is not None else None
        if table is None:
            if word is not None and not self.report.unread:
                hint = did_you_mean(word, self.enums) or f"the tables are {listing(self.enums) or '(none)'}"
                self.report("E305", value, f"there is no enum table `{word}`", hint=hint)
            return None
        table.used = True
        return table

    def path(self, node: Node) -> PathRef | None:
        """Parse one path."""
        if not isinstance(node.value, str):
            self.report("E104", node, f"expected a path, got {node.kind}", hint="a path is text, such as payment.total")
            return None
        try:
            return PathRef(node, move(parse_path(node.value), node.use, self.depth))
        except PathSyntaxError as error:
            quotes = node.width - len(node.value)
            inside = error.offset < len(node.value) and quotes in {0, 2}
            place = Node(node.value, node.line, node.column + quotes // 2 + error.offset) if inside else node
            self.report("E201", place, f"`{node.value}` is not a path: {error}", hint=error.hint)
            return None

    def _steps(self, node: Node, outer: int = 0) -> list[PathRef] | None:
        """Parse the steps of a walk, each inside the one before it; `outer` scopes are around the first."""
        if not isinstance(node.value, list) or not node.value:
            self.report("E104", node, f"expected a list of paths, got {node.kind}")
            return None
        refs = []
        for number, item in enumerate(node.value):
            with self.inside(number + outer):
                refs.append(parse_step(item, self))
        return [ref for ref in refs if ref is not None] if None not in refs else None

    def _walk(self, node: Node) -> Walk | None:
        if node.value == "group":
            return Walk(node, [], group=True)
        if isinstance(node.value, list):
            first, *rest = node.value or [None]
            if first is not None and first.value == "group" and rest:
                refs = self._steps(replace(node, value=rest), 1)
                return None if refs is None else Walk(node, refs, group=True)
            refs = self._steps(node)
            return None if refs is None else Walk(node, refs)
        ref = parse_step(node, self)
        return None if ref is None else Walk(node, [ref])

    def _rules(self, node: Node) -> list[Rule] | None:
        if not isinstance(node.value, list) or not node.value:
            hint = f"write [{node.value}]" if isinstance(node.value, str) else ""
            self.report("E104", node, f"expected a list of rules, got {node.kind}", hint=hint)
            return None
        rules = [self.rule(item) for item in node.value]
        return [rule for rule in rules if rule is not None] if None not in rules else None

    def _terms(self, node: Node) -> list[Rule] | None:
        items = node.value if isinstance(node.value, list) else [node]
        if not items:
            self.report("E104", node, "expected at least one amount to add")
            return None
        rules = [self._term(item) for item in items]
        return [rule for rule in rules if rule is not None] if None not in rules else None

    def _term(self, node: Node) -> Rule | None:
        if not isinstance(node.value, dict) or "each" not in node.value or "path" not in node.value:
            return self.rule(node)
        for name, key in node.keys.items():
            if name not in {"each", "where", *_OF_TERM}:
                hint = "it takes each, where, path, and as, of"
                self.report("E105", key, f"a sum over a list does not take `{name}`", hint=hint)
        walk = self._walk(node.value["each"])
        own = {name: node.value[name] for name in _OF_TERM if name in node.value}
        inner = replace(node.value["path"], value=own, keys={name: node.keys[name] for name in own})
        with self.inside(walk.scopes if walk is not None else 1):
            value = self._with_verb(inner, VERBS["path"], ())
            where = self.condition(node.value["where"]) if "where" in node.value else None
        if walk is None or value is None:
            return None
        slots = {"each": walk, "value": value} | ({"where": where} if where else {})
        return Rule(node, "each", slots, {"each": node.value["each"], "value": value.nodes["path"]})

    def condition(self, node: Node) -> Condition | None:
        """Parse one condition; several keys must all be true."""
        if not isinstance(node.value, dict) or not node.value:
            self.report(
                "E104", node, f"expected a condition such as `{{status: UNPAID}}`, got {node.kind}",
                hint="other forms: {path: [values]}, {path: {is: missing}}, all, any, not",
            )  # fmt: skip
            return None
        where = node.value.get("where")
        quantified = [
            name for name in _QUANTIFIED if name in node.value and is_walk(node.value[name], tested=where is not None)
        ]
        if where is not None and len(quantified) != 1:
            self.report(
                "E105", node.keys["where"], "`where` needs exactly one `any` or `all` that names a list beside it",
                hint="write {any: line_items, where: {…}}",
            )  # fmt: skip
            return None
        parts = [
            self._parse_quantified(name, node.keys[name], value, where)
            if name in quantified
            else self._one_condition(name, node.keys[name], value)
            for name, value in node.value.items()
            if name != "where"
        ]
        kept = [part for part in parts if part is not None]
        if len(kept) != len(parts):
            return None
        return kept[0] if len(kept) == 1 else Condition(node, "all", kept)

    def _parse_quantified(self, name: str, key: Node, value: Node, where: Node | None) -> Condition | None:
        if where is None:
            self.report(
                "E106", key, f"`{name}` over a list needs `where`, the condition for its elements",
                hint=f"write {{{name}: line_items, where: {{…}}}}",
            )  # fmt: skip
            return None
        walk = self._walk(value)
        with self.inside(walk.scopes if walk is not None else 1):
            part = self.condition(where)
        return None if walk is None or part is None else Condition(key, _QUANTIFIED[name], [part], walk=walk)

    def _one_condition(self, name: str, key: Node, value: Node) -> Condition | None:
        if name in _WORDS_OF_CONDITIONS:
            items = [value] if name == "not" else value.value
            if not isinstance(items, list) or not items:
                takes = "one condition"
                if name in _QUANTIFIED:
                    takes = "a list of conditions, or the path of a list together with `where`"
                self.report("E104", value, f"`{name}` takes {takes}, got {value.kind}")
                return None
            parts = [self.condition(item) for item in items]
            kept = [part for part in parts if part is not None]
            return Condition(key, name, kept) if len(kept) == len(parts) else None  # type: ignore[arg-type]
        ref = self.path(key)
        if ref is None:
            return None
        if isinstance(value.value, dict):
            return self._parse_test(key, ref, value)
        values = value.value if isinstance(value.value, list) else [value]
        for item in values:
            if isinstance(item.value, (dict, list)) or item.value is None:
                self.report("E104", item, f"expected a single value to compare with, got {item.kind}")
                return None
        if not values:
            self.report("E104", value, "this list of values is empty, so the condition is never true")
            return None
        return Condition(key, "equals", ref=ref, values=values)

    def _parse_test(self, key: Node, ref: PathRef, value: Node) -> Condition | None:
        for name, inner_key in value.keys.items():
            if name not in _TESTING:
                self.report("E105", inner_key, f"unknown test `{name}`", hint=did_you_mean(name, _TESTING))
                return None
        if len(value.value) != 1:
            self.report("E104", value, "expected exactly one of {is: …}, {count: …}, {same_as: …} and {starts_with: …}")
            return None
        test, count, same = value.get("is"), value.get("count"), value.get("same_as")
        if same is not None:
            other = self.path(same)
            return None if other is None else Condition(key, "same", ref=ref, other=other)
        if (prefix := value.get("starts_with")) is not None:
            return self._parse_prefix(key, ref, prefix)
        if test is not None:
            return self._parse_word(key, ref, test)
        if count is None or not isinstance(count.value, int) or isinstance(count.value, bool) or count.value < 0:
            self.report("E104", count or value, "`count` takes a whole number, 0 or more")
            return None
        return Condition(key, "count", ref=ref, number=count.value)

    def _parse_prefix(self, key: Node, ref: PathRef, prefix: Node) -> Condition | None:
        if prefix.value == "":
            self.report("E104", prefix, "every text starts with no character: write the beginning to look for")
            return None
        return Condition(key, "starts", ref=ref, values=[prefix]) if self._text(prefix) else None

    def _parse_word(self, key: Node, ref: PathRef, test: Node) -> Condition | None:
        word = self._word(test)
        if word in TESTS:
            return Condition(key, "is", ref=ref, test=word)
        if word is not None:
            hint = did_you_mean(word, TESTS) or "the tests are " + ", ".join(TESTS)
            self.report("E105", test, f"unknown test `{word}`", hint=hint)
        return None

    def _cases(self, node: Node) -> list[Case] | None:
        if not isinstance(node.value, list) or not node.value:
            self.report("E104", node, f"`cases` must be a list of `{{when, then}}`, got {node.kind}")
            return None
        cases = [self._case(item) for item in node.value]
        return [case for case in cases if case is not None] if None not in cases else None

    def _case(self, node: Node) -> Case | None:
        keys = set(node.value) if isinstance(node.value, dict) else set()
        if keys == {"else"}:
            rule = self.rule(node.value["else"])
            return None if rule is None else Case(node, None, rule)
        if keys != {"when", "then"}:
            self.report("E104", node, "expected `{when: condition, then: rule}`, or `{else: rule}` as the last case")
            return None
        when, rule = self.condition(node.value["when"]), self.rule(node.value["then"])
        return None if when is None or rule is None else Case(node, when, rule)

    def _items(self, node: Node) -> list[Case] | None:
        if not isinstance(node.value, list) or not node.value:
            self.report("E104", node, f"expected a list of rules, got {node.kind}")
            return None
        items = []
        for item in node.value:
            when = item.get("when")
            condition = self.condition(when) if when is not None else None
            rule = self.rule(item, extra=("when", "skip"))
            if rule is None or (when is not None and condition is None):
                return None
            items.append(Case(item, condition, rule))
        return items

    def zero(self, node: Node) -> bool | None:
        """Parse the word for `skip`."""
        if node.value == "zero":
            return True
        self.report("E105", node, "`skip` takes only `zero`: items whose amounts are all 0 are left out")
        return None

    def _word(self, node: Node) -> str | None:
        if isinstance(node.value, (dict, list)):
            self.report("E104", node, f"expected one word, got {node.kind}")
            return None
        if node.value is None:
            return "null"
        return str(node.value).lower() if isinstance(node.value, bool) else str(node.value)

    def _scalar(self, node: Node) -> Any:
        if isinstance(node.value, (dict, list)) or node.value is None:
            self.report("E104", node, f"expected a single value, got {node.kind}")
            return None
        return node

    def _text(self, node: Node) -> str | None:
        if isinstance(node.value, str):
            return node.value
        self.report("E104", node, f"expected text, got {node.kind}")
        return None

    def _number(self, node: Node) -> int | None:
        if type(node.value) is int:
            return node.value
        self.report("E104", node, f"expected a whole number, got {node.kind}")
        return None

    def _boolean(self, node: Node) -> bool | None:
        if isinstance(node.value, bool):
            return node.value
        self.report("E104", node, f"expected true or false, got {node.kind}")
        return None
