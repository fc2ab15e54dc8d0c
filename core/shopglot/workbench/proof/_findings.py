"""What saved records tell of a mapping's rules: what never gives a value, and what they contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from shopglot.mapping import RECORD_CODES
from shopglot.mapping.check import target_types
from shopglot.workbench._rules import values_of
from shopglot.workbench.proof._advice import LESS, MORE, TURN, advise, turn_part
from shopglot.workbench.proof._values import NO_PART, UNKNOWN_TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shopglot.mapping.syntax import MappingFile, Node, Rule, Use
    from shopglot.workbench.proof._fits import SeenFits
    from shopglot.workbench.proof._neighbours import Found
    from shopglot.workbench.proof._observe import ObservedMapping, SeenCondition
    from shopglot.workbench.proof._values import SeenRule

__all__ = ["Finding", "contradicted", "never_gave"]

_UNFIT = "R107"
_FEW = 10  # of fewer records, none need have what a condition looks for
_NEAR = {
    "letters": "they have it in other letters or with blanks around it",
    "type": "they have it as another type: a number is no text",
    "longer": "they have a longer one that begins so: write it whole, or {starts_with: …}",
    "spelling": "they have a value that differs by a letter or two",
}


class Finding(NamedTuple):
    """What was found: the guilty place, how many records tell it, what they do or do not, and what to write.

    `parts` are the rules of what is added up: what is wrong with one of them explains it.
    """

    node: Node
    had: int
    text: str
    hint: str
    parts: Sequence[Rule] = ()


def never_gave(
    file: MappingFile, seen: dict[int, SeenRule], fits: SeenFits, observed: ObservedMapping
) -> list[Finding]:
    """Return what no record gave; `had` are the records that have something there."""
    unfit = f"give a value: {RECORD_CODES[_UNFIT]} ({_UNFIT})"
    refused = (Finding(rule.node, had, unfit, "") for rule, had in fits.never(file))
    turned = (_turned(rule, had) for rule, had in fits.turned(file))
    return [*_valueless(seen, observed.known), *refused, *turned, *_never_held(observed), *_beyond(observed)]


def _own_node(rule: Rule) -> Node:
    """Return where a rule stands, and that of a part where it is used: others use the part too."""
    use = _outermost_use(rule)
    return rule.node if use is None else use.node


def _outermost_use(rule: Rule) -> Use | None:
    return None if rule.node.use is None else [*rule.node.use.chain()][-1]


def _turned(rule: Rule, had: int) -> Finding:
    """Return what is told of an amount below zero."""
    use = _outermost_use(rule)
    hint = TURN if use is None else turn_part(use.name)
    return Finding(_own_node(rule), had, f"give a positive amount in `{rule.pointer.rsplit('/', 1)[-1]}`", hint)


def _valueless(seen: dict[int, SeenRule], known: dict[int, Found]) -> Iterator[Finding]:
    """Yield what never gave a value: the guilty node, in how many records it had something, the text and the hint."""
    for one in seen.values():
        if one.failed and not one.gave:
            code = one.codes.most_common(1)[0][0]
            what = "known value" if code == UNKNOWN_TOKEN else "value"
            text = f"give a {what}: {RECORD_CODES[code]} ({code})" if code != NO_PART else _part(one.rule)
            yield Finding(one.rule.node, len(one.failed), text, advise(one, code, known))
        if one.above and not one.share:
            yield Finding(one.rule.node, len(one.above), "give a fraction of at most 1", MORE)
        if one.below and not one.share and any(part.convert == "percent" for part in values_of(one.rule)):
            yield Finding(one.rule.node, len(one.below), "give a fraction of 0.002 or more", LESS)


def contradicted(
    file: MappingFile, seen: dict[int, SeenRule], fits: SeenFits, observed: ObservedMapping
) -> Iterator[Finding]:
    """Yield what saved records contradict: `required` though the field may be null, another currency, a sum, an id."""
    for leaf in observed.zeros.values():
        if leaf.had:
            text = f"have 0 here, which is no id and yet is not missing ({leaf.condition.test})"
            word = "nonzero" if leaf.condition.test == "present" else "zero"
            yield Finding(leaf.condition.node, len(leaf.had), text, f"test {{is: {word}}}")
    yield from _of_unified(file, fits)
    for twin in observed.twins.values():
        text = f"have another time in `{twin.name}` beside it, which is in UTC by its name"
        hint = f"read `{twin.name}` with `zone: UTC`; `{twin.own}` needs the `zone` of the clock that shows it"
        if twin.had:
            yield Finding(twin.rule.node, len(twin.had), text, hint)
    needed = {f"/{name}" for name in target_types()[file.model].required}
    for one in seen.values():
        if one.rejected and one.rule.pointer not in needed:
            hint = "leave `required` out: without a value the field is null"
            yield Finding(one.rule.nodes["required"], len(one.rejected), "are rejected: there is no value here", hint)
        if one.foreign:
            constant = one.rule.slots["of"].slots["const"]
            text = f"are in another currency than `{constant.value}`: its minor units may be others"
            yield Finding(one.rule.slots["of"].node, len(one.foreign), text, "write the path of the amount's currency")


def _of_unified(file: MappingFile, fits: SeenFits) -> Iterator[Finding]:
    """Yield what a unified record contradicts in itself: a sum, an id, a list, the order of moments."""
    for rule, had, text, hint, parts in fits.unbalanced(file):
        yield Finding(_own_node(rule), had, text, hint, parts)
    for rule, records, hint in fits.ids.wrong():
        text = "have another text here, and all of them give the same id: it tells nothing apart"
        yield Finding(rule.nodes["take"], len(records), text, hint)
    for rule, records, text in fits.states.wrong():
        hint = "does its condition hold for `any` line where it should for `all`, or leave one out?"
        yield Finding(_own_node(rule), len(records), text, hint)
    for rule, had in fits.repeating(file):
        hint = "add `unique: true`" if rule.verb == "each" and "unique" not in rule.nodes else ""
        yield Finding(_own_node(rule), had, "have a value here twice, and the model has each once", hint)
    for rule, had, earlier in fits.out_of_order(file):
        name = rule.pointer.rsplit("/", 1)[-1]
        hint = f"are the paths of `{earlier}` and `{name}` exchanged?"
        yield Finding(_own_node(rule), had, f"have `{name}` before `{earlier}`", hint)


def _beyond(observed: ObservedMapping) -> Iterator[Finding]:
    """Yield each index that is beyond the end of every list that a record has there."""
    for one in observed.indexes.values():
        if one.had and not one.held:
            before = f"the longest has {one.longest}" if one.longest > 1 else "each has 1 element"
            hint = f"indexes count from 0, and {before}: did you mean `{one.nearest}`?"
            yield Finding(one.node, len(one.had), f"have `{one.place}`", hint)


def _part(rule: Rule) -> str:
    return f"have a part {rule.slots['take']} between `{rule.slots['on']}`"


def _never_held(observed: ObservedMapping) -> Iterator[Finding]:
    if observed.spent:
        return
    never = [leaf for where in observed.wheres.values() if not where.held for leaf in where.leaves if _proves(leaf)]
    never += [leaf for leaf in observed.whens.values() if leaf.near - {"spelling"} and not leaf.held]
    for leaf in never:
        hint = _beside(leaf) or next((text for near, text in _NEAR.items() if near in leaf.near), "")
        yield Finding(leaf.condition.node, len(leaf.had), _never(leaf), hint)
    for leaf in observed.denied.values():
        near = sorted(leaf.near & {"letters", "type"})
        if near and not leaf.held:
            yield Finding(
                leaf.condition.node, len(leaf.had), f"{_values(leaf)} here: `not` leaves nothing out", _NEAR[near[0]]
            )


def _beside(leaf: SeenCondition) -> str:
    """Return where the value is that a join looks for, or an empty text."""
    if leaf.condition.ref is None or leaf.condition.other is None:
        return ""
    one, other = leaf.beside.best, leaf.beside_other.best
    if not one and not other:
        one = leaf.beside.only_id
    if other:
        return f"`{other}` has the value of `{leaf.condition.ref.path}`"
    return f"`{one}` has the value of `{leaf.condition.other.path}`" if one else ""


def _proves(leaf: SeenCondition) -> bool:
    """Check whether a comparison that never held is likely a mistake, not a case that no record happens to have."""
    condition = leaf.condition
    if leaf.held or not leaf.had:
        return False
    if leaf.near or condition.kind == "same":
        return True
    listed = condition.ref.type.values if condition.ref is not None and condition.ref.type is not None else ()
    return len(leaf.had) >= _FEW and not any(node.value in listed for node in condition.values)


def _never(leaf: SeenCondition) -> str:
    condition = leaf.condition
    if condition.other is not None:
        return f"have the same value here as at `{condition.other.path}`: this never holds"
    if condition.kind == "starts":
        return f"have a value here that starts with `{condition.values[0].value}`: this never holds"
    return f"{_values(leaf)} here: this never holds"


def _values(leaf: SeenCondition) -> str:
    return "have " + " or ".join(f"`{node.value}`" for node in leaf.condition.values)
