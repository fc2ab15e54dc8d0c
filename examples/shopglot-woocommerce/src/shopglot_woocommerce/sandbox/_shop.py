"""The records of a simulated shop, as its API tells them, and what can happen to them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["STATUSES", "ZONE", "Record", "Shop", "moments"]

Record = dict[str, Any]
ZONE = ZoneInfo("Europe/Vienna")
STATUSES = ("pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "trash", "packed")
"""Those of WooCommerce, and one that a plug-in of this shop adds."""
_WRITTEN = "%Y-%m-%dT%H:%M:%S"


def moments(name: str, at: float | None) -> Record:
    """Return a moment as the API tells it: by the shop's clock and in UTC, both without saying so."""
    if at is None:
        return {name: None, f"{name}_gmt": None}
    moment = datetime.fromtimestamp(int(at), UTC)
    return {name: moment.astimezone(ZONE).strftime(_WRITTEN), f"{name}_gmt": moment.strftime(_WRITTEN)}


@dataclass
class Shop:
    """A shop; `make_order` makes an order of a number, at a time. Lists are by id, and ids are never used again."""

    now: Callable[[], float]
    make_order: Callable[[int, float], tuple[Record, list[Record]]]
    consumer_key: str = "ck_" + "0123456789" * 4
    consumer_secret: str = "cs_" + "9876543210" * 4
    webhook_secret: str = "invented-" * 3
    products: dict[int, Record] = field(default_factory=dict)
    variations: dict[int, list[Record]] = field(default_factory=dict)
    orders: dict[int, Record] = field(default_factory=dict)
    refunds: dict[int, list[Record]] = field(default_factory=dict)
    customers: dict[int, Record] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def settings(self, url: str) -> dict[str, str]:
        """Return the settings of a connection to this shop at this address."""
        return {
            "store_url": url,
            "consumer_key": self.consumer_key,
            "consumer_secret": self.consumer_secret,
            "webhook_secret": self.webhook_secret,
        }

    def place_orders(self, count: int) -> tuple[str, ...]:
        """Let buyers place so many orders now; returns their ids."""
        with self.lock:
            return tuple(str(self.place_order(self.now())["id"]) for _ in range(count))

    def place_order(self, at: float) -> Record:
        """Place one order at a time."""
        with self.lock:
            order, refunds = self.make_order(len(self.orders), at)
            self.orders[order["id"]] = order
            if refunds:
                self.refunds[order["id"]] = refunds
            return order

    def touch(self, record: Record, **changes: Any) -> None:
        """Change a record now."""
        with self.lock:
            record.update(changes, **moments("date_modified", self.now()))

    def delete(self, records: dict[int, Record], ids: Iterable[int]) -> None:
        """Delete records for good."""
        with self.lock:
            for one in ids:
                del records[one]
