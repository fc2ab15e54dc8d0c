"""Requests and responses as a recording may hold them: rebuilt, never merely filtered.

Filters forget: a content type with a charset, a nested key, a compressed body. So nothing is taken out here; a new
request and a new response are built from what is allowed, and whatever nobody thought of is not in them.
"""

from __future__ import annotations

import copy
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from shopglot.testing._bodies import Rebuilder, decompress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shopglot.testing._allowed import AllowList

__all__ = ["Scrubber"]

_ELSEWHERE = "https://elsewhere.invalid"


class Scrubber:
    """The two hooks that vcrpy takes, for one platform.

    `origins` says which of the platform's own origins stands for one that is recorded, such as
    `{"http://127.0.0.1:8080": "https://api.example.com"}`. `recording` off is for a replay: the cassette's answers pass
    as they are, and requests are only cut down to what is allowed, so that they match. `key` makes the fakes: see
    `fake_text`.
    """

    def __init__(
        self,
        allowed: AllowList,
        *,
        origins: Mapping[str, str] | None = None,
        recording: bool = True,
        key: bytes = b"",
    ) -> None:
        self._allowed = allowed
        self._origins = {**{origin: origin for origin in allowed.origins}, **(origins or {})}
        self._recording = recording
        self._build = Rebuilder(allowed, key, fakes=recording)

    def before_record_request(self, request: Any) -> Any:
        """Return the request that is recorded and matched."""
        headers = {name.lower(): _first(value) for name, value in request.headers.items()}
        rebuilt = copy.copy(request)
        rebuilt.uri = self.address(request.uri)
        rebuilt.body = self._body(_bytes(request.body), headers) or None
        rebuilt.headers = self._headers(headers.items())
        return rebuilt

    def before_record_response(self, response: dict[str, Any]) -> dict[str, Any]:
        """Return the response that is recorded."""
        if not self._recording:
            return response
        code = response["status"]["code"]
        given = [(name.lower(), _first(value)) for name, value in response["headers"].items()]
        phrase = HTTPStatus(code).phrase if code in set(HTTPStatus) else ""
        return {
            "status": {"code": code, "message": phrase},
            "headers": {name: [value] for name, value in self._headers(given).items()},
            "body": {"string": self._body(_bytes(response["body"]["string"]), dict(given))},
        }

    def address(self, address: str) -> str:
        """Rebuild an address: the platform's own origin, the allowed parts of the path, the allowed parameters."""
        parts = urlsplit(address)
        origin = self._origins.get(f"{parts.scheme}://{parts.netloc}", _ELSEWHERE)
        path = "/".join(self._segment(unquote(segment)) for segment in parts.path.split("/"))
        query = self._build.query(parts.query)
        return f"{origin}{path}" + (f"?{query}" if query else "")

    def _segment(self, segment: str) -> str:
        kept = not segment or segment in self._allowed.path_words
        return quote(segment if kept else self._build.text(segment), safe="")

    def _headers(self, headers: Iterable[tuple[str, str]]) -> dict[str, str]:
        kept = {name: value for name, value in headers if name in self._allowed.headers}
        for name, value in kept.items():
            if name == "location":
                kept[name] = self.address(value)
            elif name == "content-type":
                kept[name] = value.partition(";")[0].strip()
        return kept

    def _body(self, body: bytes, headers: Mapping[str, str]) -> bytes:
        plain = decompress(body, headers.get("content-encoding", ""))
        if plain is None:
            return f"(left out: {len(body)} bytes in a compression that can't be undone here)".encode()
        return self._build.body(plain, headers.get("content-type", ""))


def _first(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, bytes | bytearray):
        return bytes(body)
    return bytes(body.read()) if hasattr(body, "read") else b"".join(map(_bytes, body))
