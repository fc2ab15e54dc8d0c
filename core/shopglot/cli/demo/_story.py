"""The steps of `shopglot demo`, independent of how they are printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit, urlunsplit

from shopglot.cli.demo._simulated import authorize, open_sandbox
from shopglot.connection import connect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.cli._terminal import Reading
    from shopglot.client import ClientSettings
    from shopglot.connection import Connection
    from shopglot.connector import GuideSection, RunningSandbox, SandboxOptions, Token
    from shopglot.registry import Connector
    from shopglot_models import Customer, Order, Product, Store

__all__ = ["NEW_ORDERS", "AuthorizedEvent", "ReadAgainEvent", "ReadEvent", "RemediedEvent", "Renderer", "run_demo"]

NEW_ORDERS = 3


@dataclass(frozen=True, slots=True)
class AuthorizedEvent:
    """The seller agreed: `page` is where, `token` what the app got; blank and None where nobody authorizes anything."""

    api: str
    page: str
    token: Token | None


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """Everything that the shop has, oldest order first; `rejected` records could not be normalized."""

    store: Store
    products: list[Product] = field(repr=False)
    orders: list[Order] = field(repr=False)
    customers: list[Customer] = field(repr=False)
    rejected: int

    def hidden(self) -> list[Order]:
        """Return the orders that hide a customer field."""
        return [order for order in self.orders if order.customer_hidden]


@dataclass(frozen=True, slots=True)
class RemediedEvent:
    """The seller followed a section of the guide, and buyers placed orders after it."""

    section: GuideSection
    placed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadAgainEvent:
    """The orders after the change: the new ones, and those that were hidden before it."""

    new: list[Order] = field(repr=False)
    earlier: list[Order] = field(repr=False)

    def clear(self) -> int:
        """Count the new orders that hide nothing of their customer."""
        return sum(not order.customer_hidden for order in self.new)

    def still_hidden(self) -> int:
        """Count the earlier orders that still hide something."""
        return sum(order.customer_hidden for order in self.earlier)


class Renderer(Protocol):
    """Receives each step when it has happened."""

    def authorized(self, event: AuthorizedEvent) -> None:
        """Show that the app may read the shop."""

    def read(self, event: ReadEvent) -> None:
        """Show the store, products, orders and customers."""

    def remedied(self, event: RemediedEvent | None) -> None:
        """Show what the seller changed; None: no customer is hidden by anything that a seller can change."""

    def read_again(self, event: ReadAgainEvent) -> None:
        """Show the orders that were read again."""

    def end(self) -> None:
        """Finish the output."""


def run_demo(
    connector: Connector, options: SandboxOptions, client: ClientSettings, renderer: Renderer, progress: Reading
) -> None:
    """Run all steps against the connector's simulated platform."""
    with open_sandbox(connector, options) as running:
        credentials, page = authorize(connector, running, client)
        renderer.authorized(AuthorizedEvent(_address(running), _bare(page), credentials.token))
        with connect(connector, credentials, hosts=running.hosts, client=client) as connection:
            before = _read(connection, progress)
            renderer.read(before)
            section = _remedy(connector, running, before.orders)
            if section is None:
                renderer.remedied(None)
            else:
                running.remedies[section.key]()
                placed = running.place_orders(NEW_ORDERS) if running.place_orders is not None else ()
                renderer.remedied(RemediedEvent(section, placed))
                new = connection.orders.get_many(placed).records
                earlier = connection.orders.get_many([order.id for order in before.hidden()]).records
                renderer.read_again(ReadAgainEvent(list(new), list(earlier)))
        renderer.end()


def _address(running: RunningSandbox) -> str:
    """Return where the simulated platform is: its first host, or what a setting says."""
    return next(iter(running.hosts.values()), next((one for one in running.settings.values() if "://" in one), ""))


def _bare(page: str) -> str:
    return urlunsplit(urlsplit(page)._replace(query=""))


def _read(connection: Connection, progress: Reading) -> ReadEvent:
    with progress:
        progress.begin("store")
        store = connection.store()
        progress.add(1, 1)
        products: list[Product] = _all(connection.products.list(), "products", progress)
        orders: list[Order] = _all(connection.orders.list(), "orders", progress)
        customers: list[Customer] = _all(connection.customers.list(), "customers", progress)
    orders.sort(key=lambda order: (order.created_at or order.updated_at, order.id))
    return ReadEvent(store, products, orders, customers, connection.rejected_count)


def _all(listing: Any, what: str, progress: Reading) -> list[Any]:
    progress.begin(what)
    records: list[Any] = []
    for page in listing.pages():
        records += page.records
        progress.add(len(page.records), page.total)
    return records


def _remedy(connector: Connector, running: RunningSandbox, orders: Iterable[Order]) -> GuideSection | None:
    """Return the guide's section that would help most orders and that the simulated seller can follow."""
    remedies = Counter(
        remedy for order in orders for remedy in sorted({item.remedy for item in order.hidden_fields if item.remedy})
    )
    guide = connector.definition.guide
    sections = {section.key: section for section in guide.sections} if guide else {}
    for remedy, _ in remedies.most_common():
        if remedy in sections and remedy in running.remedies:
            return sections[remedy]
    return None
