"""Which parts of a mapping no test would notice if they changed: each mutant runs over the tests that could see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot.errors import InvalidArgument
from shopglot.workbench._checking import pluralize
from shopglot.workbench._json import at_pointer, differences
from shopglot.workbench._layout import WIDTH, fold, table_text
from shopglot.workbench._records import compile_checked, normalize_record
from shopglot.workbench.explain import TracedMapping
from shopglot.workbench.tests._given import GivenError
from shopglot.workbench.tests._mutants import mutants_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.mapping.syntax import Node
    from shopglot.workbench._checking import CheckedMapping
    from shopglot.workbench.tests._given import FixtureLoader
    from shopglot.workbench.tests._mutants import Mutant

    _Key = tuple[str, str, int, int]

__all__ = ["NoticeReport", "Unnoticed", "find_unnoticed", "unnoticed_json", "unnoticed_text"]


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """A part that no test would notice: what it is, where it stands, the unified field, its name among others.

    `inside` counts the parts of it, which nobody would notice either.
    """

    kind: str
    where: str
    field: str
    text: str
    inside: int = 0


@dataclass(frozen=True, slots=True)
class NoticeReport:
    """How many parts of one file were changed, of how many a passing test noticed it, and the others."""

    file: str
    parts: int
    noticed: int
    unnoticed: tuple[Unnoticed, ...]

    @property
    def percent(self) -> int:
        """Its share of noticed parts, in whole percent, rounded down; 100 where it has none."""
        return 100 * self.noticed // self.parts if self.parts else 100


@dataclass(frozen=True, slots=True)
class _Given:
    """A test that passes: its record, what it expects, where it looks, and which rules its record runs."""

    raw: Any
    expect: dict[str, Any]
    places: tuple[tuple[str, ...], ...]
    ran: frozenset[int]
    values: Any
    settings: Any

    def may_notice(self, mutant: Mutant) -> bool:
        if mutant.owners and not (mutant.owners & self.ran):
            return False
        return any(one[: len(top)] == top[: len(one)] for one in self.places for top in mutant.tops)


def find_unnoticed(checked: CheckedMapping, givens: FixtureLoader) -> NoticeReport:
    """Change each part of an error-free file by itself, and return those that its passing tests do not notice."""
    file = checked.file
    if file is None:
        raise InvalidArgument(f"{checked.name} has errors")
    tests = list(_passing(checked, givens))
    noticed: dict[_Key, bool] = {}
    parts: dict[_Key, Mutant] = {}
    for mutant in mutants_of(file):
        # What stands once and is used in several places is noticed where one of them is.
        key = _key(mutant.kind, mutant.node)
        parts.setdefault(key, mutant)
        noticed[key] = noticed.get(key, False) or _notices(checked, mutant, tests)
    inside: Counter[_Key] = Counter()
    left = []
    for key, mutant in parts.items():
        if noticed[key]:
            continue
        outer = next((one for one in (_key(*part) for part in mutant.within) if noticed.get(one) is False), None)
        if outer is None:
            left.append(key)
        else:
            inside[outer] += 1
    found = []
    for key in left:
        mutant = parts[key]
        where = f"{(mutant.node.source or file.source).name}:{mutant.node.line}"
        found.append(Unnoticed(mutant.kind, where, mutant.field, mutant.text, inside[key]))
    return NoticeReport(checked.name, len(parts), sum(noticed.values()), tuple(found))


def _key(kind: str, node: Node) -> _Key:
    return (kind, node.source.name if node.source is not None else "", node.line, node.column)


def _passing(checked: CheckedMapping, givens: FixtureLoader) -> Iterator[_Given]:
    file = checked.file
    if file is None or not file.tests:
        return
    mapping, traced = compile_checked(checked), TracedMapping(file, checked.target.connector)
    for case in file.tests:
        if case.problems:
            continue
        try:
            settings = checked.target.connector.readable_settings(case.setting)
            raw = givens.get(case.given, checked.target.path, checked.target.connector)
        except (GivenError, InvalidArgument):
            continue
        record = normalize_record(mapping, raw, settings).record
        if record is None or _differs(case.expect, record):
            continue
        traced.follow(raw, settings)
        ran = frozenset(id(call.rule) for top in traced.calls for call in top.all())
        places = tuple(tuple(pointer.split("/")[1:]) for pointer in case.expect)
        yield _Given(raw, case.expect, places, ran, mapping.run(raw, settings=settings).values, settings)


def _notices(checked: CheckedMapping, mutant: Mutant, tests: list[_Given]) -> bool:
    looking = [test for test in tests if test.may_notice(mutant)]
    if not looking:
        return False
    with mutant.applied():
        mapping = compile_checked(checked)
        for test in looking:
            values = mapping.run(test.raw, settings=test.settings).values
            if values == test.values:
                continue
            record = normalize_record(mapping, test.raw, test.settings).record
            if record is None or _differs(test.expect, record):
                return True
    return False


def _differs(expect: dict[str, Any], record: dict[str, Any]) -> bool:
    return any(
        True for pointer, wanted in expect.items() for _ in differences(wanted, at_pointer(record, pointer), pointer)
    )


def unnoticed_text(reports: Iterable[NoticeReport], width: int = WIDTH) -> str:
    """Return text: by file, how many parts the tests notice, and a table of the others."""
    blocks = []
    for report in reports:
        head = f"{report.file}: of {pluralize(report.parts, 'part')} the tests notice {report.noticed}"
        if not report.unnoticed:
            blocks.append(fold(head, width, rest="  "))
            continue
        rows = [(one.field, one.where.replace(f"{report.file}:", "line ", 1), _what(one)) for one in report.unnoticed]
        text = fold(f"{head}; no test would notice if these changed:", width, rest="  ")
        blocks.append("\n".join([text, table_text(("FIELD", "WHERE", "WHAT"), rows, width)]))
    return "\n\n".join(blocks)


def _what(part: Unnoticed) -> str:
    inside = f", with {pluralize(part.inside, 'part')} in it" if part.inside else ""
    return f"{part.kind} {part.text}".rstrip() + inside


def unnoticed_json(reports: Iterable[NoticeReport]) -> list[dict[str, Any]]:
    """Return the stable JSON form."""
    return [
        {
            "file": report.file,
            "parts": report.parts,
            "noticed": report.noticed,
            "unnoticed": [
                {
                    "kind": part.kind,
                    "where": part.where,
                    "field": part.field,
                    "text": part.text or None,
                    "inside": part.inside,
                }
                for part in report.unnoticed
            ],
        }
        for report in reports
    ]
