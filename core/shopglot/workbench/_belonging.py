"""Which resource a saved answer is of: by a name, or by the raw schema that knows its keys."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shopglot.mapping import RawTypes
from shopglot.mapping.syntax import top_words

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition, Resource

__all__ = ["Belonging"]

_HALF = 2


class Belonging:
    """Tells the records of one resource from those of the others of its connector.

    Resources whose mappings read one raw record (an order carries its customer) share their records.
    """

    unknown = "its raw schema knows less than half of the keys"

    def __init__(self, connector: ConnectorDefinition, resource: Resource) -> None:
        self._connector = connector
        self._raw = {one.name: _raw_name(connector, one) for one in connector.resources}
        self._resource = resource.name
        self._words = {word: one for one in self._raw for word in (one, f"{one}s")}

    def is_own(self, name: str) -> bool:
        """Check whether the records of a resource, named so in an index or by a file, are those of this one."""
        return name == self._resource or (name in self._raw and self._raw[name] == self._raw[self._resource])

    def named(self, place: str) -> str:
        """Return the resource that a path names, by the file's first word, a folder, or a word of the file.

        Blank where none does, and where the file's name has several (`customer_orders.json`) and no folder decides.
        """
        *folders, file = place.split("/")
        words = [self._words.get(word.lower(), "") for word in re.split(r"[^A-Za-z]+", file)]
        named = {word for word in words if word}
        if len(named) == 1 and words[0]:
            return words[0]
        folder = next((self._words[word.lower()] for word in reversed(folders) if word.lower() in self._words), "")
        return folder or (named.pop() if len(named) == 1 else "")

    def misfit(self, raw: dict[str, Any]) -> str:
        """Return why a record that nothing names is not one of this resource; blank where it may be."""
        own = self._known.get(self._raw[self._resource])
        if own is None or not raw:
            return ""
        known = len(raw.keys() & own)
        for other, keys in self._known.items():
            if keys is not None and len(raw.keys() & keys) > known:
                names = [name for name, raw_name in self._raw.items() if raw_name == other]
                return f"its keys are those of {' and '.join(names)}"
        return "" if known * _HALF >= len(raw) else self.unknown

    @cached_property
    def _known(self) -> dict[str, frozenset[str] | None]:
        types = RawTypes(self._connector)
        found = {raw: types.get(raw) for raw in dict.fromkeys(self._raw.values())}
        return {
            raw: frozenset(of.fields) if of is not None and of.kind == "object" else None for raw, of in found.items()
        }


def _raw_name(connector: ConnectorDefinition, resource: Resource) -> str:
    try:
        text = connector.mappings.joinpath(resource.mapping).read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return resource.name
    return top_words(text).get("from", "").partition("/")[2] or resource.name
