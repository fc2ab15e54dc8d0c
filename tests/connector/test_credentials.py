"""Credentials read from data that was saved: what is not in that form is named, never shown."""

from __future__ import annotations

from typing import Any

import pytest

from shopglot import Credentials, SettingsError, Token

FORM = "token: not in the form that shopglot saves"


@pytest.mark.parametrize(
    ("token", "text"),
    [
        ("SECRET", FORM),
        (["SECRET"], FORM),
        ({"access": "SECRET"}, FORM),
        ({"access_token": ""}, FORM),
        ({"access_token": 1}, f"{FORM}: access_token"),
        ({"access_token": "SECRET", "scopes": "SECRET", "obtained_at": "1"}, f"{FORM}: obtained_at, scopes"),
        ({"access_token": "SECRET", "access_expires_at": 1.5, "region": None}, f"{FORM}: access_expires_at, region"),
    ],
)
def test_a_token_in_another_form(token: Any, text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Credentials.from_dict({"app_key": "SECRET", "token": token})
    assert (str(caught.value), caught.value.code) == (text, "token")


def test_a_saved_token_is_read_back() -> None:
    token = Token("access", "refresh", 1, None, 2, ("order.read",), "account", "Maple", "US")
    saved = token.to_dict() | {"a_key_of_a_later_version": 1}
    assert Credentials.from_dict({"app_key": "key", "app_secret": None, "token": saved}) == Credentials(
        {"app_key": "key"}, token
    )
    assert Credentials.from_dict({"app_key": "key", "token": None}).token is None
