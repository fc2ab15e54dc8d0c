"""The records that tests name: `file.json#/json/pointer`, searched in known folders.

A file of JSON Lines is a list of its lines: `orders.jsonl#/3` is the fourth that is not blank.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from shopglot.errors import ResponseError, ShopglotError
from shopglot.normalize import read_json
from shopglot.workbench._find import display_path
from shopglot.workbench._json import MISSING, at_pointer
from shopglot.workbench._saved import places_of_given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from shopglot.connector import ConnectorDefinition

__all__ = ["FixtureLoader", "GivenError"]


class GivenError(ShopglotError):
    """The named record cannot be read; the text tells why, and never quotes a file.

    `missing` says that there is no such file.
    """

    missing = False


class FixtureLoader:
    """Reads records by name, each file once.

    A name is searched in `folders`, then in the working folder, then in the mapping file's folder and those above, and
    last where the connector has its saved answers: `fixtures/x` and `fixtures/<its id>/x` are its `x`.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = [*folders, Path.cwd()]
        self._read: dict[str, Any] = {}

    def get(self, name: str, beside: Path | None, connector: ConnectorDefinition | None = None) -> Any:
        """Return the record that `name` names; raises `GivenError`."""
        file, _, pointer = name.partition("#")
        path = PurePosixPath(file)
        if not file or path.is_absolute() or ".." in path.parts:
            raise GivenError("expected a relative path, such as fixtures/order.json#/data/orders/0")
        above = list(beside.resolve().parents) if beside is not None else []
        for place in places_of_given(path, [*self._folders, *above], connector):
            if place.is_file():
                value = at_pointer(self._document(place, file), pointer)
                if value is MISSING:
                    raise GivenError(f"{file} has no value at {pointer}")
                return value
        looked = ", ".join([*map(display_path, self._folders[:-1]), "the working folder"])
        error = GivenError(f"no such file in {looked}, nor beside the mapping (add a folder with --fixtures)")
        error.missing = True
        raise error

    def _document(self, place: Traversable, name: str) -> Any:
        if str(place) not in self._read:
            try:
                data = place.read_bytes()
                self._read[str(place)] = (
                    [
                        read_json(line, where=name, line=number)
                        for number, line in enumerate(data.splitlines(), start=1)
                        if line.strip()
                    ]
                    if name.endswith((".jsonl", ".ndjson"))
                    else read_json(data, where=name)
                )
            except OSError as error:
                raise GivenError(f"{name}: {error.strerror}") from None
            except ResponseError as error:
                raise GivenError(str(error)) from None
        return self._read[str(place)]
