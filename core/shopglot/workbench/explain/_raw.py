"""Who reads a raw value: the rules that use it, the conditions that test it, and what else the mapping says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot.errors import ShopglotError
from shopglot.mapping import RawTypes
from shopglot.mapping.syntax import ANY, did_you_mean, leaves, type_at
from shopglot.workbench._layout import WIDTH, fold, table_text
from shopglot.workbench._rules import iter_named, own_reads, own_tests, own_walks, tested_by
from shopglot.workbench.explain._elements import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.mapping.syntax import Condition, MappingFile, Node, PathRef, Rule
    from shopglot.workbench._checking import CheckedMapping

__all__ = ["RawExplanation", "RawUse", "explain_raw", "raw_explanation_json", "raw_explanation_text"]


@dataclass(frozen=True, slots=True)
class RawUse:
    """One use of a raw value: `read`, `tested`, `walked`, `ignored`, `watched` or `unwatched`.

    `field` is the unified field or extension that it is for (empty where it is for none), `path` the raw path as it
    stands there, which may be that of an object around the value, or of a value inside it; `note` is a reason.
    """

    use: str
    field: str
    path: str
    file: str
    line: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class RawExplanation:
    """Everything that a mapping does with one raw value or raw object."""

    raw: str
    path: str
    type: str
    uses: tuple[RawUse, ...]


def explain_raw(checked: CheckedMapping, name: str) -> RawExplanation:
    """Explain a raw path, such as `payment.currency`; raises `ShopglotError` for one that the raw schema lacks."""
    file = checked.file
    if file is None:
        raise ShopglotError(f"{checked.name} has errors", hint=f"Run shopglot mapping check {checked.name}")
    place = Place.of(name.removeprefix("$")).steps
    raw = RawTypes(checked.target.connector).get(file.raw) or ANY
    of = type_at(raw, place) if place else None
    if of is None:
        known = [".".join(leaf) for leaf in leaves(raw)]
        raise ShopglotError(f"{file.connector}/{file.raw} has no value {name!r}", hint=did_you_mean(name, known) or "")
    uses = sorted(_uses(file, place), key=lambda use: not use.field)
    return RawExplanation(f"{file.connector}/{file.raw}", ".".join(place), str(of), tuple(dict.fromkeys(uses)))


def _uses(file: MappingFile, place: tuple[str, ...]) -> Iterator[RawUse]:
    for rules, prefix in ((file.fields, ""), (file.extensions, "extensions.")):
        for top, rule in rules.items():
            for name, one in iter_named(prefix + top, rule):
                yield from _rule_uses(file, name, one, place)
    yield from _hidden_uses(file, place)
    for text, ref in file.ignore.items():
        if _concerns(ref, place, around=True):
            yield _use(file, "ignored", "", ref, note=file.reasons_ignored[text])


def _rule_uses(file: MappingFile, name: str, rule: Rule, place: tuple[str, ...]) -> Iterator[RawUse]:
    for use, refs in (("read", own_reads(rule)), ("walked", own_walks(rule)), ("tested", own_tests(rule))):
        for ref in refs:
            around = use == "read" and ref.type is not None and ref.type.kind in {"object", "list", "any"}
            if _concerns(ref, place, around=around):
                yield _use(file, use, name, ref, rule.node.source)


def _hidden_uses(file: MappingFile, place: tuple[str, ...]) -> Iterator[RawUse]:
    hidden = file.hidden
    if hidden is None:
        return
    for ref in hidden.watch:
        if _concerns(ref, place, around=True):
            yield _use(file, "watched", "", ref)
    for text, ref in hidden.unwatch.items():
        if _concerns(ref, place, around=True):
            yield _use(file, "unwatched", "", ref, note=hidden.reasons_unwatched[text])
    conditions: list[tuple[Condition | None, str]] = [(hidden.withheld, "withheld")]
    conditions += [(reason.when, reason.reason) for reason in hidden.reasons]
    for condition, why in conditions:
        for ref in tested_by(condition) if condition is not None else ():
            if _concerns(ref, place, around=False):
                yield _use(file, "tested", "hidden_fields", ref, note=why)


def _concerns(ref: PathRef, place: tuple[str, ...], *, around: bool) -> bool:
    """Check whether a path leads to the place or into it; with `around` also whether it leads to what contains it."""
    return ref.raw[: len(place)] == place or (around and place[: len(ref.raw)] == ref.raw)


def _use(  # noqa: PLR0913, PLR0917 - a use's facts
    file: MappingFile, use: str, name: str, ref: PathRef, source: Any = None, note: str = ""
) -> RawUse:
    node: Node = ref.node
    where = node.source or source or file.source
    return RawUse(use, name, ".".join(ref.raw) or "$", where.name, node.line, note)


def raw_explanation_text(explanation: RawExplanation, width: int = WIDTH) -> str:
    """Return text: the raw value, and a table of its uses."""
    head = fold(f"{explanation.raw} {explanation.path}: {explanation.type}", width, rest="  ")
    if not explanation.uses:
        return f"{head}\n\n  nothing reads, tests or ignores it"
    blocks = [head]
    for file in dict.fromkeys(use.file for use in explanation.uses):
        rows = [
            (use.field or "-", f"line {use.line}", _how(use, explanation))
            for use in explanation.uses
            if use.file == file
        ]
        blocks.append("\n".join([fold(file, width, first="  "), table_text(("FIELD", "WHERE", "HOW"), rows, width)]))
    return "\n\n".join(blocks)


def _how(use: RawUse, explanation: RawExplanation) -> str:
    inside = "" if use.path == explanation.path else f" ({use.path})"
    return f"{use.use}{inside}{f': {use.note}' if use.note else ''}"


def raw_explanation_json(explanation: RawExplanation) -> dict[str, Any]:
    """Return the stable JSON form."""
    return {
        "raw": explanation.raw,
        "path": explanation.path,
        "type": explanation.type,
        "uses": [
            {
                "use": use.use,
                "field": use.field or None,
                "path": use.path,
                "file": use.file,
                "line": use.line,
                "note": use.note or None,
            }
            for use in explanation.uses
        ],
    }
