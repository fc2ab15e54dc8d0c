"""A mapping file's text, and the YAML nodes made of it, which know their position."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["Node", "SourceFile"]


@dataclass(slots=True, eq=False)
class Node:
    """One YAML node: `value` is a dict (text to Node), a list of Nodes, or a scalar (text, int, Decimal, bool, None).

    `keys` has the nodes of a mapping's keys, for diagnostics that are about the key. `source` is the file where that
    is not the file being checked: what a layered file took from the one that it extends. `quoted`: text in quotes, or a
    block of text, which is text whatever it looks like.
    """

    value: Any
    line: int
    column: int
    width: int = 1
    keys: dict[str, Node] = field(default_factory=dict)
    source: SourceFile | None = None
    quoted: bool = False

    @property
    def kind(self) -> str:
        """The shape, in an author's words."""
        if isinstance(self.value, dict):
            return "a mapping" if self.value else "an empty mapping"
        if isinstance(self.value, list):
            return "a list" if self.value else "an empty list"
        if self.value is None:
            return "nothing"
        return "a boolean" if isinstance(self.value, bool) else "text" if isinstance(self.value, str) else "a number"

    def get(self, key: str) -> Node | None:
        """Return the node under `key` of a mapping, or None."""
        child: Node | None = self.value.get(key) if isinstance(self.value, dict) else None
        return child

    def plain(self) -> Any:
        """Return the value without positions."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


class SourceFile:
    """A mapping file's text and the name that diagnostics call it by."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        self.text = data.decode("utf-8-sig", errors="replace")
        self._lines = self.text.splitlines()

    def line(self, number: int) -> str:
        """Return line `number` (from 1) for display: tabs as one blank, at most 160 characters; empty past the end."""
        if not 1 <= number <= len(self._lines):
            return ""
        shown = "".join(char if char.isprintable() else " " for char in self._lines[number - 1][:160])
        return shown.rstrip()
