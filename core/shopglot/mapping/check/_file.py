"""Checking a mapping file against both ends: the raw JSON Schema and the unified model.

What the checker learns (the type behind a path, the type of a field, whether a value may be missing, which paths
the platform may hide) it writes into the rules, and the compiler reads it there.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING

from shopglot.mapping.check._hidden import check_hidden, watch_hidden
from shopglot.mapping.check._ignored import check_ignored
from shopglot.mapping.check._paths import below
from shopglot.mapping.check._rules import RuleChecker, escape
from shopglot.mapping.check._scopes import Scope
from shopglot.mapping.check._unsupported import check_unsupported
from shopglot.mapping.syntax import ANY, REST, Type, did_you_mean, leaves, listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.syntax import MappingFile, Node, Reporter

__all__ = ["OWN_FIELDS", "check_file"]

_SHOWN = 3
_CLOSE = 0.85
_TELLING = 4  # shorter names begin alike by chance

OWN_FIELDS = frozenset({"extensions", "customer_hidden", "hidden_fields"})
"""Unified fields that blocks of the file fill, not rules under `fields`."""


def check_file(
    file: MappingFile,
    connector: ConnectorDefinition,
    raw: Type | None,
    models: Mapping[str, Type],
    report: Reporter,
) -> None:
    """Check a parsed file but for its tests; report every error, and write what was learned into the rules."""
    if raw is None:
        names = [schema.name for schema in connector.raw_schemas]
        whole = [f"{connector.id}/{name}" for name in names]
        if file.raw:
            hint = did_you_mean(f"{file.connector}/{file.raw}", whole) or f"it has {listing(whole)}"
            report("E205", file.raw_node, f"the connector has no raw record `{file.connector}/{file.raw}`", hint=hint)
    target = models.get(file.model)
    if target is None and file.model:
        hint = did_you_mean(file.model, models) or f"the models are {listing(models)}"
        report("E404", file.model_node, f"unknown unified model `{file.model}`", hint=hint)
    if raw is None or target is None:
        return
    scope = Scope(raw, ())
    checker = RuleChecker(report, scope, connector)
    checker.settings.store = models.get("Store")
    checker.unified, checker.parts = target, file.parts
    watch_hidden(file, checker, target, connector)
    checker.whole = target.fields
    checker.fit.tables.know(file.enums, target)
    checker.fit.raw = raw
    fields = {name: item for name, item in target.fields.items() if name not in OWN_FIELDS}
    shown = Type("object", fields=fields, required=target.required, name=target.name)
    checker.top = shown
    checker.fields(file.fields, scope, shown, "", file.node.get("fields") or file.node)
    for name, rule in file.extensions.items():
        checker.rule(rule, scope, None, f"/extensions/{connector.id}/{escape(name)}")
    check_hidden(file, checker, target, connector)
    checker.check_moments()
    checker.fit.tables.check_listed({id(one.node) for one in file.shared})
    file.settings = frozenset(checker.settings.used)
    check_ignored(file, checker, scope, report)
    check_unsupported(file, shown, raw, report)
    _check_unread(file, checker, raw, report)
    shared = {id(one.node) for one in file.shared}
    for table in file.enums.values():
        blocks = [file.node.get("fields"), file.node.get("extensions"), file.node.get("parts")]
        known = id(table.node) in shared or report.hints_at(table.name) or report.may_use(table.name, blocks)
        if not table.used and not known:
            own = table.name in file.fields
            alike = [name for name, other in file.enums.items() if other.used and _is_close(name, table.name)]
            hint = did_you_mean(table.name, alike) or "use it or delete it"
            hint = f"use it in the rule of `{table.name}`, or delete it" if own else hint
            report("W903", table.node, f"the enum table `{table.name}` is not used", hint=hint)


def _is_close(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _CLOSE


def _reads_key(place: tuple[str, ...], read: set[tuple[str, ...]]) -> bool:
    """Check whether a value is read as one of an object's entries, or one of the entries by its key."""
    one_key = REST in place
    return any(
        len(one) == len(place) and all(a == b or REST in {a, b} for a, b in zip(one, place, strict=True))
        for one in read
        if one_key or REST in one
    )


def _in_lists(of: Type, place: tuple[str, ...]) -> bool:
    """Check whether a place is in the elements of a list, or has lists in it: a rule may read some elements only."""
    for step in place:
        if of.kind != "object" or step not in of.fields:
            return True
        of = of.fields[step]
    inner = [name for name, one in of.fields.items() if one.kind in {"object", "list"}]
    return of.kind != "object" or of.item is not None or any(_in_lists(of, (name,)) for name in inner)


def _check_unread(file: MappingFile, checker: RuleChecker, raw: Type, report: Reporter) -> None:
    ignored = file.ignored
    whole = [place for place, subtree in checker.reads.items() if subtree]
    # A path may continue below the schema's last level: then what it passes through is read.
    read = {place[:size] for place in [*checker.reads, *checker.tested] for size in range(1, len(place) + 1)}
    unread = [
        place
        for place in leaves(raw)
        if place
        and place not in read
        and not any(below(place, prefix) for prefix in whole)
        and not any(below(place, prefix) for prefix in ignored)
        and not _reads_key(place, read)
    ]
    for text, ref in file.ignore.items():
        if not ref.rest or ref.anywhere or report.failed or _in_lists(raw, ref.raw):
            continue
        rest = [*leaves(ref.type or ANY, ref.raw)]
        if rest and all(one in read or any(below(one, prefix) for prefix in whole) for one in rest):
            message = f"`{text}` leaves nothing out: the rules read all that the raw schema has there"
            report("W903", ref.node, message, hint="delete it")
    if unread and not report.failed:  # a rule that could not be read may read them
        noun = "raw field is" if len(unread) == 1 else "raw fields are"
        report(
            "W902",
            file.raw_node,
            f"{len(unread)} {noun} neither mapped, extended nor ignored: {listing(map('.'.join, unread))}",
            hint="map them, keep them under `extensions`, or list them under `ignore` with a reason",
            labels=[*islice(_read_beside(unread, checker), _SHOWN)],
        )


def _read_beside(unread: list[tuple[str, ...]], checker: RuleChecker) -> Iterator[tuple[Node, str]]:
    """Yield where a field is read whose name begins as that of an unread one beside it (`date` and `date_gmt`)."""
    for place in unread:
        for read, node in checker.readers.items():
            one, other = sorted((place[-1], read[-1] if read else ""), key=len)
            if place[:-1] != read[:-1] or len(one) < _TELLING:
                continue
            if other.startswith(one):
                yield node, f"`{read[-1]}` is read here, and not `{place[-1]}` beside it"
            elif read in checker.read_twice and _is_close(one, other):
                yield (
                    node,
                    f"`{read[-1]}` is read here and once more, and `{place[-1]}` beside it nowhere: is it meant?",
                )
