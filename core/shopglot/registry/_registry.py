"""Which connectors are installed, and which of them work.

The names come from entry points (group `shopglot.connectors`) without importing anything; a plugin is imported when
it is first asked for. A plugin that fails is kept as a `PluginFailure` and stops no other one.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal

from shopglot.errors import MappingError, PluginBroken, PluginFailure, PluginNotFound, ShopglotError
from shopglot.registry._connector import Connector
from shopglot.registry._installed import Origin, find_installed, origin_of
from shopglot.registry._loading import LoadWatch, load_definition

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = [
    "ALLOW_VARIABLE",
    "BLOCK_VARIABLE",
    "MAPPINGS_VARIABLE",
    "ConnectorInfo",
    "Registry",
    "load_connectors",
    "named_in",
]

ALLOW_VARIABLE = "SHOPGLOT_PLUGINS"
BLOCK_VARIABLE = "SHOPGLOT_PLUGINS_BLOCK"
MAPPINGS_VARIABLE = "SHOPGLOT_MAPPINGS"


@dataclass(frozen=True, slots=True)
class ConnectorInfo:
    """One line of the list of connectors: what is installed, and its state.

    `state` is `ready`, `broken` (then `phase` and `reason` say why; its mapping files are among what can be wrong) or
    `blocked` (by the allow or the block list; then it was not imported). `resources` are the words that `normalize`
    takes.
    """

    id: str
    state: Literal["ready", "broken", "blocked"]
    distribution: str
    version: str
    name: str = ""
    resources: tuple[str, ...] = ()
    phase: str = ""
    reason: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the line as plain JSON data, every key always there."""
        return {
            "id": self.id,
            "state": self.state,
            "name": self.name,
            "distribution": self.distribution,
            "version": self.version,
            "resources": list(self.resources),
            "phase": self.phase or None,
            "reason": self.reason or None,
        }


class Registry(Mapping[str, Connector]):
    """The connectors of this installation, by name.

    Iterating yields every allowed name, sorted, and imports nothing; a broken plugin's name is among them.
    `registry[name]` loads it on first use and raises `PluginBroken` for one that fails, `PluginNotFound` for a name
    that is not installed or not allowed; its mapping files are not read before they are used. `working()` yields only
    those that load. Safe to share between threads.
    """

    def __init__(
        self,
        entry_points: Mapping[str, tuple[EntryPoint, ...]],
        *,
        blocked: Collection[str] = (),
        mappings: Sequence[Path] = (),
        unreadable: Sequence[str] = (),
    ) -> None:
        self.unreadable = tuple(unreadable)
        """The distributions whose entry points nobody can read, with their versions."""
        self._entry_points = {name: entry_points[name] for name in sorted(entry_points) if name not in blocked}
        self._blocked = {name: entry_points[name] for name in sorted(entry_points) if name in blocked}
        self._mappings = tuple(mappings)
        self._loaded: dict[str, Connector | PluginFailure] = {}
        self._lock = RLock()

    def __iter__(self) -> Iterator[str]:
        return iter(self._entry_points)

    def __len__(self) -> int:
        return len(self._entry_points)

    def __contains__(self, name: object) -> bool:
        return name in self._entry_points

    def __getitem__(self, name: str) -> Connector:
        if name not in self._entry_points:
            raise self._not_found(name)
        result = self._load(name)
        if isinstance(result, PluginFailure):
            raise PluginBroken(result)
        return result

    def __repr__(self) -> str:
        return f"<Registry of {', '.join(self._entry_points) or 'no connectors'}>"

    @property
    def failures(self) -> tuple[PluginFailure, ...]:
        """Every plugin that can't be used, by name; loads those not loaded yet, and checks their mapping files."""
        results = [self.check(name) for name in self._entry_points]
        return tuple(result for result in results if isinstance(result, PluginFailure))

    def working(self) -> Iterator[Connector]:
        """Yield every connector that loads, by name; whether its mapping files are right is not asked."""
        for name in self._entry_points:
            result = self._load(name)
            if isinstance(result, Connector):
                yield result

    def describe(self) -> tuple[ConnectorInfo, ...]:
        """Describe everything installed, broken and blocked plugins included, by name.

        Loads those not blocked, and checks their mapping files.
        """
        return tuple(info if info.state == "blocked" else self._describe(info.id) for info in self.installed())

    def check(self, name: str, watch: LoadWatch | None = None) -> Connector | PluginFailure:
        """Return the connector of an allowed name, its mapping files checked, or why it can't be used.

        `watch` is told how far it came. Raises `PluginNotFound` for a name that is not installed or not allowed.
        """
        if name not in self._entry_points:
            raise self._not_found(name)
        watch = watch or LoadWatch()
        result = self._load(name, watch)
        if isinstance(result, PluginFailure):
            return result
        watch.begin("mappings")
        return _with_mappings_checked(result)

    def installed(self, name: str | None = None) -> tuple[ConnectorInfo, ...]:
        """Return what is installed, or one plugin of it, by name, and load nothing: `ready` means not blocked.

        Raises `PluginNotFound` for a name that is not installed.
        """
        known = {**self._entry_points, **self._blocked}
        if name is not None and name not in known:
            raise self._not_found(name)
        infos = []
        for one in sorted(known) if name is None else [name]:
            origin = origin_of(known[one][0])
            state: Literal["ready", "blocked"] = "blocked" if one in self._blocked else "ready"
            infos.append(ConnectorInfo(one, state, origin.distribution, origin.version))
        return tuple(infos)

    def _describe(self, name: str) -> ConnectorInfo:
        result = self.check(name)
        if isinstance(result, PluginFailure):
            return ConnectorInfo(
                name, "broken", result.distribution, result.version, phase=result.phase, reason=result.reason
            )
        resources = tuple(resource.name for resource in result.definition.resources)
        return ConnectorInfo(
            name, "ready", result.distribution, result.version, name=result.definition.name, resources=resources
        )

    def _load(self, name: str, watch: LoadWatch | None = None) -> Connector | PluginFailure:
        with self._lock:
            if name not in self._loaded:
                result = _load(self._entry_points[name], watch)
                if self._mappings and isinstance(result, Connector):
                    result = result.with_mappings(self._mappings)
                self._loaded[name] = result
            return self._loaded[name]

    def _not_found(self, name: str) -> PluginNotFound:
        if name in self._blocked:
            return PluginNotFound(
                f"connector {name!r} is installed, but not allowed here",
                code="blocked",
                hint=f"See {ALLOW_VARIABLE} and {BLOCK_VARIABLE}, or the arguments of load_connectors().",
            )
        known = ", ".join(self._entry_points) or "none"
        return PluginNotFound(
            f"connector {name!r} is not installed; available: {known}",
            code="not_found",
            hint="`shopglot connectors` lists every plugin with its state.",
        )


def load_connectors(
    *, only: Collection[str] | None = None, block: Collection[str] | None = None, strict: bool = False
) -> Registry:
    """Find the installed connectors.

    `only` names the plugins to allow (none other is ever imported), `block` those to leave out; without them the
    environment's SHOPGLOT_PLUGINS and SHOPGLOT_PLUGINS_BLOCK decide, each a list of names joined by commas (set but
    empty, SHOPGLOT_PLUGINS allows none). `strict` loads everything now, mapping files too, and raises `PluginBroken`
    for the first plugin that fails and `PluginNotFound` for a name in `only` that is not installed.

    SHOPGLOT_MAPPINGS names folders, joined as in PATH, whose mapping files replace the connectors' own or extend them
    (`Connector.with_mappings`); a connector's files are there in a folder of its name.
    """
    allowed = named_in(ALLOW_VARIABLE) if only is None else frozenset(only)
    refused = (named_in(BLOCK_VARIABLE) if block is None else frozenset(block)) or frozenset()
    installed = find_installed()
    points = installed.points
    blocked = {name for name in points if name in refused or (allowed is not None and name not in allowed)}
    folders = tuple(Path(folder) for folder in os.environ.get(MAPPINGS_VARIABLE, "").split(os.pathsep) if folder)
    registry = Registry(points, blocked=blocked, mappings=folders, unreadable=installed.unreadable)
    if strict:
        for name in sorted({*registry, *(allowed or ())} - refused):
            result = registry.check(name)
            if isinstance(result, PluginFailure):
                raise PluginBroken(result)
    return registry


def named_in(variable: str) -> frozenset[str] | None:
    """Return the plugins that a variable of the environment names, or None where it is not set."""
    value = os.environ.get(variable)
    return None if value is None else frozenset(name.strip() for name in value.split(",") if name.strip())


def _load(points: tuple[EntryPoint, ...], watch: LoadWatch | None) -> Connector | PluginFailure:
    first, *others = points
    origin = origin_of(first)
    if others:
        return _duplicate(first.name, [origin, *(origin_of(point) for point in others)])
    result = load_definition(first, watch)
    if isinstance(result, PluginFailure):
        return result
    return Connector(result, origin.distribution, origin.version)


def _with_mappings_checked(connector: Connector) -> Connector | PluginFailure:
    try:
        _ = connector.mappings
    except MappingError as error:
        first = next(item for item in error.diagnostics if item.severity == "error")
        others = "" if error.message.startswith("1 ") else ", the first"
        return connector.failure("mappings", f"{error.message}{others}: {first.where}: {first.message} [{first.code}]")
    except PluginBroken as error:
        return error.failure
    except ShopglotError as error:
        return connector.failure("mappings", str(error))
    return connector


def _duplicate(name: str, origins: list[Origin]) -> PluginFailure:
    claims = " and ".join(str(origin) for origin in origins)
    reason = f"its name is claimed by {claims}: uninstall all but one"
    return PluginFailure(name, origins[0].distribution, origins[0].version, "duplicate", reason)
