"""What identifies a connection: its settings, the token of its authorization, and where a token is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from shopglot.connector._fields import check_fields
from shopglot.errors import SettingsError

__all__ = ["Credentials", "MemoryTokenStore", "Token", "TokenStore"]

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

    def __post_init__(self) -> None:
        check_fields(self, "token")

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

    def __post_init__(self) -> None:
        check_fields(self, "credentials", error=SettingsError)

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
