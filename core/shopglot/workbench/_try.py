"""Trying one rule on one record: as a layer on a mapping, so that it is checked, compiled and run as any rule is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from textwrap import dedent
from typing import TYPE_CHECKING, TypeVar

from shopglot.errors import ShopglotError
from shopglot.mapping import SourceFile
from shopglot.normalize import ResponseShape, iter_source, read_json
from shopglot.workbench._checking import check_files
from shopglot.workbench._fixtures import Sample
from shopglot.workbench._json import at_pointer
from shopglot.workbench.explain import follow_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.connector import ConnectorDefinition
    from shopglot.diagnostics import Diagnostic, Label
    from shopglot.workbench._find import MappingTarget
    from shopglot.workbench.explain import RecordTrace, TraceStep

    Placed = TypeVar("Placed", Diagnostic, Label)

__all__ = ["RuleTrial", "sample_from", "try_rule"]

_INDENT = 4
_INDEX = re.compile(r"\[[0-9]+\]")
_EXTENSION = "try"


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """One rule on one record: what the checker says of it, and how it came to its value (None: it has errors)."""

    diagnostics: tuple[Diagnostic, ...]
    trace: RecordTrace | None


def try_rule(
    target: MappingTarget,
    rule: SourceFile,
    sample: Sample,
    field: str = "",
    settings: Mapping[str, object] | None = None,
) -> RuleTrial:
    """Try a rule in the place of a mapping's own for `field`, or beside them where none is named.

    It may use the mapping's enum tables, and what the mapping watches stays hidden. Positions in the diagnostics are
    those in the rule's own text. `settings` are the connection's, as given. Raises `ShopglotError` where the mapping
    itself can't be used.
    """
    (base,) = check_files([target])
    if base.file is None:
        raise ShopglotError(f"{base.name} has errors", hint=f"Run shopglot mapping check {base.name}")
    model = base.file.model
    resource = next((one.name for one in target.connector.resources if one.model == model), model.lower())
    block, name = ("fields", _INDEX.sub("", field)) if field else ("extensions", _EXTENSION)
    lines = dedent(rule.text).strip("\n").splitlines() or [""]
    head = ["mapping: 1", f"extends: {target.connector.id}/{resource}", f"{block}:", f"  {name}:"]
    text = "\n".join([*head, *(f"{' ' * _INDENT}{line}" for line in lines)]) + "\n"
    layer = replace(
        target, source=SourceFile(rule.name, text.encode()), path=None, below=(*target.below, target.source)
    )
    (checked,) = check_files([layer])
    diagnostics = tuple(_moved(item, rule.name, len(head), lines) for item in checked.diagnostics)
    if checked.file is None:
        return RuleTrial(diagnostics, None)
    (trace,) = follow_field(checked, field or f"extensions.{_EXTENSION}", [sample], settings)
    steps = tuple(_placed(step, rule.name, len(head)) for step in trace.steps)
    return RuleTrial(diagnostics, replace(trace, steps=steps))


def _moved(item: Diagnostic, name: str, lines_before: int, lines: list[str]) -> Diagnostic:
    """Move a diagnostic to where the rule stands in its own text; one about the field is at its beginning."""
    labels = tuple(_shifted(label, name, lines_before, lines) for label in item.labels)
    return _shifted(replace(item, labels=labels), name, lines_before, lines)


def _shifted(item: Placed, name: str, lines_before: int, lines: list[str]) -> Placed:
    if item.file != name:
        return item
    line = item.line - lines_before
    if not 1 <= line <= len(lines):
        return replace(item, line=1, column=1, width=max(len(lines[0]), 1), text=lines[0])
    return replace(item, line=line, column=max(item.column - _INDENT, 1), text=lines[line - 1])


def _placed(step: TraceStep, name: str, lines_before: int) -> TraceStep:
    file, _, line = step.where.rpartition(":")
    return replace(step, where=f"{name}:{int(line) - lines_before}") if file == name else step


def sample_from(data: bytes, name: str, pointer: str | None, connector: ConnectorDefinition, resource: str) -> Sample:
    """Return the record at a JSON Pointer of a document, or without one the first in what `normalize` reads too.

    Raises `ShopglotError` where there is none.
    """
    if pointer is not None:
        value = at_pointer(read_json(data, where=name), pointer)
        if not isinstance(value, dict):
            raise ShopglotError(f"no record at {pointer or 'the top'}: a record is a JSON object", where=name)
        return Sample(f"{name}#{pointer}", value)
    found = [one for one in iter_source(data, ResponseShape.of(connector, resource), name) if isinstance(one.raw, dict)]
    if not found:
        raise ShopglotError(f"no {resource} in it", where=name)
    return Sample(f"{name}#0" if len(found) == 1 else f"{name}#0 (the first of {len(found)})", found[0].raw)
