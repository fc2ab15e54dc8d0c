"""How a connection is made, for both faces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.client import AsyncHttpRunner, CallPolicy, ClientSettings, HttpRunner, origins
from shopglot.connection._async import AsyncConnection
from shopglot.connection._core import BaseConnection
from shopglot.connection._sync import Connection
from shopglot.connector import Credentials, MemoryTokenStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from shopglot.connector import TokenStore
    from shopglot.normalize import MaskPolicy, Rejected
    from shopglot.registry import Connector

__all__ = ["aconnect", "connect"]


def connect(  # noqa: PLR0913 - each is one choice of the caller, by name
    connector: Connector,
    credentials: Credentials | Mapping[str, Any],
    *,
    shop_id: str | None = None,
    tokens: TokenStore | None = None,
    hosts: Mapping[str, str] | None = None,
    client: ClientSettings | None = None,
    mask_policy: MaskPolicy = "hide",
    on_reject: Callable[[Rejected], None] | None = None,
    on_unknown: Callable[[str, tuple[str, ...]], None] | None = None,
    on_incomplete: Callable[[str, str, tuple[str, ...]], None] | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Connection:
    """Connect to one shop; nothing is sent before something is asked for.

    `credentials` are the settings and the token (see `Credentials.from_dict` for the form of a dict). `tokens` is
    where renewed tokens are kept: give one, or they are lost with the process; then the token is read from there
    alone. `shop_id` chooses the shop where one authorisation holds several. `hosts` overrides the connector's hosts
    (plain http on this machine alone), `transport` the network. `on_reject` gets each record that can't be unified,
    `on_unknown` the resource and the names of the keys that no raw schema knows, for each record that holds some:
    the platform has grown. Values are never among them. `on_incomplete` gets the resource, the id and the parts that
    it lacks for each record that was read only in part, because the platform refused a call that completes it.

    Raises `SettingsError` for settings that do not fit. Reading raises `PlatformError`s, whose `action` says what to
    do.
    """
    given, store = _credentials(credentials, tokens)
    settings = client or ClientSettings()
    core = BaseConnection(
        connector,
        given,
        clock=settings.clock,
        shop_id=shop_id,
        mask_policy=mask_policy,
        on_reject=on_reject,
        on_unknown=on_unknown,
        on_incomplete=on_incomplete,
    )
    engine = CallPolicy(core.live, core.settings, settings, core.app)
    return Connection(core, HttpRunner(engine, origins(core.live.hosts, hosts), store, transport))


def aconnect(  # noqa: PLR0913 - the same
    connector: Connector,
    credentials: Credentials | Mapping[str, Any],
    *,
    shop_id: str | None = None,
    tokens: TokenStore | None = None,
    hosts: Mapping[str, str] | None = None,
    client: ClientSettings | None = None,
    mask_policy: MaskPolicy = "hide",
    on_reject: Callable[[Rejected], None] | None = None,
    on_unknown: Callable[[str, tuple[str, ...]], None] | None = None,
    on_incomplete: Callable[[str, str, tuple[str, ...]], None] | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> AsyncConnection:
    """Connect to one shop, for tasks: `async with shopglot.aconnect(…) as shop`; otherwise as `connect`."""
    given, store = _credentials(credentials, tokens)
    settings = client or ClientSettings()
    core = BaseConnection(
        connector,
        given,
        clock=settings.clock,
        shop_id=shop_id,
        mask_policy=mask_policy,
        on_reject=on_reject,
        on_unknown=on_unknown,
        on_incomplete=on_incomplete,
    )
    engine = CallPolicy(core.live, core.settings, settings, core.app)
    return AsyncConnection(core, AsyncHttpRunner(engine, origins(core.live.hosts, hosts), store, transport))


def _credentials(given: Credentials | Mapping[str, Any], tokens: TokenStore | None) -> tuple[Credentials, TokenStore]:
    credentials = given if isinstance(given, Credentials) else Credentials.from_dict(given)
    return credentials, tokens or MemoryTokenStore(credentials.token)
