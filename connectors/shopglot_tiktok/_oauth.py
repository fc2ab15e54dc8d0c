"""TikTok Shop's authorization: the page to send the seller to, the call-back, and the token calls."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from shopglot.connector import OAuth2, Operation, Request, Token
from shopglot.errors import AuthorizationError, PermanentError, RequestError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OAUTH", "authorize_url", "exchange_code", "parse_callback", "refresh_token"]

# Two official pages give different hosts for the United States; the setting `authorize_host` overrides either.
AUTHORIZE_HOSTS = {"global": "https://services.tiktokshop.com", "us": "https://services.us.tiktokshop.com"}
SELLER = 0
_WHO = {1: "a creator", 3: "a partner"}
_AGAIN = "Send the seller to the authorize page again."


def authorize_url(settings: Mapping[str, str], state: str) -> str:
    """Return the page where the seller authorizes the app; `state` is a fresh random text that the call-back repeats.

    Raises `SettingsError` for an unknown region, and for an `authorize_host` that is not an https origin.
    """
    region = settings.get("region") or "global"
    host = settings.get("authorize_host") or AUTHORIZE_HOSTS.get(region)
    if host is None:
        raise SettingsError("region: unknown", hint=f"Use one of {', '.join(sorted(AUTHORIZE_HOSTS))}.")
    parts = urlsplit(host)
    local = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if not (parts.scheme == "https" or local) or not parts.hostname or parts.path.strip("/") or parts.query:
        raise SettingsError("authorize_host: not an https origin", hint="Write it as https://host.")
    return f"{host.rstrip('/')}/open/authorize?{urlencode({'service_id': settings['service_id'], 'state': state})}"


def parse_callback(parameters: Mapping[str, str], state: str | None) -> str:
    """Return the one-time code out of a call-back's query.

    `state` is what `authorize_url` was given; None accepts an installation from the App Store, which carries none.
    Raises `AuthorizationError` (code `auth_denied`) when the seller refused, and `RequestError` when the state does
    not fit: somebody else's call-back.
    """
    if state is not None and not hmac.compare_digest(parameters.get("state", "").encode(), state.encode()):
        raise RequestError(
            "the call-back's state is not the one that was sent: it belongs to another attempt, or was forged",
            code="state_mismatch",
            hint=_AGAIN,
        )
    code = parameters.get("code", "")
    if parameters.get("error") or code in {"", "null"}:
        raise AuthorizationError(
            "the seller did not authorize the app",
            code="auth_denied",
            hint=_AGAIN,
        )
    return code


def exchange_code(settings: Mapping[str, str], code: str, now: int) -> Operation[Token]:
    """Exchange the code for a token: it lives 30 minutes and works once, so the call is never repeated."""
    return _token_call("/api/v2/token/get", settings, {"auth_code": code, "grant_type": "authorized_code"}, now)


def refresh_token(settings: Mapping[str, str], token: Token, now: int) -> Operation[Token]:
    """Exchange the refresh token for a new pair; the old pair may be dead after it, so the call is never repeated."""
    more = {"refresh_token": token.refresh_token, "grant_type": "refresh_token"}
    return _token_call("/api/v2/token/refresh", settings, more, now)


def _token_call(path: str, settings: Mapping[str, str], more: Mapping[str, str], now: int) -> Operation[Token]:
    response = yield Request(
        "GET",
        path,
        host="auth",
        params={"app_key": settings["app_key"], "app_secret": settings["app_secret"], **more},
        safe_to_repeat=False,
        authenticated=False,
        bucket="token",
    )
    return _token(response.json().get("data"), now)


def _token(data: Any, now: int) -> Token:
    if not isinstance(data, dict) or not isinstance(data.get("access_token"), str) or not data["access_token"]:
        raise PermanentError("the token response contains no access token", code="no_token")
    kind = data.get("user_type", SELLER)
    if kind != SELLER:
        raise AuthorizationError(
            f"{_WHO.get(kind, 'somebody who is not a seller')} authorized the app, not a seller",
            code="user_type",
            hint="Send the link to the shop's own account.",
        )
    return Token(
        access_token=data["access_token"],
        refresh_token=_text(data, "refresh_token"),
        access_expires_at=_seconds(data, "access_token_expire_in"),
        refresh_expires_at=_seconds(data, "refresh_token_expire_in"),
        obtained_at=now,
        scopes=tuple(str(scope) for scope in data.get("granted_scopes") or ()),
        account_id=_text(data, "open_id"),
        account_name=_text(data, "seller_name"),
        region=_text(data, "seller_base_region"),
    )


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _seconds(data: Mapping[str, Any], key: str) -> int | None:
    # Absolute Unix seconds, although the name says "in".
    value = data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


OAUTH = OAuth2(
    authorize_url=authorize_url, parse_callback=parse_callback, exchange_code=exchange_code, refresh_token=refresh_token
)
