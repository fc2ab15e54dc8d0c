"""Finding mapping files: by path, by folder, by connector, or all that are installed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shopglot.errors import ShopglotError
from shopglot.mapping import SourceFile, mapping_files
from shopglot.mapping.syntax import did_you_mean, listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable

    from shopglot.connector import ConnectorDefinition, Resource
    from shopglot.registry import Connector, Registry

__all__ = ["MappingTarget", "display_path", "find_mappings", "iter_installed", "read_target", "reread", "resource_of"]

_NAMED = re.compile(r"""^(?:from|extends)\s*:\s*["']?([a-z0-9-]+)/([a-z0-9-]*)""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MappingTarget:
    """One mapping file: its text, the connector it belongs to, and the files it extends.

    `path` is None for a file inside an archive; `below` are the lower layers, the lowest first.
    """

    source: SourceFile
    connector: ConnectorDefinition
    path: Path | None
    below: tuple[SourceFile, ...] = ()


def find_mappings(registry: Registry, targets: Sequence[str] = ()) -> list[MappingTarget]:
    """Find the mappings that the targets name, each once: a file, a folder, a connector, or `connector/resource`.

    By default those of every connector that loads. Raises `ShopglotError` for an unknown target, and for a connector
    that is broken.
    """
    mappings = [item for target in targets for item in _find_named(registry, target)]
    if not targets:
        mappings = [item for connector in registry.working() for item in iter_installed(connector)]
    by_name = {(item.source.name, item.path): item for item in mappings}
    return list(by_name.values())


def read_target(registry: Registry, path: Path) -> MappingTarget:
    """Read one file, and find the connector whose platform it maps; raises `ShopglotError` when it can't be read."""
    try:
        source = SourceFile(display_path(path), path.read_bytes())
    except OSError as error:
        raise ShopglotError(error.strerror or "cannot be read", where=str(path)) from None
    return MappingTarget(source, _connector_of(registry, source), path)


def reread(target: MappingTarget) -> MappingTarget:
    """Read a file again, as it is now; one inside an archive stays as it was."""
    if target.path is None:
        return target
    return replace(target, source=SourceFile(target.source.name, target.path.read_bytes()))


def resource_of(connector: ConnectorDefinition, name: str) -> Resource:
    """Return a connector's resource; raises `ShopglotError` that lists the known ones."""
    names = [resource.name for resource in connector.resources]
    if name not in names:
        raise ShopglotError(
            f"{connector.id} has no resource {name!r}", hint=did_you_mean(name, names) or f"It has {listing(names)}."
        )
    return connector.resource(name)


def display_path(path: Path) -> str:
    """Return a path as a person would type it here: relative where it is below the working folder."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _find_named(registry: Registry, target: str) -> Iterator[MappingTarget]:
    path = Path(target)
    if path.is_dir():
        files = sorted(item for item in path.rglob("*.y*ml") if item.suffix in {".yaml", ".yml"})
        if not files:
            raise ShopglotError("no mapping file in this folder", where=target)
        yield from (read_target(registry, item) for item in files)
    elif path.exists() or path.suffix in {".yaml", ".yml"}:
        yield read_target(registry, path)
    else:
        name, _, resource = target.partition("/")
        if name not in registry:
            hint = did_you_mean(name, registry) or f"Use a file, a folder, or one of {listing(registry)}."
            raise ShopglotError(f"{target!r} is neither a file nor an installed connector", hint=hint)
        yield from iter_installed(registry[name], resource or None)


def iter_installed(installed: Connector, only: str | None = None) -> Iterator[MappingTarget]:
    """Yield the mappings of a connector, or of one of its resources, with the folders that extend them."""
    connector = installed.definition
    for resource in connector.resources if only is None else (resource_of(connector, only),):
        try:
            *below, source = map(_read, mapping_files(connector, resource, installed.mapping_folders))
        except OSError as error:
            raise ShopglotError(error.strerror or "cannot be read", where=f"{connector.id}/{resource.name}") from None
        path = Path(source.name)
        yield MappingTarget(source, connector, path if path.is_file() else None, tuple(below))


def _read(file: Traversable) -> SourceFile:
    return SourceFile(display_path(file) if isinstance(file, Path) else str(file), file.read_bytes())


def _connector_of(registry: Registry, source: SourceFile) -> ConnectorDefinition:
    named = _NAMED.search(source.text)
    if named and named[1] in registry:
        return registry[named[1]].definition
    for installed in registry.working():
        return installed.definition  # the checker reports that the file names none of its records
    raise ShopglotError("no connector is installed to check against", hint="Install one, such as tiktok.")
