"""Running a mapping over records: compile what was checked, and give the unified record as JSON data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot.errors import InvalidArgument
from shopglot.mapping.check import target_types
from shopglot.mapping.compile import compile_file
from shopglot.normalize._fitting import fit_model
from shopglot_models import MODELS

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition
    from shopglot.diagnostics import Diagnostic, Problem
    from shopglot.mapping import CompiledMapping
    from shopglot.mapping.syntax import MappingFile
    from shopglot.workbench._checking import CheckedMapping

__all__ = ["Unified", "compiled", "has_flag", "unify"]


@dataclass(frozen=True, slots=True)
class Unified:
    """What one raw record became: `record` as JSON data, or None with the `errors` that reject it.

    Its `repr` shows no value of the record.
    """

    record: dict[str, Any] | None = field(repr=False)
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def compiled(checked: CheckedMapping) -> CompiledMapping:
    """Compile a file that was checked without an error."""
    if checked.file is None:
        raise InvalidArgument(f"{checked.name} has errors, and can't be compiled")
    return compiled_file(checked.file, checked.found.connector, checked.diagnostics)


def compiled_file(
    file: MappingFile, connector: ConnectorDefinition, found: tuple[Diagnostic, ...] = ()
) -> CompiledMapping:
    """Compile a parsed file that has no error."""
    return compile_file(file, connector, found, has_flag=has_flag(file.model))


def has_flag(model: str) -> bool:
    """Tell whether a unified model says which of its fields are hidden."""
    return "hidden_fields" in target_types()[model].fields


def unify(mapping: CompiledMapping, raw: Any) -> Unified:
    """Unify one raw record as `normalize` does."""
    outcome = mapping.run(raw)
    if outcome.values is None:
        return Unified(None, outcome.errors, outcome.warnings)
    record, dropped = fit_model(MODELS[mapping.model], outcome.values, mapping.file.source.name)
    if record is None:
        return Unified(None, dropped, outcome.warnings)
    return Unified(record.model_dump(mode="json"), (), (*outcome.warnings, *dropped))
