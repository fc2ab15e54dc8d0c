"""Writing YAML nodes again: in one indentation, each value as it was written, each comment where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from shopglot.workbench.formatting._comments import Comment, find_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Emitter"]

_STEP = 2
_Node = Any


class Emitter:
    """Writes the nodes of one text; `width` is that of a line, beyond which a flow collection becomes a block."""

    def __init__(self, text: str, root: _Node, width: int) -> None:
        self.lines = text.split("\n")
        self.width = width
        spans = [
            (node.start_mark.line, node.start_mark.column, node.end_mark.line, node.end_mark.column)
            for node in _all(root)
            if isinstance(node, yaml.ScalarNode)
        ]
        comments = list(find_comments(self.lines, spans))
        self.alone = [one for one in comments if one.alone]
        self.behind = {one.line: one for one in comments if not one.alone}
        self.out: list[str] = []

    def take_until(self, line: int, indent: int, least: int = 0) -> None:
        """Write the comments that stand alone before a line, as far as they are at least as deep as `least`."""
        while self.alone and self.alone[0].line < line and self.alone[0].column >= least:
            self._write_comment(self.alone.pop(0), indent)

    def _write_comment(self, comment: Comment, indent: int) -> None:
        self.keep_blank(comment.line)
        self.out.append(" " * indent + comment.text)

    def keep_blank(self, line: int) -> None:
        """Write one empty line where one or more stand before a line."""
        if line > 0 and not self.lines[line - 1].strip() and self.out and self.out[-1]:
            self.out.append("")

    def blank_before(self, line: int) -> bool:
        """Check whether an empty line stands before a line and the comments over it that are not written yet."""
        first = self.alone[0].line if self.alone and self.alone[0].line < line else line
        return first > 0 and not self.lines[first - 1].strip()

    def mapping(self, node: _Node, indent: int, before: str = "") -> None:
        """Write a block mapping; `before` is what stands in its first line before the first key."""
        column = node.start_mark.column
        for key, value in node.value:
            start = before or " " * indent
            if not before:
                self.take_until(key.start_mark.line, indent)
                self.keep_blank(key.start_mark.line)
            before = ""
            self.value(f"{start}{self.slice(key)}:", value, indent, key.end_mark.line)
        self._end(node, column, indent)

    def sequence(self, node: _Node, indent: int, before: str = "") -> None:
        """Write a block sequence; `before` is what stands in its first line before the first dash."""
        column = node.start_mark.column
        for item in node.value:
            start = before or " " * indent
            if not before:
                self.take_until(item.start_mark.line, indent)
                self.keep_blank(item.start_mark.line)
            before = ""
            inner = indent + _STEP
            if self._is_block(item) and item.value:
                write = self.mapping if isinstance(item, yaml.MappingNode) else self.sequence
                write(item, inner, f"{start}- ")
            else:
                self.value(f"{start}-", item, indent, item.start_mark.line)
        self._end(node, column, indent)

    def _end(self, node: _Node, column: int, indent: int) -> None:
        if column:
            self.take_until(node.end_mark.line if node.end_mark.column == 0 else node.end_mark.line + 1, indent, column)

    def value(self, start: str, node: _Node, indent: int, line: int) -> None:
        """Write a value behind its key or its dash."""
        if self._is_block(node) and node.value:
            self.out.append(start + self._behind(line))
            (self.mapping if isinstance(node, yaml.MappingNode) else self.sequence)(node, indent + _STEP)
            return
        if isinstance(node, yaml.ScalarNode):
            self._scalar(start, node, indent, line)
        elif self._joins(node):
            self._flow(start, node, indent)
        else:
            self._lines(start, node, indent)

    def _scalar(self, start: str, node: _Node, indent: int, line: int) -> None:
        first, last = node.start_mark.line, node.end_mark.line
        if node.style in {"|", ">"}:
            head = self.lines[first][node.start_mark.column :]
            body = self.lines[first + 1 : last + (1 if node.end_mark.column else 0)]
            margin = min((len(one) - len(one.lstrip()) for one in body if one.strip()), default=0)
            self.out.append(f"{start} {head.rstrip()}")
            while body and not body[-1].strip():
                body.pop()
            self.out += [" " * (indent + _STEP) + one[margin:] if one.strip() else "" for one in body]
        elif first != last:
            text = [part.strip() for part in self.slice(node).split("\n")]
            self.out.append(f"{start} {text[0]}")
            self.out += [" " * (indent + _STEP) + part if part else "" for part in text[1:]]
            self.out[-1] += self._behind(last)
        else:
            text_ = self.slice(node)
            self.out.append(start + (f" {text_}" if text_ else "") + self._behind(first if text_ else line))

    def _flow(self, start: str, node: _Node, indent: int) -> None:
        behind = self._behind(node.end_mark.line)
        line = f"{start} {self.flow(node)}{behind}"
        if len(line) <= self.width or not node.value or not self._opens(node):
            self.out.append(line)
            return
        if start.rstrip().endswith("-") and isinstance(node, yaml.MappingNode) and not behind:
            self._open(f"{start} ", node, indent + _STEP)
            return
        self.out.append(start + behind)
        self._open("", node, indent + _STEP)

    def _open(self, before: str, node: _Node, indent: int) -> None:
        """Write a flow collection as a block."""
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self.value(f"{before or ' ' * indent}{self.slice(key)}:", value, indent, key.start_mark.line)
                before = ""
        else:
            for item in node.value:
                self.value(f"{' ' * indent}-", item, indent, item.start_mark.line)

    def _opens(self, node: _Node) -> bool:
        """Check whether a flow collection may become a block: only where each part is as it would be there."""
        return self.lines[node.start_mark.line][node.start_mark.column] in "{[" and all(
            self.slice(part)[:1] not in {"", "?", ":", "-"} for part in _all(node) if isinstance(part, yaml.ScalarNode)
        )

    def _joins(self, node: _Node) -> bool:
        """Check whether a flow collection can be written anew: it has no comments or texts of several lines inside."""
        first, last = node.start_mark.line, node.end_mark.line
        return (
            not any(first <= line < last for line in self.behind)
            and not any(first < one.line < last + 1 for one in self.alone)
            and all(
                part.start_mark.line == part.end_mark.line for part in _all(node) if isinstance(part, yaml.ScalarNode)
            )
        )

    def _lines(self, start: str, node: _Node, indent: int) -> None:
        """Write a flow collection over several lines: as it is, moved to its place."""
        first, last = node.start_mark.line, node.end_mark.line
        body = self.lines[first + 1 : last + 1]
        margin = min((len(one) - len(one.lstrip()) for one in body if one.strip()), default=0)
        self.alone = [one for one in self.alone if not first < one.line <= last]
        head = self.lines[first][node.start_mark.column :].rstrip()
        self.out.append(f"{start} {head}")
        self.out += [" " * indent + one[margin:].rstrip() if one.strip() else "" for one in body]
        for number in range(first, last + 1):
            self.behind.pop(number, None)

    def flow(self, node: _Node) -> str:
        """Return a flow collection on one line, in one spacing."""
        if isinstance(node, yaml.ScalarNode):
            return self.slice(node)
        brackets = self.lines[node.start_mark.line][node.start_mark.column]
        if brackets not in "{[":
            return self.slice(node)  # a single pair in a list
        if isinstance(node, yaml.MappingNode):
            pairs = ((self.slice(key), self.flow(value)) for key, value in node.value)
            return f"{{{', '.join(f'{key}: {value}' if value else key for key, value in pairs)}}}"
        return f"[{', '.join(map(self.flow, node.value))}]"

    def slice(self, node: _Node) -> str:
        """Return a node's own text."""
        first, last = node.start_mark, node.end_mark
        if first.line == last.line:
            return str(self.lines[first.line][first.column : last.column].rstrip())
        inner = self.lines[first.line + 1 : last.line]
        return "\n".join([self.lines[first.line][first.column :], *inner, self.lines[last.line][: last.column]])

    def _behind(self, line: int) -> str:
        comment = self.behind.pop(line, None)
        return f"  {comment.text}" if comment is not None else ""

    def _is_block(self, node: _Node) -> bool:
        return not isinstance(node, yaml.ScalarNode) and node.flow_style is not True


def _all(node: _Node) -> Iterator[_Node]:
    yield node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _all(key)
            yield from _all(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _all(item)
