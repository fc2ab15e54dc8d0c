"""Loading a connector's mappings: read, parse, check and compile every file, and say all that is wrong at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import shopglot_models
from shopglot.errors import MappingError
from shopglot.mapping._check import check_file
from shopglot.mapping._compile import compile_file
from shopglot.mapping._diagnostic import Diagnostic, Reporter
from shopglot.mapping._parse_file import parse_file
from shopglot.mapping._source import Source, read_nodes
from shopglot.mapping._types import Type, model_type, raw_type

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from shopglot.connector import Connector
    from shopglot.mapping._ast import MappingFile
    from shopglot.mapping._run import CompiledMapping

__all__ = ["RawTypes", "check_mapping", "load_mapping", "load_mappings"]


class RawTypes:
    """The raw record types of one connector, each read when it is first asked for."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._schemas = {schema.name: schema for schema in connector.raw_schemas}
        self.get = lru_cache(maxsize=None)(self._read)

    def _read(self, name: str) -> Type | None:
        schema = self._schemas.get(name)
        return None if schema is None else raw_type(schema, self._connector.schemas)


def check_mapping(
    source: Source, connector: Connector, raw_types: RawTypes | None = None
) -> tuple[MappingFile | None, tuple[Diagnostic, ...]]:
    """Read, parse and check one file; the file is None when it can't be used, and the diagnostics say why."""
    report = Reporter(source)
    root = read_nodes(source, report)
    file = parse_file(source, root, report) if root is not None else None
    if file is not None:
        raw_types = raw_types or RawTypes(connector)
        raw = raw_types.get(file.raw) if file.connector in {connector.id, ""} else None
        check_file(file, connector, raw, shopglot_models.MODELS, report)
    found = tuple(sorted(report.found, key=lambda item: (item.line, item.column, item.code)))
    return (None if report.failed else file), found


def load_mapping(source: Source, connector: Connector, raw_types: RawTypes | None = None) -> CompiledMapping:
    """Check and compile one mapping; raises MappingError with all its diagnostics."""
    file, found = check_mapping(source, connector, raw_types)
    if file is None:
        raise MappingError(found)
    flag = "hidden_fields" in model_type(shopglot_models.MODELS[file.model]).fields
    return compile_file(file, connector, found, has_flag=flag)


def load_mappings(connector: Connector, folder: Traversable | None = None) -> dict[str, CompiledMapping]:
    """Load the mapping of every resource of a connector, by the resource's name.

    `folder` replaces the connector's own mappings, file by file: a file that it lacks is taken from the connector.
    Raises MappingError with every diagnostic of every file; then nothing runs.
    """
    raw_types = RawTypes(connector)
    found: list[Diagnostic] = []
    loaded: dict[str, CompiledMapping] = {}
    failed = False
    for resource in connector.resources:
        own = folder.joinpath(resource.mapping) if folder is not None else None
        file = own if own is not None and own.is_file() else connector.mappings.joinpath(resource.mapping)
        try:
            source = Source(resource.mapping, file.read_bytes())
        except OSError as error:
            reason = error.strerror or type(error).__name__
            found.append(
                Diagnostic(
                    "E106",
                    resource.mapping,
                    1,
                    1,
                    f"the mapping of {connector.id}'s {resource.name} can't be read: {reason}",
                )
            )
            failed = True
            continue
        try:
            mapping = load_mapping(source, connector, raw_types)
        except MappingError as error:
            failed = True
            found += error.diagnostics
            continue
        if mapping.model != resource.model:
            failed = True
            message = f"{connector.id}'s {resource.name} is {resource.model}, and this mapping gives {mapping.model}"
            node = mapping.file.model_node
            found.append(Diagnostic("E404", source.name, node.line, node.column, message, text=source.line(node.line)))
        found += mapping.warnings
        loaded[resource.name] = mapping
    if failed:
        raise MappingError(found)
    return loaded
