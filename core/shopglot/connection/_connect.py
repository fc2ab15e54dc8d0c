"""How a connection is made, for both faces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.client import AsyncHttpRunner, CallPolicy, ClientSettings, HttpRunner, base_urls
from shopglot.connection._async import AsyncConnection
from shopglot.connection._base import BaseConnection
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
    alone. `shop_id` chooses the shop where one authorization has several. `hosts` overrides the connector's hosts
    (plain http on this machine alone), `transport` the network. `on_reject` gets each record that can't be unified,
    `on_unknown` the resource and the names of the keys that no raw schema knows, for each record that contains some:
    the platform has grown. Values are never among them. `on_incomplete` gets the resource, the id and the parts that
    it lacks for each record that was read only in part, because the platform refused a call that completes it.

    Raises `SettingsError` for settings that do not fit. Reading raises `PlatformError`s, whose `action` says what to
    do.
    """
    base, policy, allowed, store = _prepare(
        connector,
        credentials,
        shop_id=shop_id,
        tokens=tokens,
        hosts=hosts,
        client=client,
        mask_policy=mask_policy,
        on_reject=on_reject,
        on_unknown=on_unknown,
        on_incomplete=on_incomplete,
    )
    return Connection(base, HttpRunner(policy, allowed, store, transport))


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
    """Connect to one shop, for tasks: `async with shopglot.aconnect(…) as connection`; otherwise as `connect`."""
    base, policy, allowed, store = _prepare(
        connector,
        credentials,
        shop_id=shop_id,
        tokens=tokens,
        hosts=hosts,
        client=client,
        mask_policy=mask_policy,
        on_reject=on_reject,
        on_unknown=on_unknown,
        on_incomplete=on_incomplete,
    )
    return AsyncConnection(base, AsyncHttpRunner(policy, allowed, store, transport))


def _prepare(  # noqa: PLR0913 - the choices of `connect`
    connector: Connector,
    credentials: Credentials | Mapping[str, Any],
    *,
    shop_id: str | None,
    tokens: TokenStore | None,
    hosts: Mapping[str, str] | None,
    client: ClientSettings | None,
    mask_policy: MaskPolicy,
    on_reject: Callable[[Rejected], None] | None,
    on_unknown: Callable[[str, tuple[str, ...]], None] | None,
    on_incomplete: Callable[[str, str, tuple[str, ...]], None] | None,
) -> tuple[BaseConnection, CallPolicy, Mapping[str, str], TokenStore]:
    """Return what a connection is made of, but for its runner, and then what any runner takes."""
    given = credentials if isinstance(credentials, Credentials) else Credentials.from_dict(credentials)
    settings = client or ClientSettings()
    base = BaseConnection(
        connector,
        given,
        clock=settings.clock,
        shop_id=shop_id,
        mask_policy=mask_policy,
        on_reject=on_reject,
        on_unknown=on_unknown,
        on_incomplete=on_incomplete,
    )
    policy = CallPolicy(base.live, base.settings, settings, base.app)
    return base, policy, base_urls(base.live.hosts, base.settings, hosts), tokens or MemoryTokenStore(given.token)
