"""The mapping of a connector as entries: what each file fills, and a digest of the rules that do."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from shopglot.workbench import check_files, iter_installed, measure_coverage

if TYPE_CHECKING:
    from shopglot import Connector
    from shopglot.mapping.syntax import MappingFile, Node

__all__ = ["describe_mappings"]

# What decides over records; reasons for what is left out, tests and comments do not.
_RULES = ("fields", "parts", "hidden", "extensions", "enums")
_FILLED = {"filled", "hideable", "derived"}


def describe_mappings(connector: Connector) -> dict[str, Any]:
    """Return the entries of a connector's mappings, which must be without errors."""
    found: dict[str, Any] = {}
    resources = connector.definition.resources
    for resource, checked in zip(resources, check_files(iter_installed(connector)), strict=True):
        name, file = resource.name, checked.file
        if file is None:
            raise ValueError(f"{checked.name} has errors")
        found[name] = {"kind": "mapping", "from": file.raw, "to": file.model, "digest": _digest(file)}
        for leaf in measure_coverage(checked, ()).unified:
            if leaf.state in _FILLED:
                found[f"{name}.{leaf.field}"] = {"in": name, "type": leaf.type}
        for key, rule in file.extensions.items():
            found[f"{name}.extensions.{key}"] = {"in": name, "type": str(rule.type)}
    return found


def _digest(file: MappingFile) -> str:
    """Return the same for two files whose rules are the same: no layout, no comment, no order of keys."""
    rules = {name: _plain(node) for name, node in file.node.value.items() if name in _RULES}
    text = json.dumps(rules, sort_keys=True, ensure_ascii=False, default=lambda number: {"number": str(number)})
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(child) for key, child in node.value.items()}
    return [_plain(child) for child in node.value] if isinstance(node.value, list) else node.value
