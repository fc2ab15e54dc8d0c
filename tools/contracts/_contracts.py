"""Which contracts there are: what each holds, how it is compared, and the version that speaks for it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shopglot
from shopglot import connector, errors
from tools.contracts._compare import Difference, compare_entries
from tools.contracts._interface import describe_names
from tools.contracts._mappings import describe_mappings
from tools.contracts._models import compare_schemas, describe_schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["CONTRACTS", "ROOT", "Contract"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Contract:
    """One promise to others; its snapshot is `contracts/<name>.json`."""

    name: str
    version: str
    describe: Callable[[], dict[str, Any]]
    compare: Callable[[Mapping[str, Any], Mapping[str, Any]], list[Difference]]


@cache
def _distribution() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def _interface() -> dict[str, Any]:
    """Return all that a connector is made of: what authors import, and the errors that they raise."""
    own = describe_names(connector)
    return own | describe_names(errors, "errors.", frozenset(connector.__all__))


def _of_mappings(name: str) -> Contract:
    def describe() -> dict[str, Any]:
        return describe_mappings(shopglot.load_connectors(only=[name], block=[], strict=True)[name])

    return Contract(f"mappings.{name}", _distribution()["version"], describe, compare_entries)


CONTRACTS = (
    Contract("models", _distribution()["version"], describe_schemas, compare_schemas),
    Contract("connector", connector.API_VERSION, _interface, compare_entries),
    *map(_of_mappings, sorted(_distribution()["entry-points"]["shopglot.connectors"])),
)
