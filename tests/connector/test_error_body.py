"""Errors of a platform without an envelope: told by code, else by status, with the platform's plain words."""

from __future__ import annotations

import json
from typing import Any

import pytest

import shopglot
from shopglot.connector import ErrorBody, Request, Response

ERRORS = ErrorBody(
    status="data.status", request_id="data.id", by_code={"no_key": shopglot.AuthorizationError, 7: shopglot.RateLimited}
)


def error(status: int, body: Any, errors: ErrorBody = ERRORS) -> shopglot.PlatformError | None:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return errors.error_from(Request("GET", "/x"), Response(status, {}, sent))


def body(code: Any, message: Any = "Sorry, no.", **data: Any) -> Any:
    return {"code": code, "message": message, "data": {"status": 400, **data}}


@pytest.mark.parametrize("good", [[], {}, {"code": "SALE10"}, body("SALE10", None), [body("x")], "text"])
def test_a_good_status_with_another_body_is_good(good: Any) -> None:
    assert error(200, good) is None


@pytest.mark.parametrize(
    ("status", "sent", "kind", "text"),
    [
        (401, body("bad"), "AuthorizationError", "the platform refused the credentials: Sorry, no. (code bad)"),
        (403, body("bad"), "MissingScope", "the credentials do not permit this: Sorry, no. (code bad)"),
        (404, body("bad"), "NotFound", "there is no such record: Sorry, no. (code bad)"),
        (410, b"", "NotFound", "the record is gone (code http_410)"),
        (400, body("bad"), "RequestError", "the platform refused the request: Sorry, no. (code bad)"),
        (429, b"<html>", "RateLimited", "too many requests (code http_429)"),
        (503, b"<html>", "TemporaryError", "the platform is overloaded or broken (code http_503)"),
        (400, body("no_key"), "AuthorizationError", "the platform returned an error: Sorry, no. (code no_key)"),
        (400, body(7), "RateLimited", "the platform returned an error: Sorry, no. (code 7)"),
        # With a good status the body alone tells; a request id is kept.
        (
            200,
            body("bad", id="r-1"),
            "PermanentError",
            "the platform returned an error: Sorry, no. (code bad, request id r-1)",
        ),
        # No value of the platform's text is quoted, and no code that is none.
        (
            400,
            body("ann@example.com", "No order 4711 of ann@example.com"),
            "RequestError",
            "the platform refused the request: No order … of … (code http_400)",
        ),
    ],
)
def test_each_error_is_typed(status: int, sent: Any, kind: str, text: str) -> None:
    found = error(status, sent)
    assert (type(found).__name__, str(found)) == (kind, text)
    assert found is not None
    assert found.status == status


def test_a_good_status_without_json_is_no_answer() -> None:
    with pytest.raises(shopglot.TransportError, match="the response is not JSON"):
        error(200, b"{")


@pytest.mark.parametrize(
    "given",
    [None, [], {"code": "x"}, {"code": "x", "message": "y"}, body([]), {**body("x"), "data": {"status": "400"}}],
)
def test_what_is_no_error_body_is_none(given: Any) -> None:
    assert ERRORS.error_of(given) is None


def test_a_saved_error_is_told_as_the_live_one() -> None:
    assert repr(ERRORS.error_of(body("no_key"))) == repr(error(400, body("no_key")))


def test_a_code_that_says_what_its_status_says_keeps_the_better_text() -> None:
    errors = ErrorBody(by_code={"no_key": shopglot.AuthorizationError})
    found = error(401, {"code": "no_key", "message": "No."}, errors)
    assert str(found) == "the platform refused the credentials: No. (code no_key)"
