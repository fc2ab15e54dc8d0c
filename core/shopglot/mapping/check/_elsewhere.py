"""Where a name is that a path did not find: in another scope, one level deeper, or in the elements of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax import Path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shopglot.mapping.syntax import Type

__all__ = ["WALK_IT", "find_elsewhere", "find_object", "find_objects", "leads_somewhere"]

WALK_IT = ": walk them with `each` or `pick`"
_DEPTH = 3
_SHOWN = 3


def find_elsewhere(path: Path, scopes: Sequence[tuple[str, Type]]) -> str:
    """Return a sentence that says where a path's names are, or an empty text.

    `scopes` are those around the rule, each with the sign that leads to it: the nearest first, the record last.
    """
    steps, record = path.steps, scopes[-1][1]
    for base, of in scopes:
        if base != path.base and of.kind == "object" and leads_somewhere(of, steps):
            return f"`{Path(base, steps)}` is there"
    own = next((of for base, of in scopes if base == path.base), record)
    for base, of in [(path.base, own), *((base, of) for base, of in scopes if base != path.base)]:
        places = [f"`{Path(base, (*place, *steps))}`" for place in _holders(of, steps)]
        if places:
            return f"{' or '.join(places[:_SHOWN])} is there"
    for base, of in [(path.base, own), ("$", record)]:
        for place, inside in _objects(of, (), _DEPTH):
            item = inside.item if inside.kind == "list" else None
            if item is not None and item.kind == "object" and leads_somewhere(item, steps):
                name = Path("", steps)
                return f"`{name}` is in the elements of `{Path(base, place)}`{WALK_IT}"
    return ""


def find_object(steps: tuple[str | int, ...], of: Type) -> tuple[str, ...]:
    """Return the place of the only object inside a type from which a path leads somewhere, or nothing."""
    places = list(_holders(of, steps))
    return places[0] if len(places) == 1 else ()


def find_objects(steps: tuple[str | int, ...], of: Type) -> list[tuple[str | int, ...]]:
    """Return the places of the objects inside a type from which a path leads somewhere, in lists of the first."""
    found: list[tuple[str | int, ...]] = list(_holders(of, steps))
    for place, inside in _objects(of, (), _DEPTH):
        item = inside.item if inside.kind == "list" else None
        if item is None or item.kind != "object":
            continue
        inner = [((), item), *_objects(item, (), _DEPTH)]
        found += [(*place, 0, *more) for more, one in inner if one.kind == "object" and leads_somewhere(one, steps)]
    return list(dict.fromkeys(found))


def _holders(of: Type, steps: tuple[str | int, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the places of the objects inside a type from which a path leads somewhere, those near it first."""
    for place, inside in _objects(of, (), _DEPTH):
        if place and inside.kind == "object" and leads_somewhere(inside, steps):
            yield place


def leads_somewhere(of: Type, steps: tuple[str | int, ...]) -> bool:
    """Check whether the steps of a path are there inside a type."""
    for step in steps:
        if isinstance(step, int):
            if of.kind != "list" or of.item is None:
                return False
            of = of.item
        elif of.kind != "object" or step not in of.fields:
            return False
        else:
            of = of.fields[step]
    return True


def _objects(of: Type, place: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], Type]]:
    """Yield the objects and lists inside a type with their places, those near it first."""
    level = [(place, of)]
    for _ in range(depth):
        yield from level
        level = [
            ((*above, name), inside)
            for above, outer in level
            if outer.kind == "object"
            for name, inside in outer.fields.items()
            if inside.kind in {"object", "list"}
        ]
