"""Bodies of requests and responses: decompressed, and rebuilt from what is allowed."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode

from shopglot.testing._fakes import fake_mark, fake_number, fake_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.testing._allowed import AllowList

__all__ = ["Rebuilder", "decompress"]

# Far deeper than any response, and far from the interpreter's own limit.
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Rebuilder:
    """Builds new data from what an allow-list lets through.

    With `fakes` off, values that would be faked stay: for the requests of a replay, which hold fakes already.
    """

    allowed: AllowList
    key: bytes = b""
    fakes: bool = True

    def text(self, text: str) -> str:
        """Return the fake of a text, part by part where it is a list joined by commas."""
        if not self.fakes or text in self.allowed.texts:
            return text
        return ",".join(fake_text(part, self.key) for part in text.split(","))

    def body(self, body: bytes, content_type: str) -> bytes:
        """Rebuild a body of JSON or of a form; any other is replaced by a word on what it was."""
        kind = content_type.partition(";")[0].strip().lower()
        if not body:
            return b""
        try:
            if kind == "application/x-www-form-urlencoded":
                return self.query(body.decode()).encode()
            if kind.endswith("json") or body.lstrip()[:1] in {b"{", b"["}:
                data = json.loads(body, parse_float=Decimal)
                return _write_json(self.json(data, ())).encode()
        except (ValueError, RecursionError):
            pass
        return f"(left out: {len(body)} bytes that are neither JSON nor a form)".encode()

    def query(self, query: str) -> str:
        """Rebuild a query or a form, sorted: parameters that are allowed, the values of some of them faked."""
        return urlencode(sorted(self._pairs(parse_qsl(query, keep_blank_values=True))), quote_via=quote)

    def _pairs(self, pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
        for name, value in pairs:
            disposition = self.allowed.query_fate(name)
            if disposition != "dropped":
                yield name, value if disposition == "kept" else self.text(value)

    def json(self, value: Any, path: tuple[str, ...]) -> Any:
        """Rebuild JSON data that stands at a path of keys."""
        if len(path) > _DEEPEST:
            return None
        if isinstance(value, dict):
            return {
                key: self.json(item, (*path, key))
                for key, item in value.items()
                if self.allowed.disposition((*path, key)) != "dropped"
            }
        if isinstance(value, list):
            return [self.json(item, path) for item in value]
        if value is None or isinstance(value, bool) or (path and self.allowed.disposition(path) == "kept"):
            return value
        return self._leaf(value, path[-1] if path else "")

    def _leaf(self, value: Any, name: str) -> Any:
        if name in self.allowed.secrets and self.fakes:
            return f"fake-{name}-{fake_mark(str(value), self.key)}"
        if isinstance(value, str):
            return self.text(value)
        if not self.fakes:
            return value
        return fake_number(value, self.key) if isinstance(value, int) else Decimal(fake_text(str(value), self.key))


def decompress(body: bytes, encoding: str) -> bytes | None:
    """Undo the content encodings of a body; None where one of them can't be undone here."""
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        try:
            if name in {"gzip", "x-gzip"}:
                body = gzip.decompress(body)
            elif name == "deflate":
                body = _inflate(body)
            elif name != "identity":
                return None
        except (OSError, EOFError, zlib.error):
            return None
    return body


def _inflate(body: bytes) -> bytes:
    try:
        return zlib.decompress(body)
    except zlib.error:
        # Many servers send it without the wrapper that the standard asks for.
        return zlib.decompress(body, -zlib.MAX_WBITS)


def _write_json(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_write_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_write_json, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)
