"""What the shop's errors mean, from saved answers: the class tells a caller what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shopglot.connector import Request, Response
from shopglot.errors import AuthorizationError, MissingScope, NotFound, RequestError, TemporaryError
from shopglot_woocommerce._live import ERRORS, error_from

FIXTURES = Path(__file__).parents[1] / "src" / "shopglot_woocommerce" / "fixtures"
INDEX = {
    entry["file"]: entry for entry in json.loads((FIXTURES / "index.json").read_text(encoding="utf-8"))["fixtures"]
}
EXPECTED: dict[str, type] = {
    "id_unknown": NotFound,
    "key_unknown": AuthorizationError,
    "no_route": RequestError,
    "order_gone": NotFound,
    "parameter_wrong": RequestError,
    "secret_wrong": AuthorizationError,
    "user_may_not": MissingScope,
}


def test_every_saved_error_is_here() -> None:
    assert {Path(file).stem for file, entry in INDEX.items() if entry["resource"] == "error"} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_saved_error_is_of_its_class(name: str) -> None:
    file = f"raw/error/{name}.json"
    body = (FIXTURES / file).read_bytes()
    error = error_from(Request("GET", "/wc/v3/orders"), Response(INDEX[file]["http_status"], {}, body))
    assert type(error) is EXPECTED[name]
    assert error is not None
    assert error.code == json.loads(body)["code"]
    assert ERRORS.fits(json.loads(body))


@pytest.mark.parametrize("file", sorted(file for file, entry in INDEX.items() if entry["resource"] != "error"))
def test_no_good_answer_is_taken_for_an_error(file: str) -> None:
    body = (FIXTURES / file).read_bytes()
    assert error_from(Request("GET", "/wc/v3/orders"), Response(200, {}, body)) is None
    assert not ERRORS.fits(json.loads(body))


@pytest.mark.parametrize(
    ("status", "body", "expected", "code"),
    [
        (404, b"<html>Not found</html>", RequestError, "http_404"),
        (500, b"<html>There has been a critical error</html>", TemporaryError, "http_500"),
        (502, b"", TemporaryError, "http_502"),
        (
            503,
            b'{"code":"internal_server_error","message":"<p>x</p>","data":{"status":500}}',
            TemporaryError,
            "internal_server_error",
        ),
    ],
)
def test_what_stands_before_the_shop(status: int, body: bytes, expected: Any, code: str) -> None:
    error = error_from(Request("GET", "/wc/v3/orders"), Response(status, {}, body))
    assert type(error) is expected
    assert error is not None
    assert error.code == code


def test_plain_permalinks_are_told_as_such() -> None:
    error = error_from(Request("GET", "/"), Response(404, {}, b"<html>Not found</html>"))
    assert str(error) == (
        "there is no REST API at this address (code http_404)\n"
        "  hint: Compare store_url with the shop's address, and choose any permalinks but plain ones."
    )
