"""The pages and calls by which a seller lets an app in: authorize page, decision, token calls."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from shopglot_tiktok.sandbox._answers import Answer, Refusal

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._answers import Call
    from shopglot_tiktok.sandbox._platform import Platform
    from shopglot_tiktok.sandbox._tokens import TokenPair

__all__ = ["AUTHORIZE_PATHS", "DECISION_PATH", "TOKEN_PATHS", "authorize_page", "decide", "token_data"]

# The second one is the older page, by app key instead of service id; public clients still build it.
AUTHORIZE_PATHS = ("/open/authorize", "/oauth/authorize")
DECISION_PATH = "/open/authorize/decision"
TOKEN_PATHS = ("/api/v2/token/get", "/api/v2/token/refresh")

_HTML = (("content-type", "text/html; charset=utf-8"),)
_LOCALE = "en-US"
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1d2430; background: #f3f5f8; margin: 0; }
main { max-width: 34rem; margin: 8vh auto; padding: 2rem; background: #fff; border-radius: 12px;
  box-shadow: 0 1px 3px #0003; }
h1 { font-size: 1.4rem; margin: 0 0 1rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
code { background: #eef1f5; padding: .1em .35em; border-radius: 4px; }
.note { color: #5b6676; font-size: .9rem; margin: 1.5rem 0 0; }
a.approve, a.deny { display: inline-block; padding: .5rem 1.2rem; border-radius: 8px; text-decoration: none; }
a.approve { background: #1f6f54; color: #fff; margin-right: .5rem; } a.deny { color: #1d2430; background: #e6eaf0; }
a:focus-visible { outline: 3px solid #7fb6ff; }
""".replace("\n", " ")


def _page(status: int, title: str, body: str) -> Answer:
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}"
        '<p class="note">A simulated page: nobody in it is real, and nothing leaves this machine.</p>'
        "</main></body></html>"
    )
    return Answer(status, text.encode(), _HTML)


def _knows(platform: Platform, call: Call) -> bool:
    return call.parameter("service_id") == platform.service_id or call.parameter("app_key") == platform.app_key


def authorize_page(platform: Platform, call: Call) -> Answer:
    """Return the page that asks the seller: one approve link (class `approve`) a seller, and a deny link (`deny`)."""
    if not _knows(platform, call):
        return _page(400, "Unknown app", "<p>No app has this service id.</p>")
    given = {name: value for name in ("service_id", "app_key", "state") if (value := call.parameter(name)) is not None}
    scopes = "".join(f"<li><code>{escape(scope)}</code></li>" for scope in sorted(platform.app_scopes))
    rows = [f"<p>The app asks for these permissions, until the seller withdraws them:</p><ul>{scopes}</ul>"]
    for seller in platform.sellers:
        links = []
        for decision, label in (("approve", "Authorize"), ("deny", "Cancel")):
            query = urlencode({**given, "seller": seller.open_id, "decision": decision})
            link = escape(f"{DECISION_PATH}?{query}")
            links.append(
                f'<a class="{decision}" href="{link}" aria-label="{label} as {escape(seller.name)}">{label}</a>'
            )
        rows.append(f"<h2>As {escape(seller.name)} ({escape(seller.base_region)})</h2><p>{''.join(links)}</p>")
    return _page(200, "Authorize the simulated app", "".join(rows))


def decide(platform: Platform, call: Call) -> Answer:
    """Return the redirect to the app's redirect URL: with a code, or with `auth_denied`."""
    seller = next((one for one in platform.sellers if one.open_id == call.parameter("seller")), None)
    if not _knows(platform, call) or seller is None:
        return _page(400, "Unknown app or seller", "<p>Start again from the authorize page.</p>")
    state = call.parameter("state")
    if call.parameter("decision") == "approve":
        query = {
            "app_key": platform.app_key,
            "code": platform.authorize(seller),
            "locale": _LOCALE,
            "shop_region": seller.shops[0].region,
        }
    else:
        query = {"code": "null", "error": "auth_denied"}
    if state is not None:
        query["state"] = state
    joint = "&" if "?" in platform.redirect_url else "?"
    return Answer(302, b"", (("location", f"{platform.redirect_url}{joint}{urlencode(query)}"),))


def _pair(platform: Platform, call: Call) -> TokenPair:
    now, grant_type = platform.clock.now(), call.parameter("grant_type")
    if call.parameter("app_key") != platform.app_key or call.parameter("app_secret") != platform.app_secret:
        raise Refusal(98001004)
    if call.path == TOKEN_PATHS[0]:
        code = call.parameter("auth_code")
        if grant_type != "authorized_code" or not code:
            raise Refusal(98001004)
        return platform.desk.exchange(code, now)
    token = call.parameter("refresh_token")
    # The official Node SDK sends `authorized_code` on refreshes too, by mistake.
    if grant_type not in {"refresh_token", "authorized_code"} or not token:
        raise Refusal(98001004)
    return platform.desk.refresh(token, now)


def token_data(platform: Platform, call: Call) -> dict[str, Any]:
    """Serve a token call; its expiries are moments, not durations, whatever they are called."""
    if call.method != "GET":
        raise Refusal(36009010)
    pair = _pair(platform, call)
    grant = pair.grant
    data: dict[str, Any] = {
        "access_token": pair.access,
        "access_token_expire_in": pair.access_ends,
        "granted_scopes": list(grant.scopes),
        "open_id": grant.seller.open_id,
        "refresh_token": pair.refresh,
        "refresh_token_expire_in": grant.ends,
        "seller_base_region": grant.seller.base_region,
        "seller_name": grant.seller.name,
        "user_type": grant.user_type,
    }
    if grant.user_type != 0:
        del data["seller_base_region"]
        data["seller_name"] = None
    return data
