"""`constraints.txt` pins what the README installs; `.ci/lowest.txt` is the least that pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.support.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*(?: ; [a-z_]+ (?:[<>]=?|[!=]=) '[A-Za-z0-9.]+')?")


def pins(file: str) -> dict[str, Version]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    found: dict[str, Version] = {}
    for line in lines:
        if line.startswith("#"):
            continue
        # A name and a version, perhaps for one kind of system: no address, path, hash or option fits in there.
        assert PIN.fullmatch(line), line
        requirement = Requirement(line)
        (specifier,) = requirement.specifier
        assert requirement.name not in found
        found[requirement.name] = Version(specifier.version)
    assert list(found) == sorted(found)
    return found


def asked_for() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"].values()
    texts = [*PROJECT["project"]["dependencies"], *(text for extra in extras for text in extra)]
    return [one for one in map(Requirement, texts) if one.name != "shopglot"]


def needed(name: str, extras: set[str], seen: set[tuple[str, str]]) -> set[str]:
    """Name what an installed package needs here, and what that needs in turn."""
    names: set[str] = set()
    for text in requires(name) or ():
        one = Requirement(text)
        if not any(one.marker is None or one.marker.evaluate({"extra": extra}) for extra in extras | {""}):
            continue
        if (one.name, str(sorted(one.extras))) not in seen:
            seen.add((one.name, str(sorted(one.extras))))
            names |= {canonicalize_name(one.name)} | needed(one.name, one.extras, seen)
    return names


def test_every_package_that_is_asked_for_is_pinned_within_its_range() -> None:
    pinned = pins("constraints.txt")
    found = {one.name: one.specifier.contains(pinned[one.name]) for one in asked_for()}
    assert len(found) >= 19
    assert [name for name, within in found.items() if not within] == []


def test_what_they_need_in_turn_is_pinned_too() -> None:
    names = needed("shopglot", {"dev"}, set()) - {"shopglot"}
    assert len(names) >= 45
    assert names - pins("constraints.txt").keys() == set()


def test_the_lowest_versions_are_those_of_the_project_file() -> None:
    pinned = pins(".ci/lowest.txt")
    for one in [*asked_for(), *map(Requirement, PROJECT["build-system"]["requires"])]:
        (least,) = [Version(each.version) for each in one.specifier if each.operator == ">="]
        assert pinned[one.name] == least, one.name
