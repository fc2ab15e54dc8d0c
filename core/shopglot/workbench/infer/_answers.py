"""The records of saved answers of a platform that nobody has described yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot.connector import Envelope, Resource
from shopglot.errors import ShopglotError
from shopglot.normalize import ResponseShape, iter_source
from shopglot.workbench._fixtures import Unused, walk_answers
from shopglot.workbench._json import MISSING
from shopglot.workbench.infer._schema import schema_of
from shopglot.workbench.infer._seen import Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

__all__ = ["Inferred", "infer_schema"]

_BARE = ResponseShape(Resource("record", "Order", "record.yaml", records=("",)), None)
_ENVELOPE = Envelope()
_SHOWN = 5
_FEW = 5


@dataclass(frozen=True, slots=True)
class Inferred:
    """A schema, the number of records and files that it is made of, what could not be used, and a doubt.

    `perhaps` are places in the answers at which lists of records seem to stand, where none was named.
    """

    schema: dict[str, Any]
    records: int
    files: int
    unused: tuple[Unused, ...] = ()
    perhaps: tuple[str, ...] = ()


def infer_schema(places: Iterable[Traversable], records: str = "") -> Inferred:
    """Infer the raw JSON Schema of the records in these files and folders, whatever form `normalize` reads.

    `records` is where they stand in an answer, such as `data.orders`: a list of records, or one. Without it each answer
    or line is a record; an answer with `code` and `data`, as many platforms put around it, gives its data, or the one
    list of objects in that.

    Raises `ShopglotError` for a place that does not exist, and where there is no record at all.
    """
    reading, files, looked = _Reading(records), 0, list[str]()
    for place in places:
        looked.append(str(place))
        if not place.is_dir() and not place.is_file():
            raise ShopglotError("there is no such file or folder", where=str(place))
        for file, name in walk_answers(place) if place.is_dir() else [(place, place.name)]:
            files += reading.file(file, name)
    seen, unused = reading.seen, tuple(reading.unused)
    if not seen.count:
        lines = [f"no record to infer from; looked in {', '.join(looked)}"]
        lines += [f"  {item.file}: {item.reason}" for item in unused[:_SHOWN]]
        raise ShopglotError("\n".join(lines), hint="Say where the records stand in an answer: --records data.orders")
    return Inferred(schema_of(seen), seen.count, files, unused, tuple(sorted(reading.perhaps)))


@dataclass(slots=True)
class _Reading:
    records: str
    seen: Seen = field(default_factory=Seen)
    unused: list[Unused] = field(default_factory=list)
    perhaps: set[str] = field(default_factory=set)

    def file(self, file: Traversable, name: str) -> bool:
        """Take the records of one file, and return whether it had any."""
        before = self.seen.count
        try:
            for item in iter_source(file.read_bytes(), _BARE, name):
                if item.problem is not None:
                    self.unused.append(Unused(item.where, item.problem.message))
                else:
                    self._answer(item.raw, item.where)
        except ShopglotError as error:
            self.unused.append(Unused(error.where or name, error.message))
        except OSError as error:
            self.unused.append(Unused(name, error.strerror or "cannot be read"))
        return self.seen.count > before

    def _answer(self, answer: Any, where: str) -> None:
        found = list(_records_in(answer, self.records))
        for record in found:
            self.seen.add(record)
        if not found:
            self.unused.append(Unused(where, f"has no record at `{self.records}`" if self.records else "has no record"))
        if not self.records:
            self.perhaps |= _lists_in(answer)


def _records_in(answer: Any, place: str) -> Iterator[dict[str, Any]]:
    value = _at(answer, place) if place else _unwrapped(answer)
    for record in value if isinstance(value, list) else [value]:
        if isinstance(record, dict):
            yield record


def _at(answer: Any, place: str) -> Any:
    for step in place.split("."):
        answer = answer.get(step, MISSING) if isinstance(answer, dict) else MISSING
    return answer


def _unwrapped(answer: Any) -> Any:
    """Return what the usual envelope holds: its data, or the one list of objects in that."""
    others = {_ENVELOPE.code, _ENVELOPE.message, _ENVELOPE.request_id}
    if not isinstance(answer, dict) or _ENVELOPE.data not in answer or not others & answer.keys():
        return answer
    data = answer[_ENVELOPE.data]
    lists = _lists_in(data)
    return data[next(iter(lists))] if len(lists) == 1 else data


def _lists_in(value: Any) -> set[str]:
    """Return the key of the one list of objects beside which an object has nothing but plain values, few of them."""
    if not isinstance(value, dict) or "id" in value or len(value) > _FEW:
        return set()
    lists = {name for name, item in value.items() if isinstance(item, list) and item and isinstance(item[0], dict)}
    return lists if len(lists) == 1 else set()
