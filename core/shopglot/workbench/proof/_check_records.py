"""The check over saved records (`W907`): what reads a value that is there, and never makes anything of it.

A few dozen records are enough to see that a rule works. Where one does not, all of them are asked before it is said, as
long as that takes no time worth speaking of.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from shopglot.diagnostics import join_alike
from shopglot.mapping import RECORD_CODES
from shopglot.mapping.check import target_types
from shopglot.mapping.syntax import Reporter
from shopglot.workbench._checking import pluralize
from shopglot.workbench._fixtures import fixtures_beside, spread_samples
from shopglot.workbench.proof._advice import LESS, MORE, TURN, advise, turn_part
from shopglot.workbench.proof._fits import SeenFits
from shopglot.workbench.proof._observe import ObservedMapping, SeenCondition
from shopglot.workbench.proof._values import NO_PART, UNKNOWN_TOKEN, SeenRule, note_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.mapping.syntax import MappingFile, Node, Rule
    from shopglot.workbench._checking import CheckedMapping
    from shopglot.workbench._fixtures import Sample
    from shopglot.workbench.proof._neighbours import Found

    _Finding = tuple[Node, int, str, str]

__all__ = ["check_records"]

ENOUGH = 40
"""So many records of a resource are looked at; more only while something gave no value in any."""
_UNFIT = "R107"
_SECONDS = 2.0
_FEW = 10  # of fewer records, none need have what a condition looks for
_NEAR = {
    "letters": "they have it in other letters or with blanks around it",
    "type": "they have it as another type: a number is no text",
    "longer": "they have a longer one that begins so: write it whole, or {starts_with: …}",
    "spelling": "they have a value that differs by a letter or two",
}


def check_records(checked: Iterable[CheckedMapping]) -> list[CheckedMapping]:
    """Run the saved records of each error-free file, and add what never gives a value (`W907`).

    Where there are none, the result's `records` is 0; of a file with errors it stays None.
    """
    run = [item if item.file is None else _check(item, item.file) for item in checked]
    joined = join_alike(item.diagnostics for item in run)
    return [replace(item, diagnostics=tuple(found)) for item, found in zip(run, joined, strict=True)]


def _check(item: CheckedMapping, file: MappingFile) -> CheckedMapping:
    observed = ObservedMapping(file, item.target.connector)
    seen, fits = dict[int, SeenRule](), SeenFits()

    def find() -> list[_Finding]:
        refused = (
            (rule.node, had, f"give a value: {RECORD_CODES[_UNFIT]} ({_UNFIT})", "") for rule, had in fits.never(file)
        )
        turned = (_turned(rule, had) for rule, had in fits.turned(file))
        return [*_valueless(seen, observed.known), *refused, *turned, *_never_held(observed)]

    number, end = 0, time.monotonic() + _SECONDS
    for sample in _samples(item):
        if number >= ENOUGH and (not find() or time.monotonic() > end):
            break
        observed.record = number
        fits.note(observed.follow(sample.raw), file, number)
        note_values(observed.calls, number, seen)
        number += 1
        if time.monotonic() > end:
            break
    report = Reporter(item.target.source)
    own = {one.node.source for one in file.shared}
    for node, had, text, hint in find():
        if node.source is None or node.source in own:  # a base's leftovers are not the layer's fault
            told = f"0 of {had} saved records {text}"
            facts = (("seen", f"{had} of {pluralize(number, 'record')} {'has' if had == 1 else 'have'} it"),)
            report("W907", node, told, hint=hint, facts=facts if had < number else ())
    for node, rejected in _rejecting(file, seen):
        if node.source is None or node.source in own:
            told = f"{rejected} of {pluralize(number, 'saved record')} are rejected: there is no value here"
            report("W908", node, told, hint="leave `required` out: without a value the field is null")
    places = [*item.diagnostics, *report.diagnostics]
    name = item.name
    places.sort(key=lambda one: (one.file != name, one.file, one.line, one.column, one.code))
    return replace(item, diagnostics=tuple(places), records=number)


def _samples(item: CheckedMapping) -> Iterator[Sample]:
    connector, model = item.target.connector, item.file.model if item.file is not None else ""
    resource = next((one for one in connector.resources if one.model == model), None)
    place = fixtures_beside(connector, item.target.path)
    return iter(()) if resource is None or place is None else spread_samples(place, connector, resource)


def _turned(rule: Rule, had: int) -> _Finding:
    """Return what is told of an amount below zero; of a part's, it is told where the part is used."""
    use = rule.node.use
    if use is None:
        return rule.node, had, "give a positive amount", TURN
    *_, outermost = use.chain()
    return (
        outermost.node,
        had,
        f"give a positive amount in `{rule.pointer.rsplit('/', 1)[-1]}`",
        turn_part(outermost.name),
    )


def _valueless(seen: dict[int, SeenRule], known: dict[int, Found]) -> Iterator[_Finding]:
    """Yield what never gave a value: the guilty node, in how many records it had something, the text and the hint."""
    for one in seen.values():
        if one.failed and not one.gave:
            code = one.codes.most_common(1)[0][0]
            what = "known value" if code == UNKNOWN_TOKEN else "value"
            text = f"give a {what}: {RECORD_CODES[code]} ({code})" if code != NO_PART else _part(one.rule)
            yield one.rule.node, len(one.failed), text, advise(one, code, known)
        if one.above and not one.share:
            yield one.rule.node, len(one.above), "give a fraction of at most 1", MORE
        if one.below and not one.share and one.rule.convert == "percent":
            yield one.rule.node, len(one.below), "give a fraction of 0.002 or more", LESS


def _rejecting(file: MappingFile, seen: dict[int, SeenRule]) -> Iterator[tuple[Node, int]]:
    """Yield each `required` that rejects records although the unified field may be null, and how many."""
    needed = {f"/{name}" for name in target_types()[file.model].required}
    for one in seen.values():
        if one.rejected and one.rule.pointer not in needed:
            yield one.rule.nodes["required"], len(one.rejected)


def _part(rule: Rule) -> str:
    return f"have a part {rule.slots['take']} between `{rule.slots['on']}`"


def _never_held(observed: ObservedMapping) -> Iterator[_Finding]:
    if observed.spent:
        return
    never = [leaf for where in observed.wheres.values() if not where.held for leaf in where.leaves if _proves(leaf)]
    never += [leaf for leaf in observed.whens.values() if leaf.near - {"spelling"} and not leaf.held]
    for leaf in never:
        hint = _beside(leaf) or next((text for near, text in _NEAR.items() if near in leaf.near), "")
        yield leaf.condition.node, len(leaf.had), _never(leaf), hint


def _beside(leaf: SeenCondition) -> str:
    """Return where the value is that a join looks for, or an empty text."""
    if leaf.condition.ref is None or leaf.condition.other is None:
        return ""
    one, other = leaf.beside.best, leaf.beside_other.best
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
    values = " or ".join(f"`{node.value}`" for node in condition.values)
    return f"have {values} here: this never holds"
