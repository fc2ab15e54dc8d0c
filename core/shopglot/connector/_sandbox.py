"""A connector's simulated platform, as the host sees it: enough to authorize at it, to read it, and to act on it.

A connector offers one as `ConnectorDefinition.sandbox`, a function that opens it; `shopglot sandbox` and `shopglot
demo` are made of nothing else. What the platform is, and how it responds, stays the connector's own business.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["RunningSandbox", "SandboxOptions"]


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """What a person may choose about a simulated platform; the same choices give the same platform.

    `orders` are spread over all shops, `products` are the number in each. `regions` are ISO 3166-1 alpha-2 codes, none
    meaning the connector's choice: one in which hidden customers can be shown. `one_seller` puts a shop in each region
    behind one authorization. `port` 0 takes a free one. `now` returns the platform's time in Unix seconds.
    """

    seed: int = 1
    orders: int = 500
    products: int = 60
    regions: tuple[str, ...] = ()
    one_seller: bool = False
    port: int = 0
    now: Callable[[], float] = time.time


@runtime_checkable
class RunningSandbox(Protocol):
    """A simulated platform that listens on loopback until its context is left."""

    @property
    def hosts(self) -> Mapping[str, str]:
        """The origins to use in place of the connector's own, by logical name."""

    @property
    def settings(self) -> Mapping[str, str]:
        """The invented app's settings, secrets included, as the connector's `settings` name them."""

    @property
    def remedies(self) -> tuple[str, ...]:
        """The guide's sections that `carry_out` can act on."""

    def approve(self, authorize_url: str) -> str:
        """Play the first seller: open the authorize page, agree, and return the address that the browser is sent to.

        Raises `AuthorizationError` when the page does not let a seller agree.
        """

    def carry_out(self, remedy: str) -> None:
        """Do as the seller what this section of the guide says; `InvalidArgument` for one that is not in `remedies`."""

    def place_orders(self, count: int) -> tuple[str, ...]:
        """Let buyers place orders now, in the first shop, ready to be shipped, and return their ids."""
