"""Rules about raw records that are not as they should be: what is missing costs nothing else, and nothing crashes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile import find_masks
from shopglot.normalize import Normalized
from shopglot.testing.kit._mask_rules import masked_fields, texts_in
from shopglot.testing.kit._mutants import BLANKS, Place, blanked, changed, mutants, places_of
from shopglot.testing.kit._verdict import NothingToCheck, require_none
from shopglot.workbench import required_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shopglot.normalize import Normalizer
    from shopglot.testing.kit._subject import Subject

__all__ = ["check_blanks", "check_mutants"]

MUTANTS = 2_000
"""So many of each resource: a second's work, over all of its saved records."""


def check_blanks(subject: Subject, case: str) -> None:
    """Check that every place but what a rule requires may be absent, null, blank or empty, in every saved record.

    All places of one depth are changed at once, in each record and in each way; and each kind of place alone, in one
    record that has it.
    """
    file = subject.checked[case].file
    if file is None:
        raise NothingToCheck("the mapping has errors")
    judge, kept = _Judge.of(subject, case), required_places(file)
    lines: dict[str, None] = {}
    for good, outcome in _good(subject, case):
        for what, raw in _blanked(good, kept):
            for line in judge.faults(raw, outcome.record.id):
                lines.setdefault(f"{what}: {line}")
    for what, raw, record_id in _each_kind(subject, case, kept):
        for line in judge.faults(raw, record_id):
            lines.setdefault(f"{what}: {line}")
    require_none(lines, "a raw record in which something is missing is more than incomplete")


def _good(subject: Subject, resource: str) -> Iterator[tuple[Any, Normalized]]:
    for answer in subject.answers(resource).values():
        for sample, outcome in answer.good:
            yield sample.raw, outcome


def _blanked(raw: Any, kept: frozenset[tuple[str, ...]]) -> Iterator[tuple[str, Any]]:
    levels: dict[int, list[Place]] = defaultdict(list)
    for place in places_of(raw):
        if not _leads_to(place, kept):
            levels[len(place)].append(place)
    for depth, places in levels.items():
        for blank in BLANKS:
            yield f"all at depth {depth} {blank.name}", blanked(raw, places, blank.value)


def _each_kind(subject: Subject, resource: str, kept: frozenset[tuple[str, ...]]) -> Iterator[tuple[str, Any, str]]:
    seen: set[tuple[str, ...]] = set()
    for raw, outcome in _good(subject, resource):
        for place in places_of(raw):
            kind = _kind(place)
            if kind in seen or isinstance(place[-1], int) or _leads_to(place, kept):
                continue
            seen.add(kind)
            for blank in BLANKS:
                yield f"{'.'.join(kind)} {blank.name}", changed(raw, place, blank.value), outcome.record.id


def _kind(place: Place) -> tuple[str, ...]:
    return tuple(step for step in place if isinstance(step, str))


def _leads_to(place: Place, kept: frozenset[tuple[str, ...]]) -> bool:
    """Check whether a place is one that the id is read from, or holds one, or is inside one."""
    kind = _kind(place)
    return any(one[: len(kind)] == kind or kind[: len(one)] == one for one in kept)


@dataclass(frozen=True, slots=True)
class _Judge:
    """What a raw record in which something is missing must still give."""

    normalizer: Normalizer
    model: str
    masked: Callable[[str], bool]

    @classmethod
    def of(cls, subject: Subject, resource: str) -> _Judge:
        masked = find_masks(subject.definition, "").person
        return cls(subject.normalizer(resource), subject.model(resource), masked)

    def faults(self, raw: Any, record_id: str) -> Iterator[str]:
        try:
            outcome = self.normalizer.record(raw)
            dumped = outcome.record.model_dump(mode="json") if isinstance(outcome, Normalized) else None
        except (Exception, SystemExit) as error:  # noqa: BLE001 - that none comes is what is checked
            yield f"raises {type(error).__name__}"
            return
        if not isinstance(outcome, Normalized):
            yield f"the record is rejected: {', '.join(sorted({one.code for one in outcome.errors}))}"
        elif outcome.record.id != record_id:
            yield "the id is another"
        elif any(self.masked(text) for text in texts_in([raw])):
            yield from (f"{place} holds a masked value" for place in masked_fields(dumped, self.model, self.masked))


def check_mutants(subject: Subject, case: str) -> None:
    """Check that raw records with rubbish at any place give a record, or are rejected with a reason."""
    records = [sample.raw for sample in subject.samples(case)]
    if not records:
        raise NothingToCheck("there is no saved record to change")
    found: dict[str, int] = {}
    for keep in (False, True):
        normalizer = subject.normalizer(case, keep=keep)
        for raw in mutants(records, MUTANTS // 2, seed=int(keep)):
            trouble = _trouble(normalizer, raw)
            if trouble:
                found[trouble] = found.get(trouble, 0) + 1
    require_none(
        (f"{what}: {count} of {MUTANTS} changed records" for what, count in found.items()),
        "a changed raw record raises what is no error of ours, or gives no usable record",
    )


def _trouble(normalizer: Normalizer, raw: Any) -> str:
    try:
        outcome = normalizer.record(raw)
        if isinstance(outcome, Normalized):
            outcome.record.model_dump_json()
        else:
            str(outcome.error()).encode()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - that none comes is what is checked
        return f"raises {type(error).__name__}"
    if isinstance(outcome, Normalized):
        return "" if outcome.record.id else "a record without an id"
    return "" if outcome.errors else "rejected without a reason"
