"""The connector under contract, and what its rules share: its saved answers, their records, its checked mappings."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from shopglot.normalize import Normalized
from shopglot.registry import Connector, find_connector, load_connectors
from shopglot.testing.kit._shop import LiveShop
from shopglot.testing.kit._verdict import NothingToCheck
from shopglot.workbench import answers_in, check_files, check_records, fixtures_beside, iter_installed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from shopglot.connector import ConnectorDefinition
    from shopglot.normalize import Normalizer, Rejected
    from shopglot.testing._contract import Contract
    from shopglot.workbench import CheckedMapping, Sample

__all__ = ["SavedAnswer", "Subject"]

_RAW = "raw"


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """One saved answer as one resource reads it.

    `case` names it in tests, `file` is its name in the folder, `samples` are its raw records and `outcomes` what became
    of each, in order; `about` is what the folder's index says of it.
    """

    resource: str
    file: str
    samples: tuple[Sample, ...]
    outcomes: tuple[Normalized | Rejected, ...]
    faults: tuple[str, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def case(self) -> str:
        """The name of its case: the resource, and the file without the folders that say the same."""
        return f"{self.resource}/{PurePosixPath(self.file).name}"

    @property
    def good(self) -> Iterator[tuple[Sample, Normalized]]:
        """The raw records that were unified, each with its record."""
        for sample, outcome in zip(self.samples, self.outcomes, strict=True):
            if isinstance(outcome, Normalized):
                yield sample, outcome

    def says(self, tag: str) -> bool:
        """Check whether the index gives the answer a tag."""
        return tag in self.about.get("tags", ())


class Subject:
    """One connector under contract; raises what loading it raises, and nothing else is read before it is asked for."""

    def __init__(self, contract: Contract, *, update: bool = False) -> None:
        self.contract = contract
        self.update = update
        self.connector = _with_fixtures(_connector(contract), contract)
        self.imported: dict[str, Any] = {}
        self._answers: dict[str, dict[str, SavedAnswer]] = {}

    @property
    def definition(self) -> ConnectorDefinition:
        """The connector's definition, with its saved answers where they are."""
        return self.connector.definition

    @property
    def installed(self) -> bool:
        """Whether the connector is a plugin, found by its entry point."""
        return isinstance(self.contract.connector, str) and self.contract.connector in load_connectors()

    @property
    def resources(self) -> tuple[str, ...]:
        """The names of the connector's resources."""
        return tuple(resource.name for resource in self.definition.resources)

    def model(self, resource: str) -> str:
        """Return the name of a resource's unified model."""
        return self.definition.resource(resource).model

    def normalizer(self, resource: str, *, keep: bool = False) -> Normalizer:
        """Return what turns raw records of a resource into unified ones, with the contract's settings."""
        return self.connector.normalizer(
            resource, settings=self.contract.settings, mask_policy="keep" if keep else "hide"
        )

    def answers(self, resource: str) -> Mapping[str, SavedAnswer]:
        """Return the saved answers of a resource by their cases, read and unified once."""
        if resource not in self._answers:
            self._answers[resource] = {one.case: one for one in self._read(resource)}
        return self._answers[resource]

    def all_answers(self) -> Iterator[SavedAnswer]:
        """Yield the saved answers of all resources."""
        for resource in self.resources:
            yield from self.answers(resource).values()

    def answer(self, case: str) -> SavedAnswer:
        """Return the saved answer of a case."""
        return self.answers(case.partition("/")[0])[case]

    def samples(self, resource: str) -> list[Sample]:
        """Return the raw records of a resource."""
        return [sample for answer in self.answers(resource).values() for sample in answer.samples]

    def _read(self, resource: str) -> Iterator[SavedAnswer]:
        folder = self.definition.fixtures
        if folder is None:
            return
        normalizer = self.normalizer(resource)
        for found in answers_in(folder, self.definition, self.definition.resource(resource)):
            outcomes = tuple(normalizer.record(sample.raw, where=sample.name) for sample in found.records)
            faults = tuple(f"{one.file}: {one.reason}" for one in found.faults)
            yield SavedAnswer(resource, found.file, found.records, outcomes, faults, self.index.get(found.file, {}))

    @cached_property
    def index(self) -> Mapping[str, Mapping[str, Any]]:
        """What the index of the saved answers says of each file; empty where there is none."""
        return {entry["file"]: entry for entry in self.about_fixtures.get("fixtures", ())}

    @cached_property
    def about_fixtures(self) -> Mapping[str, Any]:
        """The whole index of the saved answers."""
        folder = self.definition.fixtures
        file = folder.joinpath("index.json") if folder is not None else None
        if file is None or not file.is_file():
            return {}
        read: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return read

    @cached_property
    def checked(self) -> Mapping[str, CheckedMapping]:
        """The mappings by resource, checked against both ends and over the saved answers."""
        targets = list(iter_installed(self.connector))
        checked = check_records(check_files(targets, saved=True))
        return dict(zip(self.resources, checked, strict=True))

    @property
    def live(self) -> bool:
        """Whether the connector can be read live, at a simulated platform."""
        return self.definition.live is not None and self.definition.sandbox is not None

    @cached_property
    def shop(self) -> LiveShop:
        """The simulated platform, opened when it is first asked for."""
        return LiveShop(self.connector, self.contract.settings)

    def waived_places(self, case: str) -> tuple[str, ...]:
        """Return the places of records at which a case need not hold: `get-equals-list[order] /note` waives one."""
        return tuple(name.removeprefix(f"{case} ") for name in self.contract.waive if name.startswith(f"{case} "))

    def is_secret(self, setting: str) -> bool:
        """Check whether a setting of the connector is a secret."""
        return any(one.name == setting and one.secret for one in self.definition.settings)

    def written(self, *steps: str) -> Path:
        """Return a place in the folder of saved answers for what the kit reads and writes there.

        Raises `NothingToCheck` for a connector that has no such folder: that it needs one, a rule of its own says.
        """
        if self.definition.fixtures is None:
            raise NothingToCheck("the connector says of no saved answers")
        return Path(str(self.definition.fixtures)).joinpath(*steps)

    def close(self) -> None:
        """Close what is open."""
        if "shop" in vars(self):
            self.shop.close()
            del self.shop


def _connector(contract: Contract) -> Connector:
    if isinstance(contract.connector, str):
        # A variable that blocks plugins is for users; the one that is under contract is wanted.
        return find_connector(load_connectors(block=[]), contract.connector)
    definition = contract.connector
    return Connector(definition, definition.id, definition.version)


def _with_fixtures(connector: Connector, contract: Contract) -> Connector:
    """Return the connector with its saved answers where the contract, or the workbench, finds them."""
    place: Traversable | None = contract.fixtures or fixtures_beside(connector.definition, None)
    definition = replace(connector.definition, fixtures=place, sandbox=contract.sandbox or connector.definition.sandbox)
    folders = connector.mapping_folders
    return Connector(definition, connector.distribution, connector.version, mappings=folders or None)
