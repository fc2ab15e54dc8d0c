"""Where the saved record that a test names may be, and whether it is there."""

from __future__ import annotations

import json
from functools import reduce
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from shopglot.mapping.syntax import did_you_mean
from shopglot.workbench._json import MISSING, at_pointer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.resources.abc import Traversable

    from shopglot.connector import ConnectorDefinition

__all__ = ["places_of_given", "saved_record_problem"]

_FOLDER = "fixtures"


def places_of_given(
    path: PurePosixPath, folders: Sequence[Path], connector: ConnectorDefinition | None
) -> Iterator[Traversable]:
    """Yield where the file of a `given` may be: in these folders, and last among the connector's saved answers.

    There `fixtures/x` and `fixtures/<its id>/x` are its `x`.
    """
    for folder in folders:
        yield folder / path
    if connector is not None and connector.fixtures is not None and path.parts[0] == _FOLDER:
        inner = path.parts[2:] if path.parts[1:2] == (connector.id,) else path.parts[1:]
        if inner:
            yield reduce(lambda place, step: place.joinpath(step), inner, connector.fixtures)


def saved_record_problem(beside: Path, connector: ConnectorDefinition | None) -> Callable[[str], str]:
    """Return a function that says what is wrong with a `given`, or an empty text.

    It is looked up where `mapping test` looks without `--fixtures`. Where the first folder that it names is nowhere,
    the records are kept elsewhere, and nothing is said.
    """
    read: dict[str, Any] = {}
    folders = [Path.cwd(), *beside.resolve().parents]

    def find_problem(given: str) -> str:
        name, _, pointer = given.partition("#")
        path = PurePosixPath(name)
        place = next((place for place in places_of_given(path, folders, connector) if place.is_file()), None)
        if place is None:
            near = next((folder / path.parent for folder in folders if (folder / path.parent).is_dir()), None)
            known = len(path.parts) > 1 and any((folder / path.parts[0]).is_dir() for folder in folders)
            names = [item.name for item in near.iterdir()] if near is not None and known else []
            hint = did_you_mean(path.name, names)
            return (f"there is no file {name}; {hint}" if hint else f"there is no file {name}") if known else ""
        if str(place) not in read:
            try:
                read[str(place)] = json.loads(place.read_bytes())
            except (OSError, ValueError, RecursionError):
                return f"{name} cannot be read as JSON"
        return f"{name} has no value at {pointer}" if at_pointer(read[str(place)], pointer) is MISSING else ""

    return find_problem
