"""The live side of a connector, as data: its hosts, its signature, its errors, its authorisation, its operations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shopglot.connector._protocol import Batch, Completed, Exchange, Page, Query, Request, Response
    from shopglot.errors import PlatformError

__all__ = ["Credentials", "Live", "MemoryTokenStore", "OAuth2", "Shop", "Token", "TokenStore"]


@dataclass(frozen=True, slots=True)
class Token:
    """What a seller's authorisation gave; times are Unix seconds, absolute. Its repr shows no secret.

    `account_id` and `account_name` are the seller's; `scopes` what was granted, empty where the platform is silent.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    access_expires_at: int | None = None
    refresh_expires_at: int | None = None
    obtained_at: int | None = None
    scopes: tuple[str, ...] = ()
    account_id: str = field(default="", repr=False)
    account_name: str = field(default="", repr=False)
    region: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give a JSON-ready dict with the secrets in it: for a vault, never for a log."""
        return {name: getattr(self, name) for name in self.__slots__} | {"scopes": list(self.scopes)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Token:
        """Read what `to_dict` gave; keys that this version does not know are dropped."""
        known = {name: data[name] for name in cls.__slots__ if name in data}
        return cls(**known | {"scopes": tuple(known.get("scopes", ()))})


@dataclass(frozen=True, slots=True)
class Credentials:
    """The settings of one connection (see the connector's `settings`) and the token of its authorisation."""

    settings: Mapping[str, str] = field(repr=False)
    token: Token | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Credentials:
        """Read `{"app_key": …, …, "token": {…}}`: settings flat, the token as `Token.to_dict` gives it."""
        token = data.get("token")
        settings = {name: str(value) for name, value in data.items() if name != "token" and value is not None}
        return cls(settings, Token.from_dict(token) if token else None)


@runtime_checkable
class TokenStore(Protocol):
    """Where the caller keeps one authorisation's token; may be called from any thread.

    `save` must have written durably when it returns: the new pair is not used before, and the old one is dead by then.
    Connections that share one store object share its refresh.
    """

    def load(self) -> Token | None:
        """Give the newest token, as another process may have left it."""

    def save(self, token: Token) -> None:
        """Keep this token in place of the one before."""


class MemoryTokenStore:
    """A token kept in memory; a refreshed one is lost with the process."""

    def __init__(self, token: Token | None = None) -> None:
        self._token = token

    def load(self) -> Token | None:
        """Give the token."""
        return self._token

    def save(self, token: Token) -> None:
        """Keep the token."""
        self._token = token


@dataclass(frozen=True, slots=True)
class OAuth2:
    """How a seller authorises the app.

    `authorize_url(settings, state)` gives the page to send the seller to. `parse_callback(parameters, state)` gives
    the one-time code out of the call-back's query, or raises; `state` is None where none was sent. `exchange(settings,
    code, now)` and `refresh(settings, token, now)` give a new token.
    """

    authorize_url: Callable[[Mapping[str, str], str], str]
    parse_callback: Callable[[Mapping[str, str], str | None], str]
    exchange: Callable[[Mapping[str, str], str, int], Exchange[Token]]
    refresh: Callable[[Mapping[str, str], Token, int], Exchange[Token]]


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop of an authorisation: `raw` is the platform's record of it, which shop-level operations need."""

    id: str
    raw: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Live:
    """Everything by which the host talks to the platform on the connector's behalf.

    `hosts` are https origins by logical name; nothing else is ever called. `sign(request, credentials, now)` is pure.
    `judge(request, response)` gives the typed error of an answer, or None when it is good. `stores()` lists
    the raw shops, `shop_of(raw)` makes the handle of one. `lists[resource](shop, query)` reads a page,
    `gets[resource](shop, ids)` reads by id, at most `batch_size[resource]` (default 1) at once. Where a record lacks
    what only a call for it alone gives, `completes[resource](shop, raw)` is that call, and None where the record needs
    none; the host runs several of these at a time. It goes for records of pages, for those read by id unless
    `whole_by_id` names their resource, and for shops (`store`). `rate` is calls per second and shop for each bucket.
    `app_setting` names the setting that identifies the app. Where a platform has no customers of its own,
    `customers_from` is the resource whose records carry them, and `customer_filter` its filter that selects one
    customer's.
    """

    hosts: Mapping[str, str]
    sign: Callable[[Request, Credentials, int], Request]
    judge: Callable[[Request, Response], PlatformError | None]
    oauth: OAuth2
    stores: Callable[[], Exchange[Page]]
    shop_of: Callable[[Any], Shop]
    lists: Mapping[str, Callable[[Shop, Query], Exchange[Page]]]
    gets: Mapping[str, Callable[[Shop, Sequence[str]], Exchange[Batch]]]
    completes: Mapping[str, Callable[[Shop, Any], Exchange[Completed] | None]] = field(default_factory=dict)
    whole_by_id: frozenset[str] = frozenset()
    batch_size: Mapping[str, int] = field(default_factory=dict)
    rate: float = 50.0
    app_setting: str = ""
    customers_from: str = ""
    customer_filter: str = ""
