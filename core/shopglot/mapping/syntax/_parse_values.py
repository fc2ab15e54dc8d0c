"""Nodes to what rules and conditions are written with: paths, words, texts, numbers."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopglot.mapping.syntax._ast import PathRef
from shopglot.mapping.syntax._parts import move
from shopglot.mapping.syntax._paths import PathSyntaxError, parse_path
from shopglot.mapping.syntax._shown import hint_for_boolean, in_flow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.mapping.syntax._nodes import Node
    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["ValueParser"]


class ValueParser:
    """Parses single values; `depth` is how many scopes are open where the parser is."""

    def __init__(self, report: Reporter) -> None:
        self.report = report
        self.depth = 0

    @contextmanager
    def inside(self, scopes: int) -> Iterator[None]:
        """Parse what is read so many scopes further inside."""
        self.depth += scopes
        yield
        self.depth -= scopes

    def path(self, node: Node, hint: str = "") -> PathRef | None:
        """Parse one path; `hint` is for what is no text."""
        if not isinstance(node.value, str):
            self.report.shape(node, "expected a path", hint=hint or "a path is text, such as payment.total")
            return None
        try:
            return PathRef(node, move(parse_path(node.value), node.use, self.depth))
        except PathSyntaxError as error:
            quotes = node.width - len(node.value)
            inside = error.offset < len(node.value) and quotes in {0, 2}
            column = node.column + quotes // 2 + error.offset
            place = replace(node, column=column, width=1) if inside else node
            self.report("E201", place, f"`{node.value}` is not a path: {error}", hint=error.hint)
            return None

    def zero(self, node: Node) -> bool | None:
        """Parse the word for `skip`."""
        if node.value == "zero":
            return True
        text = "`skip` takes only `zero`: items whose amounts are all 0 are left out"
        self.report("E105", node, text, hint="write `skip: zero`")
        return None

    def _word(self, node: Node) -> str | None:
        if isinstance(node.value, (dict, list)):
            self.report.shape(node, "expected one word")
            return None
        if node.value is None:
            return "null"
        return str(node.value).lower() if isinstance(node.value, bool) else str(node.value)

    def _scalar(self, node: Node) -> Any:
        if isinstance(node.value, (dict, list)) or node.value is None:
            items = (
                ", ".join(f"{{const: {in_flow(one)}}}" for one in node.value) if isinstance(node.value, list) else ""
            )
            hint = f"a list of fixed values is {{list: [{items}]}}" if items else ""
            hint = "null is no value: leave it out" if node.value is None else hint
            self.report.shape(node, "expected a single value", hint=hint)
            return None
        return node

    def _text(self, node: Node) -> str | None:
        if isinstance(node.value, str):
            return node.value
        self.report.shape(node, "expected text")
        return None

    def _number(self, node: Node) -> int | None:
        if type(node.value) is int:
            return node.value
        hint = {"first": "0 is the first", "last": "-1 is the last"}.get(str(node.value), "")
        self.report.shape(node, "expected a whole number", hint=hint)
        return None

    def _boolean(self, node: Node) -> bool | None:
        if isinstance(node.value, bool):
            return node.value
        self.report.shape(node, "expected true or false", hint=hint_for_boolean(node.value))
        return None
