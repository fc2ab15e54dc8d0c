"""Formatting a mapping file: written again in one layout, and kept only where its meaning and comments are the same."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from shopglot.errors import ShopglotError
from shopglot.mapping import SourceFile
from shopglot.mapping.syntax import BLOCKS, Reporter, read_nodes
from shopglot.workbench.formatting._comments import find_comments
from shopglot.workbench.formatting._emit import Emitter

if TYPE_CHECKING:
    from shopglot.mapping.syntax import Node

__all__ = ["Formatted", "format_diff", "format_mapping"]

_WIDTH = 120
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file's name, its text, and the text in the one layout."""

    name: str
    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Whether the layout differs."""
        return self.old != self.new


def format_mapping(source: SourceFile) -> Formatted:
    """Return a mapping file in the one layout.

    Blocks come in the order of the language's page, two blanks indent a level, a flow collection stays one where its
    line fits into 120 columns, and every comment stays with what it is about. Raises `ShopglotError` for a file that
    can't be read, and for one whose meaning or comments would not be the same afterwards.
    """
    root = _read(source)
    old = source.data.decode("utf-8-sig")
    text = old.replace("\r\n", "\n")
    if not isinstance(root.value, dict) or not root.value:
        raise ShopglotError("it is not a mapping of blocks", where=source.name)
    new = _layout(text)
    again = SourceFile(source.name, new.encode())
    if _meaning(_read(again)) != _meaning(root) or _comments(new) != _comments(text) or _layout(new) != new:
        raise ShopglotError(
            "it can't be laid out without a change of its meaning or its comments",
            where=source.name,
            hint="It stays as it is. Write what is unusual in it (several lines in brackets, comments inside) plainly.",
        )
    return Formatted(source.name, old, new)


def format_diff(formatted: Formatted) -> str:
    """Return the difference as a unified diff; an empty text where there is none."""
    name = formatted.name
    lines = difflib.unified_diff(
        formatted.old.splitlines(), formatted.new.splitlines(), name, f"{name} (formatted)", lineterm=""
    )
    return "\n".join(lines)


def _read(source: SourceFile) -> Node:
    report = Reporter(source)
    root = read_nodes(source, report)
    if root is None or report.diagnostics:
        first = report.diagnostics[0]
        raise ShopglotError(f"{first.message} [{first.code}]", where=first.where)
    return root


def _layout(text: str) -> str:
    root: Any = yaml.compose(text, Loader=_Loader)
    emitter = Emitter(text, root, _WIDTH)
    pairs = root.value
    blocks: list[tuple[str, list[str]]] = []
    emitter.take_until(pairs[0][0].start_mark.line, 0)
    top, emitter.out = emitter.out, []
    for number, (key, value) in enumerate(pairs):
        line = key.start_mark.line
        blank = emitter.blank_before(line)
        if number:
            emitter.take_until(line, 0)
            emitter.keep_blank(line)
        emitter.value(f"{emitter.slice(key)}:", value, 0, key.end_mark.line)
        blocks.append((key.value, ["", *emitter.out] if blank else emitter.out))
        emitter.out = []
    blank = emitter.blank_before(len(emitter.lines))
    emitter.take_until(len(emitter.lines), 0)
    order = list(BLOCKS)
    blocks.sort(key=lambda block: order.index(block[0]) if block[0] in order else len(order))
    end = ["", *emitter.out] if blank and emitter.out else emitter.out
    return "\n".join([*top, *(line for _, lines in blocks for line in lines), *end]).strip("\n") + "\n"


def _meaning(root: Node) -> Any:
    """Return what a file says: the order of keys counts but that of the blocks."""
    return sorted((name, _ordered(node)) for name, node in root.value.items())


def _ordered(node: Node) -> str:
    if isinstance(node.value, dict):
        return "{" + ", ".join(f"{name!r}: {_ordered(item)}" for name, item in node.value.items()) + "}"
    if isinstance(node.value, list):
        return "[" + ", ".join(map(_ordered, node.value)) + "]"
    return repr(node.value)


def _comments(text: str) -> list[str]:
    nodes: Any = yaml.compose(text, Loader=_Loader)
    return sorted(one.text for one in find_comments(text.split("\n"), _scalar_spans(nodes)))


def _scalar_spans(root: Any) -> list[tuple[int, int, int, int]]:
    waiting, spans = [root], []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            spans.append((node.start_mark.line, node.start_mark.column, node.end_mark.line, node.end_mark.column))
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return spans
