"""Values of conditions that were meant as a comparison: they begin with its sign, or join several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.mapping.syntax import Node

__all__ = ["hint_for_sign"]

_SIGN = re.compile(r"(!=?|<>|not\s+|>=?|<=?|==?|~|/(?=.*/\Z))\s*(.+)\Z", re.IGNORECASE)


def hint_for_sign(path: str, node: Node, listed: Sequence[str]) -> str:
    """Return what to write for a value that begins with the sign of a comparison, or joins several; else nothing."""
    text = node.value
    if not isinstance(text, str) or text in listed:
        return ""
    parts = [part for part in re.split(r"\s*(?:\||,|;|\bor\b|\s)\s*", text) if part]
    if len(parts) > 1 and listed and set(parts) <= set(listed):
        return f"one of several is a list: {{{path}: [{', '.join(parts)}]}}"
    found = _SIGN.match(text)
    if found is None:
        return ""
    sign, rest = found[1].strip().lower(), found[2].strip()
    if sign in {"!", "!=", "<>", "not"} and rest.strip("'\"").lower() in {"null", "none", "nil"}:
        return f"write {{{path}: {{is: present}}}}"
    if sign in {"!=", "<>", ">"} and rest == "0":
        return f"for what is not 0 write {{{path}: {{is: nonzero}}}}"
    if sign in {"!", "!=", "<>", "not"}:
        return f"write {{not: {{{path}: {rest}}}}}"
    if sign in {"=", "=="}:
        return f"write {{{path}: {rest}}}"
    if sign in {"~", "/"}:
        return f"there are no patterns: {{{path}: {{starts_with: text}}}} tests a beginning"
    return f"numbers are not compared by size: {{{path}: {{is: nonzero}}}} holds for what is not 0"
