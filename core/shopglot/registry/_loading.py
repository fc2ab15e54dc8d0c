"""From an entry point to a connector's definition, in steps that each may fail alone.

Every plugin gets a plugin manager of its own, so a hook call can never reach, or be stopped by, another plugin.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

import pluggy

from shopglot._foreign import describe, type_name
from shopglot.connector import API_VERSION, ConnectorDefinition, hooks
from shopglot.errors import InvalidConnector, Phase, PluginFailure
from shopglot.registry._apart import Apart, keep_apart
from shopglot.registry._installed import origin_of
from shopglot.schema_files import read_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint

__all__ = ["LoadWatch", "load_definition"]

_T = TypeVar("_T")


class LoadWatch:
    """Is told how the loading of one plugin goes: `begin` as each phase begins; this one lets it pass."""

    wrote_stdout = False
    """Whether the plugin wrote to `sys.stdout`, once it is loaded."""

    def begin(self, phase: Phase) -> None:
        """Note that a phase begins."""


class _StepFailed(Exception):
    def __init__(self, phase: Phase, reason: str) -> None:
        self.phase: Phase = phase
        self.reason = reason
        super().__init__(reason)


def load_definition(entry_point: EntryPoint, watch: LoadWatch | None = None) -> ConnectorDefinition | PluginFailure:
    """Load one plugin and check everything about it that can be checked without a record.

    Never raises, whatever the plugin does, but for KeyboardInterrupt when Ctrl-C was pressed. What the plugin writes
    to `sys.stdout` meanwhile goes to `sys.stderr`.
    """
    watch = watch or LoadWatch()
    with keep_apart() as apart:
        steps = _Steps(watch, apart)
        try:
            return _load(entry_point, steps)
        except _StepFailed as failed:
            origin = origin_of(entry_point)
            return PluginFailure(entry_point.name, origin.distribution, origin.version, failed.phase, failed.reason)
        finally:
            watch.wrote_stdout = apart.wrote


def _load(entry_point: EntryPoint, steps: _Steps) -> ConnectorDefinition:
    plugin = steps.run("import", entry_point.load)
    manager = steps.run("register", lambda: _register(plugin))
    steps.run("hooks", lambda: _check_hooks(manager))
    definition = steps.run("describe", manager.hook.shopglot_connector)
    return steps.run("validate", lambda: _validate(definition, entry_point.name))


@dataclass(frozen=True, slots=True)
class _Steps:
    watch: LoadWatch
    apart: Apart

    def run(self, phase: Phase, step: Callable[[], _T]) -> _T:
        """Run a step that runs the plugin's code; whatever that raises must stay its own problem."""
        self.watch.begin(phase)
        try:
            return step()
        except _StepFailed:
            raise
        except KeyboardInterrupt as error:
            if self.apart.interrupted:
                raise
            raise _StepFailed(phase, "the plugin raised KeyboardInterrupt, and nobody pressed Ctrl-C") from error
        except SystemExit as error:
            raise _StepFailed(phase, f"the plugin ended the process ({describe(error)})") from error
        except BaseException as error:
            raise _StepFailed(phase, describe(error)) from error


def _register(plugin: object) -> pluggy.PluginManager:
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    try:
        manager.register(plugin)
    except pluggy.PluginValidationError as error:
        raise _StepFailed("register", _signature_text(error)) from error
    return manager


def _check_hooks(manager: pluggy.PluginManager) -> None:
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


def _signature_text(error: pluggy.PluginValidationError) -> str:
    # pluggy's own text spreads over lines and names a module's file; only its last line says what is wrong.
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"the hook's signature does not fit: {lines[-1] if lines else 'unknown reason'}"


def _validate(definition: object, name: str) -> ConnectorDefinition:
    # A class made of it could leave out its checks.
    if type(definition) is not ConnectorDefinition:
        kind = "nothing" if definition is None else f"a value of type {type_name(definition)}"
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
        for file, pointer in schema.places():
            if not (definition.schemas / file).is_file():
                raise _StepFailed("validate", f"its schemas folder has no file {file!r}, which {schema.name} needs")
            try:
                read_schema(definition.schemas, file, pointer)
            except InvalidConnector as error:
                raise _StepFailed("validate", f"raw schema {schema.name!r}: {error}") from error
