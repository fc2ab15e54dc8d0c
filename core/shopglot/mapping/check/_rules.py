"""Checking rules: what is the same for every verb, and the verbs that make lists and objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.mapping.check._amounts import CURRENCY, hint_minor_units
from shopglot.mapping.check._contrary import check_crossed
from shopglot.mapping.check._covered import EarlierConditions
from shopglot.mapping.check._field_hints import ALL_FIELDS, hint_field
from shopglot.mapping.check._forms import FORMS, check_form
from shopglot.mapping.check._lists import ListChecker
from shopglot.mapping.check._literals import check_literal
from shopglot.mapping.check._repeated import check_one_for_all
from shopglot.mapping.check._values import common_type
from shopglot.mapping.syntax import ANY, BESIDE_FIELDS, Type, did_you_mean, is_fixed, listing, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.check._scopes import Scope
    from shopglot.mapping.syntax import Case, Node, Reporter, Rule

__all__ = ["RuleChecker", "escape"]

_NUMERIC = frozenset({"money", "quantity", "minor_units", "percent"})
_VALUES = frozenset({"path", "sum", "minus", "times", "count", "join", "split", "pick", "transform"})


class RuleChecker(ListChecker):
    """Checks rules in their scope against the types of their fields."""

    def __init__(self, report: Reporter, root: Scope, connector: ConnectorDefinition) -> None:
        super().__init__(report, root, connector)
        self.transforms = {transform.name: transform for transform in connector.transforms}
        self.whole: Mapping[str, Type] = {}
        self.top: Type | None = None
        self._verbs: dict[str, Callable[[Rule, Scope, Type | None, str], Type]] = {
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
            "fields": self._fields,
            "transform": self._transform,
        }

    def rule(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        """Check one rule; `target` is its field's type, None where any value is allowed."""
        around, self.beside = self.beside, rule.beside or self.beside
        alike, scope.agreed = scope.agreed, scope.agreed or scope.is_key(rule.verb, rule.node)
        given = self._rule(rule, scope, target, pointer)
        self.beside, scope.agreed = around, alike
        return given

    def _rule(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        rule.target, rule.pointer, rule.grouped = target, pointer, scope.group
        self.fit.field = pointer.rsplit("/", 1)[-1]
        for start in rule.starts:
            self.resolve(start, scope)
            if start.lost:  # the one mistake, and not each path of the part that starts there
                rule.may_miss, rule.type = False, ANY
                return ANY
        changed = rule.convert is not None or rule.enum is not None
        given = read = self._verbs[rule.verb](rule, scope, None if changed else target, pointer)
        self._one_member(rule, scope, target)
        unit_hint = hint_minor_units(rule, scope, self.root)
        if rule.convert is not None:
            self._check_beside(rule, scope)
            given = self.fit.conversion(rule, given, target, unit_hint)
        self._note_moment(rule, read, target)
        if rule.enum is not None:
            given = self.fit.enum(rule, given, target)
        if rule.verb == "const" and rule.convert in FORMS:
            check_form(rule.slots["const"], str(rule.convert), self.report)
        if rule.default is not None:
            self._default(rule, rule.default, scope, target or given)
            rule.may_miss = False
        if any(name in rule.nodes and parsed is None for name, parsed in (("as", rule.convert), ("enum", rule.enum))):
            given = ANY  # its `as` or `enum` was already reported as unreadable; its type is unknown
        elif target is not None and (changed or rule.verb in _VALUES) and not _is_lost(rule):
            self.fit.value(rule, given, target, unit_hint)
        rule.type = given
        return given

    def _note_moment(self, rule: Rule, read: Type, target: Type | None) -> None:
        """Take note of a number that is read as a moment: there 0 is none."""
        counted = str(rule.convert).startswith("epoch_")
        counted = counted or (
            rule.convert is None and bool(read.unit) and target is not None and target.kind == "datetime"
        )
        ref = rule.slots.get("path")
        if rule.verb == "path" and ref is not None and counted and read.kind != "any" and ref.raw:
            self.moments.setdefault(ref.raw, rule.pointer.rsplit("/", 1)[-1])

    def _one_member(self, rule: Rule, scope: Scope, target: Type | None) -> None:
        """Warn of an amount that is read from one member of a group (`W905`)."""
        numeric = {rule.convert, target.kind if target is not None else ""} & _NUMERIC
        if rule.verb == "path" and numeric:
            self.one_of_many(rule.slots["path"], scope, "add them with `sum`, take what they share with `agreed`")

    def _default(self, rule: Rule, default: Node, scope: Scope, given: Type) -> None:
        free = rule.target is None and rule.enum is not None  # an enum's type does not bind the default
        free = free or (rule.term != "" and not isinstance(default.value, str))  # a number among numbers
        instead = f"fall back to a path with {{first_of: [path, {default.value}]}}"
        if check_literal(default, scope, instead, self.report):
            self.fit.scalar(default, None if free else given)
            held = rule.target.form if rule.target is not None else ""
            if rule.convert in FORMS and rule.enum is None and held != rule.convert and isinstance(default.value, str):
                check_form(default, str(rule.convert), self.report)
        if rule.required and rule.verb == "path" and not rule.slots["path"].watched:
            text = "`required` never rejects a record: `default` stands for what is missing"
            self.report("W901", rule.nodes["required"], text, hint="delete one of the two")

    def _check_beside(self, rule: Rule, scope: Scope) -> None:
        """Check what stands beside a conversion: the currency of an amount, the zone of a time."""
        if "of" in rule.slots:
            self.rule(rule.slots["of"], scope, CURRENCY, rule.pointer)
        if rule.zone.startswith("setting."):
            self.settings.zone(rule.zone.removeprefix("setting."), rule.nodes["zone"])

    def fields(
        self,
        rules: dict[str, Rule],
        scope: Scope,
        target: Type | None,
        pointer: str,
        node: Node,
    ) -> None:
        """Check an object's fields against a unified model's, or against nothing where any field is allowed."""
        known = target.fields if target is not None and target.kind == "object" else None
        for name, rule in rules.items():
            if known is not None and name not in known:
                own = " under `fields`: it has a block of its own" if name in self.whole else ""
                hint, exchanged = hint_field(name, rule, known, scope.type.fields)
                kept = "; a value that it has no field for stands under `extensions`" if target is self.top else ""
                hint = hint or f"it has {listing(known, ALL_FIELDS)}{kept}"
                model = target.name if target is not None else "object"
                self.report("E401", node.keys.get(name, rule.node), f"{model} has no field `{name}`{own}", hint=hint)
                if name not in BESIDE_FIELDS and not exchanged:
                    self.rule(rule, scope, None, f"{pointer}/{escape(name)}")
                continue
            self.rule(rule, scope, known[name] if known is not None else None, f"{pointer}/{escape(name)}")
            # An object inside the record is left out where what it needs is missing; the record can't be.
            if (
                target is not None
                and target is self.top
                and name in target.required
                and rule.may_miss
                and not rule.required
                and not _is_meant_required(rule)
            ):
                self.report(
                    "E403", node.keys.get(name, rule.node),
                    f"{target.name} requires `{name}`, but this rule's result may be missing",
                    hint="add `required: true` to reject records without it",
                )  # fmt: skip
        check_crossed(rules, scope, self.report)
        if scope.group:
            check_one_for_all(rules, self.report)
        written = set(node.value) if isinstance(node.value, dict) else set()  # one that is no rule was reported
        for name in sorted(target.required - set(rules) - written) if target is not None else ():
            self.report("E402", node, f"{target.name if target else ''} requires `{name}`, but no rule fills it")

    def _cases(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        cases: list[Case] = rule.slots["cases"]
        given, seen = [], EarlierConditions()
        complete: Case | None = None
        may_miss = False
        for case in cases:
            if case.when is not None:
                alike, scope.agreed = scope.agreed, scope.agreed or scope.is_key("cases", case.node.value["when"])
                self.condition(case.when, scope)
                scope.agreed = alike
                if complete is None:
                    self.reachable(case.node, "case", seen.covering(case.when))
            complete = case if complete is None and case.when is None else complete
            given.append(self.rule(case.rule, scope, target, pointer))
            may_miss = may_miss or case.rule.may_miss
        rule.may_miss = may_miss or complete is None
        self.always(
            [case.node for case in cases],
            complete.node if complete is not None else None,
            "`else` always matches",
            "case",
        )
        return common_type(given)

    def _fields(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        if target is not None and target.kind not in {"object", "any"}:
            self.fit.misfit(rule.node, target, "an object")
            target = None
        node = rule.nodes["fields"]
        self.fields(rule.slots["fields"], scope, target, pointer, node)
        parts = list(rule.slots["fields"].values())
        read = [part for part in parts if not is_fixed(part)]
        rule.may_miss = all(part.may_miss for part in read or parts)
        return Type("object")

    def _transform(self, rule: Rule, scope: Scope, target: Type | None, pointer: str) -> Type:
        name = rule.slots["transform"]
        transform = self.transforms.get(name)
        arguments: dict[str, Rule] = rule.slots["with"]
        if transform is None:
            hint = did_you_mean(name, self.transforms) or f"it has {listing(self.transforms) or '(none)'}"
            self.report("E305", rule.nodes["transform"], f"the connector has no transform `{name}`", hint=hint)
        wanted = dict(transform.parameters) if transform else {}
        lacking = [name for name in wanted if name not in rule.nodes["with"].value]
        strange = [name for name in arguments if transform and name not in wanted]
        meant = lacking[0] if len(lacking) == len(strange) == 1 else ""  # one stands for the other
        for parameter, argument in arguments.items():
            node = rule.nodes["with"].keys[parameter]
            if transform and parameter not in wanted:
                hint = did_you_mean(parameter, [meant] if meant else wanted) or f"it takes {listing(wanted)}"
                hint = f"did you mean `{meant}`?" if meant else hint
                self.report("E306", node, f"`{name}` has no parameter `{parameter}`", hint=hint)
            argument.argument = True
            outside, self.fit.parameter = self.fit.parameter, f"`{parameter}` of `{name}`"
            self._argument(argument, scope, wanted.get(parameter), rule)
            self.fit.parameter = outside
        for parameter in lacking if not meant else ():
            if not any(did_you_mean(name, [parameter]) for name in strange):
                self.report("E306", rule.nodes["with"], f"`{name}` needs the argument `{parameter}`")
        returns: Any = transform.returns if transform else "any"
        return Type(returns, item=ANY if returns == "list" else None)

    def _argument(self, argument: Rule, scope: Scope, of: Any, rule: Rule) -> None:
        """Check the rule of one parameter, which takes the kind `of`; None where the transform has none such."""
        if of in {None, "list", "object", "any"}:
            given = self.rule(argument, scope, None, rule.pointer)
            if of in {"list", "object"} and given.kind not in {of, "any"}:
                self.fit.misfit(argument.node, Type(of), str(given))
            return
        # What a person's text is made of is a person's as well.
        personal = rule.target.personal if rule.target and of == "text" else ""
        self.rule(argument, scope, Type(of, personal=personal), rule.pointer)


def _is_lost(rule: Rule) -> bool:
    """Check whether a rule reads a path that leads nowhere: it was reported, and its type is not known."""
    return rule.verb == "path" and bool(rule.slots["path"].lost)


def _is_meant_required(rule: Rule) -> bool:
    """Check whether a rule has a `required` that could not be read, or is misspelt: that was reported."""
    words = rule.node.value if isinstance(rule.node.value, dict) else ()
    return "required" in rule.nodes or any(nearest(word, ["required"]) for word in words)


def escape(name: str) -> str:
    """Write a name as one step of a JSON Pointer."""
    return name.replace("~", "~0").replace("/", "~1")
