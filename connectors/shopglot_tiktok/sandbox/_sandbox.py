"""The simulated shop as tests and demos hold it: what they do to it, and calls in, responses out, without HTTP."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopglot_tiktok.sandbox._faults import Fault, FaultPlan, befall
from shopglot_tiktok.sandbox._front import answer_call, make_request_id
from shopglot_tiktok.sandbox._gateway import SandboxLimiter
from shopglot_tiktok.sandbox._platform import Platform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot_tiktok.sandbox._answers import Answer, Call
    from shopglot_tiktok.sandbox._book import Fulfillment, Shipping
    from shopglot_tiktok.sandbox._clock import SandboxClock
    from shopglot_tiktok.sandbox._options import SandboxSwitches
    from shopglot_tiktok.sandbox._shops import Seller, Shop

__all__ = ["LogEntry", "Sandbox"]

_REMEMBERED_CALLS = 100_000


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One call that came in: never its query, headers or body. Status 0: no answer was sent."""

    method: str
    path: str
    status: int
    code: int


class Sandbox(Platform):
    """A simulated TikTok Shop platform with its sellers.

    Everything derives from `seed` and from the clock's moment at the start: two sandboxes made alike, given the same
    calls at the same moments, answer alike to the byte. `orders` are spread over all shops, `products` are the number
    in each. Without `cross_border` each region has a local seller of its own, with it one seller has a shop in each.

    Raises ValueError for unknown regions, and for more than 1,000,000 orders in a shop.
    """

    def __init__(  # noqa: PLR0913 - the few things that everybody sets; the rest is in SandboxSwitches
        self,
        seed: int = 1,
        orders: int = 500,
        products: int = 60,
        regions: Sequence[str] = ("US",),
        *,
        cross_border: bool = False,
        clock: SandboxClock | None = None,
        options: SandboxSwitches | None = None,
        faults: Sequence[Fault] = (),
        redirect_url: str = "http://127.0.0.1:8000/vault/callback",
    ) -> None:
        super().__init__(
            seed,
            orders,
            products,
            regions,
            cross_border=cross_border,
            clock=clock,
            options=options,
            redirect_url=redirect_url,
        )
        self.log: deque[LogEntry] = deque(maxlen=_REMEMBERED_CALLS)
        self._shipping: Shipping = "SELLER" if self.options.shipping == "SELLER" else "TIKTOK"
        self._faults = FaultPlan(tuple(faults))
        self._limiter = SandboxLimiter(self.options.rate_limit, self.options.hourly_limit)
        self._calls = 0

    # What a test or a demo does to the shop.

    def withdraw(self, who: Seller | Shop | str | None = None) -> None:
        """Let a seller withdraw the authorization: calls answer 105001, refreshes 36004005."""
        with self.lock:
            self.desk.withdraw(self._seller(who))

    def expire_tokens(self) -> None:
        """Let every access token be over now (105002); refresh tokens live on."""
        with self.lock:
            self.desk.expire()

    def deactivate(self, who: Seller | Shop | str | None = None) -> None:
        """Let the platform switch a seller off: product search answers 12052700."""
        with self.lock:
            self._inactive |= {self._seller(who).index}

    def activate(self, who: Seller | Shop | str | None = None) -> None:
        """Let the platform switch a seller on again."""
        with self.lock:
            self._inactive -= {self._seller(who).index}

    def set_shipping(self, shipping: Shipping) -> None:
        """Choose who ships orders placed from now on; earlier ones stay as they are, as in Seller Center."""
        with self.lock:
            self._shipping = shipping

    def place_orders(
        self,
        count: int,
        *,
        shop: Shop | None = None,
        ready: bool = False,
        fulfillment: Fulfillment = "FULFILLMENT_BY_SELLER",
    ) -> tuple[str, ...]:
        """Let buyers place orders now, in the first shop if none is named, and return their ids.

        `ready` orders skip payment and the hour on hold, and are in AWAITING_SHIPMENT at once.
        """
        with self.lock:
            book = self.book(shop or self.shops[0])
            placed = book.place(count, self.clock.now(), self._shipping, fulfillment, ready=ready)
            return tuple(str(book.order_id(number)) for number in placed)

    def edit_products(self, count: int, *, shop: Shop | None = None) -> tuple[str, ...]:
        """Let the seller edit the first `count` products now, and return their ids."""
        with self.lock:
            catalogue = self.catalogue(shop or self.shops[0])
            for number in range(count):
                catalogue.touch(number, self.clock.now())
            return tuple(catalogue.product(number).id for number in range(count))

    def advance(self, seconds: float) -> None:
        """Move time forward: orders go on in their lives, tokens age, the rate limit recovers."""
        self.clock.advance(seconds)

    def inject(self, fault: Fault) -> None:
        """Plan a fault."""
        with self.lock:
            self._faults.add(fault)

    def clear_faults(self) -> None:
        """Forget all faults that have not happened."""
        with self.lock:
            self._faults.clear()

    # Calls.

    def handle(self, call: Call) -> Answer:
        """Return the response to one call, faults included; safe to use from several threads."""
        with self.lock:
            self._calls += 1
            request_id = make_request_id(self.seed, self.clock.now(), self._calls)
            fault = self._faults.due(call.path)
            if fault is None:
                answer = self._answer(call, request_id)
            elif fault.kind == "stripped":
                self._stripped = True
                try:
                    answer = self._answer(call, request_id)
                finally:
                    self._stripped = False
            else:
                answer = befall(fault, call, request_id, lambda call: self._answer(call, request_id))
            self.log.append(LogEntry(call.method, call.path, answer.status, answer.code))
            return answer

    def _answer(self, call: Call, request_id: str) -> Answer:
        return answer_call(self, call, self._limiter, request_id)
