"""Snapshots of contracts: reading and writing them, and whether a version says enough about what has changed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packaging.version import Version

if TYPE_CHECKING:
    from pathlib import Path

    from tools.contracts._compare import Difference, Level
    from tools.contracts._contracts import Contract

__all__ = ["Finding", "Snapshot", "check", "is_enough", "read_snapshot", "update", "write_snapshot"]

_UPDATE = "python -m tools.contracts --update"
# The part of a version that must rise: of 0.x the next one, since its first part promises nothing yet.
_PART: dict[Level, int] = {"breaking": 0, "additive": 1, "meaning": 2}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a contract held at which version; one that is not released may be written anew freely."""

    version: str
    released: bool
    holds: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What differs from a snapshot, and what is wrong with that, if anything."""

    differences: tuple[Difference, ...]
    wrong: tuple[str, ...]


def read_snapshot(contract: Contract, folder: Path) -> Snapshot | None:
    """Read the snapshot of a contract; None where there is none."""
    file = _file(contract, folder)
    if not file.is_file():
        return None
    data = json.loads(file.read_text(encoding="utf-8"))
    return Snapshot(data["version"], data["released"], data["holds"])


def write_snapshot(contract: Contract, folder: Path, *, released: bool) -> None:
    """Write what a contract holds now."""
    data = {"contract": contract.name, "version": contract.version, "released": released, "holds": contract.describe()}
    folder.mkdir(parents=True, exist_ok=True)
    _file(contract, folder).write_text(_text(data), encoding="utf-8", newline="\n")


def _text(data: dict[str, Any]) -> str:
    """Return the snapshot's text: each entry in a line, so that a diff shows what has changed in it."""
    text = json.dumps(data, indent=1, ensure_ascii=False)
    flat = re.compile(r"\{\n {3}[^{}]*\n {2}\}")
    return flat.sub(lambda entry: json.dumps(json.loads(entry[0]), ensure_ascii=False), text) + "\n"


def _file(contract: Contract, folder: Path) -> Path:
    return folder / f"{contract.name}.json"


def is_enough(level: Level, old: str, new: str) -> bool:
    """Return whether a version may follow another one when this changes.

    A break needs a higher first part, an addition a higher second one, another meaning of a mapping a higher third
    one; of 0.x a break needs a higher second part, and the others a higher third one. A version of one part counts
    breaks alone.
    """
    before, after = Version(old).release, Version(new).release
    if len(before) == 1:
        return level != "breaking" or after > before
    part = _PART[level] if before[0] else min(_PART[level] + 1, 2)
    return after[: part + 1] > before[: part + 1]


def check(contract: Contract, folder: Path) -> Finding:
    """Compare a contract with its snapshot: a released one may not be broken, another one must be what is there."""
    snapshot = read_snapshot(contract, folder)
    if snapshot is None:
        return Finding((), (f"{contract.name}: there is no snapshot of it; run {_UPDATE}",))
    differences = tuple(contract.compare(snapshot.holds, contract.describe()))
    if not snapshot.released:
        stale = bool(differences) or snapshot.version != contract.version
        return Finding(differences, (f"{contract.name}: its snapshot is another; run {_UPDATE}",) * stale)
    since = f"version {contract.version} is not enough after {snapshot.version}"
    return Finding(
        differences,
        tuple(
            f"{contract.name}: {one}: {since}"
            for one in differences
            if not is_enough(one.level, snapshot.version, contract.version)
        ),
    )


def update(contract: Contract, folder: Path, *, release: bool = False) -> Finding:
    """Write the snapshot anew unless it is released; for a release write it in any case that `check` allows."""
    snapshot = read_snapshot(contract, folder)
    if snapshot is not None and snapshot.released:
        finding = check(contract, folder)
        if finding.wrong or not release:
            return finding
    write_snapshot(contract, folder, released=release)
    return Finding((), ())
