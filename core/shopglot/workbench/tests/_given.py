"""The records that tests name: `file.json#/json/pointer`, searched in known folders."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from shopglot.errors import ResponseError, ShopglotError
from shopglot.normalize import read_json
from shopglot.workbench._find import display_path
from shopglot.workbench._json import MISSING, at_pointer

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FixtureLoader", "GivenError"]


class GivenError(ShopglotError):
    """The named record cannot be read; the text tells why, and never quotes a file."""


class FixtureLoader:
    """Reads records by name, each file once.

    A name is searched in `folders`, then in the working folder, then in the mapping file's folder and those above.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = [*folders, Path.cwd()]
        self._read: dict[Path, Any] = {}

    def get(self, name: str, beside: Path | None) -> Any:
        """Return the record that `name` names; raises `GivenError`."""
        file, _, pointer = name.partition("#")
        path = PurePosixPath(file)
        if not file or path.is_absolute() or ".." in path.parts:
            raise GivenError("expected a relative path, such as fixtures/order.json#/data/orders/0")
        above = list(beside.resolve().parents) if beside is not None else []
        for folder in [*self._folders, *above]:
            place = folder / path
            if place.is_file():
                value = at_pointer(self._document(place, file), pointer)
                if value is MISSING:
                    raise GivenError(f"{file} has no value at {pointer}")
                return value
        looked = ", ".join([*map(display_path, self._folders[:-1]), "the working folder"])
        raise GivenError(f"no such file in {looked}, nor beside the mapping (add a folder with --fixtures)")

    def _document(self, place: Path, name: str) -> Any:
        if place not in self._read:
            try:
                self._read[place] = read_json(place.read_bytes(), where=name)
            except OSError as error:
                raise GivenError(f"{name}: {error.strerror}") from None
            except ResponseError as error:
                raise GivenError(str(error)) from None
        return self._read[place]
