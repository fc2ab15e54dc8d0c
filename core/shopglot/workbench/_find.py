"""Finding mapping files: by path, by folder, by connector, or all that are installed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shopglot.errors import ShopglotError
from shopglot.mapping import SourceFile, mapping_files
from shopglot.mapping.syntax import did_you_mean, is_parts_file, listing, top_words
from shopglot.registry import folder_connector, is_connector_folder, mapping_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable

    from shopglot.connector import ConnectorDefinition, Resource
    from shopglot.registry import Connector, Registry

__all__ = ["MappingTarget", "display_path", "find_mappings", "iter_installed", "read_target", "reread", "resource_of"]


@dataclass(frozen=True, slots=True)
class MappingTarget:
    """One mapping file: its text, the connector it belongs to, and the files it extends.

    `path` is None for a file inside an archive; `below` are the lower layers, the lowest first.
    """

    source: SourceFile
    connector: ConnectorDefinition
    path: Path | None
    below: tuple[SourceFile, ...] = ()

    @property
    def paths(self) -> list[Path]:
        """The file, the parts files beside it, the raw schemas, and what describes the connector where it is a folder.

        Files inside an archive have no path.
        """
        if self.path is None:
            return []
        beside = (item for item in self.path.parent.glob("*.y*ml") if item != self.path)
        parts = (item for item in beside if is_parts_file(item.read_bytes()))
        schemas = self.connector.schemas
        if not isinstance(schemas, Path):
            return [self.path, *parts]
        names = dict.fromkeys(name for raw in self.connector.raw_schemas for name in raw.files())
        about = [schemas / self.connector.settings_file] if self.connector.settings_file else []
        return [self.path, *parts, *(schemas / name for name in names), *about]


def find_mappings(registry: Registry, targets: Sequence[str] = ()) -> list[MappingTarget]:
    """Find the mappings that the targets name, each once: a file, a folder, a connector, or `connector/resource`.

    A connector is one that is installed, or the folder of one. By default those of every installed connector that
    loads. Raises `ShopglotError` for an unknown target, and for a connector that is broken.
    """
    finder = _Finder(registry)
    mappings = [item for target in targets for item in finder.named(target)]
    if not targets:
        mappings = [item for connector in registry.working() for item in iter_installed(connector)]
    by_name = {(item.source.name, item.path): item for item in mappings}
    return list(by_name.values())


def read_target(registry: Registry, path: Path) -> MappingTarget:
    """Read one file, and find the connector whose platform it maps; raises `ShopglotError` when it can't be read."""
    return _Finder(registry).file(path)


def reread(target: MappingTarget) -> MappingTarget:
    """Read a file again, as it is now; one inside an archive stays as it was."""
    if target.path is None:
        return target
    return replace(target, source=SourceFile.read(target.path, target.source.name))


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


class _Finder:
    """Finds mappings for one call; the folder of a connector is read once in it."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._folders: dict[Path, Connector] = {}

    def named(self, target: str) -> Iterator[MappingTarget]:
        path, (above, _, last) = Path(target), target.rpartition("/")
        if path.is_dir():
            yield from self._folder(path)
        elif path.exists() or path.suffix in {".yaml", ".yml"}:
            yield self.file(path)
        elif above and above not in self._registry and is_connector_folder(Path(above)):
            yield from iter_installed(self._connector(Path(above)), last)
        else:
            name, _, resource = target.partition("/")
            if name not in self._registry:
                known = listing(self._registry)
                hint = did_you_mean(name, self._registry) or f"Use a file, a folder, or one of {known}."
                raise ShopglotError(f"{target!r} is neither a file nor an installed connector", hint=hint)
            yield from iter_installed(self._registry[name], resource or None)

    def file(self, path: Path) -> MappingTarget:
        try:
            source = SourceFile.read(path, display_path(path))
        except OSError as error:
            raise ShopglotError(error.strerror or "cannot be read", where=str(path)) from None
        if is_parts_file(source.data):
            raise ShopglotError(
                "a parts file is checked where it is used",
                where=source.name,
                hint="Name a mapping that has it under `uses`, or the folder.",
            )
        if is_connector_folder(path.parent) and path.name in mapping_names(path.parent):
            return MappingTarget(source, self._connector(path.parent).definition, path)
        return MappingTarget(source, _connector_of(self._registry, source), path)

    def _folder(self, folder: Path) -> Iterator[MappingTarget]:
        if is_connector_folder(folder):
            yield from iter_installed(self._connector(folder))
            return
        files = sorted(item for item in folder.rglob("*.y*ml") if item.suffix in {".yaml", ".yml"})
        owners = {item.parent for item in files if is_connector_folder(item.parent)}
        files = [item for item in files if not owners & set(item.parents) and not is_parts_file(item.read_bytes())]
        if not files and not owners:
            raise ShopglotError("no mapping file in this folder", where=str(folder))
        yield from map(self.file, files)
        for owner in sorted(owners):
            yield from iter_installed(self._connector(owner))

    def _connector(self, folder: Path) -> Connector:
        if folder not in self._folders:
            self._folders[folder] = folder_connector(folder)
        return self._folders[folder]


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
    return SourceFile.read(file, display_path(file) if isinstance(file, Path) else str(file))


def _connector_of(registry: Registry, source: SourceFile) -> ConnectorDefinition:
    words = top_words(source.text)
    named, slash, _ = (words.get("from") or words.get("extends") or "").partition("/")
    if slash and named in registry:
        return registry[named].definition
    if slash and named and not did_you_mean(named, registry):
        raise ShopglotError(
            f"`{named}` is no installed connector, and no raw schema such as {Path(source.name).stem}.raw.json is "
            "beside this file",
            where=source.name,
            hint="`shopglot mapping infer` makes one from saved answers; with it the folder is a connector.",
        )
    for installed in registry.working():
        return installed.definition  # the checker reports that the file names none of its records
    raise ShopglotError("no connector is installed to check against", hint="Install one, such as tiktok.")
