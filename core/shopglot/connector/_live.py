"""The live side of a connector, as data: its hosts, its signature, its errors, its authorization, its operations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot.connector._fields import check_fields
from shopglot.connector._hosts import HostSetting, read_base_url
from shopglot.connector._operations import Operations
from shopglot.errors import InvalidArgument, InvalidConnector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shopglot.connector._authorization import ClientCredentials, OAuth2
    from shopglot.connector._credentials import Credentials
    from shopglot.connector._operations import DerivedCustomers, ShopRef
    from shopglot.connector._protocol import Operation, Page, Request, Response
    from shopglot.connector._webhooks import Webhooks
    from shopglot.errors import PlatformError

__all__ = ["Live"]


@dataclass(frozen=True, slots=True)
class Live:
    """Everything by which the host talks to the platform on the connector's behalf."""

    hosts: Mapping[str, str | HostSetting]
    """Base URLs (https) by logical name, fixed or said by a setting of kind `url`; nothing else is ever called."""
    sign: Callable[[Request, Credentials, int], Request]
    """Sign a request for these credentials at this time (Unix seconds); pure. Without `oauth` the credentials have no
    token: the settings hold what identifies the connection, such as a key."""
    error_from: Callable[[Request, Response], PlatformError | None]
    """Return the typed error of a response, or None when it is good."""
    stores: Callable[[], Operation[Page]]
    """Read the raw shops of the authorization."""
    shop_of: Callable[[Any], ShopRef]
    """Make the handle of a shop from its raw record."""
    operations: Mapping[str, Operations]
    """By resource; `store` may have `complete` alone."""
    oauth: OAuth2 | ClientCredentials | None = None
    """How a connection comes by its token; None for a platform without tokens."""
    rate: float = 50.0
    """Calls per second and shop for each bucket."""
    app_setting: str = ""
    """The setting that identifies the app."""
    derived_customers: DerivedCustomers | None = None
    """Customers whom the platform does not list by themselves; those that it lists are the operations of `customer`."""
    webhooks: Webhooks | None = None
    """How its deliveries are read; None for a platform that sends none."""
    error_of: Callable[[int | str, str, str], PlatformError | None] | None = None
    """Return the typed error of an error code, its message and its request id, where nothing else of a response is
    left, as in a saved one; None for a code that it does not know. Pure; `error_from` should tell the same."""

    def __post_init__(self) -> None:
        check_fields(self, "live")
        self._check_hosts()
        if not self.rate > 0:  # nor what is no number at all
            raise InvalidConnector("live: rate must be more than 0")
        if self.derived_customers is not None:
            self._check_derived(self.derived_customers)

    def _check_derived(self, derived: DerivedCustomers) -> None:
        source = self.of(derived.source)
        if source.list is None:
            raise InvalidConnector(f"live: derived customers: {derived.source!r} has no operation `list`")
        if derived.select and derived.select not in source.filters:
            raise InvalidConnector(f"live: derived customers: {derived.select!r} is no filter of {derived.source!r}")
        if derived.resource == "customer" and self.of("customer").list is not None:
            raise InvalidConnector("live: derived customers need a resource of their own beside the platform's own")

    def _check_hosts(self) -> None:
        if not self.hosts:
            raise InvalidConnector("live: there is no host")
        for name, host in dict[str, Any](self.hosts).items():
            if not isinstance(host, HostSetting) and not _is_fixed(host):
                raise InvalidConnector(f"live: host {name!r} must be an https base URL, or a HostSetting")

    def of(self, resource: str) -> Operations:
        """Return the operations of a resource: none of them where the connector has not got it."""
        return self.operations.get(resource) or Operations()


def _is_fixed(host: object) -> bool:
    """Check whether a host is a base URL as it is called: https, with no slash at its end."""
    try:
        return isinstance(host, str) and host.startswith("https://") and read_base_url(host) == host
    except InvalidArgument:
        return False
