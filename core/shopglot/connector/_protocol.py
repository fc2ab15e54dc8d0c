"""How a connector asks for I/O without doing any: requests go out of a generator, responses come in.

    def list_things(shop: ShopRef, query: Query) -> Operation[Page]:
        response = yield Request("GET", "/things", params={"after": query.cursor})
        return Page(items=tuple(response.data()["things"]))

The host owns sockets, retries, clocks and limits. An error that it does not resolve is thrown into the generator at
its `yield`, so that an operation may catch the one it knows a way around.
"""

from __future__ import annotations

import json as _json
import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from shopglot.connector._fields import check_fields
from shopglot.errors import InvalidConnector, ResponseError, TransportError
from shopglot.exact_json import read_json

__all__ = ["Batch", "Completed", "Operation", "Page", "Query", "Request", "Response"]

T = TypeVar("T")
_METHOD = re.compile(r"[A-Z]+\Z")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, as a connector sees it.

    `host` is the logical name of a host (`api`, `auth`), which the connection turns into an origin. `params` are
    decoded; the driver encodes them. `json` is serialized once, when the request is made, to `body`: these bytes are
    signed and these are sent. `safe_to_repeat` defaults to what the method promises; a search by POST says True.
    `authenticated` requests are signed and carry the token. `bucket` names the rate limit that the call counts on.
    Its repr shows method, host and path alone: parameters, headers and body may hold secrets.
    """

    method: str
    path: str
    host: str = "api"
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: Any = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    safe_to_repeat: bool | None = field(default=None, repr=False)
    authenticated: bool = field(default=True, repr=False)
    bucket: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        check_fields(self, "request")
        if not _METHOD.match(self.method):
            raise InvalidConnector("a request's method must be a word in capitals, such as GET")
        if not all(map(_is_header, self.headers.items())):
            raise InvalidConnector("a request's headers must be ASCII texts of one line, and their names words")
        if not self.path.startswith("/") or self.path.startswith("//") or {"?", "#", "\\"} & set(self.path):
            raise InvalidConnector("a request's path must start with one slash and contain no query")
        if self.safe_to_repeat is None:
            object.__setattr__(self, "safe_to_repeat", self.method in SAFE_METHODS)
        if self.json is not None and self.body is None:
            object.__setattr__(self, "body", _written(self.json))

    @property
    def where(self) -> str:
        """What errors and logs may show: method, logical host and path."""
        return f"{self.method} {self.host}:{self.path}"


def _written(data: Any) -> bytes:
    try:
        return _json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        raise InvalidConnector("a request's json must be JSON data, with decimals as texts") from None


def _is_header(header: tuple[str, str]) -> bool:
    name, value = header
    return _HEADER.match(name) is not None and value.isascii() and value.isprintable()


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP response: status, headers by lower-case name, and the decoded body's bytes."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    _parsed: list[Any] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_fields(self, "response")

    def json(self) -> Any:
        """Parse the body, once, with exact numbers: decimals are `Decimal`, never float.

        Raises `TransportError` (code `truncated`) when the body is not JSON: it was cut, or is a proxy's page.
        """
        if not self._parsed:
            try:
                self._parsed.append(read_json(self.body))
            except ResponseError:
                self._parsed.append(_NOT_JSON)
        if self._parsed[0] is _NOT_JSON:
            raise TransportError(
                "the response is not JSON: it was cut off, or something on the way responded instead",
                code="truncated",
                status=self.status,
                hint="Repeat it; if it stays, look for a proxy between this machine and the platform.",
            )
        return self._parsed[0]


# Stands for a body that was tried: parsing it again would find the same.
_NOT_JSON = object()


@dataclass(frozen=True, slots=True)
class Query:
    """What a listing asks for, as far as the platform does it; times are Unix seconds.

    Only what `Operations.filters` and `sorts` declare is ever asked for. `updated_since` and `created_since` are
    inclusive lower bounds. `statuses` are the platform's own tokens, none meaning all. `filters` are the other declared
    ones, by name. `sort` is one of the declared orders; blank: the connector's choice, such that nothing is lost.
    `cursor` resumes: with it, every other field but `page_size` and `now` comes from the cursor itself.
    """

    updated_since: int | None = None
    created_since: int | None = None
    statuses: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    cursor: str | None = None
    page_size: int = 100
    now: int = 0

    def __post_init__(self) -> None:
        check_fields(self, "query")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of raw records; `next_cursor` is None at the end, `total` the platform's count of matches if it says."""

    items: tuple[Any, ...] = field(repr=False)
    next_cursor: str | None = None
    total: int | None = None

    def __post_init__(self) -> None:
        check_fields(self, "page")


@dataclass(frozen=True, slots=True)
class Batch:
    """Raw records read by id, in the order asked; `missing` are the ids that the platform left out or refused."""

    items: tuple[Any, ...] = field(repr=False)
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_fields(self, "batch")


@dataclass(frozen=True, slots=True)
class Completed:
    """A raw record with what a call for it alone adds.

    `lacks` names the parts that the platform refused or does not have, in the connector's words: the keys under which
    they would stand in the record.
    """

    record: Any = field(repr=False)
    lacks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_fields(self, "completed record")


Operation = Generator[Request, Response, T]
