"""Joins: the elements of a list that have the same value as something outside, found by an index.

Where `where` asks for `{sku: {same_as: ^.sku}}`, a walk would test every element anew for each element outside. So the
second time that a list is searched in a record, its elements are indexed by the value that is compared; one that is
searched once has no index at all.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from shopglot.mapping.compile._read import compile_path, list_elements
from shopglot.mapping.compile._walks import compile_walk, plain_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shopglot.mapping.compile._read import Reader
    from shopglot.mapping.compile._run import Run
    from shopglot.mapping.compile._walks import Test, Tests
    from shopglot.mapping.syntax import Condition, PathRef, Walk

    Search = Callable[[Any, Run], list[Any]]

__all__ = ["compile_search", "key_of"]

_FEW = 8  # of so few elements testing each is as fast
_LONG = 10**30  # no id has so many digits, and no text is made of thousands of them


def key_of(value: Any) -> tuple[type, Any] | None:
    """Return what `same_as` compares of a value, None where it is not a single one that is there.

    Platforms send one id as a number here and as text there, so a whole number is compared by its digits.
    """
    kind = type(value)
    if kind is str:
        return (str, value) if value else None
    if kind is int:
        return (str, str(value)) if -_LONG < value < _LONG else (int, value)
    if kind is bool or (kind is Decimal and not value.is_nan()):
        return kind, value
    return None


class _Join(NamedTuple):
    """The equality that a join looks up: read from the element, and from the scope in which the walk stands."""

    inner: PathRef
    outer: PathRef
    rest: list[Condition]


def compile_search(walk: Walk, where: Condition | None, tests: Tests, *, captures: bool, first: bool = False) -> Search:
    """Compile a walk with its `where` to a function that lists the matching `(element, scope outside)` pairs.

    With `first` it stops at the first one. Raises ConversionError for no list, as the walk does.
    """
    listing = compile_walk(walk, tests, captures=captures)
    if where is None:
        return listing
    fits = tests(where)

    def search(cur: Any, run: Run) -> list[Any]:
        return _choose(listing(cur, run), (fits,), run, first=first)

    join = _find_join(walk, where) if captures else None
    return search if join is None else _compile_join(walk, join, search, [tests(one) for one in join.rest], first=first)


def _choose(pairs: Iterable[Any], tests: Iterable[Test], run: Run, *, first: bool) -> list[Any]:
    saved, found = run.outer, []
    try:
        for pair in pairs:
            element, run.outer = pair
            for test in tests:
                if not test(element, run):
                    break
            else:
                found.append(pair)
                if first:
                    break
    finally:
        run.outer = saved
    return found


def _find_join(walk: Walk, where: Condition) -> _Join | None:
    """Return the first equality of the element with something outside the walk, or None where there is no such."""
    later = walk.paths[1:]
    if walk.group or any(ref.path.base or ref.picked is not None for ref in later) or walk.paths[0].picked is not None:
        return None
    parts = where.parts if where.kind == "all" else [where]
    for part in parts:
        if part.kind != "same" or part.ref is None or part.other is None:
            continue
        if part.ref.watched or part.other.watched:
            continue  # a mask equals nothing, which the condition knows
        for inner, outer in ((part.ref, part.other), (part.other, part.ref)):
            shifted = _shift(outer, len(walk.paths))
            if not inner.path.base and shifted is not None:
                return _Join(inner, shifted, [one for one in parts if one is not part])
    return None


def _shift(ref: PathRef, levels: int) -> PathRef | None:
    """Return a path of the element's scope as one of the walk's; None where it starts inside the walk."""
    base = ref.path.base
    if base and not base.startswith("^"):
        return ref
    return replace(ref, path=replace(ref.path, base=base[levels:])) if len(base) >= levels else None


def _compile_join(walk: Walk, join: _Join, plain: Search, rest: list[Test], *, first: bool) -> Search:
    start, *later = walk.paths
    read_first, read_outer = compile_path(start), compile_path(join.outer)
    build = _compile_index(start, later, compile_path(join.inner))

    def find_pairs(cur: Any, run: Run) -> list[Any]:
        searched = read_first(cur, run)
        if (type(searched) is not list and type(searched) is not dict) or (not later and len(searched) < _FEW):
            return plain(cur, run)
        # The list is kept beside its index, so that no other one can come to have its identity.
        indexes = run.indexes
        known = indexes.get((build, id(searched)))
        if known is None:
            indexes[build, id(searched)] = searched, None
            return plain(cur, run)
        index = known[1]
        if index is None:
            index = build(searched, run)
            indexes[build, id(searched)] = searched, index
        here = (cur, run.outer)
        pairs = (_place(element, inside, here) for element, inside in index.get(key_of(read_outer(cur, run)), ()))
        return _choose(pairs, rest, run, first=first) if rest or first else list(pairs)

    return find_pairs


def _place(element: Any, inside: tuple[Any, ...], outer: Any) -> tuple[Any, Any]:
    """Return an element with its scope outside: the elements around it, and what is outside the walk."""
    for parent in inside:
        outer = (parent, outer)
    return element, outer


def _compile_index(first: PathRef, later: list[PathRef], read_key: Reader) -> Callable[[Any, Run], dict[Any, Any]]:
    """Compile what indexes a list's elements, each with the elements around it, by the value that is compared."""
    readers = [(compile_path(ref), ref.entries) for ref in later]
    entries = first.entries

    def build_index(searched: Any, run: Run) -> dict[Any, Any]:
        level: list[Any] = [(one, ()) for one in list_elements(plain_entries(searched) if entries else searched)]
        for read, opened in readers:
            following: list[Any] = []
            for element, inside in level:
                found = read(element, run)
                around = (*inside, element)
                following += [(one, around) for one in list_elements(plain_entries(found) if opened else found)]
            level = following
        index: dict[Any, Any] = {}
        for pair in level:
            key = key_of(read_key(pair[0], run))
            if key is not None:
                index.setdefault(key, []).append(pair)
        return index

    return build_index
