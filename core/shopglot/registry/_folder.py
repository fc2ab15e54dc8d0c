"""A connector that is a folder: mappings, the raw schemas beside them, saved answers; no Python, nothing installed.

acme/order.yaml       one mapping a resource; its `from` names the connector
acme/order.raw.json   the JSON Schema of one raw record
acme/connector.yaml   optional: see `_SHAPE`
acme/fixtures/        optional: saved answers
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shopglot.connector import ConnectorDefinition, RawSchema, Resource
from shopglot.errors import InvalidConnector, ShopglotError
from shopglot.registry._connector import Connector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.registry._folder_file import FolderFile
    from shopglot.registry._registry import Registry

__all__ = [
    "FOLDER_FILE",
    "RAW_SUFFIX",
    "find_connector",
    "folder_connector",
    "folder_id",
    "is_connector_folder",
    "mapping_names",
    "read_folder",
]

FOLDER_FILE = "connector.yaml"
RAW_SUFFIX = ".raw.json"
FIXTURES = "fixtures"
_MODELS = {"store": "Store", "product": "Product", "order": "Order", "customer": "Customer"}
# A file without any of them is no mapping, but what mappings share.
_OF_MAPPINGS = frozenset({"from", "to", "fields"})


@dataclass(frozen=True, slots=True)
class _Named:
    """What a mapping file says of itself at its top, also where the rest of it has errors."""

    file: str
    connector: str
    raw: str
    to: str

    @property
    def stem(self) -> str:
        return self.file.rpartition(".")[0]

    @property
    def model(self) -> str:
        """The model that it maps to, or that its name stands for, where it does not say so (yet)."""
        return self.to if self.to in _MODELS.values() else _MODELS.get(self.stem, "")


def find_connector(registry: Registry, name: str) -> Connector:
    """Return an installed connector by its id, or the one that a folder is, by its path.

    An id that is installed is never taken for a folder of that name: `./acme` is one. Raises what a registry raises
    for an unknown name, and `InvalidConnector` for a folder that is no connector.
    """
    path = Path(name)
    if name not in registry and (is_connector_folder(path) or (path.is_dir() and path.name != name)):
        return folder_connector(path)
    return registry[name]


def folder_connector(folder: Path) -> Connector:
    """Return the handle of the connector that a folder is; raises as `read_folder` does."""
    definition = read_folder(folder)
    return Connector(definition, str(folder), definition.version)


def is_connector_folder(path: Path) -> bool:
    """Check whether a folder is a connector: it has a raw schema, such as `order.raw.json`, or `connector.yaml`."""
    return path.is_dir() and ((path / FOLDER_FILE).is_file() or any(path.glob(f"*{RAW_SUFFIX}")))


def mapping_names(folder: Path) -> list[str]:
    """Return the names of a connector folder's mapping files, sorted."""
    return [named.file for named in _mappings_in(folder)]


def folder_id(folder: Path) -> str:
    """Return the id of the connector that a folder is, or becomes: its mappings' `from` says it, or its own name.

    Raises `InvalidConnector` where two mappings say different ones.
    """
    ids = {one.connector: one.file for one in _mappings_in(folder) if one.connector}
    if len(ids) > 1:
        facts = " and ".join(f"{file} is from `{connector}`" for connector, file in ids.items())
        raise InvalidConnector(
            f"{facts}, and a folder is one connector", where=str(folder), hint="Let each `from` begin with one name."
        )
    return next(iter(ids), folder.resolve().name)


def read_folder(folder: Path) -> ConnectorDefinition:
    """Return the connector that a folder is, for `Connector` and all that takes one.

    Its id is what the mappings' `from` says, each mapping is a resource, named for its model, and a record is a bare
    object or stands in a bare list, unless `connector.yaml` says otherwise. Mapping files are not checked here.

    Raises `InvalidConnector`, which names the file and what to do, where the files do not make one connector.
    """
    from shopglot.registry._folder_file import FolderFile, read_folder_file  # noqa: PLC0415 - needs the YAML reader

    named = _mappings_in(folder)
    if not named:
        raise InvalidConnector(
            "no mapping in this folder",
            where=str(folder),
            hint="`shopglot mapping new` writes one to start from, such as order.yaml.",
        )
    file = folder / FOLDER_FILE
    told = read_folder_file(file) if file.is_file() else FolderFile()
    connector = folder_id(folder)
    resources = tuple(_resources(folder, named, told))
    fixtures = folder / FIXTURES
    try:
        return ConnectorDefinition(
            id=connector,
            name=told.name or connector,
            version="0",
            resources=resources,
            raw_schemas=tuple(_raw_schemas(folder, named, told)),
            mappings=folder,
            schemas=folder,
            fixtures=fixtures if fixtures.is_dir() else None,
            envelope=told.envelope,
            guide=told.guide,
            settings=told.settings,
            settings_file=FOLDER_FILE,
        )
    except InvalidConnector as error:
        raise InvalidConnector(error.message, where=error.where or str(folder), hint=error.hint) from None


def _mappings_in(folder: Path) -> list[_Named]:
    from shopglot.mapping.syntax import top_words  # noqa: PLC0415 - needs the YAML reader

    named = []
    for file in sorted(folder.iterdir()):
        if file.suffix not in {".yaml", ".yml"} or file.name == FOLDER_FILE or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        words = top_words(text)
        if "extends" in words:
            raise InvalidConnector(
                "`extends` does not belong into a connector's folder, which has whole mappings",
                where=str(file),
                hint="Put layers into a folder of their own, and name it with --mappings or SHOPGLOT_MAPPINGS.",
            )
        if words.keys().isdisjoint(_OF_MAPPINGS):
            continue
        connector, slash, raw = words.get("from", "").partition("/")
        named.append(_Named(file.name, connector if slash else "", raw if slash else "", words.get("to", "")))
    return named


def _resources(folder: Path, named: list[_Named], told: FolderFile) -> Iterator[Resource]:
    first: dict[str, str] = {}
    for one in named:
        if not one.model:
            raise InvalidConnector(
                "`to` names no unified model",
                where=str(folder / one.file),
                hint=f"The models are {', '.join(_MODELS.values())}.",
            )
        name = one.model.lower()
        if name in first:
            raise InvalidConnector(
                f"{first[name]} and {one.file} both map to {one.model}, and a folder has one mapping of each",
                where=str(folder),
                hint="Keep one of them, or move the other to a folder of its own.",
            )
        first[name] = one.file
        yield Resource(name, one.model, one.file, told.records.get(name, ("",)))  # type: ignore[arg-type]
    unknown = sorted({*told.records, *told.maskable} - first.keys())
    if unknown:
        from shopglot.mapping.syntax import nearest  # noqa: PLC0415 - needs the YAML reader

        meant = nearest(unknown[0], first)
        raise InvalidConnector(
            f"`{unknown[0]}` is no resource: no mapping here makes one",
            where=told.places[unknown[0]],
            hint=f"Did you mean `{meant}`?" if meant else f"There is {', '.join(first)}.",
        )


def _raw_schemas(folder: Path, named: list[_Named], told: FolderFile) -> Iterator[RawSchema]:
    made: dict[str, tuple[str, tuple[str, ...]]] = {}
    for one in named:
        name = one.raw or f"{one.stem}@1"
        file, maskable = made.get(name, (_raw_file(folder, one), ()))
        more = told.maskable.get(one.model.lower(), ())
        made[name] = (file, tuple(dict.fromkeys((*maskable, *more))))
    for name, (file, maskable) in made.items():
        yield RawSchema(name if "@" in name else f"{name}@1", ((file, ""),), maskable)


def _raw_file(folder: Path, one: _Named) -> str:
    """Find the raw schema of a mapping's records: named for the raw record, or for the mapping itself."""
    from shopglot.exact_json import read_json  # noqa: PLC0415 - only this needs it
    from shopglot.mapping.syntax import type_from_schema  # noqa: PLC0415 - as above

    tried = list(dict.fromkeys(f"{stem}{RAW_SUFFIX}" for stem in (one.raw.partition("@")[0], one.stem) if stem))
    name = next((name for name in tried if (folder / name).is_file()), "")
    if not name:
        raise InvalidConnector(
            f"{one.file} has no raw schema beside it: {' or '.join(tried)}",
            where=str(folder),
            hint=f"Make it from saved answers: shopglot mapping infer FILES --output {folder / tried[0]}",
        )
    place = folder / name
    try:
        document = read_json(place.read_bytes(), where=str(place))
        of = type_from_schema(document, document)
    except ShopglotError as error:
        raise InvalidConnector(error.message, where=error.where or str(place), hint=error.hint) from None
    except OSError as error:
        raise InvalidConnector(error.strerror or "cannot be read", where=str(place)) from None
    if of.kind != "object":
        raise InvalidConnector(
            "expected a JSON Schema of one record: an object with `properties`",
            where=str(place),
            hint="`shopglot mapping infer` makes it from saved answers.",
        )
    return name
