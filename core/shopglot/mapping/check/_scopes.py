"""Where a relative path starts, and the scopes around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopglot.mapping.syntax import Node, Type

__all__ = ["Scope"]


class Scope:
    """Where a relative path starts: the element's type, its place in the raw record, and the scope outside.

    `keys` are the raw places that all members of the group in scope have in common; None outside a group.
    """

    def __init__(self, of: Type, raw: tuple[str, ...], outer: Scope | None = None) -> None:
        self.type = of
        self.raw = raw
        self.outer = outer
        self.keys: frozenset[tuple[str, ...]] | None = None
        self.captured = False
        self.of_group = False  # one member of a group, read for each
        self.grouping: frozenset[str] = frozenset()  # the rules and conditions by which the group is made, as text
        self.grouping_verbs: frozenset[str] = frozenset()
        self.agreed = False  # what is read now is alike in all members

    def is_key(self, verb: str, node: Node) -> bool:
        """Check whether a rule of this verb, or a condition of its cases, is one that makes the group in scope."""
        return verb in self.grouping_verbs and str(node.plain()) in self.grouping

    @property
    def group(self) -> bool:
        """Whether a group is in scope."""
        return self.keys is not None
