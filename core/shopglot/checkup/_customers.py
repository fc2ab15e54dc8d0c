"""Whether recent orders include their customers, and if not, whether the seller can change it; counts only."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from shopglot.checkup._step import CheckResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.checkup._step import State
    from shopglot.connection import Connection
    from shopglot.connector import ConnectorDefinition
    from shopglot_models import Order

__all__ = ["customers_step"]

# The shortest first, until enough orders are found: an hour of a busy shop, a season of a quiet one.
_WINDOWS = (
    (timedelta(hours=1), "hour"),
    (timedelta(days=1), "day"),
    (timedelta(days=7), "7 days"),
    (timedelta(days=30), "30 days"),
    (timedelta(days=90), "90 days"),
)
_ENOUGH = 20
_MOST = 500
_WAITING = "awaiting_release"


def customers_step(connection: Connection, definition: ConnectorDefinition, now: float) -> CheckResult:
    """Read recent orders and return whether they include customer details; raises `PlatformError`.

    Of a platform that can't list by time the first orders are read, as it lists them.
    """
    guide, live = definition.guide, definition.live
    orders: list[Order] = []
    window = ""
    if live is not None and "created_since" in live.of("order").filters:
        for length, name in _WINDOWS:
            since = datetime.fromtimestamp(now, UTC) - length
            orders, window = list(connection.orders.list(created_since=since, limit=_MOST)), f"the last {name}"
            if sum(not _waits(order) for order in orders) >= _ENOUGH:
                break
    else:
        orders = list(connection.orders.list(limit=_ENOUGH))
    return _judge_orders(orders, window, set(guide.keys()) if guide else set())


def _judge_orders(orders: Sequence[Order], window: str, sections: set[str]) -> CheckResult:
    def result(state: State, detail: str, fix: str = "", remedy: str | None = None) -> CheckResult:
        return CheckResult("customers", "Customer details", state, detail, fix, remedy)

    if not orders:
        return result("unknown", f"no order in {window} to check" if window else "no order to check")
    counted = f"{len(orders)} orders of {window}" if window else f"{len(orders)} orders"
    if not any(order.customer_hidden or order.customer or order.shipping_address for order in orders):
        return result("unknown", f"none of {counted} has a buyer or an address")
    clear = [order for order in orders if not order.customer_hidden]
    detail = f"{len(clear)} of {counted} include them"
    reasons = Counter(reason for order in orders for reason in sorted({item.reason for item in order.hidden_fields}))
    if reasons:
        detail += f"; hidden: {', '.join(f'{count} {reason}' for reason, count in reasons.most_common())}"
    settled = [order for order in orders if not _waits(order)]
    if not settled:
        return result("unknown", f"{detail}; none is released for shipping yet: check again later")
    remedies = Counter(remedy for order in settled for remedy in _remedies(order, sections))
    if not remedies:
        return result("ok", detail)
    remedy = remedies.most_common(1)[0][0]
    fixable = max(_placement_time(order) for order in settled if remedy in _remedies(order, sections))
    if clear and max(_placement_time(order) for order in clear) >= fixable:
        return result("ok", f"{detail}; the newest include them, those placed before a change stay as they are")
    return result(
        "todo", detail, "Change how orders are shipped; only orders placed after the change include them.", remedy
    )


def _waits(order: Order) -> bool:
    return any(item.reason == _WAITING for item in order.hidden_fields)


def _remedies(order: Order, sections: set[str]) -> set[str]:
    return {item.remedy for item in order.hidden_fields if item.remedy is not None} & sections


def _placement_time(order: Order) -> datetime:
    return order.created_at or order.updated_at or datetime.min.replace(tzinfo=UTC)
