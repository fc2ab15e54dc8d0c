"""How a connection comes by its token: a seller authorizes the app, or the app asks for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopglot.connector._fields import check_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shopglot.connector._credentials import Token
    from shopglot.connector._protocol import Operation

__all__ = ["ClientCredentials", "OAuth2"]


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
        check_fields(self, "oauth")


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """A platform where nobody authorizes anything: the settings are exchanged for a token, again when it expires."""

    obtain_token: Callable[[Mapping[str, str], int], Operation[Token]]
    """Obtain a token, with these settings at this time (Unix seconds)."""

    def __post_init__(self) -> None:
        check_fields(self, "client credentials")
