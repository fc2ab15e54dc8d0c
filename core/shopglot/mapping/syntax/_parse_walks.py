"""One step of a walk: a path, the entries of an object, or a list out of a picked element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from shopglot.mapping.syntax._ast import Picked
from shopglot.mapping.syntax._shown import in_flow
from shopglot.mapping.syntax._words import did_you_mean

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from shopglot.mapping.syntax._ast import Condition, PathRef
    from shopglot.mapping.syntax._nodes import Node
    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["is_walk", "parse_step"]

_PICKED = ("pick", "where", "path")
_HINT = "write {entries: path} or {pick: path, where: {…}, path: path}"


class _Parser(Protocol):
    report: Reporter

    def inside(self, scopes: int) -> AbstractContextManager[None]: ...
    def path(self, node: Node) -> PathRef | None: ...
    def condition(self, node: Node) -> Condition | None: ...


def parse_step(node: Node, parser: _Parser) -> PathRef | None:
    """Parse one step of a walk; what is wrong is reported."""
    if not isinstance(node.value, dict):
        return parser.path(node)
    words = ("entries",) if "entries" in node.value else _PICKED
    for name, key in node.keys.items():
        if name not in words:
            hint = did_you_mean(name, ("entries", *_PICKED)) or _HINT
            if name == "each":
                rest = ", where: {…}" if "where" in node.value else ""
                hint = f"name the list alone, and the rest beside it: {in_flow(node.value[name])}{rest}"
            parser.report("E105", key, f"a list to walk does not take `{name}`", hint=hint)
            return None
    missing = [name for name in words if name not in node.value]
    if missing:
        parser.report("E106", node, f"a list out of a picked element needs `{missing[0]}`", hint=_HINT)
        return None
    if words != _PICKED:
        ref = parser.path(node.value["entries"])
        if ref is not None:
            ref.entries = True
        return ref
    pick = parser.path(node.value["pick"])
    with parser.inside(1):
        where, ref = parser.condition(node.value["where"]), parser.path(node.value["path"])
    if pick is None or where is None or ref is None:
        return None
    ref.picked = Picked(pick, where)
    return ref


def is_walk(node: Node, *, tested: bool) -> bool:
    """Check whether `any` or `all` names a list to walk, not a list of conditions.

    Beside a `where` (`tested`) steps may be mappings too, since conditions have no place there.
    """
    if isinstance(node.value, dict):
        return tested
    if isinstance(node.value, list):
        return all(type(item.value) is str or (tested and _is_step(item)) for item in node.value)
    return isinstance(node.value, str)


def _is_step(node: Node) -> bool:
    return isinstance(node.value, dict) and set(node.value) in ({"entries"}, set(_PICKED))
