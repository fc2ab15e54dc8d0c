"""Saved answers for the commands of the workbench: the option, the records, and what could not be used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.errors import InvalidArgument

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shopglot.workbench import CheckedMapping, Samples, Unused

__all__ = ["Answers", "list_unused", "read_samples", "report_unused", "unused_json"]

_SHOWN = 20

Answers = Annotated[
    list[Path] | None,
    typer.Option(
        help="Saved answers to run, files or folders. Default: fixtures/CONNECTOR here or above the file, or the "
        "connector's own."
    ),
]


def read_samples(checked: CheckedMapping, records: Sequence[Path] | None, path: Path | None = None) -> Samples:
    """Read the records of an error-free mapping: from the places that the caller names, or from its fixtures.

    `path` is where its file is, for a version that is no file.
    """
    from shopglot.workbench import Samples, fixtures_beside, samples_in  # noqa: PLC0415 - `--help` needs no models

    if checked.file is None:
        raise InvalidArgument(f"{checked.name} has errors")
    connector, model = checked.target.connector, checked.file.model
    resource = next((one for one in connector.resources if one.model == model), None)
    if resource is None:
        return Samples(model.lower())
    beside = fixtures_beside(connector, path or checked.target.path)
    return samples_in(records or ([beside] if beside else []), connector, resource)


def report_unused(read: Iterable[Samples]) -> None:
    """Say on stderr which files could not be used, each once."""
    list_unused(item for one in read for item in one.faults)


def list_unused(unused: Iterable[Unused]) -> None:
    """Say on stderr which files could not be used, each once, and the first of many."""
    lines = list(dict.fromkeys(f"not used: {item.file}: {item.reason}" for item in unused))
    for line in lines[:_SHOWN]:
        typer.echo(line, err=True)
    if len(lines) > _SHOWN:
        typer.echo(f"not used: {len(lines) - _SHOWN} more", err=True)


def unused_json(samples: Samples) -> list[dict[str, str]]:
    """Return the stable JSON form of what could not be used."""
    return [{"file": item.file, "reason": item.reason} for item in samples.faults]
