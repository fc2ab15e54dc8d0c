"""The records of a folder of saved responses: by its index where it has one, else every JSON file in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopglot.errors import ShopglotError
from shopglot.normalize import ResponseShape, read_json, records_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.connector import ConnectorDefinition, Resource

__all__ = ["Sample", "fixtures_beside", "samples_in"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One raw record: its file and its number in it, from 0. Its `repr` shows no value of it."""

    name: str
    raw: Any = field(repr=False)


def fixtures_beside(connector: ConnectorDefinition, path: Path | None) -> Path | None:
    """Find the folder `fixtures/<connector>` here, or above a mapping file; None where there is none."""
    above = list(path.resolve().parents) if path is not None else []
    for folder in [Path.cwd(), *above]:
        if (folder / "fixtures" / connector.id).is_dir():
            return folder / "fixtures" / connector.id
    return None


def samples_in(places: Iterable[Path], connector: ConnectorDefinition, resource: Resource) -> Iterator[Sample]:
    """Yield the records of one resource in these files and folders.

    A folder's `index.json` tells which file contains which resource; in one without, and in a file, every response that
    contains such records counts. Responses with an error, or with something else, are left out.

    Raises `ShopglotError` for a place that does not exist, and for a named file that is not JSON.
    """
    shape = ResponseShape.of(connector, resource.name)
    for place in places:
        if not place.exists():
            raise ShopglotError("there is no such file or folder", where=str(place))
        for file in _files(place, connector, resource) if place.is_dir() else [place]:
            try:
                records = records_of(read_json(file.read_bytes(), where=str(file)), shape, str(file))
            except ShopglotError:
                if place.is_dir():
                    continue
                raise
            name = file.relative_to(place).as_posix() if place.is_dir() else file.name
            yield from (Sample(f"{name}#{number}", raw) for number, raw in enumerate(records) if isinstance(raw, dict))


def _files(folder: Path, connector: ConnectorDefinition, resource: Resource) -> list[Path]:
    index = folder / "index.json"
    if not index.is_file():
        return sorted(folder.rglob("*.json"))
    entries = json.loads(index.read_text(encoding="utf-8")).get("fixtures", [])
    # Records that two resources share are listed under one of them.
    alike = {one.name for one in connector.resources if one.records == resource.records}
    return [folder / entry["file"] for entry in entries if entry["resource"] in alike]
