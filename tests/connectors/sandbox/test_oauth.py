"""Authorize page, codes and tokens."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from shopglot_tiktok.sandbox import SCOPES

if TYPE_CHECKING:
    from tests.support.caller import MakeCaller

NOW = 1_767_225_600


def links(page: str, decision: str) -> list[str]:
    return [unescape(link) for link in re.findall(rf'<a class="{decision}" href="([^"]+)"', page)]


def test_a_seller_approves_on_the_page(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False)
    page = caller.http.get("/open/authorize", params={"service_id": caller.sandbox.service_id, "state": "a b&c"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    (link,) = links(page.text, "approve")
    answer = caller.http.get(link)
    assert answer.status_code == 302
    target = urlsplit(answer.headers["location"])
    assert (target.netloc, target.path) == ("127.0.0.1:8000", "/vault/callback")
    query = parse_qs(target.query)
    code = query.pop("code")[0]
    assert query == {
        "app_key": [caller.sandbox.app_key],
        "locale": ["en-US"],
        "shop_region": ["US"],
        "state": ["a b&c"],
    }
    assert caller.exchange(code)["code"] == 0


def test_a_seller_declines(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False)
    page = caller.http.get("/open/authorize", params={"service_id": caller.sandbox.service_id, "state": "s"})
    (link,) = links(page.text, "deny")
    target = urlsplit(caller.http.get(link).headers["location"])
    assert parse_qs(target.query) == {"code": ["null"], "error": ["auth_denied"], "state": ["s"]}


def test_the_older_page_and_an_install_without_state(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False, regions=("GB", "DE"))
    page = caller.http.get("/oauth/authorize", params={"app_key": caller.sandbox.app_key})
    german = links(page.text, "approve")[1]
    query = parse_qs(urlsplit(caller.http.get(german).headers["location"]).query)
    assert query["shop_region"] == ["DE"]
    assert "state" not in query


def test_an_unknown_app_gets_no_page(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False)
    assert caller.http.get("/open/authorize", params={"service_id": "1"}).status_code == 400
    assert caller.http.get("/open/authorize/decision", params={"service_id": "1"}).status_code == 400


def test_the_token_answer(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False)
    answer = caller.exchange(caller.sandbox.authorize())
    data = answer["data"]
    assert re.fullmatch(r"TTP_[A-Za-z0-9]{116}", data.pop("access_token"))
    assert re.fullmatch(r"TTP_[A-Za-z0-9]{66}", data.pop("refresh_token"))
    assert answer["message"] == "success"
    assert data == {
        "access_token_expire_in": NOW + 7 * 86_400,
        "granted_scopes": list(SCOPES),
        "open_id": caller.sandbox.sellers[0].open_id,
        "refresh_token_expire_in": NOW + 365 * 86_400,
        "seller_base_region": "US",
        "seller_name": "Maple & Pine Goods",
        "user_type": 0,
    }


def test_a_creator_has_no_seller(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False)
    data = caller.exchange(caller.sandbox.authorize(user_type=1))["data"]
    assert (data["user_type"], data["seller_name"], "seller_base_region" in data) == (1, None, False)


def test_a_code_works_once_and_for_thirty_minutes(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False)
    code, late = caller.sandbox.authorize(), caller.sandbox.authorize()
    caller.sandbox.advance(30 * 60 - 1)
    assert caller.exchange(code)["code"] == 0
    caller.sandbox.advance(1)
    for dead in (code, late, "TTP_nobody"):
        answer = caller.exchange(dead)
        del answer["request_id"]
        assert answer == {"code": 36004004, "data": None, "message": "invalid auth code"}


@pytest.mark.parametrize(
    "query",
    [
        {"grant_type": "authorized_code"},
        {"auth_code": "x"},
        {"auth_code": "x", "grant_type": "authorization_code"},
        {"auth_code": "x", "grant_type": "authorized_code", "app_secret": "wrong"},
        {"auth_code": "x", "grant_type": "authorized_code", "app_key": "wrong"},
    ],
)
def test_a_token_call_with_wrong_parameters(make_caller: MakeCaller, query: dict[str, str]) -> None:
    answer = make_caller(enter=False).token_call("get", **query)
    assert (answer["code"], answer["message"]) == (98001004, "invalid params")


def test_a_refresh_gives_a_new_pair_and_keeps_the_end(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False)
    first = caller.exchange(caller.sandbox.authorize())["data"]
    caller.sandbox.advance(86_400)
    second = caller.refresh(first["refresh_token"])["data"]
    assert second["access_token"] != first["access_token"]
    assert second["refresh_token"] != first["refresh_token"]
    assert second["access_token_expire_in"] == NOW + 8 * 86_400
    assert second["refresh_token_expire_in"] == first["refresh_token_expire_in"]


@pytest.mark.parametrize(
    ("reuse", "codes"), [("allowed", [0, 0]), ("refused", [36004005, 0]), ("kills", [36004005] * 2)]
)
def test_a_refresh_token_used_twice(make_caller: MakeCaller, reuse: str, codes: list[int]) -> None:
    caller = make_caller(enter=False, refresh_reuse=reuse)
    first = caller.exchange(caller.sandbox.authorize())["data"]["refresh_token"]
    second = caller.refresh(first)["data"]["refresh_token"]
    assert [caller.refresh(first)["code"], caller.refresh(second)["code"]] == codes


def test_the_end_of_the_authorization(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False, grant_life=1000)
    pair = caller.exchange(caller.sandbox.authorize())["data"]
    assert pair["access_token_expire_in"] == pair["refresh_token_expire_in"] == NOW + 1000
    caller.sandbox.advance(1000)
    answer = caller.refresh(pair["refresh_token"])
    assert (answer["code"], answer["message"]) == (36004001, "rt has expired")


def test_a_seller_who_withdraws(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False)
    pair = caller.exchange(caller.sandbox.authorize())["data"]
    caller.token = pair["access_token"]
    caller.sandbox.withdraw()
    assert caller.send("GET", "/authorization/202309/shops").json()["code"] == 105001
    answer = caller.refresh(pair["refresh_token"])
    assert (answer["code"], answer["message"]) == (36004005, "can not find related auth record")


def test_tokens_made_to_expire_can_be_refreshed(make_caller: MakeCaller) -> None:
    caller = make_caller(enter=False)
    pair = caller.exchange(caller.sandbox.authorize())["data"]
    caller.token = pair["access_token"]
    caller.sandbox.expire_tokens()
    assert caller.send("GET", "/authorization/202309/shops").json()["code"] == 105002
    caller.token = caller.refresh(pair["refresh_token"])["data"]["access_token"]
    assert caller.send("GET", "/authorization/202309/shops").json()["code"] == 0


def test_one_authorization_of_a_cross_border_seller_holds_all_shops(make_caller: MakeCaller) -> None:
    caller = make_caller(regions=("GB", "DE", "TH"), cross_border=True)
    shops = caller.data("GET", "/authorization/202309/shops")["shops"]
    assert [(shop["region"], shop["seller_type"], shop["cipher"][:4]) for shop in shops] == [
        ("GB", "CROSS_BORDER", "GCP_"), ("DE", "CROSS_BORDER", "GCP_"), ("TH", "CROSS_BORDER", "GCP_"),
    ]  # fmt: skip
    assert caller.data("GET", "/seller/202309/shops")["shops"] == [
        {"id": shop["id"], "region": shop["region"]} for shop in shops
    ]


def test_local_sellers_authorize_each_for_itself(make_caller: MakeCaller) -> None:
    caller = make_caller(regions=("US", "VN"), enter=False).enter("VN")
    (shop,) = caller.data("GET", "/authorization/202309/shops")["shops"]
    assert (shop["region"], shop["seller_type"], shop["cipher"][:4]) == ("VN", "LOCAL", "ROW_")
    with pytest.raises(ValueError) as caught:
        caller.sandbox.authorize("FR")
    assert str(caught.value) == "no seller of this sandbox fits; `sellers` and `shops` list who is there"
