"""The records of saved answers: every form that `normalize` reads, each counted for its own resource alone."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopglot.errors import ShopglotError
from shopglot.normalize import ResponseShape, iter_source
from shopglot.workbench._belonging import Belonging
from shopglot.workbench._find import display_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

    from shopglot.connector import ConnectorDefinition, Resource

__all__ = [
    "AnswerFile",
    "Sample",
    "Samples",
    "Unused",
    "answers_in",
    "fixtures_beside",
    "samples_in",
    "spread_samples",
    "walk_answers",
]

INDEX = "index.json"
_NO_ANSWERS = frozenset({"bad", "cassettes", "coverage.json", "expected", "webhooks"})
"""What stands beside the saved answers of a connector in their folder."""
_SUFFIXES = (".json", ".jsonl", ".ndjson")
_RAW_SCHEMA = ".raw.json"
_SHOWN = 5
_FROM_EACH = 5
_STRIDES = 40


@dataclass(frozen=True, slots=True)
class Sample:
    """One raw record: its file and its number in it, from 0. Its `repr` shows no value of it."""

    name: str
    raw: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unused:
    """A file, or a line of one, that gave no record; the reason quotes nothing of it.

    `other` says that it is no fault: it has records, and they are another resource's.
    """

    file: str
    reason: str
    other: bool = False


@dataclass(frozen=True, slots=True)
class Samples:
    """The records of one resource in some places; iterating yields them. `looked` are the places, for messages."""

    resource: str
    records: tuple[Sample, ...] = ()
    unused: tuple[Unused, ...] = ()
    looked: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Sample]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    @property
    def faults(self) -> tuple[Unused, ...]:
        """The files that could not be used, without those of other resources."""
        return tuple(item for item in self.unused if not item.other)

    def error(self) -> ShopglotError:
        """Return the error that there is no record: where was looked, and why each file was not used."""
        where = ", ".join(self.looked) or "no place: there is no folder of saved answers"
        lines = [f"no record of {self.resource} to run; looked in {where}"]
        lines += [f"  {item.file}: {item.reason}" for item in self.unused[:_SHOWN]]
        if len(self.unused) > _SHOWN:
            lines.append(f"  and {len(self.unused) - _SHOWN} more files")
        return ShopglotError("\n".join(lines), hint="Name saved answers with --records, files or folders.")


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """One saved answer: its name in its folder, the records of one resource in it, and what could not be used."""

    file: str
    records: tuple[Sample, ...]
    faults: tuple[Unused, ...] = ()


def fixtures_beside(connector: ConnectorDefinition, path: Path | None) -> Traversable | None:
    """Find a connector's saved answers; None where there are none.

    They are in the folder `fixtures/<connector>` here or above a mapping file, or where the connector says.
    """
    above = list(path.resolve().parents) if path is not None else []
    for folder in [Path.cwd(), *above]:
        if (folder / "fixtures" / connector.id).is_dir():
            return folder / "fixtures" / connector.id
    return connector.fixtures if connector.fixtures is not None and connector.fixtures.is_dir() else None


def samples_in(places: Iterable[Traversable], connector: ConnectorDefinition, resource: Resource) -> Samples:
    """Read the records of one resource in these files and folders, JSON and JSON Lines.

    Whose records a file has is said by the folder's `index.json`, or else by the name of a sub-folder or of the file
    (`order/x.json`, `orders.jsonl`); a file that neither names is taken for a resource when its raw schema knows at
    least half of a record's keys, and none of another resource knows more.

    Raises `ShopglotError` for a place that does not exist. Files that can't be used are listed, never an error.
    """
    reading = _Reading(ResponseShape.of(connector, resource.name), Belonging(connector, resource))
    looked = []
    for place in places:
        looked.append(display_path(place) if isinstance(place, Path) else str(place))
        if place.is_dir():
            for file, name, owner in _files(place, reading.belonging):
                reading.file(file, name, owner)
        elif place.is_file():
            reading.file(place, place.name, reading.belonging.named(place.name))
        else:
            raise ShopglotError("there is no such file or folder", where=str(place))
    return Samples(resource.name, tuple(reading.records), tuple(reading.unused), tuple(looked))


def answers_in(place: Traversable, connector: ConnectorDefinition, resource: Resource) -> Iterator[AnswerFile]:
    """Yield the saved answers of one resource in a folder, one by one, also those that list no record.

    Whose an answer is, is said as for `samples_in`.
    """
    belonging = Belonging(connector, resource)
    for file, name, owner in _files(place, belonging):
        reading = _Reading(ResponseShape.of(connector, resource.name), belonging)
        reading.file(file, name, owner)
        faults = tuple(one for one in reading.unused if not one.other)
        if reading.records or (owner and belonging.is_own(owner)):
            yield AnswerFile(name, tuple(reading.records), faults)


def spread_samples(place: Traversable, connector: ConnectorDefinition, resource: Resource) -> Iterator[Sample]:
    """Yield the records of one resource in a folder, read when they are asked for, so that the first show most of it.

    A few come from each file, of all parts of the folder, and then the rest. What can't be used is left out.
    """
    belonging = Belonging(connector, resource)
    try:
        files = [one for one in _files(place, belonging) if not one[2] or belonging.is_own(one[2])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return  # a folder, or its index, that can't be read
    left: list[Sample] = []
    stride = max(1, len(files) // _STRIDES)
    for file, name, owner in (one for start in range(stride) for one in files[start::stride]):
        reading = _Reading(ResponseShape.of(connector, resource.name), belonging)
        reading.file(file, name, owner)
        yield from reading.records[:_FROM_EACH]
        left += reading.records[_FROM_EACH:]
    yield from left


@dataclass(frozen=True, slots=True)
class _Reading:
    shape: ResponseShape
    belonging: Belonging
    records: list[Sample] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)

    def file(self, file: Traversable, name: str, owner: str) -> None:
        """Take the records of one file, which a name or an index may say to be of the resource `owner`."""
        if owner and not self.belonging.is_own(owner):
            self.unused.append(Unused(name, f"named for {owner}", other=True))
            return
        number, before = 0, len(self.records) + len(self.unused)
        misfits: Counter[str] = Counter()
        try:
            for item in iter_source(file.read_bytes(), self.shape, name):
                if item.problem is not None:
                    self.unused.append(Unused(item.where, item.problem.message))
                elif not isinstance(item.raw, dict):
                    self.unused.append(Unused(f"{name}#{number}", "not a record (a JSON object)"))
                else:
                    reason = "" if owner else self.belonging.misfit(item.raw)
                    misfits.update([reason] * bool(reason))
                    self.records.extend([] if reason else [Sample(f"{name}#{number}", item.raw)])
                number += 1
        except ShopglotError as error:
            self.unused.append(Unused(error.where or name, error.message))
            return
        except OSError as error:
            self.unused.append(Unused(name, error.strerror or "cannot be read"))
            return
        for reason, count in misfits.items():
            many = f" ({count} records)" if count > 1 else ""
            self.unused.append(Unused(name, f"{reason}{many}", other=reason != self.belonging.unknown))
        if len(self.records) + len(self.unused) == before:
            self.unused.append(Unused(name, f"has no {self.shape.resource.name} in it", other=bool(owner)))


def _files(folder: Traversable, belonging: Belonging) -> Iterator[tuple[Traversable, str, str]]:
    """Yield each file of a folder with its name in it, and the resource that it is said to be of, or a blank."""
    index = folder.joinpath(INDEX)
    if index.is_file():
        for entry in json.loads(index.read_text(encoding="utf-8")).get("fixtures", []):
            file = folder
            for step in entry["file"].split("/"):
                file = file.joinpath(step)
            yield file, entry["file"], entry["resource"]
        return
    for file, name in walk_answers(folder):
        if name.partition("/")[0] not in _NO_ANSWERS:
            yield file, name, belonging.named(f"{folder.name}/{name}")


def walk_answers(folder: Traversable, above: str = "") -> Iterator[tuple[Traversable, str]]:
    """Yield the files of a folder that may be saved answers, sorted, each with its name in it."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{above}{item.name}"
        if item.is_dir():
            yield from walk_answers(item, f"{name}/")
        elif name.endswith(_SUFFIXES) and not name.endswith(_RAW_SCHEMA) and item.name != INDEX:
            yield item, name
