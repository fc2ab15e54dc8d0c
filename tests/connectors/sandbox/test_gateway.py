"""The checks before every endpoint: codes, statuses and texts of whole answers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from shopglot_tiktok.sandbox import SCOPES, Call
from shopglot_tiktok.sandbox._signing import expected_sign
from tests.support.paths import TIKTOK

if TYPE_CHECKING:
    from tests.support.caller import Caller, MakeCaller

MORE = " For more details: https://m.tiktok.shop/s/AIu6dbFhs2XW"
SHOPS = "/authorization/202309/shops"
SEARCH = "/order/202309/orders/search"
VECTORS = TIKTOK / "signature-vectors.json"


def whole(response: Any) -> tuple[int, dict[str, Any]]:
    """Give status and body, the request id checked and taken out."""
    body = response.json()
    assert re.fullmatch(r"[0-9]{14}[0-9A-F]{20}", body.pop("request_id"))
    assert response.headers["content-type"] == "application/json"
    return response.status_code, body


def error(code: int, message: str) -> dict[str, Any]:
    return {"code": code, "data": None, "message": message}


def test_a_path_that_does_not_exist(caller: Caller) -> None:
    text = "Invalid path. The specified path does not match any available endpoint."
    for path in ("/order/202309/nothing", "/nothing", "/order/search", "/"):
        assert whole(caller.send("GET", path)) == (404, error(36009009, text))


def test_a_method_that_the_path_does_not_take(caller: Caller) -> None:
    text = "Invalid method. The request method is not supported by the endpoint."
    assert whole(caller.send("PUT", SEARCH)) == (405, error(36009010, text))


def test_a_retired_version_has_no_request_id(caller: Caller) -> None:
    response = caller.send("POST", "/order/202212/orders/search")
    assert response.status_code == 200
    assert response.json() == error(36009014, "The version name is invalid, please check and retry.")


def test_an_unknown_app_key(caller: Caller) -> None:
    text = f"Invalid credentials. Invalid 'app_key' query parameter.{MORE}"
    assert whole(caller.send("GET", SHOPS, app_key="6nobody")) == (400, error(36009004, text))
    assert whole(caller.send("GET", SHOPS, app_key=None)) == (400, error(36009004, text))


@pytest.mark.parametrize(("shift", "code"), [(-301, 36009004), (-300, 0), (0, 0), (30, 0), (31, 36009004)])
def test_the_clock_window_is_five_minutes_back_and_thirty_seconds_ahead(caller: Caller, shift: int, code: int) -> None:
    now = caller.sandbox.clock.now()
    assert caller.send("GET", SHOPS, timestamp=now + shift).json()["code"] == code


@pytest.mark.parametrize(
    ("timestamp", "text"),
    [
        (None, "The 'timestamp' query parameter is required."),
        ("soon", "The 'timestamp' query parameter is required."),
        ("1767225600000", "The 'timestamp' query parameter is required."),
        ("1767220000", "The 'timestamp' query parameter is more than 5 minutes in the past."),
        ("1767229999", "The 'timestamp' query parameter is more than 30 seconds in the future."),
    ],
)
def test_each_wrong_timestamp_has_its_text(caller: Caller, timestamp: str | None, text: str) -> None:
    expected = error(36009004, f"Invalid timestamp. {text}{MORE}")
    assert whole(caller.send("GET", SHOPS, timestamp=timestamp)) == (400, expected)


def test_a_missing_and_a_wrong_signature(caller: Caller) -> None:
    missing = f"Invalid credentials. The 'sign' query parameter is required.{MORE}"
    assert whole(caller.send("GET", SHOPS, sign=None)) == (400, error(36009004, missing))
    wrong = f"Invalid credentials. The 'sign' query parameter is invalid.{MORE}"
    assert whole(caller.send("GET", SHOPS, sign="0" * 64)) == (401, error(106001, wrong))


def test_the_exact_body_bytes_are_signed(caller: Caller) -> None:
    body = b'{"order_status" :  "COMPLETED"}'
    assert caller.send("POST", SEARCH, {"page_size": 1}, body).json()["code"] == 0
    query = {
        "app_key": caller.sandbox.app_key, "page_size": "1", "shop_cipher": caller.cipher,
        "timestamp": str(caller.sandbox.clock.now()),
    }  # fmt: skip
    compact = caller.sign(SEARCH, query, b'{"order_status":"COMPLETED"}')
    assert caller.send("POST", SEARCH, {"page_size": 1}, body, sign=compact).json()["code"] == 106001


@pytest.mark.parametrize(("lenient", "code"), [(False, 106001), (True, 0)])
def test_an_empty_object_left_out_of_the_signature(make_caller: MakeCaller, lenient: bool, code: int) -> None:  # noqa: FBT001 - a parameter
    caller = make_caller(lenient_empty_body=lenient)
    query = {
        "app_key": caller.sandbox.app_key, "page_size": "1", "shop_cipher": caller.cipher,
        "timestamp": str(caller.sandbox.clock.now()),
    }  # fmt: skip
    without = caller.sign(SEARCH, query, b"")
    assert caller.send("POST", SEARCH, {"page_size": 1}, b"{}", sign=without).json()["code"] == code
    assert caller.send("POST", SEARCH, {"page_size": 1}, b"{}").json()["code"] == 0


@pytest.mark.parametrize("vector", json.loads(VECTORS.read_text())["request"], ids=lambda vector: vector["id"])
def test_the_published_signature_vectors(vector: dict[str, Any]) -> None:
    query = {key: value for key, value in vector["query"].items() if key != "sign"}
    body = (vector["body"] or "").encode()
    call = Call(vector["method"], vector["path"], tuple(query.items()), {"content-type": vector["content_type"]}, body)
    assert expected_sign(call, vector["app_secret"]) == vector["sign"]


def test_an_unknown_and_an_expired_token(caller: Caller) -> None:
    good = caller.token
    caller.token = "TTP_nobody"
    unknown = f"Invalid credentials. The 'x-tts-access-token' header is invalid.{MORE}"
    assert whole(caller.send("GET", SHOPS)) == (400, error(36009004, unknown))
    caller.token = good
    caller.sandbox.advance(7 * 86_400 - 1)
    assert caller.send("GET", SHOPS).json()["code"] == 0
    caller.sandbox.advance(1)
    expired = f"Expired credentials. The 'access_token' or 'x-tts-access-token' header has expired.{MORE}"
    assert whole(caller.send("GET", SHOPS)) == (401, error(105002, expired))


def test_a_scope_that_was_not_granted(caller: Caller) -> None:
    text = (
        "Access denied. The app is not authorized to access the endpoint because the access scopes granted for the app "
        f"or the access token do not contain the required access scope for the endpoint.{MORE}"
    )
    for scope, method, path in (
        ("seller.authorization.info", "GET", SHOPS),
        ("seller.order.info", "POST", SEARCH),
        ("seller.product.basic", "GET", "/product/202309/products/1"),
        ("seller.logistics", "GET", "/logistics/202309/warehouses"),
    ):
        caller.enter(scopes=[one for one in SCOPES if one != scope])
        assert whole(caller.send(method, path, {"page_size": 1})) == (401, error(105005, text))


def test_a_scope_that_the_app_does_not_have(caller: Caller) -> None:
    caller.sandbox.app_scopes -= {"seller.order.info"}
    assert caller.send("POST", SEARCH, {"page_size": 1}).json()["code"] == 105005


def test_shop_ciphers_missing_unexpected_and_foreign(make_caller: MakeCaller) -> None:
    caller = make_caller(regions=("US", "GB"))
    missing = "Missing identifier. The 'shop_cipher' query parameter is required to identify the target shop."
    assert whole(caller.send("POST", SEARCH, {"page_size": 1}, shop_cipher=None)) == (
        400,
        error(106013, missing + MORE),
    )
    unexpected = "Unexpected identifier. The 'shop_cipher' query parameter is not required for this request."
    for path in (SHOPS, "/seller/202309/shops"):
        assert whole(caller.send("GET", path, shop_cipher=caller.cipher)) == (400, error(36009004, unexpected + MORE))
    foreign = (
        "Invalid query or header. "
        "The 'category_asset_cipher' query parameter or 'x-tts-access-token' header is invalid."
    )
    for cipher in (caller.sandbox.shops[1].cipher, "ROW_nobody"):
        answer = caller.send("POST", SEARCH, {"page_size": 1}, shop_cipher=cipher)
        assert whole(answer) == (401, error(101000, foreign + MORE))


def test_a_creator_s_token_is_of_the_wrong_kind(caller: Caller) -> None:
    caller.enter(user_type=1)
    assert caller.send("GET", SHOPS).json()["code"] == 101000


def test_required_fields_are_named_in_go_spelling(caller: Caller) -> None:
    for method, path, name in (
        ("POST", SEARCH, "PageSize"),
        ("POST", "/product/202502/products/search", "PageSize"),
        ("GET", "/order/202309/orders", "Ids"),
    ):
        text = f"{name} is a required field and has not been provided."
        assert whole(caller.send(method, path)) == (400, error(36009004, text))


def test_the_first_check_that_fails_speaks(caller: Caller) -> None:
    caller.token = "TTP_nobody"
    wrong: dict[str, Any] = {"timestamp": 1, "sign": "0", "shop_cipher": None}
    assert caller.send("PUT", "/order/1/nothing", **wrong).json()["code"] == 36009009
    assert caller.send("PUT", "/order/1/orders/search", **wrong).json()["code"] == 36009010
    assert caller.send("POST", "/order/1/orders/search", **wrong).json()["code"] == 36009014
    assert "'app_key'" in caller.send("POST", SEARCH, app_key="x", **wrong).json()["message"]
    assert "'timestamp'" in caller.send("POST", SEARCH, **wrong).json()["message"]
    del wrong["timestamp"]
    assert caller.send("POST", SEARCH, **wrong).json()["code"] == 106001
    del wrong["sign"]
    assert "'x-tts-access-token'" in caller.send("POST", SEARCH, **wrong).json()["message"]
    caller.enter()
    assert caller.send("POST", SEARCH, **wrong).json()["code"] == 106013
    assert "PageSize" in caller.send("POST", SEARCH).json()["message"]


@pytest.mark.parametrize(
    ("how", "header"), [("seconds", "1"), ("date", "Thu, 01 Jan 2026 00:00:01 GMT"), ("absent", None)]
)
def test_the_rate_limit_is_per_shop_and_endpoint(make_caller: MakeCaller, how: str, header: str | None) -> None:
    caller = make_caller(rate_limit=3, retry_after=how)
    assert [caller.send("POST", SEARCH, {"page_size": 1}).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = caller.send("POST", SEARCH, {"page_size": 1})
    assert refused.headers.get("retry-after") == header
    assert whole(refused) == (
        429,
        {"code": 36009002, "message": "Too many requests. You've made too many requests in a short period of time."},
    )
    assert caller.send("POST", "/product/202502/products/search", {"page_size": 1}).status_code == 200
    caller.sandbox.advance(1)
    assert caller.send("POST", SEARCH, {"page_size": 1}).status_code == 200


def test_a_development_shop_s_calls_are_counted_by_the_hour(make_caller: MakeCaller) -> None:
    caller = make_caller(hourly_limit=3)
    paths = (SEARCH, "/product/202502/products/search")
    answers = [caller.send("POST", path, {"page_size": 1}).status_code for path in (*paths, *paths)]
    assert answers == [200, 200, 200, 429]
    caller.sandbox.advance(3599)
    assert caller.send("POST", SEARCH, {"page_size": 1}).json()["code"] == 36009002
    caller.sandbox.advance(1)
    assert caller.send("POST", SEARCH, {"page_size": 1}).status_code == 200


def test_an_inactive_seller_is_refused_where_the_code_is_known(make_caller: MakeCaller) -> None:
    caller = make_caller(regions=("US", "GB"))
    caller.sandbox.deactivate("US")
    refused = caller.send("POST", "/product/202502/products/search", {"page_size": 1})
    assert whole(refused) == (200, error(12052700, "The seller is inactive."))
    assert caller.enter("GB").products()
    caller.sandbox.activate("US")
    assert caller.enter("US").products()


def test_a_body_that_is_no_json_object(caller: Caller) -> None:
    for body in (b"{", b"[]", b'"x"'):
        assert caller.send("POST", SEARCH, {"page_size": 1}, body).json()["code"] == 36009022


def test_the_log_has_no_secrets(caller: Caller) -> None:
    caller.search()
    text = repr(list(caller.sandbox.log))
    for secret in (caller.token, caller.cipher, caller.sandbox.app_secret, caller.sandbox.app_key):
        assert secret not in text
    assert caller.sandbox.log[-1].path == SEARCH
