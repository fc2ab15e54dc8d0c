"""From an entry point to a connector's definition, in steps that each may fail alone.

Every plugin gets a plugin manager of its own, so a hook call can never reach, or be stopped by, another plugin.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

import pluggy

from shopglot.connector import API_VERSION, ConnectorDefinition, hooks
from shopglot.errors import Phase, PluginFailure

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint

__all__ = ["Origin", "load_definition", "origin_of"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Origin:
    """Which installed distribution an entry point came from; `target` is its module."""

    distribution: str
    version: str
    target: str

    def __str__(self) -> str:
        return f"{self.distribution} {self.version} ({self.target})"


class _StepFailed(Exception):
    def __init__(self, phase: Phase, reason: str) -> None:
        self.phase: Phase = phase
        self.reason = reason
        super().__init__(reason)


def origin_of(entry_point: EntryPoint) -> Origin:
    """Return the distribution that an entry point came from."""
    distribution = entry_point.dist
    if distribution is None:
        return Origin("unknown", "0", entry_point.value)
    return Origin(distribution.name, distribution.version, entry_point.value)


def load_definition(entry_point: EntryPoint) -> ConnectorDefinition | PluginFailure:
    """Load one plugin and check everything about it that can be checked without a record.

    Never raises, whatever the plugin does, but for KeyboardInterrupt.
    """
    try:
        plugin = _run_step("import", entry_point.load)
        manager = _register(plugin)
        definition = _run_step("describe", manager.hook.shopglot_connector)
        return _run_step("validate", lambda: _validate(definition, entry_point.name))
    except _StepFailed as failed:
        origin = origin_of(entry_point)
        return PluginFailure(entry_point.name, origin.distribution, origin.version, failed.phase, failed.reason)


def _run_step(phase: Phase, step: Callable[[], _T]) -> _T:
    try:
        return step()
    except (KeyboardInterrupt, _StepFailed):
        raise
    except SystemExit as error:
        raise _StepFailed(phase, f"the plugin ended the process (SystemExit: {error.code})") from error
    except BaseException as error:
        # A plugin is foreign code: whatever it raises must stay its own problem.
        raise _StepFailed(phase, _first_line(error)) from error


def _first_line(error: BaseException) -> str:
    text = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _register(plugin: object) -> pluggy.PluginManager:
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    try:
        manager.register(plugin)
    except pluggy.PluginValidationError as error:
        raise _StepFailed("register", _signature_text(error)) from error
    except Exception as error:
        raise _StepFailed("register", _first_line(error)) from error
    asked = [name for name, caller in vars(manager.hook).items() if isinstance(caller, pluggy.HookCaller)]
    known = [name for name in asked if getattr(manager.hook, name).has_spec()]
    for name in asked:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f"; did you mean {near[0]!r}?" if near else f"; the hooks are: {', '.join(known)}"
            raise _StepFailed("hooks", f"unknown hook {name!r}{meant}")
    if not manager.hook.shopglot_connector.get_hookimpls():
        reason = "no 'shopglot_connector' hook found; decorate the function with @shopglot.connector.hookimpl"
        raise _StepFailed("hooks", reason)
    return manager


def _signature_text(error: pluggy.PluginValidationError) -> str:
    # pluggy's own text spreads over lines and names a module's file; only its last line says what is wrong.
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"the hook's signature does not fit: {lines[-1] if lines else 'unknown reason'}"


def _validate(definition: object, name: str) -> ConnectorDefinition:
    if not isinstance(definition, ConnectorDefinition):
        kind = "nothing" if definition is None else f"a value of type {type(definition).__name__}"
        raise _StepFailed("validate", f"the hook returned {kind}, not a shopglot.connector.ConnectorDefinition")
    if definition.api != API_VERSION:
        reason = (
            f"it was built for connector API {definition.api!r}, and this shopglot speaks {API_VERSION!r}: "
            "install versions of the two that fit each other"
        )
        raise _StepFailed("validate", reason)
    if definition.id != name:
        reason = f"its id is {definition.id!r}, and its entry point is named {name!r}: they must be equal"
        raise _StepFailed("validate", reason)
    _check_folders(definition)
    return definition


def _check_folders(definition: ConnectorDefinition) -> None:
    for kind, folder in (("mappings", definition.mappings), ("schemas", definition.schemas)):
        if not folder.is_dir():
            raise _StepFailed("validate", f"its {kind} folder can't be read")
    for resource in definition.resources:
        if not (definition.mappings / resource.mapping).is_file():
            raise _StepFailed("validate", f"its mappings folder has no file {resource.mapping!r}")
    for schema in definition.raw_schemas:
        for file in schema.files():
            if not (definition.schemas / file).is_file():
                raise _StepFailed("validate", f"its schemas folder has no file {file!r}, which {schema.name} needs")
