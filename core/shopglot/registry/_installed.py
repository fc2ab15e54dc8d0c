"""Which entry points are installed, and the distribution that each came from; nothing is imported for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import EntryPoint, distributions, entry_points
from typing import TYPE_CHECKING

from shopglot.connector import ENTRY_POINT_GROUP

if TYPE_CHECKING:
    from importlib.metadata import Distribution

__all__ = ["Installed", "Origin", "find_installed", "origin_of"]

_NAME = re.compile(r"^Name:[ \t]*(\S+)", re.MULTILINE)
_VERSION = re.compile(r"^Version:[ \t]*(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Origin:
    """Which installed distribution an entry point came from; `target` is its module."""

    distribution: str
    version: str
    target: str

    def __str__(self) -> str:
        return f"{self.distribution} {self.version} ({self.target})"


@dataclass(frozen=True, slots=True)
class Installed:
    """The entry points of connectors by name, and the distributions whose entry points nobody can read."""

    points: dict[str, tuple[EntryPoint, ...]]
    unreadable: tuple[str, ...]


def find_installed() -> Installed:
    """Find the entry points of connectors, those of one name in a stable order; never raises for what is installed."""
    unreadable: list[str] = []
    try:
        found = list(entry_points(group=ENTRY_POINT_GROUP))
    except Exception:  # noqa: BLE001 - one file that is damaged, of any distribution, makes them all fail
        found = _one_by_one(unreadable)
    points: dict[str, tuple[EntryPoint, ...]] = {}
    for point in sorted(found, key=lambda point: (point.name, str(origin_of(point)))):
        points[point.name] = (*points.get(point.name, ()), point)
    return Installed(points, tuple(sorted(unreadable)))


def _one_by_one(unreadable: list[str]) -> list[EntryPoint]:
    found: dict[str, list[EntryPoint]] = {}
    for distribution in distributions():
        name, version = _name_and_version(distribution)
        try:
            points = list(distribution.entry_points.select(group=ENTRY_POINT_GROUP))
        except Exception:  # noqa: BLE001 - as above
            unreadable.append(f"{name} {version}")
            continue
        # Of two versions on the path the first is the one that is imported.
        found.setdefault(name.lower(), points)
    return [point for points in found.values() for point in points]


def origin_of(entry_point: EntryPoint) -> Origin:
    """Return the distribution that an entry point came from, as far as its metadata can be read."""
    return Origin(*_name_and_version(entry_point.dist), entry_point.value)


def _name_and_version(distribution: Distribution | None) -> tuple[str, str]:
    # Two lines are all that is needed, and the reader of whole metadata takes a hundred times as long.
    try:
        text = distribution.read_text("METADATA") if distribution is not None else None
    except (OSError, ValueError):
        text = None
    head = (text or "").partition("\n\n")[0]
    name, version = _NAME.search(head), _VERSION.search(head)
    return name[1] if name else "unknown", version[1] if version else "0"
