"""Errors of a platform that puts no envelope around its records: the status says that it is one, the body which."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from shopglot.connector._fields import check_fields
from shopglot.connector._plain_words import plain_words
from shopglot.connector._validation import check_texts
from shopglot.errors import (
    AuthorizationError,
    MissingScope,
    NotFound,
    PermanentError,
    PlatformError,
    RateLimited,
    RequestError,
    TemporaryError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.connector._protocol import Request, Response

__all__ = ["ErrorBody"]

_GOOD = range(200, 300)
_REFUSED = range(400, 500)
_BY_STATUS: dict[int, tuple[type[PlatformError], str]] = {
    401: (AuthorizationError, "the platform refused the credentials"),
    403: (MissingScope, "the credentials do not permit this"),
    404: (NotFound, "there is no such record"),
    408: (TemporaryError, "the platform timed out"),
    410: (NotFound, "the record is gone"),
    425: (TemporaryError, "the platform asks to try later"),
    429: (RateLimited, "too many requests"),
}
# A code or a request id is quoted only when it looks like one: a response is foreign input.
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,80}\Z")


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """The keys by which a body is an error: an object with a text or a whole number at `code`, and a text at `message`.

    Keys are dotted paths. Where `status` is given, there must be a whole number at it too. `request_id` is where the
    platform's id of the request stands. `by_code` are the codes that mean more, or something else, than the status.
    """

    code: str = "code"
    message: str = "message"
    status: str = ""
    request_id: str = ""
    by_code: Mapping[str | int, type[PlatformError]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_fields(self, "error body")
        check_texts("error body", code=self.code, message=self.message)

    def error_from(self, _request: Request, response: Response) -> PlatformError | None:
        """Return the error that a response means, or None when it is good: by its code, or else by its status.

        Raises `TransportError` for a good status with a body that is not JSON.
        """
        try:
            body = response.json()
        except PlatformError:
            if response.status in _GOOD:
                raise
            body = None
        if response.status in _GOOD and not self.fits(body):
            return None
        return self._error(body, response.status)

    def fits(self, body: object) -> bool:
        """Check whether this body is an error."""
        status = _at(body, self.status) if self.status else 0
        code, message = _at(body, self.code), _at(body, self.message)
        return type(status) is int and type(code) in {str, int} and isinstance(message, str)

    def error_of(self, body: object) -> PlatformError | None:
        """Return the error that a saved body means; None for one that is none."""
        if not self.fits(body):
            return None
        status = _at(body, self.status) if self.status else 0
        return self._error(body, cast("int", status))

    def _error(self, body: object, status: int) -> PlatformError:
        known = self.fits(body)
        code: Any = _at(body, self.code) if known else None
        kind, text = _by_status(status)
        if self.by_code.get(code, kind) is not kind:
            kind, text = self.by_code[code], "the platform returned an error"
        if known:
            text = f"{text}: {plain_words(str(_at(body, self.message)))}"
        return kind(
            text,
            code=str(code) if code is not None and _IDENTIFIER.match(str(code)) else f"http_{status}",
            request_id=_text_at(body, self.request_id),
            status=status,
        )


def _by_status(status: int) -> tuple[type[PlatformError], str]:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status in _REFUSED:
        return RequestError, "the platform refused the request"
    if status > max(_REFUSED):
        return TemporaryError, "the platform is overloaded or broken"
    return PermanentError, "the platform returned an error"


def _at(body: object, path: str) -> object:
    for key in path.split("."):
        body = body.get(key) if isinstance(body, dict) else None
    return body


def _text_at(body: object, path: str) -> str:
    value = _at(body, path) if path else None
    return value if isinstance(value, str) and _IDENTIFIER.match(value) else ""
