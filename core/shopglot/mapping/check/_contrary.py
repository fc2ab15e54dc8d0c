"""Names that say otherwise (`W911`): a row of an enum table against its own word, fields read from each other's place.

A name proves nothing, so only what is plain counts: the word itself, or its opposite.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopglot.mapping.syntax import listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shopglot.mapping.check._scopes import Scope
    from shopglot.mapping.syntax import EnumTable, Reporter, Rule, Type

__all__ = ["check_crossed", "check_rows", "plain_word"]

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
# Spellings and words of platforms for one and the same value.
_SAME = {
    "canceled": "cancelled", "cancel": "cancelled", "complete": "completed", "void": "voided", "archive": "archived",
    "authorised": "authorized", "partial_refunded": "partially_refunded", "partial_refund": "partially_refunded",
    "refund": "refunded", "fully_refunded": "refunded",
}  # fmt: skip
_DENIED = re.compile(r"(?:un|not_|non_|never_|in(?=active|complete)|awaiting_|pending_|ready_to_|to_be_)(\w+)\Z")
_DONE = {"shipped", "delivered", "completed", "fulfilled", "paid", "captured", "settled", "finished", "dispatched"}
_UNDONE = {"cancelled", "voided", "declined", "rejected", "failed", "expired", "deleted", "aborted"}
_WAITING = {
    "pending",
    "unpaid",
    "unshipped",
    "unfulfilled",
    "open",
    "new",
    "draft",
    "processing",
    "created",
    "awaiting",
}
# Words that a value does not stand for, whatever the platform.
_NEVER = {
    "cancelled": _DONE | _WAITING - {"draft"} | {"active", "partial"},
    "completed": _UNDONE | _WAITING - {"processing"},
    "delivered": _UNDONE | _WAITING,
    "shipped": _UNDONE | _WAITING,
    "paid": {"unpaid", "pending_payment", "awaiting_payment", "payment_pending", "declined", "rejected", "refunded"},
    "refunded": _DONE | {"unpaid", "authorized"} | _UNDONE - {"cancelled", "voided"},
    "voided": {"paid", "captured", "settled", "refunded"},
    "active": {"cancelled", "deleted", "inactive", "archived", "disabled"},
    "archived": {"active", "published", "live", "enabled"},
}  # fmt: skip


def plain_word(token: str) -> str:
    """Return a token in small letters with `_` between its words: `PartiallyShipped`, `partially-shipped`."""
    plain = "_".join(_WORDS.findall(token)).lower()
    return _SAME.get(plain, plain)


def check_rows(table: EnumTable, values: Sequence[str], report: Reporter) -> None:
    """Warn of each row that is against its own word; `values` are those of the unified field."""
    known = set(values)
    for token, node in table.entries.items():
        given, word = str(node.value), plain_word(token)
        if given not in known or word == given:
            continue
        denied = _DENIED.match(word)
        own = ""
        if word in known:
            own = f"write `{token}: {word}`; "
        elif word in _NEVER.get(given, ()) or (denied is not None and denied[1] == given):
            own = f"the field has {listing(values, len(known))}; "
        if own:
            case = f"{{when: {{…: {token}}}, then: {{const: {given}}}}}"
            hint = f"{own}if it is meant, say it in a case before the table: {case}"
            report("W911", node, f"the row `{token}` gives `{given}`, against its own word", hint=hint)


def check_crossed(rules: Mapping[str, Rule], scope: Scope, report: Reporter) -> None:
    """Warn of a field that is read from the raw field called as another one, where its own name is there beside it."""
    for name, rule in rules.items():
        steps = rule.slots["path"].path.steps if rule.verb == "path" and rule.node.use is None else ()
        last = steps[-1] if steps and isinstance(steps[-1], str) else ""
        other = plain_word(str(last))
        if not last or other == name or other not in rules:
            continue
        around = _around(scope, rule)
        own = next((one for one in around if plain_word(one) == name), "")
        if own:
            text = f"`{name}` is read from `{last}`, and `{own}` is there beside it"
            hint = f"are `{name}` and `{other}` exchanged?"
            report("W911", rule.slots["path"].node, text, hint=hint)
    _check_crossed_parts(rules, scope, report)


def _check_crossed_parts(rules: Mapping[str, Rule], scope: Scope, report: Reporter) -> None:
    """Warn of a part used at the object that another field is called by, where one like it has the field's own name."""
    for name, rule in rules.items():
        start = rule.starts[-1] if rule.starts else None
        if start is None or start.path.base or len(start.path.steps) != 1 or scope.type.kind != "object":
            continue
        used, words = str(start.path.steps[0]), set(name.split("_"))
        other = next((one for one in rules if one != name and _first(used) in set(one.split("_")) - words), "")
        alike = [
            one for one, of in scope.type.fields.items() if one != used and _is_like(of, scope.type.fields.get(used))
        ]
        own = next((one for one in alike if _first(one) in words - set(other.split("_"))), "") if other else ""
        if own:
            text = f"`{name}` is read at `{used}`, and `{own}` is there beside it"
            report("W911", start.node, text, hint=f"are `{name}` and `{other}` exchanged?")


def _first(name: str) -> str:
    return plain_word(name).partition("_")[0]


def _is_like(one: Type, other: Type | None) -> bool:
    """Check whether two raw objects have most of their fields in common."""
    if other is None or one.kind != "object" or other.kind != "object":
        return False
    return 2 * len(one.fields.keys() & other.fields.keys()) > max(len(one.fields), len(other.fields))


def _around(scope: Scope, rule: Rule) -> Iterable[str]:
    """Return the names of the raw fields beside the one that a rule reads."""
    ref = rule.slots["path"]
    if ref.path.base:
        return ()
    of = scope.type
    for step in ref.path.steps[:-1]:
        inner = of.fields.get(step) if isinstance(step, str) else of.item
        if inner is None:
            return ()
        of = inner
    return of.fields
