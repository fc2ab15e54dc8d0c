"""From TikTok Shop's response to a typed error, or to none: the code decides, whatever the HTTP status says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from shopglot.errors import (
    AuthorizationError,
    ClockError,
    MissingScope,
    PermanentError,
    PlatformError,
    RateLimited,
    RequestError,
    SignatureError,
    TemporaryError,
)
from shopglot_tiktok._error_table import (
    BAD_PARAMETER,
    BY_CODE,
    CAUSES,
    DAILY_QUOTA,
    MISSING_SCOPE,
    NO_PERMISSION_FOR_ORDER,
    SCOPES,
)

if TYPE_CHECKING:
    from shopglot.connector import Operation, Request, Response

__all__ = ["error_from", "error_of", "unless_refused"]

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


def unless_refused(operation: Operation[T]) -> Operation[T | None]:
    """Run an operation that completes a record; None where the platform refuses just that.

    Every other error is raised.
    """
    try:
        return (yield from operation)
    except PlatformError as error:
        if not _refuses_this_call(error):
            raise
        return None


def _refuses_this_call(error: PlatformError) -> bool:
    """Return whether a read error is about the one thing asked for, so that the rest of a record stands without it.

    Everything else is about the connection or may pass: an authorization that has expired, a clock, a quota, an
    overload.
    """
    if isinstance(error, ClockError | SignatureError) or error.code == str(DAILY_QUOTA):
        return False
    # One order or one permission refused leaves the others readable, though the seller has to act.
    here = isinstance(error, MissingScope) or error.code == str(NO_PERMISSION_FOR_ORDER)
    return here or isinstance(error, RequestError | PermanentError)


def _by_code(code: int, text: str, path: str) -> PlatformError | None:
    if code == MISSING_SCOPE:
        return _missing_scope(path)
    if code == BAD_PARAMETER:
        return _bad_parameter(text)
    known = BY_CODE.get(code)
    return known.error(known.meaning, code=str(code), hint=known.hint) if known else None


def _bad_parameter(text: str) -> PlatformError:
    lowered = text.lower()
    for cause in CAUSES:
        if cause.needle in lowered:
            field = _FIELD.match(text)
            meaning = f"{cause.meaning}: {field.group()}" if field else cause.meaning
            return cause.error(meaning, code=str(BAD_PARAMETER), hint=cause.hint)
    return RequestError(f"a parameter is bad; the platform says: {_harmless(text)}", code=str(BAD_PARAMETER))


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
    return PermanentError(f"the platform says: {_harmless(text)}", code=str(code))


def _harmless(text: str) -> str:
    """Keep the plain words of a text of the platform; what could be a value (digits, signs, long) becomes `…`."""
    words: list[Any] = [word if _is_plain(word) else "…" for word in text[:300].split()]
    return " ".join(words) or "nothing"


def _is_plain(word: str) -> bool:
    return len(word) <= 24 and all(sign.isascii() and (sign.isalpha() or sign in ".,;:'_-()") for sign in word)  # noqa: PLR2004 - no plain word is longer
