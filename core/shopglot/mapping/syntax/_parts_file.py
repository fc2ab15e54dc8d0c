"""Parts files: what a mapping takes by `uses` from a file beside it, put into the mapping's own blocks.

This is done before anything is parsed, as with layers. Nodes that come from a parts file remember it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from shopglot.mapping.syntax._ast import Shared
from shopglot.mapping.syntax._merge import merge_hidden, put_over
from shopglot.mapping.syntax._nodes import Node
from shopglot.mapping.syntax._read_yaml import read_nodes
from shopglot.mapping.syntax._reporter import Reporter
from shopglot.mapping.syntax._top_words import top_words
from shopglot.mapping.syntax._words import did_you_mean, listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.syntax._nodes import SourceFile

__all__ = ["PARTS_FILE", "add_parts_files", "is_parts_file"]

PARTS_FILE: dict[str, str] = {
    "mapping": "the language's version: 1",
    "parts": "rules by their names",
    "enums": "enum tables by their names",
    "hidden": "`hidden` blocks by their names",
}
_WHAT = {"parts": "part", "enums": "enum table", "hidden": "hidden block"}
_OWN = frozenset({"from", "to", "extends", "fields"})
_NAME = re.compile(r"[^/\\:]+\.ya?ml\Z")


def is_parts_file(data: bytes) -> bool:
    """Check whether a file's text is that of a parts file: it maps nothing itself."""
    words = top_words(data.decode("utf-8-sig", errors="replace")).keys()
    return words.isdisjoint(_OWN) and not words.isdisjoint(_WHAT)


def add_parts_files(root: Node, source: SourceFile, connector: ConnectorDefinition, report: Reporter) -> Node:
    """Put what the files under `uses` bring into the blocks of a mapping; every error is reported."""
    uses, hidden = root.get("uses"), root.get("hidden")
    brought = {block: Node({}, root.line, root.column) for block in _WHAT}
    for item in _file_names(uses, report) if uses is not None else ():
        for block, name, key, node in _read(item, source, connector, report):
            if name in brought[block].keys:
                _report_twice(block, key, brought[block].keys[name], report)
            else:
                brought[block].value[name], brought[block].keys[name] = node, key
                report.shared.append(Shared(_WHAT[block], name, key))
    made = replace(root, value=dict(root.value), keys=dict(root.keys))
    for block in ("parts", "enums"):
        if brought[block].value:
            made.value[block] = _add_own(root.get(block), block, brought[block], report)
    if hidden is not None and hidden.get("use") is not None:
        used = _use_hidden(hidden, brought["hidden"].value, report)
        if used.value:
            made.value["hidden"] = used
        else:
            made.value.pop("hidden")
    return made


def _add_own(own: Node | None, block: str, brought: Node, report: Reporter) -> Node:
    if own is None or not isinstance(own.value, dict):
        return own or brought
    for name, key in own.keys.items():
        if name in brought.keys:
            _report_twice(block, key, brought.keys[name], report)
    return put_over(brought, own)


def _file_names(uses: Node, report: Reporter) -> Iterator[Node]:
    if not isinstance(uses.value, list) or not uses.value:
        report.unread = True
        hint = f"put it in brackets: [{uses.value}]" if isinstance(uses.value, str) else "write [buyer.yaml]"
        report.shape(uses, "`uses` must be a list of parts files", hint=hint)
        return
    for item in uses.value:
        if isinstance(item.value, str) and _NAME.match(item.value):
            yield item
        else:
            report.unread = True
            hint = "a parts file stands beside the mapping, and ends in .yaml"
            if isinstance(item.value, str) and _NAME.match(f"{item.value}.yaml"):
                hint = f"write {item.value}.yaml"
            report("E104", item, "expected the name of a file, such as buyer.yaml", hint=hint)


def _read(
    item: Node, source: SourceFile, connector: ConnectorDefinition, report: Reporter
) -> Iterator[tuple[str, str, Node, Node]]:
    """Yield what a parts file brings: the block, the name, its node, and its content."""
    try:
        file = source.beside(item.value, connector.mappings)
    except OSError as error:
        text = f"cannot read {item.value} beside this mapping: {error.strerror or type(error).__name__}"
        report("E110", item, text)
        report.unread = True
        return
    report.shared_files.append(file)
    inner = Reporter(file)
    root = read_nodes(file, inner)
    if root is not None:
        for node in root.all():
            node.source = file
        _check_blocks(root, inner)
    report.take(inner, (item, "used here"))
    report.unread = report.unread or root is None
    for block in _WHAT if root is not None and isinstance(root.value, dict) else ():
        content = root.get(block) if root is not None else None
        if content is not None and isinstance(content.value, dict):
            yield from ((block, name, content.keys[name], node) for name, node in content.value.items())


def _check_blocks(root: Node, report: Reporter) -> None:
    blocks = ", ".join(f"`{name}`" for name in PARTS_FILE)
    if not isinstance(root.value, dict):
        report.shape(root, "expected a mapping of blocks", hint=f"a parts file has {blocks}")
        return
    for name, key in root.keys.items():
        if name not in PARTS_FILE:
            hint = did_you_mean(name, PARTS_FILE) or f"it has {blocks}"
            report("E105", key, f"a parts file has no block `{name}`", hint=hint)
    version = root.get("mapping")
    if version is None:
        report("E106", root, "the language's version is missing", hint="begin the file with `mapping: 1`")
    elif version.value != 1:
        report("E108", version, "this shopglot reads version 1 of the language")
    for name, what in _WHAT.items():
        block = root.get(name)
        if block is not None and not isinstance(block.value, dict):
            report.shape(block, f"`{name}` must be a mapping from names to {what}s")


def _report_twice(block: str, key: Node, first: Node, report: Reporter) -> None:
    report(
        "E103",
        key,
        f"a second {_WHAT[block]} `{key.value}`",
        hint="rename or delete one of them",
        labels=[(first, "the first one")],
    )


def _use_hidden(hidden: Node, blocks: dict[str, Node], report: Reporter) -> Node:
    named = hidden.value["use"]
    own = {name: node for name, node in hidden.value.items() if name != "use"}
    upper = replace(hidden, value=own, keys={name: hidden.keys[name] for name in own})
    block = blocks.get(str(named.value))
    if block is None or not isinstance(block.value, dict):
        report.lost_hidden = True
        if not report.unread:
            hint = did_you_mean(str(named.value), blocks) or (
                f"the hidden blocks are {listing(blocks)}" if blocks else "name the parts file that has it under `uses`"
            )
            report("E305", named, f"there is no hidden block `{named.value}`", hint=hint)
        return upper
    for shared in report.shared:
        shared.used = shared.used or (shared.what == _WHAT["hidden"] and shared.name == named.value)
    return merge_hidden(block, upper)
