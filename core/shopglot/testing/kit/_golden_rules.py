"""Rules that compare with what was written before: expected records, and how much the mappings cover."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shopglot.normalize import Normalized, UnknownKeys
from shopglot.testing.kit._cassette_rules import CASSETTES, cassettes
from shopglot.testing.kit._expected import EXPECTED, compare_expected, write_json
from shopglot.testing.kit._verdict import Broken, NothingToCheck, require_none
from shopglot.testing.kit._webhook_rules import FOLDER, deliveries
from shopglot.workbench import measure_coverage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.normalize import Rejected
    from shopglot.testing.kit._subject import Subject
    from shopglot.workbench import CheckedMapping

__all__ = ["check_coverage", "check_expected", "check_orphans", "check_unknown"]

_COVERAGE = "coverage.json"
# More of these is worse; of the others it is better.
_WORSE = frozenset({"raw_unread", "unified_unfilled", "unused"})


def check_expected(subject: Subject, case: str) -> None:
    """Check that an answer gives exactly the records that were written for it, with their warnings."""
    compare_expected(subject, case, [_told(outcome) for outcome in subject.answer(case).outcomes])


def check_orphans(subject: Subject, _case: str) -> None:
    """Check that every file of expected records belongs to a saved answer."""
    folder = subject.written(EXPECTED)
    cases = {answer.case for answer in subject.all_answers()}
    cases |= {f"{FOLDER}/{name}" for name in deliveries(subject)}
    cases |= {f"{CASSETTES}/{name}" for name in cassettes(subject)}
    there = (file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.json"))) if folder.is_dir() else ()
    require_none((name for name in there if name not in cases), "expected records without a saved answer")


def _told(outcome: Normalized | Rejected) -> dict[str, Any]:
    """Return what became of a record, without its empty fields: what is not there is read faster so."""
    if not isinstance(outcome, Normalized):
        return {"rejected": [error.as_dict() for error in outcome.errors]}
    record: dict[str, Any] = _compact(json.loads(outcome.record.model_dump_json()))
    return record | ({"(warnings)": [one.as_dict() for one in outcome.warnings]} if outcome.warnings else {})


def _compact(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _compact(item) for name, item in value.items() if item not in (None, [], {})}
    return [_compact(item) for item in value] if isinstance(value, list) else value


def check_coverage(subject: Subject, case: str) -> None:
    """Check that a mapping covers no less than it did when its coverage was written."""
    counts = _covered(subject, subject.checked[case])
    before = _recorded(subject, case, "covers", counts)
    worse = [
        f"{name}: was {before[name]}, is {count}"
        for name, count in counts.items()
        if name in before and (count > before[name] if name in _WORSE else count < before[name])
    ]
    require_none(worse, "the mapping covers less than it did")


def _covered(subject: Subject, checked: CheckedMapping) -> dict[str, int]:
    if checked.file is None:
        raise NothingToCheck("the mapping has errors")
    resource = next(name for name, one in subject.checked.items() if one is checked)
    samples = subject.samples(resource)
    coverage = measure_coverage(checked, samples, subject.contract.settings)
    raw, unified = coverage.counts("raw"), coverage.counts("unified")
    return {
        "records": len(samples),
        "raw_read": sum(raw.get(state, 0) for state in ("mapped", "tested", "extended")),
        "raw_unread": sum(leaf.known for leaf in coverage.raw if leaf.state == "unread"),
        "unified_filled": sum(unified.get(state, 0) for state in ("filled", "hideable", "derived")),
        "unified_unfilled": unified.get("unfilled", 0),
        "unused": len(coverage.unproved),
    }


def check_unknown(subject: Subject, case: str) -> None:
    """Check that saved answers have no keys that the raw schema does not know, but for those that were written down."""
    keys = UnknownKeys()
    for answer in subject.answers(case).values():
        for outcome in answer.outcomes:
            keys.add(outcome.unknown)
    counts = keys.counts()
    before = _recorded(subject, case, "unknown", counts)
    lines = [f"{name}: in {count} records" for name, count in counts.items() if count > before.get(name, 0)]
    require_none(lines, "the platform has grown: keys that the raw schema does not know")


def _recorded(subject: Subject, resource: str, part: str, now: Mapping[str, int]) -> dict[str, int]:
    file = subject.written(_COVERAGE)
    known: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    if subject.update:
        known = {**known, resource: {**known.get(resource, {}), part: dict(now)}}
        write_json(file, dict(sorted(known.items())))
    if part not in known.get(resource, {}):
        raise Broken(f"{_COVERAGE} beside the saved answers does not have it yet")
    before: dict[str, int] = known[resource][part]
    return before
