"""Do recent orders carry their customers, and if not, can the seller change it: counted, never quoted."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from shopglot.checkup._step import CheckResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.checkup._step import State
    from shopglot.connection import Connection
    from shopglot.connector import Guide
    from shopglot_models import Order

__all__ = ["customers_step"]

# From the shortest on, until enough orders were found: a busy shop is asked for an hour, a quiet one for a season.
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


def customers_step(connection: Connection, guide: Guide | None, now: float) -> CheckResult:
    """Read recent orders and say whether they carry customer details; raises `PlatformError`."""
    orders: list[Order] = []
    window = ""
    for length, name in _WINDOWS:
        since = datetime.fromtimestamp(now, UTC) - length
        orders, window = list(connection.orders.list(created_since=since, limit=_MOST)), name
        if sum(not _waits(order) for order in orders) >= _ENOUGH:
            break
    return _error_of(orders, window, set(guide.keys()) if guide else set())


def _error_of(orders: Sequence[Order], window: str, sections: set[str]) -> CheckResult:
    def found(state: State, detail: str, fix: str = "", remedy: str | None = None) -> CheckResult:
        return CheckResult("customers", "Customer details", state, detail, fix, remedy)

    if not orders:
        return found("unknown", f"no order in the last {window}: nothing to look at")
    clear = [order for order in orders if not order.customer_hidden]
    detail = f"{len(clear)} of {len(orders)} orders of the last {window} carry them"
    reasons = Counter(reason for order in orders for reason in sorted({item.reason for item in order.hidden_fields}))
    if reasons:
        detail += f"; hidden: {', '.join(f'{count} {reason}' for reason, count in reasons.most_common())}"
    settled = [order for order in orders if not _waits(order)]
    if not settled:
        return found("unknown", f"{detail}; none is released for shipping yet: look again later")
    remedies = Counter(remedy for order in settled for remedy in _remedies(order, sections))
    if not remedies:
        return found("ok", detail)
    remedy = remedies.most_common(1)[0][0]
    fixable = max(_placed(order) for order in settled if remedy in _remedies(order, sections))
    if clear and max(_placed(order) for order in clear) >= fixable:
        return found("ok", f"{detail}; the newest carry them, those placed before a change stay as they are")
    return found("todo", detail, "Change how orders are shipped; only orders placed after it carry them.", remedy)


def _waits(order: Order) -> bool:
    return any(item.reason == _WAITING for item in order.hidden_fields)


def _remedies(order: Order, sections: set[str]) -> set[str]:
    return {item.remedy for item in order.hidden_fields if item.remedy is not None} & sections


def _placed(order: Order) -> datetime:
    return order.created_at or order.updated_at or datetime.min.replace(tzinfo=UTC)
