"""Whether the saved record that a test names is there: looked up where `mapping test` looks without `--fixtures`."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from shopglot.mapping.syntax import did_you_mean
from shopglot.workbench._json import MISSING, at_pointer

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["saved_record_problem"]


def saved_record_problem(beside: Path) -> Callable[[str], str]:
    """Return a function that says what is wrong with a `given`, or an empty text.

    Where the first folder that it names is nowhere, the records are kept elsewhere, and nothing is said.
    """
    read: dict[Path, Any] = {}
    folders = [Path.cwd(), *beside.resolve().parents]

    def find_problem(given: str) -> str:
        name, _, pointer = given.partition("#")
        path = PurePosixPath(name)
        place = next((folder / path for folder in folders if (folder / path).is_file()), None)
        if place is None:
            near = next((folder / path.parent for folder in folders if (folder / path.parent).is_dir()), None)
            known = len(path.parts) > 1 and any((folder / path.parts[0]).is_dir() for folder in folders)
            names = [item.name for item in near.iterdir()] if near is not None and known else []
            hint = did_you_mean(path.name, names)
            return (f"there is no file {name}; {hint}" if hint else f"there is no file {name}") if known else ""
        if place not in read:
            try:
                read[place] = json.loads(place.read_bytes())
            except (OSError, ValueError, RecursionError):
                return f"{name} cannot be read as JSON"
        return f"{name} has no value at {pointer}" if at_pointer(read[place], pointer) is MISSING else ""

    return find_problem
