"""Reading a mapping file: YAML text to nodes that know their position.

The file is read event by event, and the nodes are built here: so anchors, aliases, merge keys, tags, duplicate keys
and deep nesting are refused before anything is built from them, and scalars follow the YAML 1.2 core schema
(`NO` and `on` are text, `012` is the number 12).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml

from shopglot.mapping.syntax._nodes import Node
from shopglot.mapping.syntax._reporter import Reporter
from shopglot.mapping.syntax._yaml_errors import find_yaml_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.mapping.syntax._nodes import SourceFile


__all__ = ["read_nodes"]

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
_INTEGER = re.compile(r"[-+]?[0-9]{1,30}\Z")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]{1,30}\.[0-9]{0,30}|\.[0-9]{1,30})\Z")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C scanner is some 25 times faster, where it is built


class _Refused(Exception):
    """Reading can't go on; the reporter already knows why."""


def read_nodes(source: SourceFile, report: Reporter) -> Node | None:
    """Read the file's one document; None when it can't be read, with the reason reported (`E100` to `E104`)."""
    top = Node(None, 1, 1)
    if len(source.data) > MAX_BYTES:
        report("E101", top, f"the file has {len(source.data) // 1024} KB; the limit is {MAX_BYTES // 1024} KB")
        return None
    if "\ufffd" in source.text or "\x00" in source.text:
        report("E100", _not_utf8(source), "not UTF-8 text", hint="save the mapping as UTF-8")
        return None
    try:
        return _build(source.text, report)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark is not None and _refused_before(source, mark.index, report):
            return None
        found = find_yaml_error(source.text, error)
        place = Node(None, found.line, found.column, found.width)
        report("E100", place, found.message, hint=found.hint)
    except yaml.YAMLError as error:
        report("E100", top, f"not valid YAML: {str(error).splitlines()[0]}")
    except _Refused:
        pass
    return None


def _not_utf8(source: SourceFile) -> Node:
    """Return the place of the first byte that is not UTF-8 text."""
    for number, line in enumerate(source.text.splitlines(), 1):
        column = next((place for place, char in enumerate(line, 1) if char in "\ufffd\x00"), 0)
        if column:
            return Node(None, number, column)
    return Node(None, 1, 1)


def _refused_before(source: SourceFile, end: int, report: Reporter) -> bool:
    """Report what we refuse ourselves in the text before `end`; return whether there is any.

    The library's scanner reads ahead of its events, up to 1024 characters for a key, and may stop there by a limit of
    its own (1,000 levels in some versions). So the text before that position is read again, and our limits apply first.
    """
    ahead = Reporter(source)
    try:
        _build(source.text[:end], ahead)
    except _Refused:
        report.diagnostics.append(ahead.diagnostics[-1])
        return True
    except yaml.YAMLError:
        pass  # the text ends in the middle
    return False


def _events(text: str) -> Iterator[Any]:
    loader = _Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _build(text: str, report: Reporter) -> Node:
    root: Node | None = None
    open_nodes: list[Node] = []
    pending: list[Node | None] = []
    for event in _events(text):
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            closed = open_nodes.pop()
            pending.pop()
            end = event.end_mark
            if end is not None and end.line + 1 == closed.line:
                closed.width = max(1, end.column + 1 - closed.column)
            continue
        if not isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent)):
            continue
        node = _node(event, report)
        if root is None:
            root = node
        elif not open_nodes:
            report("E102", node, "expected one YAML document, got a second one")
            raise _Refused
        else:
            _place(node, open_nodes[-1], pending, report, getattr(event, "value", ""))
        if not isinstance(event, yaml.ScalarEvent):
            open_nodes.append(node)
            pending.append(None)
            if len(open_nodes) > MAX_DEPTH:
                report("E101", node, f"nested more than {MAX_DEPTH} levels deep")
                raise _Refused
    return root or Node(None, 1, 1)


def _node(event: Any, report: Reporter) -> Node:
    mark = event.start_mark
    node = Node(None, mark.line + 1, mark.column + 1)
    if event.end_mark.line == mark.line:
        node.width = max(1, event.end_mark.column - mark.column)
    if isinstance(event, yaml.AliasEvent):
        hint = f"write the value out; text that begins with * must be in quotes: '*{event.anchor}'"
        report("E102", node, f"aliases (`*{event.anchor}`) are not supported", hint=hint)
        raise _Refused
    if event.anchor is not None:
        hint = f"name what is used in several places under `parts`, or put text in quotes: '&{event.anchor}'"
        report("E102", node, f"anchors (`&{event.anchor}`) are not supported", hint=hint)
        raise _Refused
    if event.tag is not None:
        report(
            "E102",
            node,
            f"tags (`{event.tag}`) are not supported",
            hint=_hint_for_tag(event.tag),
        )
        raise _Refused
    if isinstance(event, yaml.ScalarEvent):
        node.quoted = bool(event.style)
        node.value = event.value if node.quoted else read_scalar(event.value)
    else:
        node.value = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        node.width = 1
    return node


def _hint_for_tag(tag: str) -> str:
    if tag.startswith("!"):
        return f"put text that begins with ! in quotes: '{tag}'"
    return "write plain text, numbers, lists and mappings"


def read_scalar(text: str) -> Any:
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE"}:
        return True
    if text in {"false", "False", "FALSE"}:
        return False
    if _INTEGER.match(text):
        return int(text)
    return Decimal(text) if _DECIMAL.match(text) else text


_GLUED = re.compile(r"([\w$^.-]+):(?!//)(.+)")


def _place(node: Node, parent: Node, pending: list[Node | None], report: Reporter, written: str) -> None:
    """Put a node into its parent; of a mapping, `pending[-1]` is the key that awaits its value, None before one."""
    if isinstance(parent.value, list):
        parent.value.append(node)
        return
    key = pending[-1]
    if key is None:
        if isinstance(node.value, (dict, list)):
            report("E104", node, "expected a text key, got a list or a mapping")
            raise _Refused
        node.value = _key_text(node.value, written)
        if node.value == "<<":
            report("E102", node, "merge keys (`<<`) are not supported", hint="write the fields out")
            raise _Refused
        pending[-1] = node
        return
    pending[-1] = None
    if glued := _GLUED.fullmatch(key.value) if _is_alone(key, node) else None:
        text = f"`{key.value}` is one key, and no value follows it"
        report("E104", key, text, hint=f"put a blank after the colon: `{glued[1]}: {glued[2]}`")
        key.value, node.value = glued[1], read_scalar(glued[2])
    name: str = key.value
    if name in parent.value:
        first = parent.keys[name]
        report(
            "E103",
            key,
            f"duplicate key `{name}`",
            hint=f"the first one is in line {first.line}: rename one of them, or keep one",
        )
        return
    parent.keys[name] = key
    parent.value[name] = node


def _is_alone(key: Node, node: Node) -> bool:
    """Check whether a key in braces has no colon after it: what is null then was not written."""
    return node.value is None and not key.quoted and (node.line, node.column) == (key.line, key.column + key.width)


def _key_text(value: Any, written: str) -> str:
    """Return a key as text: a number keeps the digits as written, since tokens such as `007` are keys."""
    if value is None:
        return "null"
    return written.lower() if isinstance(value, bool) else written
