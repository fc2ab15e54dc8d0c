"""Authorizing: the link, the call-back, the token calls."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shopglot import AuthorizationError, PermanentError, RequestError, SettingsError
from shopglot.connector import Operation, Request, Response, Token
from shopglot_tiktok._oauth import authorize_url, exchange_code, parse_callback, refresh_token
from tests.support.paths import RAW

SETTINGS = {"app_key": "6simkey0001", "app_secret": "sim_secret", "service_id": "7300000000000000001"}
TOKENS = RAW / "token"
NOW = 1_767_225_600


def feed(operation: Operation[Token], body: bytes) -> tuple[Request, Token]:
    request = next(operation)
    with pytest.raises(StopIteration) as stop:
        operation.send(Response(200, {}, body))
    return request, stop.value.value


@pytest.mark.parametrize(
    ("more", "host"),
    [
        ({}, "https://services.tiktokshop.com"),
        ({"region": "global"}, "https://services.tiktokshop.com"),
        ({"region": "us"}, "https://services.us.tiktokshop.com"),
        ({"region": "us", "authorize_host": "https://services.tiktokshops.us"}, "https://services.tiktokshops.us"),
        ({"authorize_host": "http://127.0.0.1:8000/"}, "http://127.0.0.1:8000"),
    ],
)
def test_the_link_is_the_regions(more: dict[str, str], host: str) -> None:
    assert authorize_url({**SETTINGS, **more}, "a+b") == (
        f"{host}/open/authorize?service_id=7300000000000000001&state=a%2Bb"
    )


@pytest.mark.parametrize(
    "more",
    [
        {"region": "mars"},
        {"authorize_host": "http://services.tiktokshop.com"},
        {"authorize_host": "javascript:alert(1)"},
        {"authorize_host": "https://x.example.com/path"},
    ],
)
def test_a_wrong_host_is_refused(more: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        authorize_url({**SETTINGS, **more}, "state")


def test_the_callback_gives_the_code() -> None:
    assert parse_callback({"code": "ROW_x", "state": "s", "locale": "en", "shop_region": "GB"}, "s") == "ROW_x"


def test_an_installation_from_the_app_store_carries_no_state() -> None:
    assert parse_callback({"code": "ROW_x"}, None) == "ROW_x"


@pytest.mark.parametrize("parameters", [{"code": "x"}, {"code": "x", "state": ""}, {"code": "x", "state": "other"}])
def test_somebody_elses_callback_is_refused(parameters: dict[str, str]) -> None:
    with pytest.raises(RequestError) as caught:
        parse_callback(parameters, "mine")
    assert str(caught.value) == (
        "the call-back's state is not the one that was sent: it belongs to another attempt, or was forged"
        " (code state_mismatch)\n  hint: Send the seller to the authorize page again."
    )


@pytest.mark.parametrize("parameters", [{"code": "null", "error": "auth_denied"}, {"code": "null"}, {"code": ""}, {}])
def test_a_seller_may_refuse(parameters: dict[str, str]) -> None:
    with pytest.raises(AuthorizationError) as caught:
        parse_callback({**parameters, "state": "s"}, "s")
    assert str(caught.value) == (
        "the seller did not authorize the app (code auth_denied)\n  hint: Send the seller to the authorize page again."
    )


def test_a_code_is_traded_once_for_a_token_with_absolute_ends() -> None:
    raw = (TOKENS / "get.us_seller.json").read_bytes()
    data = json.loads(raw)["data"]
    request, token = feed(exchange_code(SETTINGS, "TTP_code", NOW), raw)
    assert (request.where, request.safe_to_repeat, request.authenticated) == (
        "GET auth:/api/v2/token/get",
        False,
        False,
    )
    assert request.params == {
        "app_key": "6simkey0001",
        "app_secret": "sim_secret",
        "auth_code": "TTP_code",
        "grant_type": "authorized_code",
    }
    assert token.to_dict() == {
        "access_token": data["access_token"],
        "refresh_token": data["refresh_token"],
        "access_expires_at": data["access_token_expire_in"],
        "refresh_expires_at": data["refresh_token_expire_in"],
        "obtained_at": NOW,
        "scopes": data["granted_scopes"],
        "account_id": data["open_id"],
        "account_name": data["seller_name"],
        "region": "US",
    }
    assert Token.from_dict(token.to_dict()) == token


def test_a_refresh_gives_a_new_pair() -> None:
    raw = (TOKENS / "refresh.vn_long_authorization.json").read_bytes()
    request, token = feed(refresh_token(SETTINGS, Token("old", "ROW_old"), NOW), raw)
    assert (request.where, request.safe_to_repeat) == ("GET auth:/api/v2/token/refresh", False)
    assert request.params["refresh_token"] == "ROW_old"
    assert request.params["grant_type"] == "refresh_token"
    assert token.refresh_token == json.loads(raw)["data"]["refresh_token"]


def test_a_creator_is_no_seller() -> None:
    operation = exchange_code(SETTINGS, "code", NOW)
    next(operation)
    with pytest.raises(AuthorizationError) as caught:
        operation.send(Response(200, {}, (TOKENS / "get.creator.json").read_bytes()))
    assert str(caught.value) == (
        "a creator authorized the app, not a seller (code user_type)\n  hint: Send the link to the shop's own account."
    )


def test_an_old_answer_without_scopes_is_good() -> None:
    _, token = feed(exchange_code(SETTINGS, "code", NOW), (TOKENS / "get.old_answer.json").read_bytes())
    assert token.access_token
    assert token.scopes == ()


@pytest.mark.parametrize("data", [None, [], {}, {"access_token": ""}, {"access_token": 5}])
def test_an_answer_without_a_token_is_refused(data: Any) -> None:
    operation = exchange_code(SETTINGS, "code", NOW)
    next(operation)
    with pytest.raises(PermanentError, match="the token response contains no access token"):
        operation.send(Response(200, {}, json.dumps({"code": 0, "data": data}).encode()))
