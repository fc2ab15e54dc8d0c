"""The live side of a connector, as data: its hosts, its signature, its errors, its authorization, its operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from shopglot.connector._hosts import HostSetting, read_base_url
from shopglot.connector._validation import check_callable
from shopglot.errors import InvalidArgument, InvalidConnector, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopglot.connector._protocol import Batch, Completed, Operation, Page, Query, Request, Response
    from shopglot.errors import PlatformError

__all__ = ["Credentials", "Live", "MemoryTokenStore", "OAuth2", "Operations", "ShopRef", "Token", "TokenStore"]

_TIME = int | None
_SAVED_AS = {"access_expires_at": _TIME, "refresh_expires_at": _TIME, "obtained_at": _TIME, "scopes": list | tuple}


@dataclass(frozen=True, slots=True)
class Token:
    """What a seller's authorization yielded; times are Unix seconds, absolute. Its repr shows no secret.

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
        """Return a JSON-ready dict with the secrets in it: for a vault, never for a log."""
        return {name: getattr(self, name) for name in self.__slots__} | {"scopes": list(self.scopes)}

    @classmethod
    def from_dict(cls, data: Any) -> Token:
        """Read what `to_dict` returned; keys that this version does not know are dropped.

        Raises `SettingsError`, which names the keys that are not as they were saved, and never their values.
        """
        known = {name: data[name] for name in cls.__slots__ if name in data} if isinstance(data, Mapping) else {}
        wrong = [name for name, value in known.items() if not isinstance(value, _SAVED_AS.get(name, str))]
        if wrong or not known.get("access_token"):
            what = f": {', '.join(wrong)}" if wrong else ""
            raise SettingsError(f"token: not in the form that shopglot saves{what}", code="token")
        return cls(**known | {"scopes": tuple(known.get("scopes", ()))})


@dataclass(frozen=True, slots=True)
class Credentials:
    """The settings of one connection (see the connector's `settings`) and the token of its authorization."""

    settings: Mapping[str, str] = field(repr=False)
    token: Token | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Credentials:
        """Read `{"app_key": …, …, "token": {…}}`: settings flat, the token as `Token.to_dict` returns it.

        Raises `SettingsError` for a token in another form.
        """
        token = data.get("token")
        settings = {name: str(value) for name, value in data.items() if name != "token" and value is not None}
        return cls(settings, Token.from_dict(token) if token else None)


@runtime_checkable
class TokenStore(Protocol):
    """Where the caller keeps one authorization's token; may be called from any thread.

    `save` must have written durably when it returns: the new pair is not used before, and the old one is dead by then.
    Connections that share one store object share its refresh.
    """

    def load(self) -> Token | None:
        """Return the newest token, as another process may have left it."""

    def save(self, token: Token) -> None:
        """Keep this token in place of the one before."""


class MemoryTokenStore:
    """A token kept in memory; a refreshed one is lost with the process."""

    def __init__(self, token: Token | None = None) -> None:
        self._token = token

    def load(self) -> Token | None:
        """Return the token."""
        return self._token

    def save(self, token: Token) -> None:
        """Keep the token."""
        self._token = token


@dataclass(frozen=True, slots=True)
class OAuth2:
    """How a seller authorizes the app; times are Unix seconds."""

    authorize_url: Callable[[Mapping[str, str], str], str]
    """Return the page to send the seller to, for these settings and this state."""
    parse_callback: Callable[[Mapping[str, str], str | None], str]
    """Return the one-time code of the call-back's query, or raise; the state is None where none was sent."""
    exchange_code: Callable[[Mapping[str, str], str, int], Operation[Token]]
    """Exchange a code for a token, with these settings at this time."""
    refresh_token: Callable[[Mapping[str, str], Token, int], Operation[Token]]
    """Refresh a token, with these settings at this time."""

    def __post_init__(self) -> None:
        check_callable(
            "oauth",
            authorize_url=self.authorize_url,
            parse_callback=self.parse_callback,
            exchange_code=self.exchange_code,
            refresh_token=self.refresh_token,
        )


@dataclass(frozen=True, slots=True)
class ShopRef:
    """One shop of an authorization: `raw` is the platform's record of it, which shop-level operations need."""

    id: str
    raw: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Operations:
    """What a connector can ask the platform about one resource; None where it can't."""

    list: Callable[[ShopRef, Query], Operation[Page]] | None = None
    """Read one page."""
    get_many: Callable[[ShopRef, Sequence[str]], Operation[Batch]] | None = None
    """Read records by id, at most `batch_size` at once."""
    batch_size: int = 1
    """How many ids the platform takes at once."""
    complete: Callable[[ShopRef, Any], Operation[Completed] | None] | None = None
    """Read for one raw record what only a call for it alone returns; its call is None for a record that needs none.

    The host runs several of these at a time.
    """
    whole_by_id: bool = False
    """Whether a record that was read by id is whole, so that only those of pages are completed."""

    def __post_init__(self) -> None:
        if self.batch_size < 1:
            raise InvalidConnector("operations: batch_size must be at least 1")
        check_callable("operations", optional=True, list=self.list, get_many=self.get_many, complete=self.complete)


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
    oauth: OAuth2 | None = None
    """How a seller authorizes the app; None for a platform without tokens."""
    rate: float = 50.0
    """Calls per second and shop for each bucket."""
    app_setting: str = ""
    """The setting that identifies the app."""
    customers_from: str = ""
    """Where the platform has no customers of its own: the resource whose records carry them."""
    customer_filter: str = ""
    """That resource's filter that selects one customer's records."""
    error_of: Callable[[int | str, str, str], PlatformError | None] | None = None
    """Return the typed error of an error code, its message and its request id, where nothing else of a response is
    left, as in a saved one; None for a code that it does not know. Pure; `error_from` should tell the same."""

    def __post_init__(self) -> None:
        self._check_hosts()
        check_callable("live", sign=self.sign, error_from=self.error_from, stores=self.stores, shop_of=self.shop_of)
        check_callable("live", optional=True, error_of=self.error_of)
        if self.oauth is not None and not isinstance(self.oauth, OAuth2):
            raise InvalidConnector("live: oauth must be an OAuth2, or None")
        for resource, operations in self.operations.items():
            if not isinstance(operations, Operations):
                raise InvalidConnector(f"live: the operations of {resource!r} must be Operations")
        if self.customer_filter and not self.customers_from:
            raise InvalidConnector("live: customer_filter needs customers_from")
        if self.rate <= 0:
            raise InvalidConnector("live: rate must be more than 0")
        source = self.operations.get(self.customers_from)
        if self.customers_from and (source is None or source.list is None):
            raise InvalidConnector(f"live: customers_from {self.customers_from!r} has no operation `list`")

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
