"""The keys of `ignore`: a raw path, the rest of one (`meta_data.*`), or a name at any depth (`**.meta_data`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.syntax._ast import PathRef
    from shopglot.mapping.syntax._nodes import Node

__all__ = ["parse_ignored"]

_ANYWHERE, _REST = "**.", ".*"


def parse_ignored(node: Node, parse: Callable[[Node], PathRef | None]) -> PathRef | None:
    """Parse one key of `ignore`; what is no path is reported by `parse`."""
    text = str(node.value)
    anywhere, rest = text.startswith(_ANYWHERE), text.endswith(_REST)
    if not (anywhere or rest):
        return parse(node)
    ref = parse(replace(node, value=text.removeprefix(_ANYWHERE).removesuffix(_REST)))
    if ref is not None:
        ref.node, ref.anywhere, ref.rest = node, anywhere, True
    return ref
