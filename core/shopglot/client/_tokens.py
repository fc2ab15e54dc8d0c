"""One refresh per expiry, whoever asks: threads and tasks, of all connections that share a token store.

The first that needs a new token flies; everybody else waits for that flight to land. Before flying, the store is
read again (another process may have been quicker), and the new pair is saved before anybody uses it.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from shopglot.client._engine import LoadToken, SaveToken
from shopglot.errors import AuthorizationError, TemporaryError

if TYPE_CHECKING:
    from shopglot.client._engine import CallPolicy, Flow
    from shopglot.connector import Token, TokenStore

__all__ = ["Abandoned", "TokenRefresher", "refresher_of"]

# A short-lived token is renewed when this part of its life is left, if that is sooner than `refresh_ahead`.
LAST_PART = 0.1


class Abandoned(Exception):
    """A flight ended without landing: its thread or task was stopped."""


class TokenRefresher:
    """Keeps the newest token of one store, and sees to it that only one caller renews it."""

    def __init__(self, store: TokenStore) -> None:
        self.store = store
        self._lock = Lock()
        self._token: Token | None = None
        self._unsaved: Token | None = None
        self._flight: Future[Token] | None = None

    def join(self, stale: Token | None, engine: CallPolicy) -> Token | tuple[Future[Token], bool]:
        """Return a usable token; or the flight that will bring one, and whether the caller must fly it."""
        with self._lock:
            if self._token is not None and self._unsaved is None and _usable(self._token, stale, engine):
                return self._token
            if self._flight is not None:
                return self._flight, False
            self._flight = Future()
            return self._flight, True

    def settle(self, flight: Future[Token], outcome: Token | BaseException) -> None:
        """End a flight; everybody who waits for it goes on with the token, or with the error."""
        with self._lock:
            self._flight = None
            if not isinstance(outcome, BaseException):
                self._token = outcome
        if isinstance(outcome, BaseException):
            flight.set_exception(outcome)
        else:
            flight.set_result(outcome)

    def refresh(self, stale: Token | None, engine: CallPolicy) -> Flow[Token]:
        """Get a usable token: from the store if it has one by now, else from the platform.

        Raises `AuthorizationError` when there is nothing to renew with, or the platform says that it is over.
        """
        if self._unsaved is not None:
            # Renewed before, but the store failed then; the old pair is dead, so only this one can help.
            return (yield from self._save(self._unsaved))
        stored: Token | None = yield LoadToken()
        if stored is None:
            raise AuthorizationError(
                "this connection is not authorised yet", code="not_authorised", hint="Authorise the app once."
            )
        if _usable(stored, stale, engine):
            return stored
        if not stored.refresh_token or _over(stored.refresh_expires_at, engine):
            raise AuthorizationError(
                "the authorisation is over and can't be renewed",
                code="refresh_token_over",
                hint="The seller must authorise the app again.",
            )
        try:
            exchange = engine.live.oauth.refresh(engine.settings, stored, int(engine.clock.now()))
            fresh = yield from engine.perform(exchange)
        except AuthorizationError:
            again: Token | None = yield LoadToken()
            if again is not None and again.access_token != stored.access_token and _usable(again, stale, engine):
                return again
            raise
        except TemporaryError:
            if not _refused(stored, stale) and not _over(stored.access_expires_at, engine):
                return stored
            raise
        return (yield from self._save(replace(fresh, refresh_token=fresh.refresh_token or stored.refresh_token)))

    def _save(self, token: Token) -> Flow[Token]:
        self._unsaved = token
        yield SaveToken(token)
        self._unsaved = None
        return token


def _refused(token: Token, stale: Token | None) -> bool:
    return stale is not None and token.access_token == stale.access_token


def _over(at: int | None, engine: CallPolicy) -> bool:
    return at is not None and at <= engine.clock.now()


def _usable(token: Token, stale: Token | None, engine: CallPolicy) -> bool:
    if _refused(token, stale):
        return False
    if token.access_expires_at is None or not token.refresh_token:
        return True
    ahead = engine.client.refresh_ahead
    if token.obtained_at is not None:
        ahead = min(ahead, LAST_PART * max(0, token.access_expires_at - token.obtained_at))
    return engine.clock.now() < token.access_expires_at - ahead


_KEEPERS: WeakValueDictionary[int, TokenRefresher] = WeakValueDictionary()
_LOCK = Lock()


def refresher_of(store: TokenStore) -> TokenRefresher:
    """Return the keeper of this store: the same one as long as anybody holds it."""
    with _LOCK:
        # A keeper holds its store, so an id can't be given to another store while the keeper lives.
        keeper = _KEEPERS.get(id(store))
        if keeper is None:
            keeper = _KEEPERS[id(store)] = TokenRefresher(store)
        return keeper
