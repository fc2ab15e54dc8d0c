"""A connector's simulated platform, opened once for all rules that read it, and everything that was said meanwhile."""

from __future__ import annotations

import asyncio
import logging
import traceback
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import quote

from shopglot.client import ClientSettings, SimulatedClock
from shopglot.connection import Authorization, aconnect, connect
from shopglot.connector import ClientCredentials, Credentials, MemoryTokenStore, Request, SandboxOptions
from shopglot.errors import ShopglotError
from shopglot.testing.kit._transport import FaultTransport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shopglot.connection import AsyncConnection, Connection
    from shopglot.connector import ConnectorDefinition, Live, RunningSandbox, Token
    from shopglot.registry import Connector
    from shopglot.testing.kit._transport import Fault
    from shopglot_models import Customer, Order, Product, Store

__all__ = ["KINDS", "Kind", "LiveShop"]

Kind = Literal["threads", "tasks"]
KINDS: tuple[Kind, ...] = ("threads", "tasks")
ORDERS = 24
PRODUCTS = 6
_ACCESSORS = {"order": "orders", "product": "products", "customer": "customers"}
_MUCH = 1_000_000


class LiveShop:
    """One simulated shop, with credentials for it, on a simulated clock: nothing waits.

    Log lines of all libraries, at DEBUG, and every error are kept in `said`, to be searched for secrets at the end.
    """

    def __init__(self, connector: Connector, settings: Mapping[str, str]) -> None:
        definition = connector.definition
        if definition.sandbox is None or definition.live is None:
            raise ShopglotError("the connector has no simulated platform")
        self.connector = connector
        self.said: list[str] = []
        self._clock = SimulatedClock()
        # All threads share the simulated clock, and all rules the budget of retries: neither is to run out.
        self._client = ClientSettings(deadline=86_400, shop_retries=_MUCH, process_retries=_MUCH).testing(self._clock)
        self._stack = ExitStack()
        try:
            self._hear()
            options = SandboxOptions(orders=ORDERS, products=PRODUCTS, now=self._clock.now)
            running = self._stack.enter_context(definition.sandbox(options))
            self._hosts = running.hosts
            self.credentials = self._authorize(running, {**settings, **running.settings})
        except BaseException:
            self._stack.close()
            raise

    @property
    def definition(self) -> ConnectorDefinition:
        """The connector's definition."""
        return self.connector.definition

    @property
    def live(self) -> Live:
        """The connector's live side."""
        return cast("Live", self.definition.live)

    @property
    def listed(self) -> list[str]:
        """The resources that can be listed, in the words of a connection."""
        return [name for name in _ACCESSORS if self._lists(name)]

    def _lists(self, resource: str) -> bool:
        derived = resource == "customer" and self.live.derived_customers is not None
        return self.live.of(resource).list is not None or derived

    @property
    def found(self) -> list[str]:
        """The resources whose records can be read by id."""
        derived = self.live.derived_customers is not None
        return [
            name for name in _ACCESSORS if self.live.of(name).get_many is not None or (name == "customer" and derived)
        ]

    def is_own(self, resource: str, record: Store | Product | Order | Customer) -> bool:
        """Check whether the platform lists a record itself: a derived customer is made from several others."""
        derived = self.live.derived_customers
        if resource != "customer" or derived is None:
            return True
        return bool(derived.id_prefix) and not record.id.startswith(derived.id_prefix)

    def ask(
        self,
        kind: Kind,
        question: Callable[[Any], Any],
        *,
        fault: Callable[[int], Fault | None] = lambda _number: None,
        credentials: Credentials | None = None,
        **more: Any,
    ) -> Any:
        """Return the answer to one question, put to a new connection of this kind; a listing is read to its end.

        `fault` says what goes wrong on the way. An error is kept in `said`, and raised.
        """
        used = credentials or self.credentials
        how: dict[str, Any] = {
            "hosts": self._hosts or None,
            "client": self._client,
            "tokens": MemoryTokenStore(used.token),
            "transport": FaultTransport(fault),
            **more,
        }
        try:
            if kind == "threads":
                with connect(self.connector, used, **how) as shop:
                    self.said.append(repr(shop))
                    answer = question(shop)
                    return list(answer) if hasattr(answer, "pages") else answer
            return asyncio.run(self._ask(question, used, how))
        except ShopglotError as error:
            self.said += [str(error), repr(error), "".join(traceback.format_exception(error))]
            raise

    async def _ask(self, question: Callable[[Any], Any], credentials: Credentials, how: dict[str, Any]) -> Any:
        async with aconnect(self.connector, credentials, **how) as shop:
            self.said.append(repr(shop))
            answer = question(shop)
            return [one async for one in answer] if hasattr(answer, "pages") else await answer

    def listing(self, resource: str, kind: Kind = "threads", **params: Any) -> list[Any]:
        """Return the records of a listing."""
        listed: list[Any] = self.ask(kind, lambda shop: accessor(shop, resource).list(**params))
        return listed

    def record(self, resource: str, record_id: str, kind: Kind = "threads") -> Any:
        """Return one record, read by its id."""
        return self.ask(kind, lambda shop: accessor(shop, resource).get(record_id))

    def secrets(self) -> dict[str, str]:
        """Return every secret of the connection by name."""
        named = {
            one.name: self.credentials.settings.get(one.name, "") for one in self.definition.settings if one.secret
        }
        token = self.credentials.token
        named |= {"access token": token.access_token, "refresh token": token.refresh_token} if token else {}
        return {name: value for name, value in named.items() if value}

    def shown(self, secrets: Mapping[str, str], said: list[str] | None = None) -> list[str]:
        """Return the names of the secrets that stand in what was said, as they are or in a URL's form."""
        text = "\n".join(self.said if said is None else said)
        return [name for name, value in secrets.items() if value in text or quote(value, safe="") in text]

    def is_sent(self, secret: str) -> bool:
        """Check whether the platform can tell a secret: requests are signed with it, or the token is obtained by it.

        One that verifies webhooks alone it never sees.
        """
        if isinstance(self.live.oauth, ClientCredentials):
            return True
        request, now = Request("GET", "/"), int(self._clock.now())
        signed = [self.live.sign(request, one, now) for one in (self.credentials, self.with_wrong(secret))]
        return signed[0] != signed[1]

    def with_wrong(self, name: str) -> Credentials:
        """Return the credentials with another value for one secret, or for both tokens (`token`)."""
        token: Token | None = self.credentials.token
        if name == "token" and token is not None:
            wrong = replace(
                token,
                access_token=another(token.access_token),
                refresh_token=another(token.refresh_token) if token.refresh_token else "",
            )
            return replace(self.credentials, token=wrong)
        settings = {**self.credentials.settings, name: another(self.credentials.settings[name])}
        return replace(self.credentials, settings=settings)

    def close(self) -> None:
        """Close the platform, and hear no more."""
        self._stack.close()

    def _hear(self) -> None:
        root = logging.getLogger()
        handler = _Heard(self.said)
        before = root.level
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        self._stack.callback(root.setLevel, before)
        self._stack.callback(root.removeHandler, handler)

    def _authorize(self, running: RunningSandbox, settings: Mapping[str, str]) -> Credentials:
        if running.approve is None:
            return Credentials(settings)
        authorization = Authorization(self.connector, settings, hosts=running.hosts, client=self._client)
        state = authorization.new_state()
        return authorization.finish(running.approve(authorization.url(state)), state)


class _Heard(logging.Handler):
    """Keeps each line as it would be written."""

    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self._said = said
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self._said.append(self.format(record))


def accessor(shop: Connection | AsyncConnection, resource: str) -> Any:
    """Return what lists a resource at a connection."""
    return getattr(shop, _ACCESSORS[resource])


def another(secret: str) -> str:
    """Return a secret that is wrong in its last sign alone, and has the same form."""
    last = secret[-1]
    if last.isdigit():
        return secret[:-1] + ("1" if last != "1" else "2")
    first, second = ("A", "B") if last.isupper() else ("a", "b")
    return secret[:-1] + (first if last != first else second)
