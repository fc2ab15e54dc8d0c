"""What was likely written twice, or for one where all are meant: terms, items, amounts of a group (`W905`, `W912`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopglot.mapping.syntax import Case, Reporter, Rule

__all__ = ["check_items", "check_one_for_all", "check_separator", "check_twice"]


def check_twice(rules: Sequence[Rule], text: str, report: Reporter) -> None:
    """Warn of a rule that is the same as one before it (`W912`)."""
    seen: dict[str, Rule] = {}
    for one in rules:
        first = seen.setdefault(str(one.node.plain()), one)
        if first is not one and (first.node.line, first.node.column) != (one.node.line, one.node.column):
            label = (first.node, "the first one")
            report("W912", one.node, f"the same twice: {text}", hint="delete one of the two", labels=[label])


def check_separator(rule: Rule, part: Rule, report: Reporter) -> None:
    """Warn of a blank that is joined as a part, where the separator is one too (`W912`)."""
    between = rule.slots.get("with", " ")
    text = str(part.slots["const"].value) if part.verb == "const" else ""
    if not text or any(sign.isalnum() for sign in text):
        return
    if text != text.strip() and between != between.strip():
        told = f"blanks twice: `join` puts '{between}' between its parts, and '{text}' is one of them"
        hint = "leave it out" if not text.strip() else f"leave it out, and write `with: '{text}'`"
        report("W912", part.node, told, hint=hint)


def check_items(cases: Sequence[Case], report: Reporter) -> None:
    """Warn of an item of a list that is another one, or has its amount; one with a `when` may stand in its place."""
    items = [case.rule for case in cases if case.when is None]
    check_twice(items, "this item is another one's", report)
    objects = [rule.slots["fields"] for rule in items if rule.verb == "fields"]
    amounts = [fields["amount"] for fields in objects if "amount" in fields]
    check_twice([one for one in amounts if one.verb != "const"], "this item has the amount of another one", report)


def check_one_for_all(rules: Mapping[str, Rule], report: Reporter) -> None:
    """Warn of an amount of all units that is read from one member of a group, as that of one unit is (`W905`)."""
    one, counted = rules.get("unit_price"), rules.get("quantity")
    if one is None or one.verb != "path" or counted is None or counted.verb != "count":
        return
    for name in ("sub_total", "total_amount"):
        rule = rules.get(name)
        if rule is not None and rule.verb == "path" and rule.slots["path"].path == one.slots["path"].path:
            path = rule.slots["path"]
            text = f"`{name}` is that of all members of the group, and this is the amount of one, as `unit_price` is"
            report("W905", path.node, text, hint=f"write {{sum: [{path.path}]}}, which adds all")
