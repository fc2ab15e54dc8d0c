"""Each code becomes the error whose action is right, with the platform's request id, and no value of a record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shopglot import MissingScope, PlatformError, TransportError
from shopglot.connector import Request, Response
from shopglot_tiktok._error_table import BY_CODE, CAUSES, SCOPES
from shopglot_tiktok._errors import error_from
from tests.support.paths import RAW

ERRORS = RAW / "error"
ORDERS = Request("POST", "/order/202309/orders/search")
REQUEST_ID = "20260105101112817C346AC717C186ED10"

ANSWERS = [
    ("access_token_expired", "TokenExpired", "refresh"),
    ("code_never_seen", "PermanentError", "give_up"),
    ("daily_quota", "PermanentError", "give_up"),
    ("internal_error", "TemporaryError", "retry"),
    ("invalid_app_key", "RequestError", "fix"),
    ("invalid_path", "RequestError", "fix"),
    ("invalid_sign", "SignatureError", "fix"),
    ("invalid_token_shop_pair", "AuthorizationError", "reauthorize"),
    ("invalid_version", "RequestError", "fix"),
    ("ip_not_allowed", "RequestError", "fix"),
    ("method_not_allowed", "RequestError", "fix"),
    ("missing_required_field", "RequestError", "fix"),
    ("missing_scope", "MissingScope", "reauthorize"),
    ("missing_shop_cipher", "RequestError", "fix"),
    ("order_detail.no_permission", "AuthorizationError", "reauthorize"),
    ("order_detail.other_seller", "NotFound", "fix"),
    ("order_detail.temporary", "TemporaryError", "retry"),
    ("product.not_found", "NotFound", "fix"),
    ("product.not_yours", "NotFound", "fix"),
    ("product.status_not_allowed", "RequestError", "fix"),
    ("product_search.too_many_results", "RequestError", "fix"),
    ("rate_limited", "RateLimited", "retry"),
    ("request_timeout", "TemporaryError", "retry"),
    ("timestamp_expired", "ClockError", "fix"),
    ("token.invalid_auth_code", "AuthorizationError", "reauthorize"),
    ("token.invalid_params", "RequestError", "fix"),
    ("token.no_authorization_record", "AuthorizationError", "reauthorize"),
    ("token.refresh_token_expired", "AuthorizationError", "reauthorize"),
    ("unexpected_shop_cipher", "RequestError", "fix"),
]
TEXTS = [
    (
        "Invalid timestamp. The 'timestamp' query parameter is more than 5 minutes in the past. More: x",
        "ClockError",
        "the request's time is outside the platform's window",
    ),
    ("Invalid credentials. Invalid 'app_key' query parameter.", "RequestError", "the app key is unknown"),
    ("Invalid credentials. Invalid `app_key` query parameter.", "RequestError", "the app key is unknown"),
    ("The 'sign' query parameter is required.", "SignatureError", "the signature is missing"),
    (
        "Invalid credentials. The 'x-tts-access-token' header is invalid.",
        "AuthorizationError",
        "the platform does not know the token",
    ),
    (
        "Unexpected identifier. The 'shop_cipher' query parameter is not required for this request.",
        "RequestError",
        "a shop's cipher is not wanted here",
    ),
    (
        "Unexpected identifier. The 'category_asset_cipher' query parameter is not required.",
        "RequestError",
        "an asset's cipher is not wanted here",
    ),
    ("Invalid 'shop_id' query parameter.", "RequestError", "the shop id is invalid"),
    ("Invalid 'version' query parameter.", "RequestError", "the version is invalid"),
    (
        "PageSize is a required field and has not been provided.",
        "RequestError",
        "a required field is missing: PageSize",
    ),
    ("PageSize is invalid.", "RequestError", "a parameter is invalid: PageSize"),
    (
        "Something new about 576461413038785752 of ann@example.com",
        "RequestError",
        "a parameter is bad; the platform says: Something new about … of …",
    ),
    ("", "RequestError", "a parameter is bad; the platform says: nothing"),
]


def answer(code: int, message: str = "", status: int = 200) -> Response:
    body = {"code": code, "message": message, "request_id": REQUEST_ID, "data": None}
    return Response(status, {}, json.dumps(body).encode())


def judged(response: Response, request: Request = ORDERS) -> PlatformError:
    error = error_from(request, response)
    assert error is not None
    return error


def test_a_good_answer_is_no_error() -> None:
    assert error_from(ORDERS, answer(0, "Success")) is None


@pytest.mark.parametrize(("file", "kind", "action"), ANSWERS)
def test_every_error_answer_there_is(file: str, kind: str, action: str) -> None:
    raw = (ERRORS / f"{file}.json").read_bytes()
    error = judged(Response(200, {}, raw))
    envelope = json.loads(raw)
    assert (type(error).__name__, error.action) == (kind, action)
    assert (error.code, error.request_id) == (str(envelope["code"]), envelope.get("request_id", ""))


def test_no_error_answer_is_left_out() -> None:
    assert {row[0] for row in ANSWERS} == {path.stem for path in ERRORS.glob("*.json")}


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_code_says_what_and_what_to_do(code: int) -> None:
    known = BY_CODE[code]
    error = judged(answer(code, "Ann Lee, +1 213 555 0142", status=200))
    assert str(error) == f"{known.meaning} (code {code}, request id {REQUEST_ID})" + (
        f"\n  hint: {known.hint}" if known.hint else ""
    )


@pytest.mark.parametrize(("text", "kind", "message"), TEXTS)
def test_the_code_of_ten_causes_is_told_apart_by_its_text(text: str, kind: str, message: str) -> None:
    error = judged(answer(36009004, text, 400))
    assert (type(error).__name__, error.message, error.code, error.status) == (kind, message, "36009004", 400)


def test_every_cause_has_a_test() -> None:
    texts = [row[0].lower() for row in TEXTS]
    assert [cause.needle for cause in CAUSES if not any(cause.needle in text for text in texts)] == []


@pytest.mark.parametrize(
    ("path", "scope", "name"),
    [
        ("/order/202309/orders/search", "seller.order.info", "Order Information"),
        ("/product/202309/products/1", "seller.product.basic", "Product Basic"),
        ("/authorization/202309/shops", "seller.authorization.info", "Shop Authorized Information"),
        ("/logistics/202309/warehouses", "seller.logistics", "Logistics Basic"),
        ("/logistics/202309/global_warehouses", "seller.shop.info", "Global Shop Information"),
    ],
)
def test_a_missing_permission_is_named_as_in_the_portal(path: str, scope: str, name: str) -> None:
    error = judged(answer(105005, "Access denied.", 401), Request("GET", path))
    assert isinstance(error, MissingScope)
    assert (error.scope, error.portal_name) == (scope, name)
    assert str(error) == (
        f'the permission "{name}" ({scope}) is not enabled on the app, or was not granted by the seller'
        f" (code 105005, request id {REQUEST_ID})\n"
        f'  hint: Enable "{name}" under Manage API in Partner Center; then the seller must authorize the app again.'
    )


def test_every_operations_path_has_its_permission() -> None:
    assert all(prefix.startswith("/") and scope and name for prefix, scope, name in SCOPES)


@pytest.mark.parametrize(
    ("response", "kind", "text"),
    [
        (Response(503, {}, b"<html>"), "TemporaryError", "the platform is overloaded or broken (code http_503)"),
        (Response(429, {}, b""), "RateLimited", "too many requests (code http_429)"),
        (Response(401, {}, b"{}"), "AuthorizationError", "the platform refused the credentials (code http_401)"),
        (Response(404, {}, b"nothing"), "PermanentError", "the platform refused the request (code http_404)"),
        (
            Response(200, {}, b"[]"),
            "PermanentError",
            "the response has no code: it is not the platform's (code no_envelope)",
        ),
        (Response(500, {}, b'{"code": 77}'), "TemporaryError", "the platform is overloaded or broken (code 77)"),
        (
            Response(200, {}, b'{"code": 77, "message": "Odd thing for v4bABC@scs2.tiktok.com"}'),
            "PermanentError",
            "the platform says: Odd thing for … (code 77)",
        ),
        (
            Response(200, {}, b'{"code": 36009003, "request_id": "<script>"}'),
            "TemporaryError",
            "an internal error of the platform (code 36009003)",
        ),
    ],
)
def test_answers_that_are_not_the_platforms_own(response: Response, kind: str, text: str) -> None:
    error = judged(response)
    assert type(error).__name__ == kind
    assert str(error).partition("\n")[0] == text


@pytest.mark.parametrize("body", [b"", b'{"code": 0, "data": {"ord', b"<html>", b'{"code": NaN}', b"\xff"])
def test_a_cut_answer_may_be_asked_for_again(body: bytes) -> None:
    with pytest.raises(TransportError) as caught:
        error_from(ORDERS, Response(200, {}, body))
    assert caught.value.code == "truncated"


def test_arbitrary_envelopes_never_crash() -> None:
    odd: list[Any] = [None, 1, "x", [], {}, {"code": None}, {"code": "0"}, {"code": 1, "message": 5}, {"code": 1.5}]
    for body in odd:
        assert isinstance(judged(Response(200, {}, json.dumps(body).encode())), PlatformError)
