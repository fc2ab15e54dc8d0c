"""A caller that signs for itself, so that the sandbox's own signing is proved by a second hand."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any, Protocol

import httpx

from shopglot_tiktok.sandbox import Sandbox, SandboxClock, SandboxSwitches, SandboxTransport

__all__ = ["NOW", "Caller", "MakeCaller", "new_caller"]

NOW = 1_767_225_600


class Caller:
    """One app's calls to one sandbox; `token` and `cipher` are sent when they are set."""

    def __init__(self, sandbox: Sandbox, http: httpx.Client | None = None) -> None:
        self.sandbox = sandbox
        self.http = http or httpx.Client(transport=SandboxTransport(sandbox), base_url="http://sandbox.test")
        self.token = self.cipher = ""

    def sign(self, path: str, query: dict[str, str], body: bytes) -> str:
        secret = self.sandbox.app_secret
        text = secret + path + "".join(f"{key}{query[key]}" for key in sorted(query)) + body.decode() + secret
        return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()

    def token_call(self, step: str, **query: str) -> Any:
        known = {"app_key": self.sandbox.app_key, "app_secret": self.sandbox.app_secret}
        return self.http.get(f"/api/v2/token/{step}", params={**known, **query}).json()

    def exchange(self, code: str) -> Any:
        return self.token_call("get", auth_code=code, grant_type="authorized_code")

    def refresh(self, token: str) -> Any:
        return self.token_call("refresh", refresh_token=token, grant_type="refresh_token")

    def enter(self, who: Any = None, shop: int = 0, **grant: Any) -> Caller:
        pair = self.exchange(self.sandbox.authorize(who, **grant))["data"]
        self.token = pair["access_token"]
        seller = next(one for one in self.sandbox.sellers if one.open_id == pair["open_id"])
        self.cipher = seller.shops[shop].cipher
        return self

    def send(
        self, method: str, path: str, query: dict[str, Any] | None = None, body: Any = None, **changes: Any
    ) -> httpx.Response:
        """Send a signed call; `changes` override query parameters after signing's inputs are set, None drops one."""
        given = {"app_key": self.sandbox.app_key, "timestamp": str(self.sandbox.clock.now())}
        if self.cipher and not path.startswith(("/authorization/", "/seller/")):
            given["shop_cipher"] = self.cipher
        given |= {key: str(value) for key, value in (query or {}).items()}
        sign = changes.pop("sign", "")
        for key, value in changes.items():
            given.pop(key, None) if value is None else given.update({key: str(value)})
        raw = (
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        )
        if sign is not None:
            given["sign"] = sign or self.sign(path, given, raw)
        headers = {"content-type": "application/json", "x-tts-access-token": self.token}
        return self.http.request(method, path, params=given, content=raw or None, headers=headers)

    def data(self, method: str, path: str, query: dict[str, Any] | None = None, body: Any = None) -> Any:
        answer = self.send(method, path, query, body).json()
        assert answer["code"] == 0, answer
        return answer["data"]

    def search(self, query: dict[str, Any] | None = None, body: Any = None) -> Any:
        return self.data("POST", "/order/202309/orders/search", {"page_size": 100, **(query or {})}, body)

    def orders(self, query: dict[str, Any] | None = None, body: Any = None) -> list[Any]:
        """Read all pages of an order search."""
        rows: list[Any] = []
        token = ""
        while True:
            page = self.search({**(query or {}), **({"page_token": token} if token else {})}, body)
            rows += page["orders"]
            token = page["next_page_token"]
            if not token:
                return rows

    def products(self, body: Any = None, version: str = "202502", size: int = 100) -> list[Any]:
        """Read all pages of a product search."""
        rows: list[Any] = []
        query: dict[str, Any] = {"page_size": size}
        while True:
            page = self.data("POST", f"/product/{version}/products/search", query, body)
            rows += page["products"]
            if not page["next_page_token"]:
                return rows
            query["page_token"] = page["next_page_token"]


class MakeCaller(Protocol):
    """Return an authorized caller on a clock that stands still: options by name, the rest as in `Sandbox`."""

    def __call__(self, orders: int = 60, *, seed: int = 7, enter: bool = True, **given: Any) -> Caller: ...


def new_caller(orders: int = 60, *, seed: int = 7, enter: bool = True, **given: Any) -> Caller:
    """Return what `MakeCaller` describes; whoever asked closes its `http`."""
    shape = {name: given.pop(name) for name in ("products", "regions", "cross_border", "faults") if name in given}
    options = SandboxSwitches(**{"rate_limit": None, **given})
    caller = Caller(Sandbox(seed, orders, clock=SandboxClock(NOW), options=options, **shape))
    return caller.enter() if enter else caller
