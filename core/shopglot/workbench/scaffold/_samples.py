"""What a saved answer says of the platform: where its records stand, which key is their id."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot.errors import ShopglotError
from shopglot.exact_json import read_json
from shopglot.workbench._text_file import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["SavedSample", "read_sample"]

_LEVELS = 3
_IDS = ("id", "_id", "uuid", "number", "code", "key")


@dataclass(frozen=True, slots=True)
class SavedSample:
    """One saved answer: `records` is the dotted place of its list (blank: the answer is it), `key` that of the ids."""

    resource: str
    text: str = field(repr=False)
    records: str
    key: str
    listed: bool
    first_id: str

    @property
    def file(self) -> str:
        """Where the answer stands in the folder of fixtures."""
        return f"raw/{self.resource}/sample.json"

    @property
    def pointer(self) -> str:
        """The JSON Pointer of its first record."""
        steps = [*(self.records.split(".") if self.records else []), *(["0"] if self.listed else [])]
        return "".join(f"/{step}" for step in steps)


def read_sample(resource: str, file: Path) -> SavedSample:
    """Read a saved answer; raises `ShopglotError` for a file that can't be read, or has no record."""
    text = read_text(file)
    body = read_json(text, where=str(file))
    for place, records in _lists(body, ""):
        return _sample(resource, text, place, records, listed=True)
    if not isinstance(body, dict) or not body:
        raise ShopglotError("there is no record in it: an object, or a list of some", where=str(file))
    return _sample(resource, text, "", [body], listed=False)


def _sample(resource: str, text: str, place: str, records: list[dict[str, Any]], *, listed: bool) -> SavedSample:
    known = records[0]
    key = next((name for name in _IDS if isinstance(known.get(name), str | int)), next(iter(known)))
    return SavedSample(resource, text, place, key, listed, str(known.get(key)))


def _lists(value: Any, place: str, level: int = 0) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the lists of objects in an answer with their places, the outermost first; none inside of a record."""
    if isinstance(value, list) and value and all(isinstance(item, dict) and item for item in value):
        yield place, value
    if not isinstance(value, dict) or level >= _LEVELS or _is_record(value):
        return
    for name, item in value.items():
        yield from _lists(item, f"{place}.{name}".lstrip("."), level + 1)


def _is_record(value: dict[str, Any]) -> bool:
    """Check whether this looks like a record: then lists in it are parts of it."""
    return any(isinstance(value.get(name), str | int) for name in _IDS[:3])
