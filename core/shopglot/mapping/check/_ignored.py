"""Checking the `ignore` block: each place is there, and nothing that a rule reads is ignored as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.check._paths import below
from shopglot.mapping.syntax import REST, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.mapping.check._rules import RuleChecker
    from shopglot.mapping.check._scopes import Scope
    from shopglot.mapping.syntax import MappingFile, PathRef, Reporter, Type

__all__ = ["check_ignored"]


def check_ignored(file: MappingFile, checker: RuleChecker, scope: Scope, report: Reporter) -> None:
    """Check the block (`E202`, `W903`), and note the raw places that it leaves out."""
    rests: set[tuple[str, ...]] = set()
    for text, ref in file.ignore.items():
        places = _find_places(ref, scope.type, report) if ref.anywhere else _find_place(ref, checker, scope)
        file.ignored |= dict.fromkeys(places, file.reasons_ignored[text])
        if ref.rest:
            rests.update(places)
            continue
        # `$` is all the rest of the record: that something else of it is read is no contradiction
        read = [place for place in checker.reads if ref.raw and below(place, ref.raw)]
        if read:
            inside = all(place != ref.raw for place in read)
            hint = f"keep one of the two, or ignore the rest of it: `{text}.*`" if inside else "keep one of the two"
            labels = [(checker.readers[place], "it is read here") for place in read if place in checker.readers][:1]
            report("W903", ref.node, f"`{text}` is ignored here, but a rule reads it", hint=hint, labels=labels)
    file.rests = frozenset(rests)


def _find_place(ref: PathRef, checker: RuleChecker, scope: Scope) -> list[tuple[str, ...]]:
    checker.block = "ignore"
    checker.resolve(ref, scope, through_lists=True)
    checker.block = ""
    return [ref.raw]


def _find_places(ref: PathRef, raw: Type, report: Reporter) -> list[tuple[str, ...]]:
    """Return every place in the raw record that ends in the names of a path."""
    names = tuple(step for step in ref.path.steps if isinstance(step, str))
    known = list(_all_places(raw))
    places = [place for place in known if place[-len(names) :] == names] if names else []
    if not places:
        hint = did_you_mean(names[-1], dict.fromkeys(place[-1] for place in known)) if names else ""
        text = f"nothing in the raw record is called `{'.'.join(names)}`"
        report("E202", ref.node, text, hint=hint or "remove it, or correct the name")
    return places


def _all_places(of: Type, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    while of.kind == "list" and of.item is not None:
        of = of.item
    if of.kind != "object":
        return
    inner = [*of.fields.items(), *([(REST, of.item)] if of.item is not None else [])]
    for name, item in inner:
        yield (*place, name)
        yield from _all_places(item, (*place, name))
