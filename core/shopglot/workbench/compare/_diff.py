"""The impact of a change: two versions of a mapping over the same records, field by field, with a verdict.

The verdict follows semantic versioning, from a consumer's side: `major` when a consumer may lose something (a field
that vanishes or changes, a record that is rejected), `minor` when something is added, `patch` when no record shows a
difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from shopglot.workbench._json import differences
from shopglot.workbench._records import compile_checked, normalize_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shopglot.workbench._checking import CheckedMapping
    from shopglot.workbench._fixtures import Sample

__all__ = ["Change", "FieldDiff", "MappingDiff", "compare_mappings"]

Kind = Literal["changes", "vanishes", "appears"]
Verdict = Literal["major", "minor", "patch"]

_INDEX = re.compile(r"/[0-9]+(?=/|\Z)")
_OWN = re.compile(r"/(?:hidden_fields|customer_hidden)(?:/|\Z)")
_MOST = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs: the record, its place, and both values (None: nothing). Its `repr` shows no value."""

    record: str
    path: str
    old: Any = field(repr=False)
    new: Any = field(repr=False)

    @property
    def kind(self) -> Kind:
        """The name of what happened, as a count of `FieldDiff` is called."""
        return "appears" if self.old is None else "vanishes" if self.new is None else "changes"


@dataclass(slots=True)
class FieldDiff:
    """All differences of one field: `path` is a JSON Pointer with `*` for any index.

    `appears`, `vanishes` and `changes` count values, `samples` has up to three of each kind.
    """

    path: str
    appears: int = 0
    vanishes: int = 0
    changes: int = 0
    samples: list[Change] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """`minor` for a field that only appears; anything else may break a consumer."""
        return "minor" if not (self.vanishes or self.changes) else "major"

    def count(self, kind: Kind) -> int:
        """Count the differences of one kind."""
        return {"changes": self.changes, "vanishes": self.vanishes, "appears": self.appears}[kind]


@dataclass(frozen=True, slots=True)
class MappingDiff:
    """The effect on records of a change of one mapping.

    `rejected` are records that came through before and do not now, `accepted` the other way round, `warned` counts
    records whose warnings differ.
    """

    old: str
    new: str
    model: str
    records: int
    differing: int
    fields: tuple[FieldDiff, ...]
    rejected: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    warned: int = 0

    @property
    def verdict(self) -> Verdict:
        """The highest verdict of the fields; a record that is rejected now makes it `major`."""
        if self.rejected or any(item.verdict == "major" for item in self.fields):
            return "major"
        return "minor" if self.fields or self.accepted else "patch"


def compare_mappings(
    old: CheckedMapping, new: CheckedMapping, samples: Iterable[Sample], settings: Mapping[str, object] | None = None
) -> MappingDiff:
    """Run both over the same records and compare the results; both must be free of errors.

    `settings` are the connection's, as given; one that only one version declares is no setting of the other.
    """
    one, other = compile_checked(old), compile_checked(new)
    given = settings or {}
    earlier, later = _readable(old, new, given), _readable(new, old, given)
    fields: dict[str, FieldDiff] = {}
    rejected, accepted = [], []
    records = differing = warned = 0
    for sample in samples:
        records += 1
        before, after = normalize_record(one, sample.raw, earlier), normalize_record(other, sample.raw, later)
        warned += _codes(before.warnings) != _codes(after.warnings)
        if before.record is None or after.record is None:
            if before.record is not None:
                rejected.append(sample.name)
            elif after.record is not None:
                accepted.append(sample.name)
            continue
        changes = list(differences(_by_path(before.record), _by_path(after.record)))
        differing += bool(changes)
        for item in changes:
            change = Change(sample.name, item.path, item.expected, item.got)
            _count(fields.setdefault(_INDEX.sub("/*", item.path), FieldDiff(_INDEX.sub("/*", item.path))), change)
    ordered = sorted(fields.values(), key=lambda item: (item.verdict, bool(_OWN.match(item.path)), item.path))
    return MappingDiff(
        old=old.name,
        new=new.name,
        model=other.model,
        records=records,
        differing=differing,
        fields=tuple(ordered),
        rejected=tuple(rejected),
        accepted=tuple(accepted),
        warned=warned,
    )


def _readable(
    version: CheckedMapping, other: CheckedMapping, given: Mapping[str, object]
) -> dict[str, str | bool | int]:
    own, others = ({one.name for one in item.target.connector.settings} for item in (version, other))
    taken = {name: value for name, value in given.items() if name in own or name not in others}
    return version.target.connector.readable_settings(taken)


def _by_path(record: dict[str, Any]) -> dict[str, Any]:
    # The order of hidden fields has no meaning: a new one must not make all others differ.
    if not record.get("hidden_fields"):
        return record
    return record | {"hidden_fields": {item["path"]: item for item in record["hidden_fields"]}}


def _count(field_diff: FieldDiff, change: Change) -> None:
    setattr(field_diff, change.kind, field_diff.count(change.kind) + 1)
    if sum(item.kind == change.kind for item in field_diff.samples) < _MOST:
        field_diff.samples.append(change)


def _codes(problems: Iterable[Any]) -> list[tuple[str, str]]:
    return sorted((problem.path, problem.code) for problem in problems)
