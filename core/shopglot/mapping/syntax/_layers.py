"""Layers: a file that begins with `extends` adds to another mapping, or replaces single fields of it.

Layers are merged before anything is parsed, so a layered mapping is parsed, checked and compiled as one file
is. Nodes that come from a lower layer remember their file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopglot.mapping.syntax._paths import PathSyntaxError, parse_path
from shopglot.mapping.syntax._read_yaml import read_nodes
from shopglot.mapping.syntax._reporter import Reporter
from shopglot.mapping.syntax._words import did_you_mean, listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.syntax._nodes import Node, SourceFile

__all__ = ["is_layer", "read_layers"]

_NAMED = ("extensions", "ignore", "unsupported")


def is_layer(root: Node) -> bool:
    """Check whether a file extends another one."""
    return root.get("extends") is not None


def read_layers(sources: Sequence[SourceFile], connector: ConnectorDefinition, report: Reporter) -> Node | None:
    """Read the last of these files, merged onto those before it where it is a layer; every error is reported.

    None when a file can't be read. `sources` begins with the lowest; below a layer without any, the connector's own
    mapping of that resource is used.
    """
    root = read_nodes(sources[-1], report)
    if root is None or not isinstance(root.value, dict) or not is_layer(root):
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
            )
    if not below:
        below = [_read_own(connector, str(extends.value).split("/")[1])]
    lower = Reporter(below[-1])
    base = read_layers(below, connector, lower)
    if base is None or not isinstance(base.value, dict):
        report("E109", extends, f"cannot read {below[-1].name}, which this file extends: {_first(lower)}")
        return None
    for node in _all(base):
        node.source = node.source or below[-1]
    return _merge_layer(base, root, report)


def _read_own(connector: ConnectorDefinition, resource: str) -> SourceFile:
    from shopglot.mapping.syntax._nodes import SourceFile  # noqa: PLC0415 - elsewhere here only its type is needed

    name = connector.resource(resource).mapping
    return SourceFile(f"{connector.id}/{name}", connector.mappings.joinpath(name).read_bytes())


def _first(report: Reporter) -> str:
    return (
        f"{report.diagnostics[0].message} ({report.diagnostics[0].where})"
        if report.diagnostics
        else "it is not a mapping"
    )


def _all(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node.value, dict):
        yield from node.keys.values()
    for item in node.value.values() if isinstance(node.value, dict) else node.value if type(node.value) is list else ():
        yield from _all(item)


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
            made.value[name] = _put(lower, node)
        elif name == "hidden":
            made.value[name] = _hidden(lower, node)
        else:
            made.value[name] = node
    made.value.pop("extends", None)
    _drop_supported(made, layer)
    return made


def _put(lower: Node, upper: Node) -> Node:
    return replace(upper, value={**lower.value, **upper.value}, keys={**lower.keys, **upper.keys})


def _hidden(lower: Node, upper: Node) -> Node:
    """Merge a layer's block onto the one below: it watches more, and unwatches only by `unwatch`.

    Its reasons come before those below; where one of them always matches, those below are dropped. Its `masked` and
    its `withheld` replace those below.
    """
    made = _put(lower, upper)
    watch, reasons, unwatch = (upper.get(name) for name in ("watch", "reasons", "unwatch"))
    below = lower.get("watch")
    if watch is not None and watch.value and isinstance(watch.value, list) and below is not None:
        made.value["watch"] = replace(watch, value=[*_items(below), *watch.value])
    below = lower.get("reasons")
    if reasons is not None and isinstance(reasons.value, list) and below is not None:
        always = any(isinstance(row.value, dict) and "when" not in row.value for row in reasons.value)
        made.value["reasons"] = replace(reasons, value=[*reasons.value, *(() if always else _items(below))])
    below = lower.get("unwatch")
    if below is not None and isinstance(below.value, dict):
        again = [_place(str(item.value)) for item in (_items(watch) if watch is not None else ())]
        kept = {text: item for text, item in below.value.items() if not _within(_place(text), again)}
        own = unwatch.value if unwatch is not None and isinstance(unwatch.value, dict) else {}
        keys = {**below.keys, **(unwatch.keys if unwatch is not None else {})}
        made.value["unwatch"] = replace(unwatch or below, value={**kept, **own}, keys=keys)
    return made


def _items(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else []


def _place(text: str) -> tuple[str | int, ...]:
    try:
        return parse_path(text).steps
    except PathSyntaxError:
        return ()  # reported at its own node


def _within(place: tuple[str | int, ...], others: list[tuple[str | int, ...]]) -> bool:
    return any(other and place[: len(other)] == other for other in others)


def _tables(lower: Node, upper: Node) -> Node:
    made = _put(lower, upper)
    for name, table in upper.value.items():
        below = lower.value.get(name)
        if below is not None and isinstance(below.value, dict) and isinstance(table.value, dict):
            made.value[name] = _put(below, table)
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
            report("E109", key, f"no layer below fills `{first}`", hint=f"write a whole rule for `{first}`")
            continue
        made.value[first] = _into(fields, (first,), rest, (key, rule), report)
    return made


def _into(owner: Node, place: tuple[str, ...], steps: list[str], added: tuple[Node, Node], report: Reporter) -> Node:
    """Copy the rule at `place` with another rule (`added`: its key and itself) for one field of what it makes."""
    key, rule = added
    name, fields = ".".join(place), owner.get("fields")
    if fields is None or not isinstance(fields.value, dict):
        report("E109", key, f"the rule of `{name}` has no `fields` to add to", hint=f"replace `{name}` as a whole")
        return owner
    first, *rest = steps
    inner = replace(fields, value=dict(fields.value), keys=dict(fields.keys))
    if not rest:
        inner.value[first], inner.keys[first] = rule, key
    elif first in inner.value:
        inner.value[first] = _into(inner.value[first], (*place, first), rest, added, report)
    else:
        report("E109", key, f"no layer below fills `{name}.{first}`", hint="write the whole object")
    return replace(owner, value={**owner.value, "fields": inner}, keys=owner.keys)


def _drop_supported(made: Node, layer: Node) -> None:
    """Remove from the lower layers' `unsupported` what this layer fills."""
    block, fields = made.value.get("unsupported"), layer.get("fields")
    if block is None or fields is None or not isinstance(block.value, dict) or not isinstance(fields.value, dict):
        return
    filled = set(fields.value)
    kept = {name: node for name, node in block.value.items() if name not in filled or node.source is None}
    made.value["unsupported"] = replace(block, value=kept)
