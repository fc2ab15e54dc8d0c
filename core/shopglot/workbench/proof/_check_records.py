"""The check over saved records (`W907`, `W908`): what never makes anything of a value, and what records contradict.

A few dozen records are enough to see that a rule works. Where one does not, all of them are asked before it is said, as
long as that takes no time worth speaking of.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from shopglot.diagnostics import join_alike
from shopglot.mapping.syntax import Reporter
from shopglot.workbench._checking import pluralize
from shopglot.workbench._fixtures import fixtures_beside, spread_samples
from shopglot.workbench.proof._findings import contradicted, never_gave
from shopglot.workbench.proof._fits import SeenFits
from shopglot.workbench.proof._observe import ObservedMapping
from shopglot.workbench.proof._sums import SeenSums
from shopglot.workbench.proof._values import SeenRule, note_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.mapping.syntax import MappingFile
    from shopglot.workbench._checking import CheckedMapping
    from shopglot.workbench._fixtures import Sample
    from shopglot.workbench.proof._findings import Finding

__all__ = ["check_records"]

ENOUGH = 40
"""So many records of a resource are looked at; more only while something gave no value in any."""
_SECONDS = 2.0


def check_records(checked: Iterable[CheckedMapping]) -> list[CheckedMapping]:
    """Run the saved records of each error-free file, and add what they tell (`W907`, `W908`).

    Where there are none, the result's `records` is 0; of a file with errors it stays None.
    """
    run = [item if item.file is None else _check(item, item.file) for item in checked]
    joined = join_alike(item.diagnostics for item in run)
    return [replace(item, diagnostics=tuple(found)) for item, found in zip(run, joined, strict=True)]


def _check(item: CheckedMapping, file: MappingFile) -> CheckedMapping:
    observed = ObservedMapping(file, item.target.connector)
    seen, fits = dict[int, SeenRule](), SeenFits(sums=SeenSums(observed.names))

    number, end = 0, time.monotonic() + _SECONDS
    for sample in _samples(item):
        asking = number < ENOUGH or fits.sums.is_undecided(file.fields) or never_gave(file, seen, fits, observed)
        if not asking or (number >= ENOUGH and time.monotonic() > end):
            break
        observed.record = number
        outcome = observed.follow(sample.raw)
        fits.note(outcome, file, number, observed.calls, sample.raw)
        note_values(observed.calls, number, seen, (outcome.values or {}).get("currency"))
        number += 1
        if time.monotonic() > end:
            break
    report = Reporter(item.target.source)
    own = {None, *(one.node.source for one in file.shared)}  # a base's leftovers are not the layer's fault
    told_before = {(found.line, found.file) for found in item.diagnostics if found.code == "W904"}
    for one in never_gave(file, seen, fits, observed):
        if one.node.source in own and (one.node.line, item.name) not in told_before:
            facts = (("seen", f"{one.had} of {pluralize(number, 'record')} {'has' if one.had == 1 else 'have'} it"),)
            if one.node.use is not None:  # at each place of its use another number of records has it
                report("W907", one.node, f"none of the saved records {one.text}", hint=one.hint)
                continue
            text = f"0 of {one.had} saved records {one.text}"
            report("W907", one.node, text, hint=one.hint, facts=facts if one.had < number else ())
    told = {(found.file, found.line, found.column) for found in [*item.diagnostics, *report.diagnostics]}
    for one in contradicted(file, seen, fits, observed):
        if one.node.source in own and not _is_explained(one, told, item.name):
            report("W908", one.node, f"{one.had} of {pluralize(number, 'saved record')} {one.text}", hint=one.hint)
    places = [*item.diagnostics, *report.diagnostics]
    name = item.name
    places.sort(key=lambda one: (one.file != name, one.file, one.line, one.column, one.code))
    return replace(item, diagnostics=tuple(places), records=number)


def _is_explained(finding: Finding, told: set[tuple[str, int, int]], name: str) -> bool:
    """Check whether a sum fails since one of its parts is wrong in another way, which is told."""
    nodes = (node for rule in finding.parts for node in rule.node.all())
    return any((node.source.name if node.source else name, node.line, node.column) in told for node in nodes)


def _samples(item: CheckedMapping) -> Iterator[Sample]:
    connector, model = item.target.connector, item.file.model if item.file is not None else ""
    resource = next((one for one in connector.resources if one.model == model), None)
    place = fixtures_beside(connector, item.target.path)
    return iter(()) if resource is None or place is None else spread_samples(place, connector, resource)
