"""The whole policy: each error's action, each method, each situation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopglot import (
    AuthorizationError,
    ClockError,
    MissingScope,
    NotFound,
    PermanentError,
    PlatformError,
    RateLimited,
    RequestError,
    SignatureError,
    TemporaryError,
    TokenExpired,
    TransportError,
)
from shopglot.client import CallState, ClientSettings, Decision, decide
from shopglot.connector import Request

SETTINGS = ClientSettings()
FRESH = CallState(attempts=1, left=60.0, retry_after=None, chance=0.5)
REQUESTS = {
    "GET": Request("GET", "/x"),
    "search": Request("POST", "/x", safe_to_repeat=True),
    "POST": Request("POST", "/x"),
    "PUT": Request("PUT", "/x"),
    "DELETE": Request("DELETE", "/x"),
    "one-time GET": Request("GET", "/x", safe_to_repeat=False),
}
REPEATABLE = {"GET", "search"}
EXPECTED: dict[type[PlatformError], str] = {
    TemporaryError: "retry",
    RateLimited: "retry",
    TransportError: "retry",
    TokenExpired: "refresh",
    AuthorizationError: "raise",
    MissingScope: "raise",
    RequestError: "raise",
    ClockError: "raise",
    SignatureError: "raise",
    NotFound: "raise",
    PermanentError: "raise",
}


@pytest.mark.parametrize("name", REQUESTS)
@pytest.mark.parametrize("error", EXPECTED)
def test_each_error_and_method(error: type[PlatformError], name: str) -> None:
    expected = EXPECTED[error]
    if expected == "retry" and name not in REPEATABLE:
        expected = "raise"
    assert decide(error("x", code="x"), REQUESTS[name], FRESH, SETTINGS).what == expected


@pytest.mark.parametrize("name", REQUESTS)
def test_what_was_never_sent_may_be_sent(name: str) -> None:
    error = TransportError("x", code="not_connected")
    assert decide(error, REQUESTS[name], FRESH, SETTINGS).what == "retry"


@pytest.mark.parametrize("error", EXPECTED)
def test_never_more_than_three_attempts(error: type[PlatformError]) -> None:
    at = replace(FRESH, attempts=3)
    assert decide(error("x"), REQUESTS["GET"], at, SETTINGS) == Decision("raise", reason="attempts")


def test_a_token_is_refreshed_once() -> None:
    at = replace(FRESH, attempts=2, refreshed=True)
    assert decide(TokenExpired("x"), REQUESTS["GET"], at, SETTINGS) == Decision("raise", reason="refreshed")


@pytest.mark.parametrize(
    ("attempts", "chance", "wait"), [(1, 0.0, 0.0), (1, 0.5, 0.25), (1, 1.0, 0.5), (2, 0.5, 0.5), (2, 1.0, 1.0)]
)
def test_the_wait_is_any_share_of_a_doubling_one(attempts: int, chance: float, wait: float) -> None:
    at = replace(FRESH, attempts=attempts, chance=chance)
    assert decide(TemporaryError("x"), REQUESTS["GET"], at, SETTINGS) == Decision("retry", wait)


@pytest.mark.parametrize(
    ("retry_after", "left", "decision"),
    [
        (0.0, 60.0, Decision("retry", 0.025)),
        (7.0, 60.0, Decision("retry", 7.025)),
        (30.0, 60.0, Decision("retry", 30.025)),
        (30.1, 60.0, Decision("raise", reason="retry_after")),
        (7.0, 6.9, Decision("raise", reason="retry_after")),
        (7.0, 7.01, Decision("raise", reason="deadline")),
    ],
)
def test_the_platforms_word_is_the_least_wait(retry_after: float, left: float, decision: Decision) -> None:
    at = replace(FRESH, retry_after=retry_after, left=left)
    assert decide(RateLimited("x"), REQUESTS["GET"], at, SETTINGS) == decision


def test_no_wait_reaches_past_the_deadline() -> None:
    at = replace(FRESH, left=0.25)
    assert decide(TemporaryError("x"), REQUESTS["GET"], at, SETTINGS) == Decision("raise", reason="deadline")
