"""What shopglot runs in: versions, optional packages, and the variables that are set, without their values."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING, Any

from shopglot.connector import API_VERSION
from shopglot.registry import ALLOW_VARIABLE, named_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.registry import Registry

__all__ = ["Environment", "read_environment"]

EXTRAS = ("cli", "sandbox")
_REQUIRED = re.compile(r"""([A-Za-z0-9._-]+).*;\s*extra\s*==\s*["']([^"']+)["']""")
_PREFIX = "SHOPGLOT_"


@dataclass(frozen=True, slots=True)
class Environment:
    """What a plugin meets here.

    `extras` has the packages that are missing of each optional part of shopglot. `variables` are the names of those
    that are set for shopglot; `allowed` the plugins that may be loaded, `unknown` those that are allowed by name and
    not installed. `unreadable` are the distributions whose entry points nobody can read: what they bring is unknown.
    """

    python: str
    shopglot: str
    api: str
    extras: Mapping[str, tuple[str, ...]]
    variables: tuple[str, ...]
    allowed: tuple[str, ...]
    unknown: tuple[str, ...]
    unreadable: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON data; every key is always present."""
        return asdict(self) | {"extras": {name: list(missing) for name, missing in self.extras.items()}}


def read_environment(registry: Registry) -> Environment:
    """Return what shopglot runs in; `registry` is that of this process."""
    wanted = named_in(ALLOW_VARIABLE) or frozenset()
    return Environment(
        python=f"{platform.python_implementation()} {platform.python_version()}",
        shopglot=version("shopglot"),
        api=API_VERSION,
        extras={extra: tuple(_missing(extra)) for extra in EXTRAS},
        variables=tuple(sorted(name for name, value in os.environ.items() if name.startswith(_PREFIX) and value)),
        allowed=tuple(registry),
        unknown=tuple(sorted(wanted - set(registry))),
        unreadable=registry.unreadable,
    )


def _missing(extra: str) -> list[str]:
    found = (_REQUIRED.match(line) for line in requires("shopglot") or ())
    return [one[1] for one in found if one is not None and one[2] == extra and not _is_installed(one[1])]


def _is_installed(distribution: str) -> bool:
    try:
        version(distribution)
    except PackageNotFoundError:
        return False
    return True
