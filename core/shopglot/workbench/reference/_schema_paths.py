"""Raw paths in the JSON Schema of the language, by the scope of a rule: the record, or an element of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from shopglot.mapping.syntax import ANY, Type

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ANYWHERE", "RECORD", "Schema", "Scopes", "alternatives", "described"]

Schema = dict[str, Any]

RECORD = ""
# The scope of which nothing is known: a list that the schema doesn't name, or the schema for any file.
ANYWHERE = "?"
_TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": 512}
# Paths that say more than names: from the record or an outer scope, with an index or quotes. `check` follows them.
_WRITTEN_OUT = "[$^@\"'\\[]"
_SETTING = "^setting\\."


def alternatives(names: list[str]) -> str:
    """Return the pattern of the one of these texts."""
    return "|".join(re.escape(name).replace("\\-", "-") for name in names)


class Scopes:
    """The scopes of a raw record: each list that holds objects has one, named by its place."""

    def __init__(self, raw: Type) -> None:
        self.known = bool(raw.fields)
        self.elements: dict[str, Type] = {RECORD: raw, ANYWHERE: ANY}
        if self.known:
            self._collect(RECORD)
        self.names: dict[str, str] = {}
        for place in self.elements:
            name = re.sub(r"[^\w.-]", ".", place)
            self.names[place] = f"{name}-{len(self.names)}" if name in self.names.values() else name

    def _collect(self, scope: str) -> None:
        for path, of in below(self.elements[scope]):
            place = f"{scope}/{path}" if scope else path
            item = of.item
            if of.kind == "list" and item is not None and item.fields:
                self.elements[place] = item
                self._collect(place)

    def lists(self, scope: str) -> dict[str, str]:
        """Return the lists that can be walked from a scope: path, and the scope of its elements."""
        found = {}
        for path, of in below(self.elements[scope]):
            if of.kind == "list":
                place = f"{scope}/{path}" if scope else path
                found[path] = place if place in self.elements else ANYWHERE
        return found

    def walks(self, scope: str) -> Iterator[tuple[Any, str]]:
        """Yield what can stand as a walk: a path, or two paths one inside the other, and the scope of the elements."""
        for path, place in self.lists(scope).items():
            yield path, place
            for inner, innermost in self.lists(place).items():
                yield [path, inner], innermost

    def paths(self, scope: str) -> Iterator[tuple[str, Type]]:
        """Yield the paths of a scope and their types, without those that walk into a list."""
        yield from below(self.elements[scope])

    def path(self, scope: str, *, only: str = "") -> Schema:
        """Return the schema of a path in a scope; `only` a kind, such as `list`."""
        of = self.elements[scope]
        if scope == ANYWHERE or not self.known:
            return dict(_TEXT)
        known = [(path, type_) for path, type_ in below(of) if not only or type_.kind == only]
        return {
            "type": "string",
            # The pattern finds what is wrong; the constants are what an editor offers, and shows of one.
            "pattern": "|".join([f"^({alternatives([path for path, _ in known])})$", *self.open(scope)]),
            "patternErrorMessage": f"no such {only or 'raw path'} here: paths start at {_start(scope)}",
            "anyOf": [*(_one(path, type_) for path, type_ in known), {"maxLength": 512}],
        }

    def open(self, scope: str) -> list[str]:
        """Return the patterns of paths that are not listed: with more than names, or below what is unknown."""
        loose = [path for path, type_ in below(self.elements[scope]) if type_.kind == "any"]
        return [_WRITTEN_OUT, _SETTING, *([f"^({alternatives(loose)})(\\.|$)"] if loose else [])]

    def of_kinds(self, *kinds: str) -> list[str]:
        """Return the paths that have one of these kinds in every scope that knows them."""
        seen: dict[str, set[str]] = {}
        for element in self.elements.values():
            for path, of in below(element):
                seen.setdefault(path, set()).add(of.kind)
        return sorted(path for path, found in seen.items() if found <= set(kinds))


def _start(scope: str) -> str:
    return f"an element of {scope.replace('/', ', ')}" if scope else "the record"


def _one(path: str, of: Type) -> Schema:
    # A title for what hovering shows above the meaning of the unified field, a description for a completion.
    return {"const": path, "title": f"{path}: {of}", "description": described(of)}


def described(of: Type) -> str:
    """Return what the platform's schema says of a raw value, or its type in words."""
    return of.doc or str(of)


def below(of: Type, place: str = "") -> Iterator[tuple[str, Type]]:
    """Yield the paths that start at an element, without going into lists."""
    for name, type_ in of.fields.items():
        word = name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) else f'"{name}"'
        path = f"{place}.{word}" if place else word
        yield path, type_
        if type_.kind == "object":
            yield from below(type_, path)
