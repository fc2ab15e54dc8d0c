"""The keys of `ignore`: a raw path, the rest of one (`meta_data.*`), or a name at any depth (`**.meta_data`)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping.syntax._ast import PathRef
    from shopglot.mapping.syntax._nodes import Node
    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["parse_ignored"]

_ANYWHERE, _ANY_NAME, _REST = "**.", "*.", ".*"
_STARS = re.compile(r"\[\*?\]|\.\*\*?(?=\.|\Z)")
_NAMES = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\Z")


def parse_ignored(node: Node, parse: Callable[[Node], PathRef | None], report: Reporter) -> PathRef | None:
    """Parse one key of `ignore`; what is no path is reported by `parse`, and a star elsewhere here (`E201`)."""
    text = str(node.value)
    anywhere, rest = text.startswith(_ANYWHERE), text.endswith(_REST)
    names = text.removeprefix(_ANYWHERE).removesuffix(_REST)
    starless = _STARS.sub("", names.removeprefix(_ANY_NAME))
    if starless != names and _NAMES.match(starless):
        told = f"in `{text}` a star stands where it may not: it is the last name, or `**` the first"
        hint = f"lists and their elements are one place: write {_ANYWHERE * anywhere}{starless}{_REST * rest}"
        if text.startswith(_ANY_NAME):
            hint = f"write {_ANYWHERE}{starless}{_REST * rest}, that name at any depth"
        report("E201", node, told, hint=hint)
        return None
    if not (anywhere or rest):
        return parse(node)
    ref = parse(replace(node, value=names))
    if ref is not None:
        ref.node, ref.anywhere, ref.rest = node, anywhere, True
    return ref
