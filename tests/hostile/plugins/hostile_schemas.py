"""Connectors whose raw schemas are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile_base import Plugin, definition

from shopglot.connector import RawSchema

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition


def _with(name: str, file: str, pointer: str) -> ConnectorDefinition:
    return definition(name, raw_schemas=(RawSchema("record@1", ((file, pointer),)),))


cut = Plugin(lambda: _with("schema-cut", "cut.json", ""))
other = Plugin(lambda: _with("schema-other", "other.json", ""))
inner = Plugin(lambda: _with("schema-inner", "inner.json", "/$defs/order"))
nowhere = Plugin(lambda: _with("schema-nowhere", "record.json", "/$defs/order"))
lost = Plugin(lambda: _with("schema-lost", "lost.json", ""))
