"""Writing results back into a file's expectations: only the text of the expected values changes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot.mapping import SourceFile
from shopglot.mapping.syntax import Reporter, read_nodes, read_scalar
from shopglot.workbench._json import MISSING, at_pointer, differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.mapping.syntax import Node
    from shopglot.workbench.tests._testing import TestResult

__all__ = ["UpdateResult", "update_expectations"]

_PLAIN = re.compile(r"[A-Za-z0-9_/.+-](?:[A-Za-z0-9 _/.+-]*[A-Za-z0-9_/.+-])?\Z")
_ASTRAL = 0x10000
_EMPTY: tuple[Any, ...] = (None, [], {})  # what a comparison treats as nothing


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """A file's new text; `changed` are the places written (test and pointer), `left` those to update by hand."""

    text: str
    changed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edit:
    line: int
    column: int
    width: int
    text: str


def update_expectations(source: SourceFile, tested: Iterable[TestResult]) -> UpdateResult:
    """Replace what failed tests expect with the actual values, keeping comments, layout and quotes.

    A value that spans lines is left as it is. The new text is read again, and discarded where anything else changed.
    """
    lines = source.text.splitlines(keepends=True)
    changed, left, edits = [], [], []
    for item in tested:
        if item.state != "failed" or item.case is None:
            continue
        expect = item.case.node.value["expect"]
        for pointer, node in expect.value.items():
            got = at_pointer(item.record, pointer)
            if not any(differences(node.plain(), got)):
                continue
            name = f"{item.name}: {pointer}"
            changes = list(_edits(node, None if got is MISSING else got, lines))
            if None in changes:
                left.append(name)
            else:
                changed.append(name)
                edits += [edit for edit in changes if edit is not None]
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.column), reverse=True):
        line = lines[edit.line - 1]
        lines[edit.line - 1] = line[: edit.column - 1] + edit.text + line[edit.column - 1 + edit.width :]
    text = ("\ufeff" if source.data.startswith(b"\xef\xbb\xbf") else "") + "".join(lines)
    if edits and not _same_shape(source, text):
        return UpdateResult(source.text, (), tuple(changed + left))
    return UpdateResult(text, tuple(changed), tuple(left))


def _edits(node: Node, got: Any, lines: list[str]) -> Iterator[_Edit | None]:
    """Yield the edits that change a node to `got`; None where a value spans lines, so it has to be edited by hand."""
    if isinstance(node.value, dict) and isinstance(got, dict) and not _on_one_line(node, lines):
        wanted = {name: item for name, item in got.items() if item not in _EMPTY or name in node.value}
        if set(wanted) != set(node.value):
            yield None
            return
        for name, item in node.value.items():
            if any(differences(item.plain(), wanted[name])):
                yield from _edits(item, wanted[name], lines)
    elif isinstance(node.value, list) and isinstance(got, list) and not _on_one_line(node, lines):
        if len(got) != len(node.value):
            yield None
            return
        for item, one in zip(node.value, got, strict=True):
            if any(differences(item.plain(), one)):
                yield from _edits(item, one, lines)
    elif isinstance(node.value, (dict, list)) and not _on_one_line(node, lines):
        yield None
    else:
        yield _edit(node, got, lines)


def _on_one_line(node: Node, lines: list[str]) -> bool:
    start = lines[node.line - 1][node.column - 1 : node.column - 1 + node.width]
    return bool(start) and start[0] in "[{" and start[-1] in "]}" and node.width > 1


def _edit(node: Node, got: Any, lines: list[str]) -> _Edit | None:
    line = lines[node.line - 1]
    old = line[node.column - 1 : node.column - 1 + node.width]
    if old[:1] in {"|", ">"} or (old[:1] in {'"', "'"} and (len(old) < 2 or old[-1] != old[0])):  # noqa: PLR2004 - two quotes
        return None  # a text over several lines
    if node.value is None and old.lower() not in {"null", "~"}:  # no value yet
        blank = " " if line[: node.column - 1].endswith(":") else ""
        return _Edit(node.line, node.column, 0, blank + _to_yaml(got, ""))
    return _Edit(node.line, node.column, node.width, _to_yaml(got, old[:1]))


def _to_yaml(value: Any, quote: str) -> str:
    """Return a JSON value as YAML on one line; text keeps its quotes."""
    if isinstance(value, dict):
        inner = ", ".join(
            f"{_to_yaml(name, '')}: {_to_yaml(item, '')}" for name, item in value.items() if item not in _EMPTY
        )
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(_to_yaml(item, '') for item in value)}]"
    if not isinstance(value, str):
        return json.dumps(value)
    if not value.isprintable() or quote == '"':
        return '"' + "".join(map(_escape, value)) + '"'
    plain = _PLAIN.match(value) and read_scalar(value) == value and value[0] != "-"
    return value if plain and quote != "'" else "'" + value.replace("'", "''") + "'"


def _escape(char: str) -> str:
    if char in {'"', "\\"}:
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < _ASTRAL else f"\\U{ord(char):08x}"


def _same_shape(source: SourceFile, text: str) -> bool:
    """Check whether the new text differs from the file only in the expectations' values."""
    old, new = (_without_expected(SourceFile(source.name, data)) for data in (source.data, text.encode()))
    return old is not None and old == new


def _without_expected(source: SourceFile) -> Any:
    report = Reporter(source)
    root = read_nodes(source, report)
    if root is None or report.diagnostics:
        return None
    plain = root.plain()
    for test in plain.get("tests", ()):
        if isinstance(test, dict) and isinstance(test.get("expect"), dict):
            test["expect"] = list(test["expect"])
    return plain
