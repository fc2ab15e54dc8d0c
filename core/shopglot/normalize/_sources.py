"""Whatever a caller hands over, as a stream of records: a response, JSON, JSON Lines, an open file, an iterator."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from shopglot.diagnostics import Problem
from shopglot.errors import PlatformError, ResponseError
from shopglot.exact_json import NAMELESS, read_json
from shopglot.normalize._codes import kind_of
from shopglot.normalize._responses import records_of

if TYPE_CHECKING:
    from shopglot.normalize._responses import ResponseShape

__all__ = ["RawInput", "SourceRecord", "iter_source"]

# A string that does not end takes the rest of the line.
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]+|\\.)*+"?|[\[\]{}]', re.DOTALL)

RawInput = Mapping[str, Any] | str | bytes | IO[bytes] | IO[str] | Iterable[object]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One raw record of a source, or, with a `problem`, the place where one should have been.

    `where` is the source's name, with the line where there are lines.
    """

    raw: Any
    where: str
    problem: Problem | None = None


def iter_source(source: object, shape: ResponseShape, where: str = "") -> Iterator[SourceRecord]:
    """Yield the records of a source in order, lazily.

    A whole document that can't be used raises `ResponseError` or `PlatformError`; one bad line, list item or item of an
    iterator becomes a `SourceRecord` with a problem.
    """
    reader = _Reader(shape, where or NAMELESS)
    if isinstance(source, Mapping):
        return reader.whole(dict(source))
    if isinstance(source, str):
        # A lone surrogate has no UTF-8 form; passed on, the reader refuses it with its place.
        return reader.text(io.BytesIO(source.encode(errors="surrogatepass")))
    if isinstance(source, bytes | bytearray | memoryview):
        return reader.text(io.BytesIO(source))
    if hasattr(source, "read") and isinstance(source, Iterable):
        return reader.text(line.encode() if isinstance(line, str) else line for line in source)
    if isinstance(source, Iterable):
        return reader.items(source)
    raise ResponseError(f"expected a response or records, got {kind_of(source)}", code="A207", where=reader.where)


@dataclass(frozen=True, slots=True)
class _Reader:
    shape: ResponseShape
    where: str

    def whole(self, document: object) -> Iterator[SourceRecord]:
        """Read one document, which as a whole is right or wrong."""
        if isinstance(document, list):
            yield from self.items(document)
            return
        for raw in records_of(document, self.shape, self.where):
            yield SourceRecord(raw, self.where)

    def items(self, items: Iterable[object]) -> Iterator[SourceRecord]:
        """Read records or responses, each right or wrong by itself."""
        for item in items:
            yield from self._one(item, self.where)

    def text(self, stream: Iterable[bytes]) -> Iterator[SourceRecord]:
        """Read JSON or JSON Lines, as the first two lines say."""
        numbered = enumerate(stream, start=1)
        filled = ((number, line) for number, line in numbered if not _is_blank(line))
        first = next(filled, None)
        second = next(filled, None)
        if first is None:
            raise ResponseError("the input is empty", code="A211", where=self.where)
        if second is None:
            yield from self.whole(read_json(first[1], where=self.where, line=first[0]))
        elif _is_json_lines(first[1], second[1]):
            for number, line in chain((first, second), filled):
                yield from self._line(number, line)
        else:
            gap = b"\n" * (second[0] - first[0] - 1)
            rest = (line for _, line in numbered)
            text = b"".join((first[1], gap, second[1], *rest))
            yield from self.whole(read_json(text, where=self.where, line=first[0]))

    def _line(self, number: int, line: bytes) -> Iterator[SourceRecord]:
        place = f"{self.where}:{number}"
        try:
            item = read_json(line, where=self.where, line=number)
        except ResponseError as error:
            text = line.decode(errors="replace").rstrip("\r\n")
            yield SourceRecord(text, place, _problem(error, error.where))
        else:
            yield from self._one(item, place)

    def _one(self, item: object, place: str) -> Iterator[SourceRecord]:
        try:
            records = records_of(item, self.shape, place)
        except (ResponseError, PlatformError) as error:
            yield SourceRecord(item, place, _problem(error, place))
        else:
            for raw in records:
                yield SourceRecord(raw, place)


def _is_blank(line: bytes) -> bool:
    return not line.strip() or line.strip() == b"\xef\xbb\xbf"


def _is_json_lines(first: bytes, second: bytes) -> bool:
    """Check whether this is JSON Lines, and not one document on several lines.

    Two lines that both begin an object at their very start are two records, even where one of them is broken; so is
    a first line that is a whole document, whatever follows. A document that is spread over lines begins with a lone
    bracket, and goes on indented.
    """
    opened = first.removeprefix(b"\xef\xbb\xbf")
    if opened.startswith(b"{") and opened.strip() != b"{" and second.startswith(b"{"):
        return True
    if not _closes(opened):
        return False
    try:
        read_json(first)
    except ResponseError:
        return False
    return True


def _closes(line: bytes) -> bool:
    """Check whether as many brackets close as open: so an indented document is seen without reading it twice."""
    depth = 0
    for token in _STRING_OR_BRACKET.findall(line):
        depth += 1 if token in (b"[", b"{") else -1 if token in (b"]", b"}") else 0
    return depth <= 0


def _problem(error: ResponseError | PlatformError, where: str) -> Problem:
    if isinstance(error, PlatformError):
        facts = [f"code {error.code}" * bool(error.code), f"request id {error.request_id}" * bool(error.request_id)]
        known = ", ".join(fact for fact in facts if fact)
        return Problem("", "A210", f"{error.message} ({known})" if known else error.message, where)
    return Problem("", error.code, error.message, where)
