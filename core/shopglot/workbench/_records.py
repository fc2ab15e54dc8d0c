"""Running a mapping over records: compile what was checked, and return the unified record as JSON data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot.errors import InvalidArgument
from shopglot.mapping.check import target_types
from shopglot.mapping.compile import compile_file
from shopglot.normalize import fit_model
from shopglot_models import MODELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.diagnostics import Problem
    from shopglot.mapping import CompiledMapping
    from shopglot.workbench._checking import CheckedMapping

__all__ = ["NormalizedRecord", "compile_checked", "has_flag", "normalize_record"]


@dataclass(frozen=True, slots=True)
class NormalizedRecord:
    """The result of one raw record: `record` as JSON data, or None with the `errors` that reject it.

    Its `repr` shows no value of the record.
    """

    record: dict[str, Any] | None = field(repr=False)
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def compile_checked(checked: CheckedMapping) -> CompiledMapping:
    """Compile an error-free file; raises InvalidArgument for any other."""
    if checked.file is None:
        raise InvalidArgument(f"{checked.name} has errors and cannot be compiled")
    flag = has_flag(checked.file.model)
    warnings = tuple(one for one in checked.diagnostics if one.severity == "warning")
    return compile_file(checked.file, checked.target.connector, warnings, has_flag=flag)


def has_flag(model: str) -> bool:
    """Check whether a unified model has `hidden_fields`."""
    return "hidden_fields" in target_types()[model].fields


def normalize_record(
    mapping: CompiledMapping, raw: Any, settings: Mapping[str, str | bool | int] | None = None
) -> NormalizedRecord:
    """Normalize one raw record as `normalize` does."""
    outcome = mapping.run(raw, settings=settings)
    if outcome.values is None:
        return NormalizedRecord(None, outcome.errors, outcome.warnings)
    record, dropped = fit_model(MODELS[mapping.model], outcome.values, mapping.file.source.name)
    if record is None:
        return NormalizedRecord(None, dropped, outcome.warnings)
    return NormalizedRecord(record.model_dump(mode="json"), (), (*outcome.warnings, *dropped))
