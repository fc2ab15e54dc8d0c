"""Loading a connector's mappings: read, parse, check and compile every file, and report all errors at once."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from shopglot.diagnostics import Diagnostic, join_alike
from shopglot.errors import InvalidConnector, MappingError
from shopglot.mapping.check import check_file, check_tests, target_types
from shopglot.mapping.compile import compile_file
from shopglot.mapping.syntax import CODES, Reporter, SourceFile, Type, parse_file, raw_type, read_layers, top_words

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from shopglot.connector import ConnectorDefinition, Resource
    from shopglot.mapping.compile import CompiledMapping
    from shopglot.mapping.syntax import MappingFile

__all__ = ["RawTypes", "check_mapping", "load_mapping", "load_mappings", "mapping_files"]


class RawTypes:
    """The raw record types of one connector, each read when it is first needed."""

    def __init__(self, connector: ConnectorDefinition) -> None:
        self._connector = connector
        self._schemas = {schema.name: schema for schema in connector.raw_schemas}
        self.get = lru_cache(maxsize=None)(self._read)

    def _read(self, name: str) -> Type | None:
        schema = self._schemas.get(name)
        return None if schema is None else raw_type(schema, self._connector.schemas)


def check_mapping(
    source: SourceFile,
    connector: ConnectorDefinition,
    raw_types: RawTypes | None = None,
    *,
    below: Sequence[SourceFile] = (),
    given: Callable[[str], str] | None = None,
) -> tuple[MappingFile | None, tuple[Diagnostic, ...]]:
    """Read, parse and check one file; the file is None when it has an error outside the block `tests`.

    `below` are the files that a layer (`extends`) extends, the lowest first; by default the connector's own one.
    `given` tells what is wrong with a saved record that a test names; by default none is looked for.
    """
    file, report = _check(source, connector, raw_types or RawTypes(connector), below)
    if file is not None:
        check_tests(file, connector, target_types().get(file.model), report.tests, given)
    return (None if report.failed else file), _sorted(report, [*report.diagnostics, *report.tests.diagnostics])


def _check(
    source: SourceFile, connector: ConnectorDefinition, raw_types: RawTypes, below: Sequence[SourceFile]
) -> tuple[MappingFile | None, Reporter]:
    """Read, parse and check one file but for its tests, and return what is wrong with it."""
    report = Reporter(source)
    root = read_layers([*below, source], connector, report)
    file = parse_file(source, root, report) if root is not None else None
    if file is not None:
        raw = raw_types.get(file.raw) if file.connector in {connector.id, ""} else None
        check_file(file, connector, raw, target_types(), report)
    return file, report


def _sorted(report: Reporter, diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics by their place, those of the file itself first."""
    own = report.source.name
    return tuple(sorted(diagnostics, key=lambda one: (one.file != own, one.file, one.line, one.column, one.code)))


def load_mapping(
    source: SourceFile,
    connector: ConnectorDefinition,
    raw_types: RawTypes | None = None,
    *,
    below: Sequence[SourceFile] = (),
) -> CompiledMapping:
    """Check and compile one mapping (`below` as in `check_mapping`); raises MappingError with all its diagnostics.

    Its tests are not looked at: what is wrong with them says nothing about the records.
    """
    raw_types = raw_types or RawTypes(connector)
    file, report = _check(source, connector, raw_types, below)
    diagnostics = _sorted(report, report.diagnostics)
    if file is None or report.failed:
        raise MappingError(diagnostics)
    flag = "hidden_fields" in target_types()[file.model].fields
    return compile_file(file, connector, diagnostics, has_flag=flag, raw=raw_types.get(file.raw))


def load_mappings(
    connector: ConnectorDefinition, folder: Traversable | Sequence[Traversable] | None = None
) -> dict[str, CompiledMapping]:
    """Load the mapping of every resource of a connector, by the resource's name.

    `folder` is a folder, or several, whose files replace the connector's own or, with `extends`, extend them;
    a later folder extends an earlier one. In a folder, a subfolder named for the connector is used instead of the
    folder itself. Where no folder has a file, the connector's own is used.

    Raises MappingError with every diagnostic of every file; then none is loaded. Raises InvalidConnector where the
    connector's operations name a unified status that the model does not have.
    """
    _check_statuses(connector)
    folders: list[Traversable] = []
    if folder is not None:
        folders += folder if isinstance(folder, Sequence) else [folder]
    raw_types = RawTypes(connector)
    found: list[tuple[Diagnostic, ...]] = []  # of each file
    loaded: dict[str, CompiledMapping] = {}
    failed = False
    for resource in connector.resources:
        try:
            *below, source = mapping_sources(connector, resource, folders)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            text = f"cannot read the mapping of {connector.id}'s {resource.name}: {reason}"
            found.append((Diagnostic("E106", resource.mapping, 1, 1, text, title=CODES["E106"].title),))
            failed = True
            continue
        try:
            mapping = load_mapping(source, connector, raw_types, below=below)
        except MappingError as error:
            failed = True
            found.append(error.diagnostics)
            continue
        if mapping.model != resource.model:
            failed = True
            message = (
                f"expected a mapping to {resource.model} for {connector.id}'s {resource.name}, got {mapping.model}"
            )
            node = mapping.file.model_node
            title = CODES["E404"].title
            place = (source.name, node.line, node.column)
            found.append((Diagnostic("E404", *place, message, text=source.line(node.line), title=title),))
        found.append(mapping.warnings)
        loaded[resource.name] = mapping
    if failed:
        raise MappingError([item for diagnostics in join_alike(found) for item in diagnostics])
    return loaded


def _check_statuses(connector: ConnectorDefinition) -> None:
    if connector.live is None:
        return
    for resource in connector.resources:
        status = target_types()[resource.model].fields.get("status")
        known = status.values if status is not None else ()
        for word in connector.live.of(resource.name).statuses:
            if word not in known:
                raise InvalidConnector(
                    f"operations of {resource.name!r}: status {word!r} is not one of {', '.join(known) or 'none'}"
                )


def mapping_sources(
    connector: ConnectorDefinition, resource: Resource, folders: Sequence[Traversable] = ()
) -> list[SourceFile]:
    """Read the files of one resource's mapping, the lowest layer first; raises OSError for an unreadable one."""
    files = mapping_files(connector, resource, folders)
    if len(files) == 1:
        return [SourceFile.read(files[0], resource.mapping)]
    names = [str(file) for file in files]
    if files[0] == connector.mappings.joinpath(resource.mapping):
        names[0] = f"{connector.id}/{resource.mapping}"
    return [SourceFile.read(file, name) for name, file in zip(names, files, strict=True)]


def mapping_files(
    connector: ConnectorDefinition, resource: Resource, folders: Sequence[Traversable] = ()
) -> list[Traversable]:
    """Find the files of one resource's mapping, the lowest layer first; raises OSError for an unreadable one."""
    stack = [connector.mappings.joinpath(resource.mapping)]
    for folder in folders:
        if not folder.is_dir():
            raise FileNotFoundError(errno.ENOENT, f"there is no folder {folder}")
        inner = folder.joinpath(connector.id)
        file = (inner if inner.is_dir() else folder).joinpath(resource.mapping)
        if file.is_file():
            if "extends" not in top_words(file.read_bytes().decode("utf-8-sig", errors="replace")):
                stack.clear()
            stack.append(file)
    return stack
