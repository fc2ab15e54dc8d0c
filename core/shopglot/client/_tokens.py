"""One refresh per expiry, whoever asks: threads and tasks, of all connections that share a token store.

The first that needs a new token refreshes it; everybody else waits for that one. Before it asks the platform, the
store is read again (another process may have been quicker), and the new pair is saved before anybody uses it.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from shopglot.client._engine import LoadToken, SaveToken
from shopglot.connector import ClientCredentials, OAuth2
from shopglot.errors import AuthorizationError, TemporaryError

if TYPE_CHECKING:
    from shopglot.client._engine import CallPolicy, Flow
    from shopglot.connector import Token, TokenStore

__all__ = ["Abandoned", "TokenRefresher", "refresher_of"]

# A short-lived token is refreshed when this part of its life is left, if that is sooner than `refresh_ahead`.
LAST_PART = 0.1


class Abandoned(Exception):
    """A refresh ended without a token or an error: its thread or task was stopped."""


class TokenRefresher:
    """Keeps the newest token of one store, and sees to it that only one caller refreshes it."""

    def __init__(self, store: TokenStore) -> None:
        self.store = store
        self._lock = Lock()
        self._token: Token | None = None
        self._unsaved: Token | None = None
        self._pending: Future[Token] | None = None

    def join(self, stale: Token | None, policy: CallPolicy) -> Token | tuple[Future[Token], bool]:
        """Return a usable token; or the future of one, and whether the caller must do the refresh."""
        with self._lock:
            if self._token is not None and self._unsaved is None and _usable(self._token, stale, policy):
                return self._token
            if self._pending is not None:
                return self._pending, False
            self._pending = Future()
            return self._pending, True

    def settle(self, pending: Future[Token], outcome: Token | BaseException) -> None:
        """End a refresh; everybody who waits for it goes on with the token, or with the error."""
        with self._lock:
            self._pending = None
            if not isinstance(outcome, BaseException):
                self._token = outcome
        if isinstance(outcome, BaseException):
            pending.set_exception(outcome)
        else:
            pending.set_result(outcome)

    def refresh(self, stale: Token | None, policy: CallPolicy) -> Flow[Token]:
        """Get a usable token: from the store if it has one by now, else from the platform.

        With client credentials a new one is obtained. Raises `AuthorizationError` when there is nothing to refresh
        with, or the platform says that it has expired.
        """
        if self._unsaved is not None:
            # Refreshed before, but the store failed then; the old pair is dead, so only this one can help.
            return (yield from self._save(self._unsaved))
        stored: Token | None = yield LoadToken()
        if stored is not None and _usable(stored, stale, policy):
            return stored
        if isinstance(policy.live.oauth, ClientCredentials):
            operation = policy.live.oauth.obtain_token(policy.settings, int(policy.clock.now()))
            return (yield from self._save((yield from policy.perform(operation))))
        if stored is None:
            raise AuthorizationError(
                "this connection is not authorized yet", code="not_authorized", hint="Authorize the app once."
            )
        return (yield from self._exchange(stored, stale, policy))

    def _exchange(self, stored: Token, stale: Token | None, policy: CallPolicy) -> Flow[Token]:
        """Exchange a refresh token for a new pair."""
        oauth = policy.live.oauth
        expired = not stored.refresh_token or _is_expired(stored.refresh_expires_at, policy)
        if expired or not isinstance(oauth, OAuth2):
            raise AuthorizationError(
                "the authorization has expired and cannot be refreshed",
                code="refresh_token_expired",
                hint="The seller must authorize the app again.",
            )
        try:
            operation = oauth.refresh_token(policy.settings, stored, int(policy.clock.now()))
            fresh = yield from policy.perform(operation)
        except AuthorizationError:
            again: Token | None = yield LoadToken()
            if again is not None and again.access_token != stored.access_token and _usable(again, stale, policy):
                return again
            raise
        except TemporaryError:
            if not _is_refused(stored, stale) and not _is_expired(stored.access_expires_at, policy):
                return stored
            raise
        return (yield from self._save(replace(fresh, refresh_token=fresh.refresh_token or stored.refresh_token)))

    def _save(self, token: Token) -> Flow[Token]:
        self._unsaved = token
        yield SaveToken(token)
        self._unsaved = None
        return token


def _is_refused(token: Token, stale: Token | None) -> bool:
    return stale is not None and token.access_token == stale.access_token


def _is_expired(at: int | None, policy: CallPolicy) -> bool:
    return at is not None and at <= policy.clock.now()


def _usable(token: Token, stale: Token | None, policy: CallPolicy) -> bool:
    if _is_refused(token, stale):
        return False
    renewable = token.refresh_token or isinstance(policy.live.oauth, ClientCredentials)
    if token.access_expires_at is None or not renewable:
        return True
    ahead = policy.client.refresh_ahead
    if token.obtained_at is not None:
        ahead = min(ahead, LAST_PART * max(0, token.access_expires_at - token.obtained_at))
    return policy.clock.now() < token.access_expires_at - ahead


_REFRESHERS: WeakValueDictionary[int, TokenRefresher] = WeakValueDictionary()
_LOCK = Lock()


def refresher_of(store: TokenStore) -> TokenRefresher:
    """Return the refresher of this store: the same one as long as anybody holds it."""
    with _LOCK:
        # A refresher holds its store, so an id can't be given to another store while the refresher lives.
        refresher = _REFRESHERS.get(id(store))
        if refresher is None:
            refresher = _REFRESHERS[id(store)] = TokenRefresher(store)
        return refresher
