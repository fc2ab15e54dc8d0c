"""Coverage both ways: the use of each raw value, the source of each unified field, and parts that no record uses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from shopglot.errors import InvalidArgument
from shopglot.mapping import RawTypes
from shopglot.mapping.check import OWN_FIELDS, below, target_types
from shopglot.mapping.compile import known_keys
from shopglot.mapping.syntax import ANY, REST, VERBS, Type, leaves, type_at
from shopglot.normalize import UnknownKeys
from shopglot.workbench._rules import (
    iter_named,
    iter_unified_leaves,
    own_reads,
    own_tests,
    own_walks,
    reads_of,
    tests_of,
)
from shopglot.workbench.coverage._exercise import Exercise, Uncovered, run_coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shopglot.connector import Resource
    from shopglot.mapping.syntax import MappingFile, PathRef, Rule
    from shopglot.workbench._checking import CheckedMapping
    from shopglot.workbench._fixtures import Sample

__all__ = ["Coverage", "RawLeaf", "UnifiedLeaf", "measure_coverage"]

RawState = Literal["mapped", "tested", "extended", "ignored", "unread"]
UnifiedState = Literal["filled", "hideable", "derived", "unsupported", "unfilled"]

_DERIVED = frozenset(verb.name for verb in VERBS.values() if verb.derived)


@dataclass(frozen=True, slots=True)
class RawLeaf:
    """One raw value: `mapped` into unified fields, only `tested` by conditions, `extended`, `ignored`, or `unread`.

    `to` names the unified fields and extensions that read it, `reason` why it is ignored, `lifted` why the mapping does
    not watch it for masks. One that is not `known` is a key that `records` records contain and the raw schema does not;
    what reads or ignores the whole object around it (not the whole record) applies to it too.
    """

    path: str
    type: str
    state: RawState
    to: tuple[str, ...] = ()
    reason: str = ""
    lifted: str = ""
    known: bool = True
    records: int | None = None


@dataclass(frozen=True, slots=True)
class UnifiedLeaf:
    """One unified field.

    `filled` by a raw value, `hideable` (a raw value that the platform may hide), `derived` from raw values or by the
    mapping's own blocks, `unsupported` with the `reason`, or `unfilled`: no rule and no reason. `reads` are raw paths,
    `where` the locations of the rules, `records` the number of records with a value.
    """

    field: str
    type: str
    state: UnifiedState
    reads: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    reason: str = ""
    records: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a mapping covers; `records` were run, and `totals` counts its rules, cases and enum entries."""

    file: str
    connector: str
    resource: Resource | None
    model: str
    raw: tuple[RawLeaf, ...]
    unified: tuple[UnifiedLeaf, ...]
    unproved: tuple[Uncovered, ...]
    totals: dict[str, int]
    records: int

    def counts(self, side: Literal["raw", "unified"]) -> dict[str, int]:
        """Count the leaves of one side by state."""
        return dict(Counter(leaf.state for leaf in getattr(self, side)))


def measure_coverage(
    checked: CheckedMapping, samples: Iterable[Sample], settings: Mapping[str, object] | None = None
) -> Coverage:
    """Return what an error-free mapping covers, and which of its parts these records use.

    `settings` are the connection's, as given.
    """
    file, connector = checked.file, checked.target.connector
    if file is None:
        raise InvalidArgument(f"{checked.name} has errors")
    records = list(samples)
    proved = run_coverage(file, connector, records, connector.readable_settings(settings or {}))
    raw = RawTypes(connector).get(file.raw) or ANY
    resource = next((item for item in connector.resources if item.model == file.model), None)
    return Coverage(
        file=checked.name,
        connector=connector.id,
        resource=resource,
        model=file.model,
        raw=tuple(_raw(file, raw, _unknown(raw, file.rests, records))),
        unified=tuple(_iter_unified(file, proved)),
        unproved=tuple(proved.unproved) if proved.records else (),
        totals=dict(proved.totals),
        records=proved.records,
    )


def _unknown(raw: Type, rests: frozenset[tuple[str, ...]], records: Iterable[Sample]) -> dict[str, int]:
    known, unknown = known_keys(raw, rests), UnknownKeys()
    if known is not None:
        for record in records:
            unknown.add(known.unknown(record.raw))
    return unknown.counts()


def _raw(file: MappingFile, raw: Type, unknown: dict[str, int]) -> Iterable[RawLeaf]:
    uses: list[tuple[tuple[str, ...], bool, RawState, str]] = []
    lifted: dict[tuple[str, ...], str] = {}
    sides: tuple[tuple[dict[str, Rule], RawState, str], ...] = (
        (file.fields, "mapped", ""),
        (file.extensions, "extended", "extensions."),
    )
    for rules, state, prefix in sides:
        for name, rule in rules.items():
            for to, one in iter_named(prefix + name, rule):
                uses += [(ref.raw, _whole(ref), state, to) for ref in own_reads(one)]
                uses += [(ref.raw, False, "tested", to) for ref in (*own_walks(one), *own_tests(one))]
            lifted |= {ref.raw: ref.lifted for ref in reads_of(rule) if ref.lifted}
    ignored = dict(file.ignored)
    for place in leaves(raw):
        if place:
            why = next((lifted[one] for one in sorted(lifted, key=len, reverse=True) if below(place, one)), "")
            yield replace(_raw_leaf(place, type_at(raw, place) or ANY, uses, ignored), lifted=why)
    # Ignoring the rest of a record is a decision about its known keys, not about keys that nobody has seen.
    ignored.pop((), None)
    for path, records in unknown.items():
        yield replace(_raw_leaf(tuple(path.split(".")), ANY, uses, ignored), known=False, records=records)


def _raw_leaf(
    place: tuple[str, ...],
    of: Type,
    uses: list[tuple[tuple[str, ...], bool, RawState, str]],
    ignored: dict[tuple[str, ...], str],
) -> RawLeaf:
    fitting = [(s, to) for raw, whole, s, to in uses if _fits(raw, place, whole=whole)]
    path = ".".join(place)
    for state in ("mapped", "extended", "tested"):
        if any(fit == state for fit, _ in fitting):
            names = dict.fromkeys(to for _, to in fitting)
            # What only decides whether `emails` are there is said by `emails.email`, which reads it.
            exact = tuple(to for to in names if not any(name.startswith(f"{to}.") for name in names))
            return RawLeaf(path, str(of), state, exact)
    reason = next((why for prefix, why in ignored.items() if place[: len(prefix)] == prefix), None)
    return RawLeaf(path, str(of), "unread") if reason is None else RawLeaf(path, str(of), "ignored", (), reason)


def _fits(read: tuple[str, ...], place: tuple[str, ...], *, whole: bool) -> bool:
    """Check whether what is read is a place, or has it inside; `*` stands for any key of an object."""
    if len(read) != len(place) and not (whole and len(read) < len(place)):
        return False
    return read == place[: len(read)] or all(a == b or REST in {a, b} for a, b in zip(read, place, strict=False))


def _whole(ref: PathRef) -> bool:
    return ref.type is not None and ref.type.kind in {"object", "list", "any"}


def _iter_unified(file: MappingFile, proved: Exercise) -> Iterable[UnifiedLeaf]:
    target = target_types()[file.model]
    tops = {name: [rule] for name, rule in file.fields.items()}
    stop = frozenset(file.unsupported)
    for name, of in target.fields.items():
        if name in OWN_FIELDS:
            yield UnifiedLeaf(name, str(of), "derived")
        elif name in tops:
            yield from _leaves(file, name, of, tops[name], stop, proved)
        else:
            yield _leaf(file, name, of, [], proved)


def _leaves(  # noqa: PLR0913, PLR0917 - one leaf's facts, passed down
    file: MappingFile, name: str, of: Type, rules: list[Rule], stop: frozenset[str], proved: Exercise
) -> Iterable[UnifiedLeaf]:
    inner = of
    while inner.kind == "list" and inner.item is not None:
        inner = inner.item
    if inner.kind != "object" or not inner.fields:
        yield _leaf(file, name, of, rules, proved)
        return
    for field, kind, own in iter_unified_leaves(inner, rules, stop, name):
        yield _leaf(file, field, kind, own, proved)


def _leaf(file: MappingFile, name: str, of: Type, rules: list[Rule], proved: Exercise) -> UnifiedLeaf:
    if not rules:
        reason = file.reasons_unsupported.get(name)
        return UnifiedLeaf(name, str(of), "unfilled" if reason is None else "unsupported", reason=reason or "")
    refs = [ref for rule in rules for ref in reads_of(rule)]
    hidden = any(ref.watched for ref in refs)
    derived = all(rule.verb in _DERIVED for rule in rules)
    state: UnifiedState = "hideable" if hidden else "derived" if derived else "filled"
    tested = [ref for rule in rules for ref in tests_of(rule)] if derived else []
    reads = dict.fromkeys(".".join(ref.raw) for ref in [*refs, *tested] if ref.raw)
    where = dict.fromkeys(f"{(rule.node.source or file.source).name}:{rule.node.line}" for rule in rules)
    records = max(proved.gave[id(rule)] for rule in rules)
    return UnifiedLeaf(name, str(of), state, tuple(reads), tuple(where), records=records)
