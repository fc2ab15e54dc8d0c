"""Nodes as an author would write them, for a hint that says what to write in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.mapping.syntax._nodes import Node, SourceFile

__all__ = ["hint_for_boolean", "hint_for_names", "hint_for_nothing", "in_flow"]

_ROOM = 70
_SHOWN = 4
_PLAIN = re.compile(r"[A-Za-z0-9_$^.][\w$^./+-]*(?: [\w.]+)*\Z")


def in_flow(node: Node | None, room: int = _ROOM) -> str:
    """Return a node as text in one line; `…` where there is none, or no room for it."""
    text = "…" if node is None else _written(node)
    return text if len(text) <= room else "…"


def _written(node: Node) -> str:
    if isinstance(node.value, dict):
        return "{" + ", ".join(f"{_quoted(name)}: {_written(item)}" for name, item in node.value.items()) + "}"
    if isinstance(node.value, list):
        return "[" + ", ".join(map(_written, node.value)) + "]"
    if isinstance(node.value, bool):
        return str(node.value).lower()
    if node.value is None:
        return "null"
    return _quoted(node.value, always=node.quoted) if isinstance(node.value, str) else str(node.value)


def _quoted(text: str, *, always: bool = False) -> str:
    return text if _PLAIN.match(text) and not always else "'" + text.replace("'", "''") + "'"


def hint_for_nothing(node: Node, source: SourceFile) -> str:
    """Return why there is nothing where a value was expected: what stands there ends it, or begins a comment."""
    if node.value is not None:
        return ""
    rest = (node.source or source).line(node.line)[node.column - 1 :].lstrip()
    if rest.lower().startswith(("null", "~")):
        return ""
    if rest.startswith(","):
        return "a comma ends a value inside { } and [ ]: put it in quotes if it is meant, such as ', '"
    if rest.startswith("#"):
        return "`#` begins a comment: put it in quotes if it is meant, such as '#'"
    return "nothing stands here: write the value in this line, or indent it more in the lines below"


def hint_for_boolean(value: object) -> str:
    """Return the boolean that a value of another kind stands for, as it is written; an empty text for none."""
    word = str(value).strip().lower()
    if word in {"yes", "y", "on", "1", "true", "always"}:
        return "write true, without quotes"
    return "write false, without quotes" if word in {"no", "n", "off", "0", "false", "never"} else ""


def hint_for_names(node: Node, form: str) -> str:
    """Return how a list, or one value, is written where names with their contents belong: each in the `form`."""
    content = form.partition(": ")[2]
    if isinstance(node.value, list) and node.value:
        items = node.value
        if all(isinstance(one.value, dict) and one.value for one in items):
            named = [f"{name}: {in_flow(value, 30)}" for one in items for name, value in one.value.items()]
            return f"write one mapping in place of the list: {_in_braces(named)}"
        texts = [in_flow(one, 40) for one in items if isinstance(one.value, str)]
        named = [f"{text}: {content if number == 0 else '…'}" for number, text in enumerate(texts)]
        if len(named) == len(items):
            return f"write names with their contents in place of the list: {_in_braces(named)}"
        return f"write names with their contents in place of the list: {{{form}}}"
    return f"write each in a line of its own as `{form}`, indented"


def _in_braces(named: Sequence[str]) -> str:
    return "{" + ", ".join(named[:_SHOWN]) + (", …" if len(named) > _SHOWN else "") + "}"
