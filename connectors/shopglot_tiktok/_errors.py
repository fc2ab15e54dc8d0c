"""From TikTok Shop's response to a typed error, or to none: the code decides, whatever the HTTP status says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from shopglot.connector import plain_words
from shopglot.errors import (
    AuthorizationError,
    MissingScope,
    PermanentError,
    PlatformError,
    RateLimited,
    RequestError,
    TemporaryError,
)
from shopglot_tiktok._error_table import (
    BAD_PARAMETER,
    BY_CODE,
    CAUSES,
    MISSING_SCOPE,
    SCOPES,
)

if TYPE_CHECKING:
    from shopglot.connector import Request, Response

__all__ = ["error_from", "error_of"]

T = TypeVar("T")
_OK = 200
_FIELD = re.compile(r"\A[A-Za-z][A-Za-z_.]{0,60}(?= is (?:a required field|invalid))")
_REQUEST_ID = re.compile(r"[0-9A-Za-z_-]{1,64}\Z")
_STATUS: dict[int, tuple[type[PlatformError], str]] = {
    401: (AuthorizationError, "the platform refused the credentials"),
    408: (TemporaryError, "the platform timed out"),
    429: (RateLimited, "too many requests"),
}


def error_from(request: Request, response: Response) -> PlatformError | None:
    """Return the error that a response means, or None when it is good.

    Raises `TransportError` for a body that is not JSON, where the status does not say more.
    """
    by_status = _by_status(response.status)
    try:
        envelope = response.json()
    except PlatformError:
        if by_status is not None:
            return by_status
        raise
    code = envelope.get("code") if isinstance(envelope, dict) else None
    if not isinstance(code, int):
        return by_status or PermanentError(
            "the response has no code: it is not the platform's", code="no_envelope", status=response.status
        )
    if code == 0:
        return by_status
    text = str(envelope.get("message") or "")
    error = _by_code(code, text, request.path) or _rename(by_status, code) or _unknown(code, text)
    error.request_id = _request_id(envelope.get("request_id"))
    error.status = response.status
    return error


def error_of(code: int | str, message: str, request_id: str) -> PlatformError | None:
    """Return the error that a code means by itself: what is known of a saved response; None where it is no error's."""
    if not isinstance(code, int) or code == 0:
        return None
    error = _by_code(code, message, "") or _unknown(code, message)
    error.request_id = _request_id(request_id)
    return error


def _request_id(data: object) -> str:
    return data if isinstance(data, str) and _REQUEST_ID.match(data) else ""


def _by_code(code: int, text: str, path: str) -> PlatformError | None:
    if code == MISSING_SCOPE:
        return _missing_scope(path)
    if code == BAD_PARAMETER:
        return _bad_parameter(text)
    known = BY_CODE.get(code)
    return known.make() if known else None


def _bad_parameter(text: str) -> PlatformError:
    lowered = text.lower()
    for cause in CAUSES:
        if cause.needle in lowered:
            field = _FIELD.match(text)
            meaning = f"{cause.meaning}: {field.group()}" if field else cause.meaning
            return cause.error(meaning, code=str(BAD_PARAMETER), hint=cause.hint)
    return RequestError(f"a parameter is bad; the platform says: {plain_words(text)}", code=str(BAD_PARAMETER))


def _missing_scope(path: str) -> MissingScope:
    matches = [row for row in SCOPES if path.startswith(row[0])]
    _, scope, name = max(matches, key=lambda row: len(row[0]), default=("", "", ""))
    what = f'the permission "{name}" ({scope})' if name else "a permission"
    error = MissingScope(
        f"{what} is not enabled on the app, or was not granted by the seller",
        code=str(MISSING_SCOPE),
        hint=f'Enable "{name}" under Manage API in Partner Center; then the seller must authorize the app again.'
        if name
        else "Enable it under Manage API in Partner Center; then the seller must authorize the app again.",
    )
    error.scope, error.portal_name = scope, name
    return error


def _by_status(status: int) -> PlatformError | None:
    if status == _OK:
        return None
    if status in _STATUS:
        kind, text = _STATUS[status]
        return kind(text, code=f"http_{status}", status=status)
    if status >= 500:  # noqa: PLR2004 - where HTTP's server errors begin
        return TemporaryError("the platform is overloaded or broken", code=f"http_{status}", status=status)
    return PermanentError("the platform refused the request", code=f"http_{status}", status=status)


def _rename(error: PlatformError | None, code: int) -> PlatformError | None:
    if error is None or error.action == "give_up":
        return None
    error.code = str(code)
    return error


def _unknown(code: int, text: str) -> PermanentError:
    return PermanentError(f"the platform says: {plain_words(text)}", code=str(code))
