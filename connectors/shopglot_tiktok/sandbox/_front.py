"""Where a call goes: to the authorize page, the token host or, once admitted, the endpoint that its path names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._answers import Refusal, error_answer, json_answer
from shopglot_tiktok.sandbox._dice import mix
from shopglot_tiktok.sandbox._gateway import admit
from shopglot_tiktok.sandbox._order_endpoints import get_orders, get_price_detail, search_orders
from shopglot_tiktok.sandbox._pages import (
    AUTHORIZE_PATHS,
    DECISION_PATH,
    TOKEN_PATHS,
    authorize_page,
    decide,
    token_data,
)
from shopglot_tiktok.sandbox._product_endpoints import get_product, search_inventory, search_products
from shopglot_tiktok.sandbox._shop_endpoints import active_shops, authorized_shops, warehouses

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._answers import Answer, Call
    from shopglot_tiktok.sandbox._gateway import SandboxLimiter, Visit
    from shopglot_tiktok.sandbox._platform import Platform

__all__ = ["answer_call", "make_request_id"]

_TOO_MANY = 36009002
_ENDPOINTS: dict[str, Callable[[Platform, Visit], dict[str, Any]]] = {
    "active_shops": active_shops,
    "inventory": search_inventory,
    "order": get_orders,
    "orders": search_orders,
    "price": get_price_detail,
    "product": get_product,
    "products": search_products,
    "shops": authorized_shops,
    "warehouses": warehouses,
}


def make_request_id(seed: int, moment: int, call: int) -> str:
    """Return the id of call number `call`: 14 digits of its moment, and 20 hex digits."""
    digits = datetime.fromtimestamp(moment, UTC).strftime("%Y%m%d%H%M%S")
    return f"{digits}{mix(seed, 92, call):016X}{mix(seed, 93, call) & 0xFFFF:04X}"


def answer_call(platform: Platform, call: Call, limiter: SandboxLimiter, request_id: str) -> Answer:
    """Return the response to one call, as the platform does when nothing goes wrong on its side."""
    try:
        if call.path in AUTHORIZE_PATHS:
            return authorize_page(platform, call)
        if call.path == DECISION_PATH:
            return decide(platform, call)
        if call.path in TOKEN_PATHS:
            return json_answer(token_data(platform, call), request_id, message="success")
        visit = admit(
            call,
            app_key=platform.app_key,
            app_secret=platform.app_secret,
            app_scopes=platform.app_scopes,
            now=platform.clock.now(),
            desk=platform.desk,
            lenient=platform.options.lenient_empty_body,
        )
        limiter.take(visit.shop.id if visit.shop else "", visit.route.name, platform.clock.time())
        return json_answer(_ENDPOINTS[visit.route.name](platform, visit), request_id)
    except Refusal as refusal:
        return _refuse(platform, refusal, request_id)


def _refuse(platform: Platform, refusal: Refusal, request_id: str) -> Answer:
    answer = error_answer(refusal, request_id)
    how = platform.options.retry_after
    if refusal.code != _TOO_MANY or how == "absent":
        return answer
    soon = datetime.fromtimestamp(platform.clock.now() + 1, UTC)
    when = "1" if how == "seconds" else format_datetime(soon, usegmt=True)
    return replace(answer, headers=(*answer.headers, ("retry-after", when)))
