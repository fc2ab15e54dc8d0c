"""Layers: a file that begins with `extends` adds to another mapping, or replaces single fields of it.

Layers are merged before anything is parsed, so a layered mapping is parsed, checked and compiled as one file
is. Nodes that come from a lower layer remember their file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopglot.mapping.syntax._merge import merge_hidden, put_over
from shopglot.mapping.syntax._nodes import SourceFile
from shopglot.mapping.syntax._parts import CannotAdd, put_into
from shopglot.mapping.syntax._parts_file import add_parts_files
from shopglot.mapping.syntax._read_yaml import read_nodes
from shopglot.mapping.syntax._reporter import Reporter
from shopglot.mapping.syntax._words import did_you_mean, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.syntax._nodes import Node

__all__ = ["is_layer", "read_layers"]

_NAMED = ("extensions", "ignore", "unsupported", "parts")


def is_layer(root: Node) -> bool:
    """Check whether a file extends another one."""
    return root.get("extends") is not None


def read_layers(sources: Sequence[SourceFile], connector: ConnectorDefinition, report: Reporter) -> Node | None:
    """Read the last of these files, merged onto those before it where it is a layer; every error is reported.

    None when a file can't be read. `sources` begins with the lowest; below a layer without any, the connector's own
    mapping of that resource is used.
    """
    root = read_nodes(sources[-1], report)
    if root is None or not isinstance(root.value, dict):
        return root
    root = add_parts_files(root, sources[-1], connector, report)
    if not is_layer(root):
        return root
    return _apply_layer(root, sources[:-1], connector, report)


def _apply_layer(
    root: Node, below: Sequence[SourceFile], connector: ConnectorDefinition, report: Reporter
) -> Node | None:
    extends = root.value["extends"]
    whole = [f"{connector.id}/{resource.name}" for resource in connector.resources]
    if extends.value not in whole:
        hint = did_you_mean(str(extends.value), whole) or f"there are {listing(whole)}"
        report("E109", extends, "no mapping has this name", hint=hint)
        return None
    for name in ("from", "to"):
        if name in root.value:
            report(
                "E109",
                root.keys[name],
                f"a file with `extends` has no `{name}`: it takes that of the mapping it extends",
                hint="delete the line",
            )
    if not below:
        below = [_read_own(connector, str(extends.value).split("/")[1])]
    lower = Reporter(below[-1])
    base = read_layers(below, connector, lower)
    if base is None or not isinstance(base.value, dict):
        report("E109", extends, f"cannot read {below[-1].name}, which this file extends: {_first(lower)}")
        return None
    for node in base.all():
        node.source = node.source or below[-1]
    report.lower |= {below[-1], *lower.lower, *lower.shared_files}
    return _merge_layer(base, root, report)


def _read_own(connector: ConnectorDefinition, resource: str) -> SourceFile:
    name = connector.resource(resource).mapping
    return SourceFile.read(connector.mappings.joinpath(name), f"{connector.id}/{name}")


def _first(report: Reporter) -> str:
    return (
        f"{report.diagnostics[0].message} ({report.diagnostics[0].where})"
        if report.diagnostics
        else "it is not a mapping"
    )


def _merge_layer(base: Node, layer: Node, report: Reporter) -> Node:
    made = replace(layer, value=dict(base.value), keys=dict(base.keys))
    for own in ("mapping", "tests"):  # the base's tests are about the base, and each file states its language version
        made.value.pop(own, None)
    for name, node in layer.value.items():
        made.keys[name] = layer.keys[name]
        lower = base.value.get(name)
        if name == "extends":
            continue
        if lower is None or not isinstance(lower.value, dict) or not isinstance(node.value, dict):
            made.value[name] = node
        elif name == "fields":
            made.value[name] = _fields(lower, node, report)
        elif name == "enums":
            made.value[name] = _tables(lower, node)
        elif name in _NAMED:
            made.value[name] = put_over(lower, node)
        elif name == "hidden":
            made.value[name] = merge_hidden(lower, node)
        else:
            made.value[name] = node
    made.value.pop("extends", None)
    _drop_supported(made, layer)
    return made


def _tables(lower: Node, upper: Node) -> Node:
    made = put_over(lower, upper)
    for name, table in upper.value.items():
        below = lower.value.get(name)
        if below is not None and isinstance(below.value, dict) and isinstance(table.value, dict):
            made.value[name] = put_over(below, table)
    return made


def _fields(lower: Node, upper: Node, report: Reporter) -> Node:
    made = replace(upper, value=dict(lower.value), keys=dict(lower.keys))
    for name, rule in upper.value.items():
        key = upper.keys[name]
        first, *rest = name.split(".")
        if not rest:
            made.value[name], made.keys[name] = rule, key
            continue
        fields = made.value.get(first)
        if fields is None:
            hint = did_you_mean(first, lower.value) or f"write a whole rule for `{first}`"
            report("E109", key, f"no layer below fills `{first}`", hint=hint)
            continue
        try:
            made.value[first] = put_into(fields, (first,), rest, (key, rule))
        except CannotAdd as error:
            if error.filled:
                hint = f"replace `{error.place}` as a whole"
                report("E109", key, f"the rule of `{error.place}` has no `fields` to add to", hint=hint)
            else:
                report("E109", key, f"no layer below fills `{error.place}`", hint="write the whole object")
    return made


def _drop_supported(made: Node, layer: Node) -> None:
    """Remove from the lower layers' `unsupported` what this layer fills."""
    block, fields = made.value.get("unsupported"), layer.get("fields")
    if block is None or fields is None or not isinstance(block.value, dict) or not isinstance(fields.value, dict):
        return
    filled = set(fields.value)
    kept = {name: node for name, node in block.value.items() if name not in filled or node.source is None}
    made.value["unsupported"] = replace(block, value=kept)
