"""A mapping file's text, and the YAML nodes made of it, which know their position."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable

    from shopglot.mapping.syntax._paths import Path

__all__ = ["Node", "SourceFile", "Use"]


_LONGEST = 2_000


@dataclass(slots=True, eq=False)
class Use:
    """One use of a part: the node that names it, where its paths start, and the use around it.

    `at` starts at the scope in which the use stands, `place` is its node, `depth` is how many scopes are open there.
    """

    name: str
    node: Node
    at: Path | None = None
    place: Node | None = None
    depth: int = 0
    outer: Use | None = None

    def chain(self) -> Iterator[Use]:
        """Yield this use and those around it, from the inside out."""
        use: Use | None = self
        while use is not None:
            yield use
            use = use.outer


@dataclass(slots=True, eq=False)
class Node:
    """One YAML node: `value` is a dict (text to Node), a list of Nodes, or a scalar (text, int, Decimal, bool, None).

    `keys` has the nodes of a mapping's keys, for diagnostics that are about the key. `source` is the file where that
    is not the file being checked: what a layered file took from the one that it extends, or what a parts file brought.
    `quoted`: text in quotes, or a block, which is text whatever it looks like. `use` is the use of the part that it
    belongs to; each use has nodes of its own.
    """

    value: Any
    line: int
    column: int
    width: int = 1
    keys: dict[str, Node] = field(default_factory=dict)
    source: SourceFile | None = None
    quoted: bool = False
    use: Use | None = None

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

    def all(self) -> Iterator[Node]:
        """Yield this node and all that is inside it, keys too."""
        yield self
        if isinstance(self.value, dict):
            yield from self.keys.values()
            for item in self.value.values():
                yield from item.all()
        elif isinstance(self.value, list):
            for item in self.value:
                yield from item.all()

    def plain(self) -> Any:
        """Return the value without positions."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


class SourceFile:
    """A mapping file's text and the name that diagnostics call it by.

    `beside` reads a file of the same folder by its name; it raises OSError.
    """

    def __init__(self, name: str, data: bytes, beside: Callable[[str], bytes] | None = None) -> None:
        self.name = name
        self.data = data
        self.text = data.decode("utf-8-sig", errors="replace")
        self._lines = self.text.splitlines()
        self._beside = beside

    @classmethod
    def read(cls, file: Traversable, name: str) -> SourceFile:
        """Read a file; raises OSError."""
        folder: Traversable | None = getattr(file, "parent", None)  # files on disk and in archives have one
        return cls(
            name, file.read_bytes(), None if folder is None else lambda other: folder.joinpath(other).read_bytes()
        )

    def beside(self, name: str, otherwise: Traversable) -> SourceFile:
        """Read another file of the same folder, or of `otherwise` where this one has none; raises OSError."""
        place = self.name[: max(self.name.rfind("/"), self.name.rfind("\\"), self.name.rfind(":")) + 1]
        try:
            if self._beside is not None:
                return SourceFile(place + name, self._beside(name))
        except FileNotFoundError:
            pass
        return SourceFile(place + name, otherwise.joinpath(name).read_bytes())

    def line(self, number: int) -> str:
        """Return line `number` (from 1) for display: tabs as blanks, at most 2,000 characters; empty past the end."""
        if not 1 <= number <= len(self._lines):
            return ""
        shown = "".join(char if char.isprintable() else " " for char in self._lines[number - 1][:_LONGEST])
        return shown.rstrip()
