"""What stands before every endpoint: the checks, in the platform's order, and the rate limit.

Path, method, version, app key, timestamp, signature, token, scope, shop cipher, required fields, rate. That order is
assumed; the codes and most texts are the platform's.
"""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from shopglot_tiktok.sandbox._answers import Refusal
from shopglot_tiktok.sandbox._signing import sign_is_right

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot_tiktok.sandbox._answers import Call
    from shopglot_tiktok.sandbox._shops import Shop
    from shopglot_tiktok.sandbox._tokens import Grant, TokenDesk

__all__ = ["ROUTES", "Route", "SandboxLimiter", "Visit", "admit", "match"]

PAST, FUTURE = 300, 30
_HOUR = 3600
_SECONDS_DIGITS = 10
_PATH = re.compile(r"/([a-z_]+)/([0-9]+)/(.+)\Z")


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: where it is, who may call it, what it needs. `{id}` in `resource` stands for one segment."""

    name: str
    method: Literal["GET", "POST"]
    category: str
    resource: str
    versions: tuple[str, ...]
    scope: str
    shop_level: bool = True
    required: tuple[str, ...] = ()


ROUTES = (
    Route("shops", "GET", "authorization", "shops", ("202309",), "seller.authorization.info", shop_level=False),
    Route("active_shops", "GET", "seller", "shops", ("202309",), "seller.shop.info", shop_level=False),
    Route("orders", "POST", "order", "orders/search", ("202309",), "seller.order.info", required=("page_size",)),
    Route("order", "GET", "order", "orders", ("202309", "202507"), "seller.order.info", required=("ids",)),
    Route("price", "GET", "order", "orders/{id}/price_detail", ("202407",), "seller.order.info"),
    Route(
        "products", "POST", "product", "products/search", ("202309", "202312", "202502"), "seller.product.basic",
        required=("page_size",),
    ),
    Route("inventory", "POST", "product", "inventory/search", ("202309",), "seller.product.basic"),
    Route("product", "GET", "product", "products/{id}", ("202309",), "seller.product.basic"),
    Route("warehouses", "GET", "logistics", "warehouses", ("202309",), "seller.logistics"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """A call that passed all checks: by whom, for which shop, with which path id and body."""

    call: Call
    route: Route
    version: str
    path_id: str
    grant: Grant
    shop: Shop | None
    body: Mapping[str, Any]

    @property
    def the_shop(self) -> Shop:
        """The shop of a shop-level call."""
        if self.shop is None:
            raise Refusal(106013)
        return self.shop


@dataclass(slots=True)
class SandboxLimiter:
    """At most `per_second` calls in any second for each shop and path, `per_hour` for each shop; None: no limit."""

    per_second: int | None
    per_hour: int | None = None
    _seen: dict[tuple[str, str], deque[float]] = field(default_factory=dict)

    def take(self, shop: str, path: str, now: float) -> None:
        """Count one call; Refusal 36009002 when it is one too many."""
        limits = ((path, self.per_second, 1), ("", self.per_hour, _HOUR))
        counted = []
        for of, most, span in limits:
            if most is None:
                continue
            seen = self._seen.setdefault((shop, of), deque())
            while seen and seen[0] <= now - span:
                seen.popleft()
            if len(seen) >= most:
                raise Refusal(36009002)
            counted.append(seen)
        for seen in counted:
            seen.append(now)


def match(call: Call) -> tuple[Route, str, str]:
    """Return the route, the version and the id in the path; Refusal for a wrong path, method or version."""
    path = _PATH.match(call.path)
    if not path:
        raise Refusal(36009009)
    category, version, rest = path.groups()
    fits: list[tuple[Route, str]] = []
    for route in ROUTES:
        if route.category != category:
            continue
        pattern = re.escape(route.resource).replace(r"\{id\}", "([^/]+)")
        place = re.fullmatch(pattern, rest)
        if place:
            fits.append((route, place.group(1) if place.groups() else ""))
    if not fits:
        raise Refusal(36009009)
    right = next(((route, path_id) for route, path_id in fits if route.method == call.method), None)
    if right is None:
        raise Refusal(36009010)
    if version not in right[0].versions:
        raise Refusal(36009014)
    return right[0], version, right[1]


def _check_time(call: Call, now: int) -> None:
    text = call.parameter("timestamp") or ""
    if not (text.isascii() and text.isdecimal() and len(text) == _SECONDS_DIGITS):
        raise Refusal(36009004, "timestamp_missing")
    if int(text) < now - PAST:
        raise Refusal(36009004, "timestamp_past")
    if int(text) > now + FUTURE:
        raise Refusal(36009004, "timestamp_future")


def _check_shop(call: Call, route: Route, grant: Grant) -> Shop | None:
    cipher = call.parameter("shop_cipher")
    if not route.shop_level:
        if cipher is not None:
            raise Refusal(36009004, "cipher")
        return None
    if not cipher:
        raise Refusal(106013)
    shop = next((shop for shop in grant.seller.shops if shop.cipher == cipher), None)
    if shop is None:
        raise Refusal(101000)
    return shop


def _body(call: Call) -> Mapping[str, Any]:
    if not call.body:
        return {}
    try:
        body = json.loads(call.body)
    except (RecursionError, ValueError):
        raise Refusal(36009022) from None
    if not isinstance(body, dict):
        raise Refusal(36009022)
    return body


def admit(  # noqa: PLR0913 - each is a separate fact, all but one by name
    call: Call, *, app_key: str, app_secret: str, app_scopes: frozenset[str], now: int, desk: TokenDesk, lenient: bool
) -> Visit:
    """Return the visit of a call that passes every check but the rate; Refusal with the first one that it fails."""
    route, version, path_id = match(call)
    if call.parameter("app_key") != app_key:
        raise Refusal(36009004, "app_key")
    _check_time(call, now)
    if not call.parameter("sign"):
        raise Refusal(36009004, "sign")
    if not sign_is_right(call, app_secret, lenient=lenient):
        raise Refusal(106001)
    grant = desk.grant(call.header("x-tts-access-token"), now)
    if route.scope not in grant.scopes or route.scope not in app_scopes:
        raise Refusal(105005)
    if grant.user_type != 0:
        raise Refusal(101000)
    shop = _check_shop(call, route, grant)
    for name in route.required:
        if not call.parameter(name):
            raise Refusal(36009004, "field", field="".join(part.capitalize() for part in name.split("_")))
    return Visit(call, route, version, path_id, grant, shop, _body(call))
