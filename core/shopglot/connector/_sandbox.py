"""A connector's simulated platform, as the host sees it: enough to authorize at it, to read it, and to act on it.

A connector offers one as `ConnectorDefinition.sandbox`, a function that opens it; `shopglot sandbox` and `shopglot
demo` are made of nothing else. What the platform is, and how it responds, stays the connector's own business.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shopglot.connector._fields import check_fields
from shopglot.connector._validation import check_name
from shopglot.errors import InvalidArgument

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

    def __post_init__(self) -> None:
        check_fields(self, "sandbox options", error=InvalidArgument)


@dataclass(frozen=True, slots=True)
class RunningSandbox:
    """A simulated platform that listens on loopback until its context is left.

    `hosts` are the base URLs to use in place of the connector's own, by logical name; none where a setting says where
    the platform is. `settings` are invented ones that it accepts, secrets included, as the connector's `settings` name
    them.

    Where a seller authorizes the app, `approve` plays the first one: it opens the authorization page, agrees, and
    returns the address that the browser is sent to; it raises `AuthorizationError` when the page does not let a seller
    agree. `remedies` are the guide's sections that the seller can follow there, by key, each a function that does as
    the section says. `place_orders` lets buyers place so many orders now, in the first shop, ready to be shipped, and
    returns their ids; None where it can't.
    """

    hosts: Mapping[str, str]
    settings: Mapping[str, str] = field(repr=False)
    approve: Callable[[str], str] | None = None
    remedies: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    place_orders: Callable[[int], tuple[str, ...]] | None = None

    def __post_init__(self) -> None:
        check_fields(self, "sandbox")
        for section in self.remedies:
            check_name("sandbox: remedy", section)
